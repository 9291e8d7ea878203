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
    /// The verbs that alone may have this field; empty where all may.
    package var onlyFor: [Verb]
    /// What it says, for templates and manuals: a few words without a full stop.
    package var note: String

    package init(
        _ name: String, _ shape: Shape, requiredBy: [Verb] = [], onlyFor: [Verb] = [], _ note: String
    ) {
        self.name = name
        self.shape = shape
        self.requiredBy = requiredBy
        self.onlyFor = onlyFor
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
    /// The places of the fields that some verbs alone may have.
    let restricted: [Int]
    /// The dates that should not lie before others.
    let dateOrder: [DateOrder]
    /// The places of the fields of ``anyOf``.
    let alternatives: [Int]
    /// The place of the field that holds roles and those who have them; nil where roles cannot stand as keys.
    let actorsPlace: Int?
    /// The place of the field that says when it happened; nil where there is none.
    let occurredPlace: Int?

    /// - Parameter dateOrder: the keys of dates, each with those that it should not lie before, the first of which that is
    ///   there counts; `goal.due` is that within an object.
    package init(
        _ fields: [Field], required: [String] = [], anyOf: [String] = [], allowsRoles: Bool = false,
        dateOrder: [(later: String, earlier: [String])] = []
    ) {
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
        restricted = fields.indices.filter { !fields[$0].onlyFor.isEmpty }
        self.dateOrder = dateOrder.compactMap { later, earlier in
            Path(later, fields).map { DateOrder(later: $0, earlier: earlier.compactMap { Path($0, fields) }) }
        }
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

extension Schema {
    /// A date that should not lie before another, the first of several that is there.
    struct DateOrder: Sendable {
        var later: Path
        var earlier: [Path]
    }

    /// Where a value stands: in a field, or in the object that stands there.
    struct Path: Sendable, CustomStringConvertible {
        var place: Int
        var inner: String?
        /// As it is written: `goal.due`.
        var description: String

        /// - Returns: nil where no field is called so.
        init?(_ description: String, _ fields: [Field]) {
            let parts = description.split(separator: ".").map(String.init)
            guard let place = fields.firstIndex(where: { $0.name.hasSameBytes(as: parts[0]) }) else { return nil }
            self.place = place
            inner = parts.count > 1 ? parts[1] : nil
            self.description = description
        }
    }
}
