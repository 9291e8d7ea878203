/// Values that are one piece of text.
extension EventReader {
    /// Writes the text of `node`, checked and brought to its canonical spelling.
    mutating func scalar(_ node: Document.Node, _ shape: Shape, _ name: String, _ place: Place) {
        switch shape {
        case .line(let limit): line(node, limit, name)
        case .prose(let limit): prose(node, limit, name)
        case .reference: reference(node, name, place)
        default: if isScalar(node, shape, name) { write(node) }
        }
    }

    /// Whether a text is what `shape` asks for, where that is written as it stands; false with a fault.
    mutating func isScalar(_ node: Document.Node, _ shape: Shape, _ name: String) -> Bool {
        guard isText(node, shape, name) else { return false }
        if document.withUTF8(node, { Self.isGood($0, shape) }) {
            noteCode(node, shape, name)
            return true
        }
        if case .word(let words) = shape { return noWord(node, words, name) }
        guard let failure = Self.fault(in: document.string(node), shape) else {
            remarkOnLanguage(node, shape, name)
            return true
        }
        fault(node, name, failure, expected: expectation(shape))
        return false
    }

    mutating func isText(_ node: Document.Node, _ shape: Shape, _ name: String) -> Bool {
        if document.kind(node) == .string { return true }
        fault(
            node, "\(name) cannot be \(description(node))", expected: expectation(shape), hint: quotesHint(node, shape))
        return false
    }

    /// Whether `text`, in UTF-8, is what `shape` asks for. What only ``fault(in:_:)`` can tell is not asked here, so that
    /// a text may be good without this saying so, but never the other way round.
    private static func isGood(_ text: Span<UInt8>, _ shape: Shape) -> Bool {
        switch shape {
        case .word(let words): words.contains { $0.utf8.span.isSame(as: text) }
        case .edtf: EDTF.bounds(utf8: text) != nil
        case .slug: Slug.isSlug(text)
        case .actor: Slug.isActor(text)
        case .decimal: Decimal.units(utf8: text) != nil
        case .currency: Currency.isCode(text)
        case .country: Country.isCode(text)
        case .language: LanguageTag.isPlain(text)
        case .uri: URIReference.isAbsolute(text)
        case .sha256: SHA256Digest.isDigest(text)
        default: false
        }
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

    /// To put a number or a Boolean into quotes, where that makes a text of it that is accepted.
    private func quotesHint(_ node: Document.Node, _ shape: Shape) -> Hint? {
        guard document.kind(node) == .number || document.kind(node) == .boolean else { return nil }
        let text = document.string(node)
        let isAccepted =
            switch shape {
            case .word(let words): words.contains(text)
            case .line(let limit), .prose(let limit): text.utf8.count <= limit
            case .reference: Slug.isSlug(text.utf8.span)
            default: Self.fault(in: text, shape) == nil
            }
        return isAccepted && text.utf8.count <= 60 ? .quote(text) : nil
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
        case .amount:
            "\"850000000000 RUB\", \"30..50 EUR\", \"..50 EUR\" (at most), \"30.. EUR\" (at least), the same as an object, "
                + "or \"unknown\""
        case .identity: "the id of an event, or an object with \"source\" and \"id\""
        case .replacement: "the whole event as it should have been"
        }
    }

    // MARK: Text

    private mutating func line(_ node: Document.Node, _ limit: Int, _ name: String) {
        guard isText(node, .line(limit), name) else { return }
        let (range, unfit, count) = document.withUTF8(node) { text in
            let range = TextScan.trimmed(text)
            let unfit = TextScan.unfit(in: text, range, for: .line).map { TextScan.scalar(at: $0, in: text) }
            return (range, unfit, Self.count(text, range, limit))
        }
        if let unfit { return fault(node, "\(name) holds \(Self.description(unfit))", expected: "one line of text") }
        // What has no shape is no text.
        let isBlank = document.withUTF8(node) { text in
            !range.isEmpty && text[range.lowerBound] >= 0x80
                && String(decoding: text.extracting(range).array(), as: UTF8.self).bare.isEmpty
        }
        if isOfLength(isBlank ? 0 : count, node, limit, name) { document.append(node, range, to: &output) }
    }

    private mutating func prose(_ node: Document.Node, _ limit: Int, _ name: String) {
        guard isText(node, .prose(limit), name) else { return }
        // Only YAML, and a JSON text that says it with an escape, can have one.
        guard document.withUTF8(node, { TextScan.holds(UInt8(ascii: "\r"), $0) }) else {
            if let range = document.withUTF8(node, { proseRange($0, node, limit, name) }) {
                document.append(node, range, to: &output)
            }
            return
        }
        let text = TextScan.withLineFeeds(document.utf8(node))
        if let range = proseRange(text.span, node, limit, name) {
            JSONEscapes.append(text.span.extracting(range), to: &output)
        }
    }

    /// What is kept of a text of several lines; nil, with a fault, where it is none.
    private mutating func proseRange(
        _ text: Span<UInt8>, _ node: Document.Node, _ limit: Int, _ name: String
    ) -> Range<Int>? {
        let range = TextScan.withoutEnd(text)
        if let unfit = TextScan.unfit(in: text, range, for: .prose).map({ TextScan.scalar(at: $0, in: text) }) {
            let isLineEnd = Self.lineEnds.contains(unfit)
            fault(
                node, "\(name) holds \(Self.description(unfit))",
                expected: isLineEnd ? "line feeds as line ends" : "text", hint: isLineEnd ? "write a line feed" : nil)
            return nil
        }
        return isOfLength(Self.count(text, range, limit), node, limit, name) ? range : nil
    }

    /// What ends a line beside LF and CR: U+0085, U+2028, U+2029 (Unicode, section 5.8).
    private static let lineEnds: [Unicode.Scalar] = ["\u{85}", "\u{2028}", "\u{2029}"]

    private static func description(_ unfit: Unicode.Scalar) -> String {
        if unfit == "\n" || unfit == "\r" { return "a line break" }
        return (lineEnds.contains(unfit) ? "the line break " : "the control character ") + unfit.codePoint
    }

    /// How many characters stand in a part of a text; of one that has no more than `limit`, perhaps more than it has.
    private static func count(_ text: Span<UInt8>, _ range: Range<Int>, _ limit: Int) -> Int {
        // No text has more characters than bytes.
        range.count <= limit ? range.count : TextScan.characters(in: text, range)
    }

    /// Whether a text of `count` characters has one at least and `limit` at most; false with a fault.
    private mutating func isOfLength(_ count: Int, _ node: Document.Node, _ limit: Int, _ name: String) -> Bool {
        if 1...limit ~= count { return true }
        if count == 0 {
            fault(node, "\(name) is empty", hint: .emptyText)
        } else {
            fault(
                node, "\(name) has \(count) characters", expected: "at most \(limit)",
                hint: "cite the document instead of copying it")
        }
        return false
    }

    private mutating func noWord(_ node: Document.Node, _ words: [String], _ name: String) -> Bool {
        let text = document.string(node)
        let bare = text.bare
        fault(
            node, "\(name) cannot be \(named(text))", expected: listed(words, joinedBy: "or"),
            hint: words.contains(bare) ? .write(bare) : nearest(to: text, among: words).map { .ask("\"\($0)\"") })
        return false
    }
}

extension Hint {
    /// For an empty text, wherever it need not stand.
    static let emptyText: Hint = "write it out, or leave the key out"
}
