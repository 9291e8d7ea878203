/// The envelope of CloudEvents 1.0.2, JSON format, as it stands in the specification.
extension EventReader {
    /// The longest value an attribute may have here, in bytes of UTF-8.
    static let attributeLimit = 2_048

    enum EventType {
        /// A type of the timeline.
        case own(Verb)
        /// Somebody else's, kept as it is.
        case foreign
    }

    private static let contextAttributes = [
        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema",
    ]

    mutating func cloudEvent(_ node: Document.Node) -> Event? {
        var attributes: [(key: String, value: JSON)] = []
        for (key, value) in document.members(node) where !isFull && document.kind(value) != .null {
            let name = document.string(key)
            switch name {
            case "data", "data_base64": break
            default: if let value = contextAttribute(name, key, value) { attributes.append((name, value)) }
            }
        }
        requireAttributes(node)
        guard let typeNode = document.member(node, "type"), document.kind(typeNode) == .string,
            let type = eventType(document.string(typeNode), typeNode)
        else { return nil }
        switch type {
        case .own(let verb):
            guard let data = ownData(node, verb) else { return nil }
            attributes.removeAll { $0.key == "datacontenttype" }
            attributes.append(("datacontenttype", .string("application/json")))
            return finished(.object(attributes + [("data", data)]), verb: verb, at: node)
        case .foreign:
            return finished(.object(attributes + foreignData(node)), verb: nil, at: node)
        }
    }

    private mutating func requireAttributes(_ node: Document.Node) {
        let required: [(StaticString, String)] = [
            ("specversion", "\"1.0\""), ("id", "a name of its own within the source"),
            ("source", "a URI-reference of who states it"), ("type", "a type such as \(Verb.issued.type)"),
        ]
        for (name, expected) in required {
            if let child = document.member(node, name), document.kind(child) != .null { continue }
            fault(node, "the CloudEvent has no \"\(name)\"", expected: expected)
        }
    }

    // MARK: Attributes

    /// One attribute, defined by CloudEvents or an extension (§3 and §5 of the specification).
    private mutating func contextAttribute(_ name: String, _ key: Document.Node, _ node: Document.Node) -> JSON? {
        guard !name.isEmpty, name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }) else {
            fault(
                key, "the attribute name \(quoted(name)) is not one of CloudEvents",
                expected: "small letters and digits", hint: "facts belong in \"data\"")
            return nil
        }
        switch name {
        case "specversion":
            guard let text = attribute(node, name) else { return nil }
            if text != "1.0" { fault(node, "specversion \(quoted(text)) is not known", expected: "\"1.0\"") }
            return .string(text)
        case "source": return attribute(node, name, checkedBy: URIReference.fault).map { .string($0) }
        case "time":
            return attribute(node, name, checkedBy: Instant.fault).map { .string($0) }
        case "dataschema": return attribute(node, name, checkedBy: URIReference.absoluteFault).map { .string($0) }
        case "datacontenttype": return mediaType(node, name)
        case "id", "type", "subject": return attribute(node, name).map { .string($0) }
        default: return extensionValue(node, name)
        }
    }

    /// A text of the CloudEvents type String: not empty, no control character, no noncharacter (§2, type system).
    mutating func attribute(
        _ node: Document.Node, _ name: String,
        checkedBy check: (String) -> Fault? = { _ in nil }
    ) -> String? {
        guard document.kind(node) == .string else {
            fault(node, "\(name) cannot be \(description(node))", expected: "text in quotes")
            return nil
        }
        let text = document.string(node)
        if text.isEmpty {
            fault(node, "\(name) is empty", hint: name == "id" || name == "source" ? nil : "leave it out")
            return nil
        }
        guard isAttributeText(text, node, name) else { return nil }
        guard let failure = check(text) else { return text }
        fault(node, name, failure)
        return nil
    }

    private mutating func isAttributeText(_ text: String, _ node: Document.Node, _ name: String) -> Bool {
        if text.utf8.count > Self.attributeLimit {
            fault(
                node, "\(Fault.excerpt(name)) has \(text.utf8.count) bytes", expected: "at most \(Self.attributeLimit)")
            return false
        }
        let forbidden = text.unicodeScalars.first {
            Self.isControl($0) || $0.properties.isNoncharacterCodePoint
        }
        if let forbidden {
            fault(
                node, "\(Fault.excerpt(name)) holds the character \(Self.codePoint(forbidden))",
                expected: "printable text")
            return false
        }
        return true
    }

    /// Boolean, a 32-bit integer or text: what the JSON format gives an extension attribute.
    private mutating func extensionValue(_ node: Document.Node, _ name: String) -> JSON? {
        switch document.kind(node) {
        case .boolean: return JSON(node, of: document)
        case .number where Int32(document.string(node)) != nil: return JSON(node, of: document)
        case .string:
            let text = document.string(node)
            return isAttributeText(text, node, name) ? .string(text) : nil
        default:
            fault(
                node, "the extension attribute \(quoted(name)) cannot be \(description(node))",
                expected: "text, true, false or a whole number of 32 bits", hint: "facts belong in \"data\"")
            return nil
        }
    }

    private mutating func mediaType(_ node: Document.Node, _ name: String) -> JSON? {
        guard let text = attribute(node, name) else { return nil }
        let essence = text.prefix { $0 != ";" && $0 != " " }
        let parts = essence.split(separator: "/", omittingEmptySubsequences: false)
        let token = { (part: Substring) in
            !part.isEmpty
                && part.utf8.allSatisfy { byte in
                    (0x21...0x7E).contains(byte) && !"()<>@,;:\\\"/[]?=".utf8.contains(byte)
                }
        }
        guard parts.count == 2, parts.allSatisfy(token) else {
            fault(node, "\(name) \(quoted(text)) is no media type", expected: "application/json or the like (RFC 2046)")
            return nil
        }
        return .string(text)
    }

    // MARK: Type and subject

    /// What a type stands for; those that begin with `timeline.` must be known.
    mutating func eventType(_ type: String, _ node: Document.Node) -> EventType? {
        if let verb = Verb.allCases.first(where: { same($0.type, type) }) { return .own(verb) }
        guard type.utf8.starts(with: "timeline.".utf8) else { return .foreign }
        let known = Verb.allCases.map(\.type)
        fault(
            node, "unknown type \(quoted(type))", expected: "timeline.KIND.VERB.v1, such as \(Verb.issued.type)",
            hint: nearest(to: type, among: known).map { "did you mean \"\($0)\"?" })
        return nil
    }

    /// `KIND/SLUG`, the stream that an event of the timeline belongs to.
    mutating func ownSubject(_ node: Document.Node, _ kind: Kind) -> String? {
        let expected = "\"\(kind.rawValue)/SLUG\""
        guard let child = document.member(node, "subject"), document.kind(child) != .null else {
            fault(node, "the event has no \"subject\"", expected: expected)
            return nil
        }
        guard let subject = attribute(child, "subject") else { return nil }
        let prefix = kind.rawValue + "/"
        guard subject.utf8.starts(with: prefix.utf8) else {
            fault(child, "the subject \(quoted(subject)) does not go with the type", expected: expected)
            return nil
        }
        let slug = String(subject.dropFirst(prefix.count))
        guard let failure = kind == .actor ? Slug.actorFault(in: slug) : Slug.fault(in: slug) else { return subject }
        fault(child, "the subject", failure, expected: expected)
        return nil
    }

    // MARK: Data

    private mutating func ownData(_ node: Document.Node, _ verb: Verb) -> JSON? {
        let subject = ownSubject(node, verb.kind)
        if let base64 = document.member(node, "data_base64") {
            fault(base64, "an event of the timeline has no binary data", expected: "\"data\", an object")
            return nil
        }
        if let type = document.member(node, "datacontenttype"), document.kind(type) == .string,
            !Self.isJSON(mediaType: document.string(type))
        {
            fault(type, "the data is \(description(type))", expected: "\"application/json\", or nothing")
        }
        guard let data = document.member(node, "data"), document.kind(data) != .null else {
            fault(node, "the CloudEvent has no \"data\"", expected: "an object that says what happened")
            return nil
        }
        let source = document.member(node, "source").map { document.string($0) } ?? defaults.source
        let place = Place(kind: verb.kind, verb: verb, source: source)
        let value = object(data, verb.kind.schema, "data", place)
        return subject == nil ? nil : value
    }

    private static func isJSON(mediaType: String) -> Bool {
        let essence = mediaType.prefix { $0 != ";" && $0 != " " }.lowercased()
        return essence == "application/json" || essence == "text/json" || essence.hasSuffix("+json")
    }

    private mutating func foreignData(_ node: Document.Node) -> [(key: String, value: JSON)] {
        var members: [(key: String, value: JSON)] = []
        // Null data is data: an event may say that there is nothing (JSON format §3.1.2).
        if let data = document.member(node, "data") { members.append(("data", JSON(data, of: document))) }
        if let base64 = document.member(node, "data_base64"), document.kind(base64) != .null {
            if members.isEmpty == false {
                fault(base64, "the CloudEvent has both \"data\" and \"data_base64\"", expected: "one of them")
            }
            guard document.kind(base64) == .string, Self.isBase64(document.utf8(base64)) else {
                fault(base64, "data_base64 cannot be \(description(base64))", expected: "Base64 (RFC 4648 §4)")
                return members
            }
            members.append(("data_base64", JSON(base64, of: document)))
        }
        return members
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
}
