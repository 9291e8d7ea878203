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

    /// A member of the data, as it stands.
    subscript(key: StaticString) -> JSON? {
        if let outline { return .string("\(outline) \(key)") }
        return node(key).map { .excerpt(document, $0) }
    }

    func text(_ key: StaticString) -> String? {
        if let outline { return "\(outline) \(key)" }
        return node(key).flatMap { document.kind($0) == .string ? document.string($0) : nil }
    }

    /// The elements of a list, none where there is no such list.
    func list(_ key: StaticString) -> [JSON] {
        node(key).map { document.elements($0).map { .excerpt(document, $0) } } ?? []
    }

    func node(_ key: DataKey) -> Document.Node? {
        guard let data = envelope.data else { return nil }
        var members = Members(document, data)
        while let (found, value) = members.next(document) {
            if found == key { return value }
        }
        return nil
    }

    private func node(_ key: StaticString) -> Document.Node? {
        envelope.data.flatMap { document.member($0, key) }
    }

    /// The stream of what it says.
    var subject: String? { envelope.subject.map { document.string($0) } }

    var id: JSON? { attribute { $0.id } }
    var source: JSON? { attribute { $0.source } }

    private func attribute(_ name: (Envelope) -> Document.Node?) -> JSON? {
        guard let root else { return name(envelope).map { .excerpt(document, $0) } }
        return name(root.envelope).map { .excerpt(root.document, $0) }
    }

    /// The actors in one role, by their slugs.
    func actors(_ role: Role) -> JSON? {
        let refs = list("actors").compactMap { entry in entry["role"]?.text == role.rawValue ? entry["ref"] : nil }
        return refs.isEmpty ? nil : .array(refs)
    }
}
