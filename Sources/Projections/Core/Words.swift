package import EventModel

/// What the log says of an event, fetched when a question is answered: titles, texts, citations stay in the log.
package struct Words {
    private let event: (UInt64) -> (document: Document, event: Document.Node)?
    private var isOutline = false

    /// - Parameter event: the canonical event of a sequence number; nil where it cannot be read.
    package init(_ event: @escaping (_ seq: UInt64) -> (document: Document, event: Document.Node)?) {
        self.event = event
    }

    /// Says of every text only where it stands, and reads nothing: rows in such words are the same at two points where
    /// those in the log's own words are.
    package static var outline: Words {
        var words = Words { _ in nil }
        words.isOutline = true
        return words
    }

    /// The event that a correction is of, for those asked by entry.
    private var root: (UInt32) -> UInt32 = { $0 }

    /// The same of a log whose corrections come to `effects`.
    func applying(_ effects: Effects) -> Words {
        var words = self
        words.root = { effects.root(of: $0) }
        return words
    }

    /// What the entry `seq` says of the world: of a correction, what the event should have been, under the event's own
    /// id and source.
    func of(_ seq: UInt32) -> EventWords {
        let words = entry(seq)
        guard !isOutline, let replacement = words.replacement else { return words }
        return words.telling(replacement, of: entry(root(seq)))
    }

    /// What the entry says as it stands in the log. Of one that cannot be read, nothing is said.
    func entry(_ seq: UInt32) -> EventWords {
        if isOutline { return EventWords(outlineOf: seq) }
        return event(UInt64(seq)).map { EventWords($0.document, $0.event) } ?? EventWords()
    }
}

/// The words of one event.
struct EventWords {
    private(set) var document = Document()
    private var envelope = Envelope()
    /// The event whose id and source these words go under, where it is not the one that says them.
    private var root: (document: Document, envelope: Envelope)?
    /// The entry, where only that is said.
    private var outline: UInt32?

    init() {}

    fileprivate init(outlineOf seq: UInt32) { outline = seq }

    init(_ document: Document, _ event: Document.Node) {
        self.document = document
        envelope = Envelope(document, event)
    }

    /// The event that a correction says another should have been.
    fileprivate var replacement: Document.Node? {
        guard let type = envelope.type, Deed(type: document, type) == Deed(.corrected) else { return nil }
        return node("replacement")
    }

    fileprivate func telling(_ replacement: Document.Node, of root: EventWords) -> EventWords {
        var words = EventWords(document, replacement)
        words.root = (root.document, root.envelope)
        return words
    }

    // MARK: What stands there

    func has(_ key: StaticString) -> Bool { outline != nil || node(key) != nil }

    /// Writes a member of the data as it stands; nothing where there is none.
    func write(_ key: StaticString, to output: inout JSONText) {
        if let outline { return output.integer(outline) }
        if let node = node(key) { output.excerpt(document, node) }
    }

    func text(_ key: StaticString) -> String? {
        if let outline { return "\(outline) \(key)" }
        return node(key).flatMap(text)
    }

    /// The text at `node`; nil where another value stands there.
    func text(_ node: Document.Node) -> String? {
        document.kind(node) == .string ? document.string(node) : nil
    }

    /// Calls `body` with the elements of a list; not at all where there is no such list.
    func forEach(in list: StaticString, _ body: (Document.Node) -> Void) {
        if let list = node(list) { document.forEachElement(list, body) }
    }

    /// An element of a list; nil where the list is not so long.
    func element(_ place: Int, of list: StaticString) -> Document.Node? {
        var elements = node(list).map { Elements(document, $0) }
        for _ in 0..<place { _ = elements?.next(document) }
        return elements?.next(document)
    }

    func node(_ key: StaticString) -> Document.Node? { envelope.data.flatMap { document.member($0, key) } }

    func node(_ key: DataKey) -> Document.Node? { envelope.data.flatMap { document.member($0, named: key.rawValue) } }

    /// The stream of what it says.
    var subject: String? { envelope.subject.map { document.string($0) } }

    /// Writes the event's id and its source.
    func writeIdentity(to row: inout JSONText) {
        let (document, envelope) = root ?? (document, envelope)
        if let id = envelope.id { row.member("id") { $0.excerpt(document, id) } }
        if let source = envelope.source { row.member("source") { $0.excerpt(document, source) } }
    }

    // MARK: Actors

    func names(_ role: Role) -> Bool {
        var isNamed = false
        forEachActor(in: role) { _ in isNamed = true }
        return isNamed
    }

    /// Writes the slugs of the actors in one role; nothing where there are none.
    func writeActors(_ role: Role, to output: inout JSONText) {
        output.list { list in forEachActor(in: role) { list.excerpt(document, $0) } }
    }

    private func forEachActor(in role: Role, _ body: (_ ref: Document.Node) -> Void) {
        forEach(in: "actors") { entry in
            guard let word = document.member(entry, "role"), document.equals(word, role.rawValue),
                let ref = document.member(entry, "ref")
            else { return }
            body(ref)
        }
    }
}

extension [EventWords] {
    /// Those of the last event that has a member.
    func last(with key: StaticString) -> EventWords? { last { $0.has(key) } }
}
