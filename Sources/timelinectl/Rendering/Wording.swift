import EventModel
import Projections

/// Words of the model as people read them.
enum Wording {
    /// A word of a closed list of the model, `possiblySameAs` as `possibly same as`; any other text as it stands, for
    /// what people have named is never to be spelled anew.
    static func word(_ text: String) -> String { closed.contains(text) ? spaced(text) : text }

    /// A key of the model or of a row: `memberOf` as `member of`. Keys that others have chosen are to be shown as they
    /// stand.
    static func key(_ name: String) -> String { spaced(name) }

    private static func spaced(_ name: String) -> String {
        name.reduce(into: "") { text, letter in
            text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
        }
    }

    private static let closed = Set(
        Kind.allCases.flatMap { words(of: $0.schema) } + Projections.all.flatMap { $0.classes }
            + Difference.changes)

    private static func words(of schema: Schema) -> [String] { schema.fields.flatMap { words(of: $0.shape) } }

    private static func words(of shape: Shape) -> [String] {
        switch shape {
        case .word(let words): words
        case .list(let element): words(of: element)
        case .object(let schema): words(of: schema)
        default: []
        }
    }
}
