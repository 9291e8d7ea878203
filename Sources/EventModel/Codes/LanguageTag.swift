/// A language tag of BCP 47, checked for its form (RFC 5646 §2.1): `en`, `zh-Hant-TW`, `de-CH-1901`, `x-whatever`.
///
/// Whether a subtag is registered is no question of its form; see ``remark(on:)``. English names of languages, which have
/// the form of subtags that nobody has registered, are refused all the same.
package enum LanguageTag {
    /// What is wrong with `text` as a language tag; nil where it is one.
    package static func fault(in text: String) -> Fault? {
        let expected = "a language tag such as en, ru or zh-Hans"
        guard let offset = offense(in: text) else { return nil }
        let problem = text.isEmpty ? "there is no language" : "this is no language tag of BCP 47\(text.strange)"
        return Fault(at: offset, problem, expected: expected, hint: text.utf8.count <= 100 ? hint(for: text) : nil)
    }

    private static func hint(for text: String) -> Hint? {
        let bare = text.bare
        let lower = bare.lowercased()
        if let subtag = names[lower] { return .write(subtag) }
        let hyphenated = String(bare.map { $0 == "_" ? "-" : $0 })
        if offense(in: hyphenated) == nil { return .write(hyphenated) }
        return nearest(to: lower, among: names.keys.sorted()).flatMap { names[$0] }.map { .ask($0) }
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
        let lower = text.lowercasedASCII
        if grandfathered.contains(lower) { return nil }
        if names[lower] != nil { return 0 }
        switch walk(lower) {
        case .failure(let fault): return fault.offset
        case .success(let walk): return walk.index < walk.subtags.count ? walk.subtags[walk.index].offset : nil
        }
    }

    /// The subtags of a well-formed tag that the registry can have, each with what it is and where it begins in UTF-8.
    static func subtags(of tag: String) -> [(role: Role, offset: Int, subtag: String)] {
        guard case .success(let walk) = walk(tag) else { return [] }
        return walk.roles.map { role, subtag in (role, subtag.offset, String(decoding: subtag.bytes, as: UTF8.self)) }
    }

    private static func walk(_ text: String) -> Result<Walk, Fault> {
        var subtags: [Subtag] = []
        var offset = 0
        for bytes in Array(text.utf8).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false) {
            guard 1...8 ~= bytes.count, bytes.allSatisfy({ $0.isASCIIAlphanumeric }) else {
                return .failure(Fault(at: offset, "no subtag"))
            }
            subtags.append(Subtag(offset: offset, bytes: Array(bytes)))
            offset += bytes.count + 1
        }
        var walk = Walk(subtags: subtags)
        walk.tag()
        return .success(walk)
    }

    /// A walk over the subtags, from left to right, that stops before the first that does not fit.
    private struct Walk {
        let subtags: [Subtag]
        private(set) var index = 0
        /// What was stepped over, without extensions and what is private.
        private(set) var roles: [(role: Role, subtag: Subtag)] = []

        init(subtags: [Subtag]) {
            self.subtags = subtags
        }

        /// `langtag / privateuse`
        mutating func tag() {
            if !isPrivate {
                guard let language = here, language.isAlphabetic, language.bytes.count >= 2 else { return }
                _ = take(.language) { _ in true }
                var extended = 0
                while language.bytes.count <= 3, extended < 3,
                    take(.extlang, { $0.isAlphabetic && $0.bytes.count == 3 })
                {
                    extended += 1
                }
                _ = take(.script) { $0.isAlphabetic && $0.bytes.count == 4 }
                _ = take(.region) { ($0.isAlphabetic && $0.bytes.count == 2) || ($0.isNumeric && $0.bytes.count == 3) }
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
                while take(nil, { $0.bytes.count >= 2 }) {}
            }
        }

        private var here: Subtag? { index < subtags.count ? subtags[index] : nil }
        private var isPrivate: Bool {
            here.map { $0.bytes.count == 1 && $0.bytes[0] | 0x20 == UInt8(ascii: "x") } ?? false
        }

        /// Steps over the subtag here where it fits.
        private mutating func take(_ role: Role?, _ fits: (Subtag) -> Bool) -> Bool {
            guard let here, fits(here) else { return false }
            if let role { roles.append((role, here)) }
            index += 1
            return true
        }

        private mutating func takeDistinct(_ fits: (Subtag) -> Bool) {
            var seen: [[UInt8]] = []
            while let here, fits(here), !seen.contains(here.bytes) {
                seen.append(here.bytes)
                roles.append((.variant, here))
                index += 1
            }
        }
    }

    /// RFC 5646 §2.1: tags of before 2006 that the syntax does not cover.
    static let grandfathered: Set<String> = [
        "en-gb-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo", "i-navajo",
        "i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-be-fr", "sgn-be-nl", "sgn-ch-de",
    ]

    /// The languages of two letters by their English names, in lower case; what is shorter than four letters is a subtag.
    private static let names = Dictionary(
        languages.map { ($0.name.lowercased(), $0.subtag) }.filter { $0.0.utf8.count >= 4 }
    ) { first, _ in first }
}
