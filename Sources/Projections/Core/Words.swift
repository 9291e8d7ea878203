package import EventModel

/// What the log says of an event, fetched when a question is answered: titles, texts, citations stay in the log.
package struct Words {
    private let event: (UInt64) -> (document: Document, event: Document.Node)?

    /// - Parameter event: the canonical event of a sequence number; nil where it cannot be read.
    package init(_ event: @escaping (_ seq: UInt64) -> (document: Document, event: Document.Node)?) {
        self.event = event
    }

    /// Of an event that cannot be read, nothing is said.
    func of(_ seq: UInt32) -> EventWords {
        event(UInt64(seq)).map { EventWords($0.document, $0.event) } ?? EventWords()
    }
}

/// The words of one event.
struct EventWords {
    private var document = Document()
    private var envelope = Envelope()

    init() {}

    init(_ document: Document, _ event: Document.Node) {
        self.document = document
        envelope = Envelope(document, event)
    }

    /// A member of the data, as it stands.
    subscript(key: StaticString) -> JSON? {
        node(key).map { JSON($0, of: document) }
    }

    func text(_ key: StaticString) -> String? {
        node(key).flatMap { document.kind($0) == .string ? document.string($0) : nil }
    }

    /// The elements of a list, none where there is no such list.
    func list(_ key: StaticString) -> [JSON] {
        node(key).map { document.elements($0).map { JSON($0, of: document) } } ?? []
    }

    private func node(_ key: StaticString) -> Document.Node? {
        envelope.data.flatMap { document.member($0, key) }
    }

    var id: JSON? { envelope.id.map { JSON($0, of: document) } }
    var source: JSON? { envelope.source.map { JSON($0, of: document) } }
    var type: JSON? { envelope.type.map { JSON($0, of: document) } }

    /// The actors in one role, by their slugs.
    func actors(_ role: Role) -> JSON? {
        let refs = list("actors").compactMap { entry in entry["role"]?.text == role.rawValue ? entry["ref"] : nil }
        return refs.isEmpty ? nil : .array(refs)
    }
}
