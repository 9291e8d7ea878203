/// The shapes of a schema, one after the other: each value in its canonical form, each fault with its place.
extension EventReader {
    /// Where a value stands: what a bare slug, a required field or a reason depends on.
    struct Place {
        var kind: Kind
        var verb: Verb?
        /// The event's own source, for identities that name none.
        var source: String
    }

    /// Writes the canonical form of `node` as `shape` asks for it; what is written counts only while there is no fault.
    mutating func value(_ node: Document.Node, _ shape: Shape, _ name: String, _ place: Place) {
        switch shape {
        case .list(let element): list(node, element, name, place)
        case .object(let schema): object(node, schema, name, place)
        case .amount: amount(node, name, place)
        case .identity: identity(node, place)
        case .replacement: replacement(node, place)
        default: scalar(node, shape, name, place)
        }
    }

    /// A value that stands alone is written as a list of one.
    private mutating func list(_ node: Document.Node, _ element: Shape, _ name: String, _ place: Place) {
        append("[")
        for child in document.alone(or: node) where !isFull {
            value(child, element, name, place)
            append(",")
        }
        close("]")
    }

    /// Writes the members of an object in the order of the canonical form; those that are null are left out.
    mutating func object(
        _ node: Document.Node, _ schema: Schema, _ name: String, _ place: Place,
        alsoKnown envelope: [String] = []
    ) {
        guard document.kind(node) == .object else {
            return fault(
                node, "\(name) cannot be \(description(node))",
                expected: "an object with \(listed(schema.fields.map(\.name), joinedBy: "or"))")
        }
        let found = find(node, schema, name, alsoKnown: envelope)
        requirements(of: schema, in: found, node, name, place)
        append("{")
        for (index, key) in schema.canonicalOrder {
            if index == schema.actorsPlace {
                actors(found, schema, key, place)
            } else if let child = member(found, index) {
                output += key
                let before = faults.count
                value(child, shape(of: schema.fields[index], place), schema.fields[index].name, place)
                if faults.count > before, mustStay(index, schema, found, place) { keep(child, from: before) }
                append(",")
            }
        }
        close("}")
        remarkOnDates(schema, found)
        if let index = schema.occurredPlace { remarkOnCodes(occurred: member(found, index)) }
        forget(found)
    }

    /// Whether an object needs the member whose key has this place.
    private func mustStay(_ index: Int, _ schema: Schema, _ found: FoundMembers, _ place: Place) -> Bool {
        schema.isRequired(schema.fields[index], by: place.verb)
            || schema.alternatives.contains(index)
                && schema.alternatives.allSatisfy { $0 == index || member(found, $0) == nil }
    }

    /// Takes the advice to leave an empty text out from the faults of a member that is needed.
    private mutating func keep(_ node: Document.Node, from first: Int) {
        for index in first..<faults.count
        where faults[index].offset == document.offset(node) && faults[index].hint == .emptyText {
            faults[index].hint = "write it out"
        }
    }

    /// A retraction's reason is one of a list; a correction's is anybody's words.
    private func shape(of field: Field, _ place: Place) -> Shape {
        place.verb == .retracted && field.name == "reason" ? .word(Schema.retractionReasons) : field.shape
    }

    private mutating func requirements(
        of schema: Schema, in found: FoundMembers, _ node: Document.Node, _ name: String, _ place: Place
    ) {
        for index in schema.demanded where member(found, index) == nil {
            let field = schema.fields[index]
            guard schema.isRequired(field, by: place.verb) else { continue }
            fault(node, "\(name) has no \(quoted(field.name))", expected: "\"\(field.name)\": \(field.note)")
        }
        for index in schema.restricted {
            guard let child = member(found, index), let verb = place.verb else { continue }
            let verbs = schema.fields[index].onlyFor
            if verbs.contains(verb) { continue }
            fault(
                child, "\(name) is \(verb.rawValue) and has \(quoted(schema.fields[index].name))",
                expected: "it of what is \(listed(verbs.map(\.rawValue), joinedBy: "or"))")
        }
        if !schema.alternatives.isEmpty, schema.alternatives.allSatisfy({ member(found, $0) == nil }) {
            fault(node, "\(name) says nothing", expected: "at least \(listed(schema.anyOf, joinedBy: "or"))")
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
