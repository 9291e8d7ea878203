/// Countries of ISO 3166-1, those that were, and three bodies that stand where countries do: EU, UN, INT.
package enum Country {
    static let table = CodeTable(
        CodeText.rows(list).map {
            DatedCode(code: $0[0], longCode: $0[1], name: $0[4], since: $0[2], until: $0[3], source: $0[5])
        })

    package static var all: [DatedCode] { table.entries }

    /// All countries that have or had `code`, in the order of time.
    package static func uses(of code: String) -> [DatedCode] { Array(table.uses(of: code)) }

    /// Whether `text`, in UTF-8, is the code of a country.
    static func isCode(_ text: Span<UInt8>) -> Bool { table.place(of: text) != nil }

    /// What is wrong with `text` as the code of a country; nil where it is one.
    package static func fault(in text: String) -> Fault? {
        if isCode(text.utf8.span) { return nil }
        return Fault(
            at: 0, text.isEmpty ? "there is no country" : "\(text.named) is no country of ISO 3166-1\(text.strange)",
            expected: "two capital letters such as CN or US, or EU, UN, INT", hint: hint(for: text))
    }

    private static func hint(for text: String) -> Hint? {
        if let country = meant(by: text) { return .write(country.code, " for \(country.name)") }
        let bare = text.bare.lowercased()
        if bare.isEmpty { return nil }
        let gone = all.filter { !$0.isInUse && ($0.name.lowercased() == bare || $0.longCode.lowercased() == bare) }
        if let hint = Hint.ask(gone.map { "\($0.code), \($0.described)" }) { return hint }
        return nearest(to: bare, among: bare.utf8.count > 3 ? all.filter(\.isInUse).map(\.name) : []).flatMap { name in
            all.first { $0.name == name }.map { .ask($0.code, ", \($0.name)") }
        }
    }

    /// The country that a code in other letters, the name of a country of today, or another code or name of it stands for.
    static func meant(by text: String) -> DatedCode? {
        let bare = text.bare
        if bare.isEmpty { return nil }
        if let country = table.current(bare.uppercasedASCII) { return country }
        let lower = bare.lowercased()
        let other = otherCodes[lower].flatMap { table.current($0) }
        return other ?? all.first { $0.isInUse && ($0.name.lowercased() == lower || $0.longCode.lowercased() == lower) }
    }

    private static let otherCodes = Dictionary(
        CodeText.rows(otherNames).map { ($0[0].lowercased(), $0[1]) }
    ) { first, _ in first }
}
