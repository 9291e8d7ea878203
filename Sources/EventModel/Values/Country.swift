/// A country of ISO 3166-1, or one of three bodies that stand where countries do: EU, UN, INT.
package struct Country: Sendable, Hashable {
    /// Two capital letters, or `INT`.
    package let code: String
    /// The short name, in English.
    package let name: String

    /// The country of `code`; nil where there is none.
    package static func named(_ code: String) -> Country? { byCode[code] }

    /// Whether `text`, in UTF-8, is the code of a country.
    static func isCode(_ text: Span<UInt8>) -> Bool { PackedCode(text).map { codes.contains($0) } ?? false }

    private static let codes = Set(all.compactMap { PackedCode($0.code.utf8.span) })

    package static let all: [Country] =
        [
            // EU and UN are reserved in ISO 3166-1 for just this; INT is nobody's code, and is what the model says.
            Country(code: "EU", name: "European Union"),
            Country(code: "UN", name: "United Nations"),
            Country(code: "INT", name: "International"),
        ] + read(aToK) + read(lToZ)

    private static let byCode = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }

    /// What is wrong with `text` as the code of a country; nil where it is one.
    package static func fault(in text: String) -> Fault? {
        if isCode(text.utf8.span) { return nil }
        return Fault(
            at: 0, text.isEmpty ? "there is no country" : "\(text.named) is no country of ISO 3166-1",
            expected: "two capital letters such as CN or US, or EU, UN, INT", hint: hint(for: text))
    }

    private static func hint(for text: String) -> String? {
        if let country = meant(by: text) { return "write \(country.code) for \(country.name)" }
        return nearest(to: text, among: text.utf8.count > 3 ? all.map(\.name) : []).flatMap { name in
            all.first { $0.name == name }.map { "did you mean \($0.code), \(name)?" }
        }
    }

    /// The country that a code in other letters, a name, or another common code stands for.
    static func meant(by text: String) -> Country? {
        let upper = text.uppercased()
        if let country = named(upper) ?? others[upper].flatMap({ named($0) }) { return country }
        let lower = text.lowercased()
        return all.first { $0.name.lowercased() == lower }
    }

    /// Codes and names that are not the standard's and can mean only one of its countries.
    private static let others = [
        "UK": "GB", "GREAT BRITAIN": "GB", "BRITAIN": "GB", "GBR": "GB", "USA": "US", "U.S.": "US", "AMERICA": "US",
        "UNITED STATES OF AMERICA": "US", "CHN": "CN", "PRC": "CN", "RUS": "RU", "RUSSIAN FEDERATION": "RU",
        "DEU": "DE", "FRA": "FR", "ITA": "IT", "ESP": "ES", "POL": "PL", "NLD": "NL", "UKR": "UA", "IND": "IN",
        "BRA": "BR", "ZAF": "ZA", "JPN": "JP", "KOR": "KR", "PRK": "KP", "IDN": "ID", "IRN": "IR", "SAU": "SA",
        "ARE": "AE", "UAE": "AE", "EGY": "EG", "ETH": "ET", "TUR": "TR", "TURKEY": "TR", "CAN": "CA", "AUS": "AU",
        "MEX": "MX", "ARG": "AR", "ISR": "IL", "CHE": "CH", "AUT": "AT", "SWE": "SE", "NOR": "NO", "FIN": "FI",
        "TWN": "TW", "SGP": "SG", "VNM": "VN", "VIETNAM": "VN", "CZECH REPUBLIC": "CZ", "EL": "GR", "EUR": "EU",
        "EAST TIMOR": "TL", "SWAZILAND": "SZ", "CAPE VERDE": "CV", "BURMA": "MM", "MACAU": "MO", "VATICAN CITY": "VA",
        "BRUNEI": "BN", "DR CONGO": "CD",
    ]

    /// Lines of code and name.
    private static func read(_ table: String) -> [Country] {
        table.split(separator: "\n").map { line in
            Country(code: String(line.prefix(2)), name: String(line.dropFirst(3)))
        }
    }
}
