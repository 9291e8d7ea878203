/// Values that are one piece of text.
extension EventReader {
    /// The text of `node`, checked and brought to its canonical spelling.
    mutating func scalar(_ node: Document.Node, _ shape: Shape, _ name: String, _ place: Place) -> JSON? {
        guard document.kind(node) == .string else {
            fault(node, "\(name) cannot be \(description(node))", expected: expectation(shape), hint: quotesHint(node))
            return nil
        }
        let text = document.string(node)
        switch shape {
        case .line(let limit): return line(text, limit, node, name)
        case .prose(let limit): return prose(text, limit, node, name)
        case .word(let words): return word(text, words, node, name)
        case .reference: return reference(text, node, name, place)
        default: break
        }
        guard let failure = Self.fault(in: text, shape) else { return .string(text) }
        fault(node, name, failure, expected: expectation(shape))
        return nil
    }

    /// The one place where shapes meet the values that know their own rules.
    private static func fault(in text: String, _ shape: Shape) -> Fault? {
        switch shape {
        case .edtf: EDTF.fault(in: text)
        case .instant: Instant.fault(in: text)
        case .slug: Slug.fault(in: text)
        case .actor: Slug.actorFault(in: text)
        case .decimal: Decimal.fault(in: text)
        case .currency: Currency.fault(in: text)
        case .country: Country.fault(in: text)
        case .language: LanguageTag.fault(in: text)
        case .uri: URIReference.absoluteFault(in: text)
        case .sha256: SHA256Digest.fault(in: text)
        case .wikidata: WikidataItem.fault(in: text)
        case .lei: LEI.fault(in: text)
        default: nil
        }
    }

    private func quotesHint(_ node: Document.Node) -> String? {
        switch document.kind(node) {
        case .number, .boolean: "put it in quotes: \(quoted(document.string(node)))"
        default: nil
        }
    }

    func expectation(_ shape: Shape) -> String {
        switch shape {
        case .line(let limit): "one line of at most \(limit) characters"
        case .prose(let limit): "text of at most \(limit) characters"
        case .edtf: "a date of EDTF, such as \"2025-01-02\", \"2024-12\", \"2024~\" or \"[..2025-01-02]\""
        case .instant: "an instant such as 2025-01-02T09:30:00Z"
        case .slug: "a name of small letters, digits and hyphens"
        case .actor: "an actor: a name of small letters, digits and hyphens, or a country code in capitals"
        case .reference: "KIND/SLUG, a slug, or an event's id"
        case .decimal: "an exact decimal in quotes, such as \"850000000000\""
        case .currency: "a currency code of ISO 4217, such as RUB"
        case .country: "a country code of ISO 3166-1 such as CN, or EU, UN, INT"
        case .language: "a language tag of BCP 47, such as en"
        case .uri: "a whole address, such as https://example.org/page"
        case .sha256: "a SHA-256 of 64 hexadecimal digits"
        case .wikidata: "a Wikidata item, such as Q7747"
        case .lei: "a Legal Entity Identifier of 20 characters"
        case .word(let words): listed(words, joinedBy: "or")
        case .list(let element): expectation(element)
        case .object: "an object"
        case .amount: "\"850000000000 RUB\", an object with \"value\" and \"currency\", or \"unknown\""
        case .identity: "the id of an event, or an object with \"source\" and \"id\""
        case .replacement: "the whole event as it should have been"
        }
    }

    // MARK: Text

    private mutating func line(_ text: String, _ limit: Int, _ node: Document.Node, _ name: String) -> JSON? {
        let trimmed = Self.trimmed(text)
        if let scalar = trimmed.unicodeScalars.first(where: Self.isControl) {
            let shown = scalar == "\n" ? "a line break" : "the control character \(Self.codePoint(scalar))"
            fault(node, "\(name) holds \(shown)", expected: "one line of text")
            return nil
        }
        return checked(trimmed, limit, node, name)
    }

    private mutating func prose(_ text: String, _ limit: Int, _ node: Document.Node, _ name: String) -> JSON? {
        // CRLF is one Character: its two scalars are looked at, and one line feed is kept.
        var scalars = String.UnicodeScalarView()
        let end = text.unicodeScalars.lastIndex { $0 != "\n" && $0 != "\r" && $0 != " " }
        if let end { scalars.append(contentsOf: text.unicodeScalars[...end].lazy.filter { $0 != "\r" }) }
        if let control = scalars.first(where: { Self.isControl($0) && $0 != "\n" && $0 != "\t" }) {
            fault(node, "\(name) holds the control character \(Self.codePoint(control))", expected: "text")
            return nil
        }
        return checked(String(scalars), limit, node, name)
    }

    private mutating func checked(_ text: String, _ limit: Int, _ node: Document.Node, _ name: String) -> JSON? {
        let count = text.unicodeScalars.count
        if count == 0 {
            fault(node, "\(name) is empty", hint: "write it out, or leave the key out")
            return nil
        }
        if count > limit {
            fault(
                node, "\(name) has \(count) characters", expected: "at most \(limit)",
                hint: "cite the document instead of copying it")
            return nil
        }
        return .string(text)
    }

    private mutating func word(_ text: String, _ words: [String], _ node: Document.Node, _ name: String) -> JSON? {
        if words.contains(where: { same($0, text) }) { return .string(text) }
        fault(
            node, "\(name) cannot be \(quoted(text))", expected: listed(words, joinedBy: "or"),
            hint: nearest(to: text, among: words).map { "did you mean \"\($0)\"?" })
        return nil
    }

    // MARK: References

    /// `KIND/SLUG`; a bare slug means the same kind; what holds a colon is an event's id.
    private mutating func reference(
        _ text: String, _ node: Document.Node, _ name: String, _ place: Place
    ) -> JSON? {
        if text.utf8.contains(UInt8(ascii: ":")) { return eventID(text, node, name) }
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let kinds = Kind.allCases.map(\.rawValue)
        guard parts.count == 1 || kinds.contains(parts[0]) else {
            fault(
                node, "\(name) \(quoted(text)): there is no kind \(quoted(parts[0]))",
                expected: expectation(.reference),
                hint: nearest(to: parts[0], among: kinds).map { "did you mean \"\($0)/\(parts[1])\"?" })
            return nil
        }
        let kind = parts.count == 1 ? place.kind.rawValue : parts[0]
        let slug = parts[parts.count - 1]
        let failure = kind == Kind.actor.rawValue ? Slug.actorFault(in: slug) : Slug.fault(in: slug)
        guard let failure else { return .string("\(kind)/\(slug)") }
        fault(node, name, failure, expected: expectation(.reference))
        return nil
    }

    mutating func eventID(_ text: String, _ node: Document.Node, _ name: String) -> JSON? {
        guard !text.isEmpty, text.utf8.count <= Self.attributeLimit,
            !text.unicodeScalars.contains(where: Self.isControl)
        else {
            fault(node, "\(name) \(quoted(text)) is no event's id", expected: expectation(.identity))
            return nil
        }
        return .string(text)
    }

    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        // All that Unicode has of the category Cc, without its table.
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    static func codePoint(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func trimmed(_ text: String) -> String {
        func isSpace(_ scalar: Unicode.Scalar) -> Bool {
            scalar == " " || scalar == "\n" || scalar == "\r" || scalar == "\t"
        }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(scalars[first...last])
    }
}
