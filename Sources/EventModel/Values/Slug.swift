/// A name for a thing: lower-case ASCII letters and digits with single hyphens between them.
package enum Slug {
    /// In bytes.
    package static let maximumLength = 100

    /// What is wrong with `text` as a slug; nil where it is one.
    package static func fault(in text: String) -> Fault? {
        guard let offset = offense(in: text.utf8.span) else { return nil }
        return Fault(
            at: offset, problem(in: text, at: offset), expected: "a-z and 0-9, with single hyphens between them",
            hint: hint(for: text))
    }

    /// A slug without a letter of `text` would be another name, and is not proposed; one with other letters is asked for.
    private static func hint(for text: String) -> Hint? {
        guard let slug = proposal(for: text), keepsLetters(text) else { return nil }
        return isOnlySpelled(slug, text) ? .write(slug) : .ask(slug)
    }

    private static func keepsLetters(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            !folded(scalar).isEmpty || scalar.properties.generalCategory == .nonspacingMark
                || !scalar.properties.isAlphabetic && scalar.properties.numericType == nil
        }
    }

    /// What is wrong with `text` as the name of an actor: a slug, or the code of a country in capitals (`CN`, `EU`).
    package static func actorFault(in text: String) -> Fault? {
        if isActor(text.utf8.span) { return nil }
        guard var fault = fault(in: text) else { return nil }
        fault.expected = "a slug such as ai-alliance, or a country's code such as CN"
        let bare = text.bare
        let letters = String(String.UnicodeScalarView(bare.unicodeScalars.filter { !$0.properties.isWhitespace }))
        if letters != bare, Country.isCode(letters.utf8.span) {
            fault.hint = .ask(["the state \(letters)"] + [proposal(for: text)].compactMap { $0 })
            if let space = text.unicodeScalars.firstIndex(where: { $0.properties.isWhitespace || $0.isShapeless }) {
                fault.offset = text.utf8.distance(from: text.startIndex, to: space)
                fault.problem = problem(in: text, at: fault.offset)
            }
        } else if Country.isCode(bare.utf8.span) {
            fault.hint = .write(bare)
            // The code is right; what stands beside it is not.
            if let beside = text.utf8.firstIndex(where: { !$0.isASCIIUppercase }) {
                fault.offset = text.utf8.distance(from: text.startIndex, to: beside)
                fault.problem = problem(in: text, at: fault.offset)
            }
        } else if let country = Country.meant(by: text) {
            fault.hint = .ask(
                ["the state \(country.code)"] + (keepsLetters(text) ? [proposal(for: text)].compactMap { $0 } : []))
        }
        return fault
    }

    /// Whether `text`, in UTF-8, is a slug.
    static func isSlug(_ text: Span<UInt8>) -> Bool { offense(in: text) == nil }

    /// Whether `text`, in UTF-8, is the name of an actor.
    static func isActor(_ text: Span<UInt8>) -> Bool { isSlug(text) || Country.isCode(text) }

    /// The slug nearest to `text`: `ai-alliance` for “AI Alliance”; nil where nothing of it can be kept. Letters of other
    /// scripts are lost; see ``hint(for:)``.
    package static func proposal(for text: String) -> String? {
        var slug: [UInt8] = []
        var isPending = false
        // What comes behind is cut off anyway, and to look for the letter of each takes long.
        for scalar in text.unicodeScalars.prefix(10 * maximumLength) {
            let letters = folded(scalar)
            guard !letters.isEmpty else {
                // An apostrophe is within a word, a combining mark within a letter.
                if !"'’`".unicodeScalars.contains(scalar), scalar.properties.generalCategory != .nonspacingMark,
                    !scalar.isShapeless
                {
                    isPending = true
                }
                continue
            }
            if isPending, !slug.isEmpty { slug.append(UInt8(ascii: "-")) }
            isPending = false
            slug.append(contentsOf: letters)
        }
        if slug.count > maximumLength {
            slug = Array(slug.prefix(maximumLength))
            if let hyphen = slug.lastIndex(of: UInt8(ascii: "-")) { slug.removeSubrange(hyphen...) }
        }
        return slug.isEmpty ? nil : String(decoding: slug, as: UTF8.self)
    }

    /// Whether `slug` has the letters and digits of `text`, in small letters, and `text` nothing else but white space and
    /// the signs between words.
    private static func isOnlySpelled(_ slug: String, _ text: String) -> Bool {
        var letters: [UInt8] = []
        for scalar in text.unicodeScalars where !scalar.isShapeless && !scalar.properties.isWhitespace {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            if scalar.isASCII, byte.isASCIIAlphanumeric {
                letters.append(byte.isASCIIUppercase ? byte | 0x20 : byte)
            } else if !"-‐‑–—_.,:;/'’`\"“”()[]".unicodeScalars.contains(scalar) {
                return false
            }
        }
        return letters == slug.utf8.filter { $0 != UInt8(ascii: "-") }
    }

    /// The first byte that no slug has there; nil where `bytes` are a slug.
    private static func offense(in bytes: Span<UInt8>) -> Int? {
        var afterHyphen = true
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == UInt8(ascii: "-") {
                if afterHyphen { return index }
                afterHyphen = true
            } else {
                guard byte.isASCIILowercase || byte.decimalDigit != nil else { return index }
                afterHyphen = false
            }
            if index == maximumLength { return index }
        }
        return afterHyphen ? max(0, bytes.count - 1) : nil
    }

    private static func problem(in text: String, at offset: Int) -> String {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { return "there is no name" }
        if offset == maximumLength { return "a name of more than \(maximumLength) characters" }
        if bytes[offset] == UInt8(ascii: "-") {
            return offset == 0 || offset == bytes.count - 1 ? "a hyphen at the edge of a name" : "two hyphens in a row"
        }
        return "unexpected \(TextCursor.describe(bytes[offset...])) in a name"
    }

    /// The ASCII letters and digits that stand for `scalar`: itself, a letter without its accent; empty for others.
    private static func folded(_ scalar: Unicode.Scalar) -> [UInt8] {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            return byte.isASCIIUppercase ? [byte | 0x20] : byte.isASCIIAlphanumeric ? [byte] : []
        }
        let lower = scalar.properties.lowercaseMapping
        return accents.first { letter in letter.accented.unicodeScalars.contains { String($0) == lower } }
            .map { Array($0.plain.utf8) } ?? []
    }

    /// Letters of the languages of Europe that are written with ASCII letters and accents.
    private static let accents: [(plain: String, accented: String)] = [
        ("a", "àáâãåāăą"), ("ae", "äæ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"),
        ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŋ"), ("o", "òóôõøōŏő"), ("oe", "öœ"),
        ("r", "ŕŗř"), ("s", "śŝşšș"), ("ss", "ß"), ("t", "ţťŧț"), ("th", "þ"), ("u", "ùúûũūŭůűų"), ("ue", "ü"),
        ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
    ]
}
