/// Currencies of ISO 4217: those in use, and those that were and still stand in books.
package enum Currency {
    static let table = CodeTable(
        CodeText.rows(list).map {
            DatedCode(code: $0[0], name: $0[3], since: $0[1], until: $0[2], source: $0[4])
        })

    package static var all: [DatedCode] { table.entries }

    /// The currency of `code`; nil where ISO 4217 has none.
    package static func named(_ code: String) -> DatedCode? { table.current(code) }

    /// Whether `text`, in UTF-8, is a code of ISO 4217.
    static func isCode(_ text: Span<UInt8>) -> Bool { table.place(of: text) != nil }

    /// What is wrong with `text` as a code of ISO 4217; nil where it is one.
    package static func fault(in text: String) -> Fault? {
        if isCode(text.utf8.span) { return nil }
        return Fault(
            at: 0, text.isEmpty ? "there is no currency" : "\(text.named) is no currency of ISO 4217\(text.strange)",
            expected: "a code such as EUR, USD or RUB", hint: hint(for: text))
    }

    private static func hint(for text: String) -> Hint? {
        let bare = text.bare
        if bare.isEmpty { return nil }
        let upper = bare.uppercasedASCII
        if named(upper) != nil { return .write(upper) }
        let lower = bare.lowercased()
        if let sign = signs.first(where: { $0.text.lowercased() == lower }) {
            return sign.isSure ? .write(sign.code) : .ask(sign.code)
        }
        let named = all.filter { $0.name.lowercased() == lower }
        if named.count == 1, named[0].isInUse { return .write(named[0].code) }
        if let hint = Hint.ask(named.map { "\($0.code), \($0.described)" }) { return hint }
        guard bare.utf8.count == 3 else { return nil }
        return nearest(to: upper, among: all.filter(\.isInUse).map(\.code)).map { .ask($0) }
    }

    /// Signs and abbreviations, with whether they stand for one currency alone.
    static let signs = CodeText.rows(signList).map { (text: $0[0], code: $0[1], isSure: $0[2] == "sure") }
}
