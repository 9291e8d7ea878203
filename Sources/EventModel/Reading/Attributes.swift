/// What the value of an attribute must be besides a text.
enum AttributeCheck {
    case any, uriReference, uri, instant

    /// Whether `text`, in UTF-8, is that.
    func isGood(_ text: Span<UInt8>) -> Bool {
        switch self {
        case .any: true
        case .uriReference: URIReference.isReference(text)
        case .uri: URIReference.isAbsolute(text)
        case .instant: Instant.isRead(text)
        }
    }

    /// What is wrong with `text`.
    func fault(in text: String) -> Fault? {
        switch self {
        case .any: nil
        case .uriReference: URIReference.fault(in: text)
        case .uri: URIReference.absoluteFault(in: text)
        case .instant: Instant.fault(in: text)
        }
    }
}

/// The attributes of CloudEvents, and their types (§2 and §3 of the specification).
extension EventReader {
    /// The longest value an attribute may have here, in bytes of UTF-8.
    package static let attributeLimit = 2_048

    /// A text of the CloudEvents type String: not empty, no control character (§2, type system); a Timestamp as the
    /// canonical form writes it.
    mutating func attribute(
        _ node: Document.Node, _ name: String, _ check: AttributeCheck = .any, isOptional: Bool = false
    ) -> String? {
        guard isAttribute(node, name, check, isOptional: isOptional) else { return nil }
        return check == .instant ? Instant.canonical(document.string(node)) : document.string(node)
    }

    /// Whether `node` is such a text; false with a fault.
    mutating func isAttribute(
        _ node: Document.Node, _ name: String, _ check: AttributeCheck = .any, isOptional: Bool = false
    ) -> Bool {
        guard document.kind(node) == .string else {
            fault(node, "\(name) cannot be \(description(node))", expected: "text in quotes")
            return false
        }
        if document.withUTF8(node, { $0.isEmpty }) {
            fault(node, "\(name) is empty", hint: isOptional ? "leave it out" : nil)
            return false
        }
        guard isAttributeText(node, name) else { return false }
        if document.withUTF8(node, { check.isGood($0) }) { return true }
        guard let failure = check.fault(in: document.string(node)) else { return true }
        fault(node, name, failure)
        return false
    }

    private mutating func isAttributeText(_ node: Document.Node, _ name: String) -> Bool {
        let (count, forbidden) = document.withUTF8(node) { text in
            (
                text.count,
                TextScan.unfit(in: text, 0..<text.count, for: .attribute).map { TextScan.scalar(at: $0, in: text) }
            )
        }
        if count > Self.attributeLimit {
            fault(node, "\(Fault.excerpt(name)) has \(count) bytes", expected: "at most \(Self.attributeLimit)")
            return false
        }
        if let forbidden {
            fault(
                node, "\(Fault.excerpt(name)) holds the character \(forbidden.codePoint)",
                expected: "printable text")
            return false
        }
        return true
    }

    /// Boolean, a 32-bit integer or text: what the JSON format gives an extension attribute.
    ///
    /// - Parameter key: its name; small letters and digits (§3.1).
    /// - Returns: whether it is one; false with a fault.
    mutating func isExtension(_ key: Document.Node, _ node: Document.Node) -> Bool {
        let name = document.string(key)
        guard !name.isEmpty, name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }) else {
            fault(
                key, "the attribute name \(quoted(name)) is not one of CloudEvents",
                expected: "small letters and digits", hint: "facts belong in \"data\"")
            return false
        }
        switch document.kind(node) {
        case .boolean: return true
        case .number where Int32(document.string(node)) != nil: return true
        case .string: return isAttributeText(node, name)
        default:
            fault(
                node, "the extension attribute \(quoted(name)) cannot be \(description(node))",
                expected: "text, true, false or a whole number of 32 bits", hint: "facts belong in \"data\"")
            return false
        }
    }

    // MARK: Media types

    /// Whether `node` is the type of some data; false with a fault.
    mutating func isMediaType(_ node: Document.Node, _ name: String) -> Bool {
        // What nearly every event says.
        if document.kind(node) == .string, document.equals(node, Self.mediaType) { return true }
        guard let text = attribute(node, name, isOptional: true) else { return false }
        guard let failure = MediaType.fault(in: text) else { return true }
        fault(node, name, failure)
        return false
    }

    /// Whether a text says that the data is JSON.
    func isJSON(mediaType node: Document.Node) -> Bool {
        if document.equals(node, Self.mediaType) { return true }
        let essence = MediaType.essence(of: document.string(node))
        return essence == "application/json" || essence == "text/json" || essence.hasSuffix("+json")
    }

    private static var mediaType: StaticString { "application/json" }
}
