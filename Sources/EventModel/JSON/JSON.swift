/// A JSON value to be written: what the model says an event is, or a row that a client prints.
///
/// Members keep the order they are given in; only the canonical form sorts. Values compare by their canonical bytes,
/// never by String's canonical equivalence, which takes different spellings of a letter for one.
package enum JSON: Sendable {
    case null
    case bool(Bool)
    /// A number by its spelling, which is a JSON number (RFC 8259 §6).
    case number(String)
    case string(String)
    case array([JSON])
    case object([(key: String, value: JSON)])
    /// A value as it stands in a document of canonical JSON, such as a line of the log: nothing of it is copied before it
    /// is asked for, and it is written byte for byte.
    indirect case excerpt(Document, Document.Node)

    package static func integer(_ value: some BinaryInteger) -> JSON { .number(String(value)) }

    /// An object of those members that have a value, in order.
    package static func members(_ members: [(key: String, value: JSON?)]) -> JSON {
        .object(members.compactMap { member in member.value.map { (member.key, $0) } })
    }

    /// The value that a node of a document stands for.
    package init(_ node: Document.Node, of document: Document) {
        switch document.kind(node) {
        case .null: self = .null
        case .boolean: self = .bool(document.equals(node, "true"))
        case .number: self = .number(document.string(node))
        case .string: self = .string(document.string(node))
        case .array: self = .array(document.elements(node).map { JSON($0, of: document) })
        case .object:
            self = .object(
                document.members(node).map { (document.string($0.key), JSON($0.value, of: document)) })
        }
    }

    /// The same value, one level of it taken out of the document it stands in: never an excerpt.
    package var opened: JSON {
        guard case .excerpt(let document, let node) = self else { return self }
        switch document.kind(node) {
        case .array: return .array(document.elements(node).map { .excerpt(document, $0) })
        case .object:
            return .object(document.members(node).map { (document.string($0.key), .excerpt(document, $0.value)) })
        default: return JSON(node, of: document)
        }
    }

    /// The value of a member of an object, by code units; nil for other kinds.
    package subscript(key: String) -> JSON? {
        switch self {
        case .object(let members): members.first { $0.key.hasSameBytes(as: key) }?.value
        case .excerpt(let document, let node): document.member(node, named: key).map { .excerpt(document, $0) }
        default: nil
        }
    }

    /// The text of a string; nil for other kinds.
    package var text: String? {
        switch self {
        case .string(let text): text
        case .excerpt(let document, let node): document.kind(node) == .string ? document.string(node) : nil
        default: nil
        }
    }

    /// The elements of an array, none for other kinds.
    package var elements: [JSON] {
        if case .array(let elements) = opened { elements } else { [] }
    }

    /// The members of an object, none for other kinds.
    package var members: [(key: String, value: JSON)] {
        if case .object(let members) = opened { members } else { [] }
    }
}
