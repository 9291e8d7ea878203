/// A JSON value to be written: what the model says an event is, or a row that a client prints.
///
/// Members keep the order they are given in; only the canonical form sorts. Values compare by their canonical bytes,
/// never by String's canonical equivalence, which takes different spellings of a letter for one.
package indirect enum JSON: Sendable {
    case null
    case bool(Bool)
    /// A number by its spelling, which is a JSON number (RFC 8259 §6).
    case number(String)
    case string(String)
    case array([JSON])
    case object([(key: String, value: JSON)])

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

    /// The value of a member of an object, by code units; nil for other kinds.
    package subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key.hasSameBytes(as: key) }?.value
    }

    /// The text of a string; nil for other kinds.
    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}
