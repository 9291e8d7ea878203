/// The shapes of a schema, one after the other: each value in its canonical form, each fault with its place.
extension EventReader {
    /// Where a value stands: what a bare slug, a required field or a reason depends on.
    struct Place {
        var kind: Kind
        var verb: Verb?
        /// The event's own source, for identities that name none.
        var source: String
    }

    /// The canonical form of `node` as `shape` asks for it; nil with at least one fault where it is not that.
    mutating func value(_ node: Document.Node, _ shape: Shape, _ name: String, _ place: Place) -> JSON? {
        switch shape {
        case .list(let element): list(node, element, name, place)
        case .object(let schema): object(node, schema, name, place)
        case .amount: amount(node, name, place)
        case .identity: identity(node, place).map(\.json)
        case .replacement: replacement(node, place)
        default: scalar(node, shape, name, place)
        }
    }

    private mutating func list(_ node: Document.Node, _ element: Shape, _ name: String, _ place: Place) -> JSON? {
        guard document.kind(node) == .array else {
            return value(node, element, name, place).map { .array([$0]) }
        }
        var values: [JSON] = []
        document.forEachElement(node) { child in
            if !isFull, let value = value(child, element, name, place) { values.append(value) }
        }
        return .array(values)
    }

    /// The members of an object in the order of its schema; those that are null are left out.
    mutating func object(
        _ node: Document.Node, _ schema: Schema, _ name: String, _ place: Place,
        alsoKnown envelope: [String] = []
    ) -> JSON? {
        guard document.kind(node) == .object else {
            fault(
                node, "\(name) cannot be \(description(node))",
                expected: "an object with \(listed(schema.fields.map(\.name), joinedBy: "or"))")
            return nil
        }
        var found = FoundMembers(schema)
        for (key, value) in document.members(node) where !isFull && document.kind(value) != .null {
            let text = document.string(key)
            if envelope.contains(where: { same($0, text) }) { continue }
            if !found.note(value, as: text) { unknownKey(key, among: schema.keys + envelope, in: name) }
        }
        requirements(of: schema, in: found, node, name, place)
        return .object(members(schema, found, name, place))
    }

    private mutating func members(
        _ schema: Schema, _ found: FoundMembers, _ name: String, _ place: Place
    ) -> [(key: String, value: JSON)] {
        var members: [(key: String, value: JSON)] = []
        for (index, field) in schema.fields.enumerated() {
            if schema.allowsRoles, field.name == "actors" {
                if let actors = actors(found, place) { members.append((field.name, actors)) }
            } else if let child = found[index] {
                let shape = shape(of: field, place)
                if let value = value(child, shape, field.name, place) { members.append((field.name, value)) }
            }
        }
        return members
    }

    /// A retraction's reason is one of a list; a correction's is anybody's words.
    private func shape(of field: Field, _ place: Place) -> Shape {
        place.verb == .retracted && field.name == "reason" ? .word(Schema.retractionReasons) : field.shape
    }

    private mutating func requirements(
        of schema: Schema, in found: FoundMembers, _ node: Document.Node, _ name: String, _ place: Place
    ) {
        for (index, field) in schema.fields.enumerated()
        where found[index] == nil && schema.isRequired(field, by: place.verb) {
            fault(node, "\(name) has no \(quoted(field.name))", expected: "\"\(field.name)\": \(field.note)")
        }
        if !schema.anyOf.isEmpty, schema.anyOf.allSatisfy({ found[$0] == nil }) {
            fault(node, "\(name) says nothing", expected: "at least \(listed(schema.anyOf, joinedBy: "or"))")
        }
    }

    // MARK: Actors

    /// `actors` and the role keys as one list, sorted by role, each role's actors as they were listed.
    private mutating func actors(_ found: FoundMembers, _ place: Place) -> JSON? {
        var pairs = RolePairs()
        var isStated = false
        if let node = found["actors"] {
            isStated = true
            let listed = value(node, .list(.object(.actorInRole)), "actors", place)
            let nodes = document.kind(node) == .array ? document.elements(node) : [node]
            if case .array(let entries)? = listed, entries.count == nodes.count {
                for (entry, child) in zip(entries, nodes) { add(entry, child, to: &pairs) }
            }
        }
        for role in Role.allCases {
            guard let node = found[role.rawValue] else { continue }
            isStated = true
            let nodes = document.kind(node) == .array ? document.elements(node) : [node]
            for child in nodes where !isFull {
                guard case .string(let ref)? = value(child, .actor, role.rawValue, place) else { continue }
                add(.members([("ref", .string(ref)), ("role", .string(role.rawValue))]), child, to: &pairs)
            }
        }
        guard isStated else { return nil }
        return .array(
            Role.allCases.flatMap { role in
                pairs.refs[role, default: []].map {
                    .members([("ref", .string($0)), ("role", .string(role.rawValue))])
                }
            })
    }

    private mutating func add(_ entry: JSON, _ node: Document.Node, to pairs: inout RolePairs) {
        guard let ref = entry["ref"]?.text, let role = entry["role"]?.text.flatMap(Role.init) else { return }
        if !pairs.insert(ref, in: role) {
            fault(
                node, "\(quoted(ref)) stands twice in the role \(quoted(role.rawValue))", hint: "leave one of them out")
        }
    }

    // MARK: Words

    func same(_ left: String, _ right: String) -> Bool { left.hasSameBytes(as: right) }

    /// "a, b or c", in quotes.
    func listed(_ words: [String], joinedBy conjunction: String) -> String {
        let shown = words.map { "\"\($0)\"" }
        guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
        return shown.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }
}

/// Actors by their roles, each once in a role. A file may name a million of them.
private struct RolePairs {
    /// In the order they were named.
    private(set) var refs: [Role: [String]] = [:]
    private var seen: [Role: Set<String>] = [:]

    /// - Returns: false, and nothing is taken, where `role` has that actor already.
    mutating func insert(_ ref: String, in role: Role) -> Bool {
        // Names of actors are ASCII: to compare them by characters is to compare their bytes.
        guard seen[role, default: []].insert(ref).inserted else { return false }
        refs[role, default: []].append(ref)
        return true
    }
}

/// The members of an object, by the places of their keys in its schema.
private struct FoundMembers {
    private let keys: [String]
    private var nodes: [Document.Node?]

    init(_ schema: Schema) {
        keys = schema.keys
        nodes = Array(repeating: nil, count: keys.count)
    }

    /// Notes a member. A key that stands twice is a fault of the syntax, found elsewhere; the first one counts here.
    ///
    /// - Returns: whether the schema knows its key.
    mutating func note(_ node: Document.Node, as key: String) -> Bool {
        guard let place = place(of: key) else { return false }
        if nodes[place] == nil { nodes[place] = node }
        return true
    }

    subscript(place: Int) -> Document.Node? { nodes[place] }

    subscript(key: String) -> Document.Node? { place(of: key).flatMap { nodes[$0] } }

    private func place(of key: String) -> Int? { keys.firstIndex { $0.hasSameBytes(as: key) } }
}
