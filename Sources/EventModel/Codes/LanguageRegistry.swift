/// Whether the subtags of a language tag are registered, by the IANA Language Subtag Registry (RFC 5646 §3).
///
/// The registry grows: what is not in it is remarked on, and never refused.
extension LanguageTag {
    /// What a subtag is, by where it stands.
    enum Role: String { case language, extlang, script, region, variant }

    /// Whether `text`, in UTF-8, is a registered language of two letters, as nearly all tags are.
    static func isPlain(_ text: Span<UInt8>) -> Bool {
        guard text.count == 2, text[0].isASCIILetter, text[1].isASCIILetter else { return false }
        return shortLanguages[Int(text[0] | 0x20) - 0x61 + (Int(text[1] | 0x20) - 0x61) * 26]
    }

    /// What is to be said of a well-formed tag; nil where all of it is registered and none of it deprecated.
    package static func remark(on tag: String) -> (problem: String, hint: Hint?)? {
        let lower = tag.lowercasedASCII
        if let row = deprecation("tag", lower) { return deprecated(tag, row, instead: row.preferred) }
        if grandfathered.contains(lower) { return nil }
        for (role, offset, subtag) in subtags(of: tag) {
            let written = subtag.lowercasedASCII
            func replacing(_ new: String) -> String {
                String(Substring(tag.utf8.prefix(offset))) + new
                    + String(Substring(tag.utf8.dropFirst(offset + subtag.utf8.count)))
            }
            if let row = deprecation(role.rawValue, written) {
                return deprecated(subtag, row, instead: row.preferred.isEmpty ? "" : replacing(row.preferred))
            }
            if isRegistered(written, as: role) { continue }
            let noun = role == .extlang ? "language" : role.rawValue
            let problem = "\(subtag) is no \(noun) of the IANA registry of \(registryDate)"
            guard role == .language else { return (problem, nil) }
            if let short = languages.first(where: { $0.longCodes.contains(written) }) {
                return ("\(subtag) is not registered, as the language has two letters", .write(replacing(short.subtag)))
            }
            return (
                problem, Country.table.current(subtag.uppercasedASCII).map { "\($0.code) is the country \($0.name)" }
            )
        }
        return nil
    }

    private static let registryDate = "2026-09-17"

    private static func deprecated(
        _ subtag: String, _ row: Deprecation, instead: String
    ) -> (problem: String, hint: Hint?) {
        ("\(subtag) is deprecated since \(row.date)", instead.isEmpty ? nil : .write(instead))
    }

    private static func isRegistered(_ subtag: String, as role: Role) -> Bool {
        switch role {
        case .language where subtag.utf8.count == 2: isPlain(subtag.utf8.span)
        case .language: isPrivate(subtag, "qaa"..."qtz") || CodeText.contains(subtag.utf8.span, sorted: longLanguages)
        case .extlang: CodeText.contains(subtag, in: extendedLanguages)
        case .script: isPrivate(subtag, "qaaa"..."qabx") || CodeText.contains(subtag, in: scripts)
        case .region:
            isPrivate(subtag, "qm"..."qz") || isPrivate(subtag, "xa"..."xz") || CodeText.contains(subtag, in: regions)
        case .variant: CodeText.contains(subtag, in: variants)
        }
    }

    /// The ranges that the registry leaves to private use.
    private static func isPrivate(_ subtag: String, _ range: ClosedRange<String>) -> Bool {
        subtag.utf8.count == range.lowerBound.utf8.count && range.contains(subtag)
    }

    // MARK: Lists

    struct Language {
        var subtag: String
        /// Its codes in ISO 639-2.
        var longCodes: [String]
        var name: String
    }

    static let languages = CodeText.rows(languageList).map {
        Language(subtag: $0[0], longCodes: $0[1].split(separator: " ").map(String.init), name: $0[2])
    }

    private struct Deprecation {
        var preferred: String
        var date: String
    }

    private static func deprecation(_ type: String, _ subtag: String) -> Deprecation? {
        deprecations["\(type)|\(subtag)"]
    }

    private static let deprecations = Dictionary(
        CodeText.rows(deprecatedList).map { ("\($0[0])|\($0[1])", Deprecation(preferred: $0[2], date: $0[3])) }
    ) { first, _ in first }

    /// For each pair of letters whether it is a language, the first letter counting fastest.
    private static let shortLanguages: [Bool] = {
        var found = Array(repeating: false, count: 26 * 26)
        for language in languages {
            let letters = Array(language.subtag.utf8)
            found[Int(letters[0]) - 0x61 + (Int(letters[1]) - 0x61) * 26] = true
        }
        return found
    }()
}
