/// The envelope of CloudEvents 1.0.2, JSON format, as it stands in the specification.
extension EventReader {
    /// The members that CloudEvents defines, in the order of the canonical form.
    private enum Attribute: Int, CaseIterable {
        case data, base64, contentType, schema, id, source, specification, subject, time, type

        static let names = [
            "data", "data_base64", "datacontenttype", "dataschema", "id", "source", "specversion", "subject", "time",
            "type",
        ]
        static let table = KeyTable(names)
        /// Each as the canonical form writes it: `"id":`.
        static let keys = names.map { Array("\"\($0)\":".utf8) }

        var name: String { Self.names[rawValue] }
    }

    /// Whether CloudEvents defines `name` as an attribute that is a text.
    package static func isTextAttribute(_ name: String) -> Bool {
        // They are ASCII: to compare them by characters is to compare their bytes.
        name != Attribute.data.name && Attribute.names.contains(name)
    }

    private struct Envelope {
        var found: FoundMembers
        /// The names and values of extension attributes.
        var extensions: [(key: Document.Node, value: Document.Node)] = []
    }

    mutating func cloudEvent(_ node: Document.Node) -> Event? {
        let envelope = envelope(node)
        defer { forget(envelope.found) }
        requireAttributes(envelope, node)
        guard let typeNode = member(envelope, .type), document.kind(typeNode) == .string,
            let type = eventType(typeNode)
        else { return nil }
        switch type {
        case .own(let verb):
            guard isOwn(envelope, verb, node) else { return nil }
            write(envelope, verb)
            if let data = value(envelope, .data), let subject = value(envelope, .subject) {
                remarkOnItself(
                    data, verb.kind, String(document.string(subject).dropFirst(verb.kind.rawValue.count + 1)))
            }
            return finished(identity(envelope), verb, at: node)
        case .foreign:
            checkForeignData(envelope)
            write(envelope, nil)
            return finished(identity(envelope), nil, at: node)
        }
    }

    private func member(_ envelope: Envelope, _ attribute: Attribute) -> Document.Node? {
        member(envelope.found, attribute.rawValue)
    }

    /// The same where it is not null: null stands for what is not there.
    private func value(_ envelope: Envelope, _ attribute: Attribute) -> Document.Node? {
        member(envelope, attribute).flatMap { document.kind($0) == .null ? nil : $0 }
    }

    private func identity(_ envelope: Envelope) -> EventIdentity {
        let text = { attribute in value(envelope, attribute).map { document.string($0) } ?? "" }
        return EventIdentity(source: text(.source), id: text(.id))
    }

    // MARK: Attributes

    /// Finds the members of an event and checks all of them but the data.
    private mutating func envelope(_ node: Document.Node) -> Envelope {
        var envelope = Envelope(found: room(for: Attribute.names.count))
        for (key, value) in document.walk(node) where !isFull {
            let place = document.withUTF8(key) { Attribute.table.place(of: $0) }
            if let place { note(value, at: place, in: envelope.found) }
            if document.kind(value) == .null { continue }
            if let attribute = place.flatMap(Attribute.init) {
                check(attribute, value)
            } else if isExtension(key, value) {
                envelope.extensions.append((key, value))
            }
        }
        return envelope
    }

    private mutating func check(_ attribute: Attribute, _ node: Document.Node) {
        switch attribute {
        case .data, .base64: break
        case .specification:
            guard isAttribute(node, attribute.name), !document.equals(node, "1.0" as StaticString) else { return }
            fault(node, "specversion \(description(node)) is not known", expected: "\"1.0\"")
        case .source: _ = isAttribute(node, attribute.name, .uriReference)
        case .time: _ = isAttribute(node, attribute.name, .instant, isOptional: true)
        case .schema: _ = isAttribute(node, attribute.name, .uri, isOptional: true)
        case .contentType: _ = isMediaType(node, attribute.name)
        case .id, .type, .subject: _ = isAttribute(node, attribute.name)
        }
    }

    private mutating func requireAttributes(_ envelope: Envelope, _ node: Document.Node) {
        func require(_ attribute: Attribute, _ expected: @autoclosure () -> String) {
            if value(envelope, attribute) != nil { return }
            fault(node, "the CloudEvent has no \"\(attribute.name)\"", expected: expected())
        }
        require(.specification, "\"1.0\"")
        require(.id, "a name of its own within the source")
        require(.source, "a URI-reference of who states it")
        require(.type, "a type such as \(Verb.issued.type)")
    }

    // MARK: Data

    /// Whether the envelope is one of the timeline's; false with a fault.
    private mutating func isOwn(_ envelope: Envelope, _ verb: Verb, _ node: Document.Node) -> Bool {
        // Where the subject is wrong, what is wrong with the data is said all the same.
        _ = isOwnSubject(member(envelope, .subject), verb.kind, of: node)
        if let base64 = member(envelope, .base64) {
            fault(base64, "an event of the timeline has no binary data", expected: "\"data\", an object")
            return false
        }
        if let type = member(envelope, .contentType), document.kind(type) == .string, !isJSON(mediaType: type) {
            fault(type, "the data is \(description(type))", expected: "\"application/json\", or nothing")
        }
        if value(envelope, .data) == nil {
            fault(node, "the CloudEvent has no \"data\"", expected: "an object that says what happened")
            return false
        }
        return true
    }

    private mutating func checkForeignData(_ envelope: Envelope) {
        guard let base64 = value(envelope, .base64) else { return }
        if member(envelope, .data) != nil {
            fault(base64, "the CloudEvent has both \"data\" and \"data_base64\"", expected: "one of them")
        }
        if document.kind(base64) == .string, Self.isBase64(document.utf8(base64)) { return }
        fault(base64, "data_base64 cannot be \(description(base64))", expected: "Base64 (RFC 4648 §4)")
    }

    private static func isBase64(_ text: [UInt8]) -> Bool {
        let digits = text.reversed().drop { $0 == UInt8(ascii: "=") }
        let padding = text.count - digits.count
        return text.count % 4 == 0 && padding <= 2
            && digits.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"): true
                default: false
                }
            }
    }

    // MARK: Writing

    /// Writes the envelope with all that is in it, sorted: the names of attributes are ASCII, and their bytes in order.
    ///
    /// - Parameter verb: nil for somebody else's event.
    private mutating func write(_ envelope: Envelope, _ verb: Verb?) {
        var extensions = envelope.extensions.sorted { document.compare($0.key, $1.key) < 0 }[...]
        append("{")
        for attribute in Attribute.allCases {
            while let next = extensions.first, document.precedes(next.key, attribute.name) {
                extensions.removeFirst()
                write(next)
            }
            write(attribute, envelope, verb)
        }
        for next in extensions { write(next) }
        close("}")
    }

    private mutating func write(_ attribute: Attribute, _ envelope: Envelope, _ verb: Verb?) {
        // Null data is data: an event may say that there is nothing (JSON format §3.1.2).
        let node = attribute == .data ? member(envelope, .data) : value(envelope, attribute)
        switch (attribute, verb) {
        case (.time, _):
            guard let time = node.flatMap({ Instant.canonical(document.string($0)) }) else { return }
            output += Attribute.keys[attribute.rawValue]
            write(time)
        case (.contentType, _?): append("\"datacontenttype\":\"application/json\"")
        case (.data, let verb?):
            guard let node else { return }
            output += Attribute.keys[attribute.rawValue]
            let source = value(envelope, .source).map { document.string($0) } ?? defaults.source
            object(node, verb.kind.schema, "data", Place(kind: verb.kind, verb: verb, source: source))
        default:
            guard let node else { return }
            output += Attribute.keys[attribute.rawValue]
            writeAny(node)
        }
        append(",")
    }

    private mutating func write(_ member: (key: Document.Node, value: Document.Node)) {
        write(member.key)
        append(":")
        writeAny(member.value)
        append(",")
    }

    /// Writes a value of any kind.
    private mutating func writeAny(_ node: Document.Node) {
        if document.kind(node) == .string { return write(node) }
        JSON(node, of: document).write(to: &output, sorted: true)
    }
}
