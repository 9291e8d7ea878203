package import EventModel

/// What the log says of an event, fetched when a question is answered: titles, texts, citations stay in the log.
package struct Words {
    private let read: (UInt64, inout Document) -> Document.Node?
    private let fetch: (UInt64) -> Void
    /// The event that a correction is of, for those asked by entry.
    private var root: (UInt32) -> UInt32 = { $0 }

    /// - Parameters:
    ///   - read: reads the canonical event of a sequence number into a document, behind what is there, and answers its
    ///     node; nil where it cannot be read.
    ///   - fetch: called with those that are soon asked for, so that their memory is on its way.
    package init(
        _ read: @escaping (_ seq: UInt64, _ document: inout Document) -> Document.Node?,
        fetch: @escaping (_ seq: UInt64) -> Void = { _ in }
    ) {
        self.read = read
        self.fetch = fetch
    }

    /// Reads nothing: of every event the state alone is told.
    package static var none: Words { Words { _, _ in nil } }

    /// The same of a log whose corrections come to `effects`.
    func applying(_ effects: Effects) -> Words {
        var words = self
        words.root = { effects.root(of: $0) }
        return words
    }

    /// What the entry `seq` says of the world: of a correction, what the event should have been, under the event's own
    /// id and source.
    func of(_ seq: UInt32) -> EventWords { told(entry(seq), by: seq) }

    /// The same of several entries, in memory that they share.
    func of(_ seqs: some Collection<UInt32>) -> [EventWords] {
        var words: [EventWords] = []
        words.reserveCapacity(seqs.count)
        var rest = seqs[...]
        while !rest.isEmpty {
            let some = rest.prefix(Self.together)
            rest = rest.dropFirst(Self.together)
            for seq in some { fetch(UInt64(seq)) }
            var document = Document()
            document.reserve(some.count * Self.likelyLength)
            let events = some.map { read(UInt64($0), &document) }
            for (seq, event) in zip(some, events) { words.append(told(EventWords(document, event), by: seq)) }
        }
        return words
    }

    /// How many entries are read together at most: a document has an end.
    private static let together = 256
    /// Most events are shorter, in bytes.
    private static let likelyLength = 1_024

    /// What the entry says as it stands in the log. Of one that cannot be read, nothing is said.
    func entry(_ seq: UInt32) -> EventWords {
        var document = Document()
        let event = read(UInt64(seq), &document)
        return EventWords(document, event)
    }

    private func told(_ words: EventWords, by seq: UInt32) -> EventWords {
        guard let replacement = words.replacement else { return words }
        return EventWords(words.document, replacement, under: entry(root(seq)))
    }
}

/// The words of one event.
///
/// An object: a row looks at the same words again and again.
final class EventWords {
    let document: Document
    private let event: Document.Node?
    private let members: DataMembers
    /// The event whose id and source these words go under, where it is not the one that says them.
    private let root: EventWords?

    /// - Parameter event: nil where nothing is said.
    init(_ document: Document, _ event: Document.Node?, under root: EventWords? = nil) {
        let keys = DataKey.table
        self.document = document
        self.event = event
        let data = event.flatMap { document.member($0, "data") }
        members = data.map { DataMembers(document, $0, keys) } ?? DataMembers()
        self.root = root
    }

    /// What else stands in the event.
    private var envelope: Envelope { event.map { Envelope(document, $0) } ?? Envelope() }

    /// The event that a correction says another should have been.
    fileprivate var replacement: Document.Node? {
        guard let replacement = self[.replacement], let type = envelope.type,
            Deed(type: document, type) == Deed(.corrected)
        else { return nil }
        return replacement
    }

    // MARK: What stands there

    /// The member of the data that `key` names.
    subscript(key: DataKey) -> Document.Node? { members[key] }

    func has(_ key: DataKey) -> Bool { self[key] != nil }

    /// Writes a member of the data as it stands; nothing where there is none.
    func write(_ key: DataKey, to output: inout JSONText) {
        if let node = self[key] { output.excerpt(document, node) }
    }

    func text(_ key: DataKey) -> String? { self[key].flatMap(text) }

    /// The text at `node`; nil where another value stands there.
    func text(_ node: Document.Node) -> String? {
        document.kind(node) == .string ? document.string(node) : nil
    }

    /// The date of a member, with its text; nil where it has none that EDTF knows.
    func date(_ key: DataKey) -> (text: String, when: When)? {
        guard let text = text(key), let extent = EDTF.bounds(utf8: text.utf8.span) else { return nil }
        return (text, When(extent))
    }

    /// Calls `body` with the elements of a list; not at all where there is no such list.
    func forEach(in list: DataKey, _ body: (Document.Node) -> Void) {
        guard let list = self[list] else { return }
        var elements = Elements(document, list)
        while let element = elements.next(document) { body(element) }
    }

    /// An element of a list; nil where the list is not so long.
    func element(_ place: Int, of list: DataKey) -> Document.Node? {
        guard let node = self[list] else { return nil }
        var elements = Elements(document, node)
        // A place that a damaged file of the cache tells may be any number.
        for _ in 0..<place { guard elements.next(document) != nil else { return nil } }
        return elements.next(document)
    }

    /// The stream of what it says.
    var subject: String? { envelope.subject.map { document.string($0) } }

    /// Writes the event's id and its source.
    func writeIdentity(to row: inout JSONText) {
        let told = root ?? self
        let envelope = told.envelope
        if let id = envelope.id { row.member("id") { $0.excerpt(told.document, id) } }
        if let source = envelope.source { row.member("source") { $0.excerpt(told.document, source) } }
    }

    // MARK: Actors

    func names(_ role: Role) -> Bool {
        var isNamed = false
        forEachActor(in: role) { _ in isNamed = true }
        return isNamed
    }

    /// Writes the slugs of the actors in one role; nothing where there are none.
    func writeActors(_ role: Role, _ question: Question, to output: inout JSONText) {
        output.list { list in
            var actors = ActorList(question)
            forEachActor(in: role) { actors.write($0, of: self, to: &list) }
        }
    }

    private func forEachActor(in role: Role, _ body: (_ ref: Document.Node) -> Void) {
        forEach(in: .actors) { entry in
            guard let word = document.member(entry, "role"), document.equals(word, role.rawValue),
                let ref = document.member(entry, "ref")
            else { return }
            body(ref)
        }
    }
}

extension [EventWords] {
    /// Those of the last event that has a member.
    func last(with key: DataKey) -> EventWords? { last { $0.has(key) } }
}

/// A value that an event has, equal to any that is written the same.
struct Excerpt: Hashable {
    let words: EventWords
    let node: Document.Node

    init(_ words: EventWords, _ node: Document.Node) {
        self.words = words
        self.node = node
    }

    static func == (left: Self, right: Self) -> Bool {
        let (one, other) = (left.words.document, right.words.document)
        let (first, second) = (one.range(left.node), other.range(right.node))
        guard first.count == second.count, one.kind(left.node) == other.kind(right.node) else { return false }
        return one.bytes.span.extracting(first).isSame(as: other.bytes.span.extracting(second))
    }

    func hash(into hasher: inout Hasher) {
        let text = words.document.bytes[words.document.range(node)]
        // The buffer lives for the call, and the hasher keeps nothing of it.
        unsafe text.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
}

/// Actors that an event names, written under the names they go by at a point, each once.
struct ActorList {
    private let question: Question
    /// Slugs, as bytes.
    private var written: Set<[UInt8]> = []

    init(_ question: Question) { self.question = question }

    mutating func write(_ ref: Document.Node, of words: EventWords, to list: inout JSONText) {
        let name = question.name(ofActor: words.document.string(ref))
        guard written.insert(Array(name.utf8)).inserted else { return }
        list.string(name)
    }
}
