/// What may stand in one place of an event.
package indirect enum Shape: Sendable {
    /// One line of text of at most so many characters; white space around it is not part of it.
    case line(Int)
    /// Text of several lines, at most so many characters; line ends after its last line are not part of it.
    case prose(Int)
    /// A date of EDTF (ISO 8601-2).
    case edtf
    /// An instant of RFC 3339.
    case instant
    /// A name for a thing: `[a-z0-9]` and single hyphens.
    case slug
    /// A slug, or an ISO 3166-1 code in capitals.
    case actor
    /// `KIND/SLUG`, or a slug of the same kind, or an event's id.
    case reference
    /// An exact decimal.
    case decimal
    /// ISO 4217.
    case currency
    /// ISO 3166-1 alpha-2, or EU, UN, INT.
    case country
    /// BCP 47.
    case language
    /// RFC 3986, absolute.
    case uri
    /// 64 hexadecimal digits.
    case sha256
    /// `Q` and digits.
    case wikidata
    /// ISO 17442.
    case lei
    /// One of a closed list of words.
    case word([String])
    /// One or several; a single value may stand without its list.
    case list(Shape)
    case object(Schema)
    /// How much money: exactly, between two sums, at most, at least, or unknown; an object, or in short
    /// `"850000000000 RUB"`, `"30..50 EUR"`, `"..50 EUR"`, `"30.. EUR"`, `unknown`.
    case amount
    /// The event that a correction names: `{source, id}`, or its id alone where the source is the same.
    case identity
    /// The event that stands instead of a corrected one, in short form or as `{type, subject, data}`.
    case replacement
}

/// One key of an object.
package struct Field: Sendable {
    package var name: String
    package var shape: Shape
    /// The verbs that cannot do without this field.
    package var requiredBy: [Verb]
    /// What it says, for templates and manuals: a few words without a full stop.
    package var note: String

    package init(_ name: String, _ shape: Shape, requiredBy: [Verb] = [], _ note: String) {
        self.name = name
        self.shape = shape
        self.requiredBy = requiredBy
        self.note = note
    }
}

/// The keys of an object, and the rules between them.
package final class Schema: Sendable {
    package let fields: [Field]
    /// Keys that every object of this schema must have, whatever the verb.
    package let required: [String]
    /// At least one of these must be there; empty where there is no such rule.
    package let anyOf: [String]
    /// Whether roles may stand as keys: `by: putin`.
    package let allowsRoles: Bool
    /// Every key that may stand in such an object: those of ``fields`` in their order, then the roles.
    package let keys: [String]

    /// Where in ``keys`` a key stands.
    let table: KeyTable
    /// The places of ``fields`` in the order of the canonical form, each with its key as that writes it: `"key":`.
    let canonicalOrder: [(place: Int, key: [UInt8])]
    /// The places of the fields that some verb, or every one, cannot do without.
    let demanded: [Int]
    /// The places of the fields of ``anyOf``.
    let alternatives: [Int]
    /// The place of the field that holds roles and those who have them; nil where roles cannot stand as keys.
    let actorsPlace: Int?
    /// The place of the field that says when it happened; nil where there is none.
    let occurredPlace: Int?

    package init(_ fields: [Field], required: [String] = [], anyOf: [String] = [], allowsRoles: Bool = false) {
        self.fields = fields
        self.required = required
        self.anyOf = anyOf
        self.allowsRoles = allowsRoles
        keys = fields.map(\.name) + (allowsRoles ? Role.allCases.map(\.rawValue) : [])
        table = KeyTable(keys)
        // Keys are ASCII: their order by UTF-16 code units is that of their bytes.
        canonicalOrder = fields.indices
            .sorted { fields[$0].name.utf8.lexicographicallyPrecedes(fields[$1].name.utf8) }
            .map { ($0, Array("\"\(fields[$0].name)\":".utf8)) }
        demanded = fields.indices.filter { !fields[$0].requiredBy.isEmpty || required.contains(fields[$0].name) }
        alternatives = fields.indices.filter { anyOf.contains(fields[$0].name) }
        actorsPlace = allowsRoles ? fields.firstIndex { $0.name == "actors" } : nil
        occurredPlace = fields.firstIndex { $0.name == "occurred" }
    }

    package func field(named name: String) -> Field? {
        fields.first { $0.name.hasSameBytes(as: name) }
    }

    func isRequired(_ field: Field, by verb: Verb?) -> Bool {
        required.contains(field.name) || verb.map { field.requiredBy.contains($0) } ?? false
    }

    /// The place of a role as a key.
    func place(of role: Int) -> Int { fields.count + role }
}
