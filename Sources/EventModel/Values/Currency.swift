/// A currency of ISO 4217: one in use, or one that was and still stands in books.
package struct Currency: Sendable, Hashable {
    /// Three capital letters.
    package let code: String
    /// The name in the standard.
    package let name: String
    /// Digits after the point that amounts of it are quoted in; nil for what has no minor unit, such as gold.
    package let minorDigits: Int?
    /// Withdrawn from the standard: right for a fact of its time, and for no other.
    package let isHistoric: Bool

    /// The currency of `code`; nil where ISO 4217 has none.
    package static func named(_ code: String) -> Currency? { byCode[code] }

    /// Whether `text`, in UTF-8, is a code of ISO 4217.
    static func isCode(_ text: Span<UInt8>) -> Bool { PackedCode(text).map { codes.contains($0) } ?? false }

    private static let codes = Set(all.compactMap { PackedCode($0.code.utf8.span) })

    /// In the order of their codes; the historic ones after those in use.
    package static let all = read(active, isHistoric: false) + read(historic, isHistoric: true)

    private static let byCode = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }

    /// What is wrong with `text` as a code of ISO 4217; nil where it is one.
    package static func fault(in text: String) -> Fault? {
        if isCode(text.utf8.span) { return nil }
        return Fault(
            at: 0, text.isEmpty ? "there is no currency" : "\(text.named) is no currency of ISO 4217",
            expected: "a code such as EUR, USD or RUB", hint: hint(for: text))
    }

    private static func hint(for text: String) -> String? {
        let upper = text.uppercased()
        if named(upper) != nil { return "write \(upper)" }
        let lower = text.lowercased()
        if let (_, code) = signs.first(where: { $0.0.lowercased() == lower }) { return "write \(code)" }
        if let currency = all.first(where: { $0.name.lowercased() == lower }) { return "write \(currency.code)" }
        guard text.utf8.count == 3, let code = nearest(to: upper, among: all.map(\.code)) else { return nil }
        return "did you mean \(code)?"
    }

    /// Signs and abbreviations that stand for one currency alone. A bare $ is the dollar of the United States, as in
    /// the world's press.
    static let signs = [
        ("US$", "USD"), ("A$", "AUD"), ("C$", "CAD"), ("HK$", "HKD"), ("NZ$", "NZD"), ("S$", "SGD"), ("NT$", "TWD"),
        ("R$", "BRL"), ("€", "EUR"), ("£", "GBP"), ("₽", "RUB"), ("₹", "INR"), ("₩", "KRW"), ("₺", "TRY"), ("₴", "UAH"),
        ("₪", "ILS"), ("₦", "NGN"), ("₫", "VND"), ("₸", "KZT"), ("Rbs", "RUB"), ("Rp", "IDR"), ("RMB", "CNY"),
        ("$", "USD"),
    ]

    /// Lines of code, minor digits (`-` for none) and name.
    private static func read(_ table: String, isHistoric: Bool) -> [Currency] {
        table.split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 2)
            return Currency(
                code: String(parts[0]), name: String(parts[2]), minorDigits: Int(parts[1]), isHistoric: isHistoric)
        }
    }
}
