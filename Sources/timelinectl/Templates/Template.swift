import EventModel

/// A commented event of the short form, to be filled in with an editor, made from the tables of what an event may hold.
///
/// What must be written stands in `<…>`; everything else is there behind a `#` with an example that is right as it is.
struct Template {
    private static let noteColumn = 40

    let kind: Kind
    let verb: Verb
    let slug: String?
    private var lines: [String] = []

    init(_ kind: Kind, verb: Verb? = nil, slug: String? = nil) {
        self.kind = kind
        self.verb = verb ?? kind.defaultVerb ?? kind.verbs[0]
        self.slug = slug
        write()
    }

    var text: String { lines.map { $0 + "\n" }.joined() }

    private mutating func write() {
        lines += [
            "# \(kind.heading)",
            "# Fill in what stands in <...>, take the # from what you know, delete the rest; then:",
            "# timelinectl check FILE, and timelinectl submit FILE.",
        ]
        add("", kind.rawValue, slug ?? "<slug>", note: "a name for it: small letters, digits and hyphens")
        add("", "verb", verb.rawValue, note: Self.listed(kind.verbs.map(\.rawValue)))
        let fields = kind.schema.fields.filter { field in
            field.name != "actors" && (field.onlyFor.isEmpty || field.onlyFor.contains(verb))
        }
        for field in fields where isRequired(field) { add(field, prefix: "", isRequired: true) }
        if kind.schema.allowsRoles {
            for role in Role.allCases { add("#", role.rawValue, "some-actor", note: role.note) }
        }
        for field in fields where !isRequired(field) { add(field, prefix: "#", isRequired: false) }
    }

    private func isRequired(_ field: Field) -> Bool { field.requiredBy.contains(verb) }

    private mutating func add(_ field: Field, prefix: String, isRequired: Bool) {
        let words = field.shape.words.map { ": " + Self.listed($0) } ?? ""
        let note = field.note + words
        switch field.shape {
        case .object(let schema):
            add(prefix, field.name, "", note: note)
            for inner in schema.fields { add(inner, prefix: prefix + "  ", isRequired: false) }
        case .list(.object(let schema)):
            add(prefix, field.name, "", note: note)
            for (index, inner) in schema.fields.enumerated() {
                add(inner, prefix: prefix + (index == 0 ? "  - " : "    "), isRequired: false)
            }
        case .replacement: replacement(field, prefix)
        case .line where field.name == "reason" && verb == .retracted:
            add(prefix, field.name, "error", note: Schema.retractionReasons.joined(separator: ", "))
        default:
            add(prefix, field.name, isRequired ? field.shape.placeholder : field.shape.example, note: note)
        }
    }

    /// The least a replacement needs; what else it holds is what its own kind's template shows.
    private mutating func replacement(_ field: Field, _ prefix: String) {
        add(prefix, field.name, "", note: field.note)
        add(prefix + "  ", "announcement", "<slug>", note: Self.listed(Kind.allCases.map(\.rawValue)))
        add(prefix + "  ", "verb", "made", note: "of the event as it should have been")
        add(prefix + "  ", "title", "<one line>", note: "and all else that the event is to say")
        add(prefix + "  ", "occurred", "<date>", note: "when it happened in the world (EDTF)")
    }

    private mutating func add(_ prefix: String, _ key: String, _ value: String, note: String) {
        let head = value.isEmpty ? "\(prefix)\(key):" : "\(prefix)\(key): \(value)"
        let gap = max(2, Self.noteColumn - head.utf8.count)
        lines.append(head + String(repeating: " ", count: gap) + "# " + note)
    }

    private static func listed(_ words: [String]) -> String {
        guard words.count > 1 else { return words.joined() }
        return words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1]
    }
}

extension Kind {
    fileprivate var heading: String {
        switch self {
        case .directive: "An order that somebody gives."
        case .announcement: "Something that somebody makes known."
        case .investment: "Money that somebody plans, promises or pays."
        case .actor: "Who somebody is. An actor exists from its first use; this says more of it."
        case .correction: "A change of the record, where the world has not changed."
        }
    }
}
