/// A language tag of BCP 47, checked for its form (RFC 5646 §2.1): `en`, `zh-Hant-TW`, `de-CH-1901`, `x-whatever`.
///
/// Whether a subtag is registered is not asked: the registry grows. English names of languages, which have the form of
/// subtags that nobody has registered, are refused all the same.
package enum LanguageTag {
    /// What is wrong with `text` as a language tag; nil where it is one.
    package static func fault(in text: String) -> Fault? {
        let expected = "a language tag such as en, ru or zh-Hans"
        guard let offset = offense(in: text) else { return nil }
        let problem = text.isEmpty ? "there is no language" : "this is no language tag of BCP 47"
        guard text.utf8.count <= 100 else { return Fault(at: offset, problem, expected: expected) }
        let lower = text.lowercased()
        let hyphenated = String(text.map { $0 == "_" ? "-" : $0 })
        var hint = names[lower].map { "write \($0)" }
        if hint == nil, hyphenated != text, offense(in: hyphenated) == nil { hint = "write \(hyphenated)" }
        if hint == nil {
            hint = nearest(to: lower, among: names.keys.sorted()).flatMap { names[$0] }.map { "write \($0)" }
        }
        return Fault(at: offset, problem, expected: expected, hint: hint)
    }

    /// Whether `text`, in UTF-8, is a language alone, as nearly all tags are: two or three letters (RFC 5646 §2.2.1). No
    /// name of a language is as short.
    static func isLanguage(_ text: Span<UInt8>) -> Bool {
        guard 2...3 ~= text.count else { return false }
        for index in text.indices where !text[index].isASCIILetter { return false }
        return true
    }

    /// In bytes. BCP 47 sets no limit; no tag that is in use has a quarter of it.
    private static let maximumLength = 255

    /// A part of a tag, with its place in the text.
    private struct Subtag {
        var offset: Int
        var bytes: [UInt8]

        var isAlphabetic: Bool { bytes.allSatisfy { $0.isASCIILetter } }
        var isNumeric: Bool { bytes.allSatisfy { $0.decimalDigit != nil } }
        /// `5*8alphanum / (DIGIT 3alphanum)`
        var isVariant: Bool { (5...8).contains(bytes.count) || (bytes.count == 4 && bytes[0].decimalDigit != nil) }
    }

    /// The place of the first subtag that cannot stand where it does; nil where the tag is well-formed.
    private static func offense(in text: String) -> Int? {
        guard text.utf8.count <= maximumLength else { return maximumLength }
        let lower = text.lowercased()
        if grandfathered.contains(lower) { return nil }
        if names[lower] != nil { return 0 }
        var subtags: [Subtag] = []
        var offset = 0
        for bytes in Array(lower.utf8).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false) {
            guard 1...8 ~= bytes.count, bytes.allSatisfy({ $0.isASCIIAlphanumeric }) else { return offset }
            subtags.append(Subtag(offset: offset, bytes: Array(bytes)))
            offset += bytes.count + 1
        }
        var walk = Walk(subtags: subtags)
        walk.tag()
        return walk.index < subtags.count ? subtags[walk.index].offset : nil
    }

    /// A walk over the subtags, from left to right, that stops before the first that does not fit.
    private struct Walk {
        let subtags: [Subtag]
        private(set) var index = 0

        init(subtags: [Subtag]) {
            self.subtags = subtags
        }

        /// `langtag / privateuse`
        mutating func tag() {
            if !isPrivate {
                guard let language = here, language.isAlphabetic, language.bytes.count >= 2 else { return }
                index += 1
                var extended = 0
                while language.bytes.count <= 3, extended < 3, take({ $0.isAlphabetic && $0.bytes.count == 3 }) {
                    extended += 1
                }
                _ = take { $0.isAlphabetic && $0.bytes.count == 4 }
                _ = take { ($0.isAlphabetic && $0.bytes.count == 2) || ($0.isNumeric && $0.bytes.count == 3) }
                takeDistinct { $0.isVariant }
                extensions()
            }
            // What follows x is private, whatever it is.
            if isPrivate, index + 1 < subtags.count { index = subtags.count }
        }

        /// A letter or digit, not x, with one longer subtag behind it or more; none of them twice.
        private mutating func extensions() {
            var singletons: [[UInt8]] = []
            while let singleton = here, singleton.bytes.count == 1, !isPrivate, !singletons.contains(singleton.bytes),
                index + 1 < subtags.count, subtags[index + 1].bytes.count >= 2
            {
                singletons.append(singleton.bytes)
                index += 1
                while take({ $0.bytes.count >= 2 }) {}
            }
        }

        private var here: Subtag? { index < subtags.count ? subtags[index] : nil }
        private var isPrivate: Bool { here?.bytes == [UInt8(ascii: "x")] }

        /// Steps over the subtag here where it fits.
        private mutating func take(_ fits: (Subtag) -> Bool) -> Bool {
            guard let here, fits(here) else { return false }
            index += 1
            return true
        }

        private mutating func takeDistinct(_ fits: (Subtag) -> Bool) {
            var seen: [[UInt8]] = []
            while let here, fits(here), !seen.contains(here.bytes) {
                seen.append(here.bytes)
                index += 1
            }
        }
    }

    /// RFC 5646 §2.1: tags of before 2006 that the syntax does not cover.
    private static let grandfathered: Set<String> = [
        "en-gb-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo", "i-navajo",
        "i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-be-fr", "sgn-be-nl", "sgn-ch-de",
    ]

    private static let names = [
        "arabic": "ar", "bengali": "bn", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en",
        "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi",
        "hungarian": "hu",
        "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko", "norwegian": "no", "persian": "fa",
        "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "spanish": "es", "swedish": "sv",
        "thai": "th", "turkish": "tr", "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi",
    ]
}
