import EventModel
import Testing

/// The lists of codes beside two that others keep: Debian's iso-codes, and CLDR.
///
/// Theirs are of the day when Debian took them: what is newer here is listed by name, so that nothing else can differ.
struct CodeListTests {
    // MARK: What others say

    private static func isoCodes(_ list: String) throws -> [[String: String]] {
        let document = try Document(json: try contents(of: "/usr/share/iso-codes/json/iso_\(list).json"))
        let rows = try #require(JSON(document.root, of: document)[list]).elements
        return rows.map { row in Dictionary(uniqueKeysWithValues: row.members.map { ($0.0, $0.1.text ?? "") }) }
    }

    private static func cldr(_ file: String) throws -> String {
        String(decoding: try contents(of: "/usr/share/unicode/cldr/common/\(file).xml"), as: UTF8.self)
            .replacing("'", with: "\"")
    }

    /// The values of an attribute in one tag of XML, which has no escapes in the files that are read here.
    private static func attribute(_ name: String, of tag: Substring) -> String? {
        tag.firstRange(of: " \(name)=\"").map { String(tag[$0.upperBound...].prefix { $0 != "\"" }) }
    }

    // MARK: Currencies

    /// Withdrawn or added since Debian 12's iso-codes.
    private static let newCurrencies: Set = ["XAD", "XCG", "ZWG"]

    @Test func `currencies in use are those of iso-codes, by the same names`() throws {
        let listed = try Self.isoCodes("4217")
        #expect(listed.count > 170)
        for row in listed {
            let code = try #require(row["alpha_3"])
            let currency = try #require(Currency.named(code), "\(code)")
            if let until = currency.until {
                #expect(until > "2021", "\(code) is in use in iso-codes, and withdrawn here in \(until)")
            } else {
                #expect(currency.name == row["name"]?.split(separator: " ").joined(separator: " "))
            }
        }
        let known = Set(listed.compactMap { $0["alpha_3"] })
        let mine = Set(Currency.all.filter(\.isInUse).map(\.code))
        #expect(mine.subtracting(known).subtracting(Self.newCurrencies) == [])
        #expect(mine.count == 178)
    }

    /// CLDR's own codes, of currencies that ISO 4217 never had.
    private static let ownCurrencies: Set = [
        "ARL", "ARM", "BAN", "BGM", "BGO", "BOL", "BRZ", "CLE", "CNH", "CNX", "KRH", "KRO", "MAF", "MCF", "MDC", "MKN",
        "MVP", "VNN", "YUR",
    ]

    @Test func `currencies are in use from CLDR's first day on, and not withdrawn before its last`() throws {
        var use: [String: (first: String, last: String)] = [:]
        for tag in try Self.cldr("supplemental/supplementalData").split(separator: "<currency ").dropFirst() {
            guard let end = tag.firstIndex(of: ">") else { continue }
            // With a blank before each attribute, the first as well.
            let attributes = " \(tag[..<end])"[...]
            guard let code = Self.attribute("iso4217", of: attributes) else { continue }
            let first = Self.attribute("from", of: attributes) ?? "9999"
            let last = Self.attribute("to", of: attributes) ?? "9999"
            use[code] = (min(first, use[code]?.first ?? first), max(last, use[code]?.last ?? last))
        }
        #expect(use.count > 290)
        for (code, days) in use {
            guard let currency = Currency.named(code) else {
                #expect(Self.ownCurrencies.contains(code), "CLDR has \(code)")
                continue
            }
            // The rouble of 1998 has had this code from its first day on (CLDR has 1999); the leone's day was put off.
            if code != "RUB" && code != "SLE" {
                #expect(currency.since == (days.first == "9999" ? nil : days.first), "\(code)")
            }
            guard let until = currency.until, days.last != "9999" else { continue }
            let last = try #require(until.split(separator: "/").last)
            #expect(last.prefix(7) >= days.last.prefix(min(7, last.count)), "\(code) until \(days.last)")
        }
        for code in Self.ownCurrencies { #expect(Currency.fault(in: code) != nil) }
        for currency in Currency.all where use[currency.code] == nil {
            #expect(currency.since == nil || Self.newCurrencies.contains(currency.code), "\(currency.code)")
        }
    }

    @Test func `every currency that ISO 4217 withdrew is accepted`() {
        // List three as published on 2026-01-01, without those that list one has for another country.
        let withdrawn = """
            ADP AFA ALK ANG AOK AON AOR ARA ARP ARY ATS AYM AZM BAD BEC BEF BEL BGJ BGK BGL BGN BOP BRB BRC BRE BRN BRR
            BUK BYB BYR CHC CSD CSJ CSK CUC CYP DDM DEM ECS ECV EEK ESA ESB ESP FIM FRF GEK GHC GHP GNE GNS GQE GRD GWE
            GWP HRD HRK IEP ILP ILR ISJ ITL LAJ LSM LTL LTT LUC LUF LUL LVL LVR MGF MLF MRO MTL MTP MVQ MXP MZE MZM NIC
            NLG PEH PEI PES PLZ PTE RHD ROK ROL RUR SDD SDP SIT SKK SLL SRG STD SUR TJR TMM TPE TRL UAK UGS UGW USS UYN
            UYP VEB VEF VNC XEU XFO XFU XRE YDD YUD YUM YUN ZAL ZMK ZRN ZRZ ZWC ZWD ZWL ZWN ZWR
            """.split { $0 == " " || $0 == "\n" }.map(String.init)
        #expect(withdrawn.count == 129)
        #expect(Currency.all.filter { !$0.isInUse }.map(\.code) == withdrawn)
        for code in withdrawn { #expect(Currency.fault(in: code) == nil) }
    }

    // MARK: Countries

    /// Names that are neither iso-codes' nor the first part of its.
    private static let ownNames = [
        "CD": "Democratic Republic of the Congo", "RU": "Russia", "VG": "British Virgin Islands",
        "VI": "United States Virgin Islands", "FX": "Metropolitan France", "YD": "Democratic Yemen",
        "VD": "Democratic Republic of Viet-Nam", "PC": "Trust Territory of the Pacific Islands",
        "BY": "Byelorussian SSR",
    ]

    private static func isName(_ name: String, of row: [String: String]) -> Bool {
        let listed = row["name"] ?? ""
        let short = listed.split(separator: ",").first.map(String.init) ?? ""
        return [listed, row["common_name"] ?? "", short].contains(name) || listed.hasPrefix("\(name) (")
            || ownNames[row["alpha_2"] ?? ""] == name
    }

    @Test func `countries are those of ISO 3166-1 in iso-codes, by their names there`() throws {
        let listed = try Self.isoCodes("3166-1")
        let mine = Country.all.filter { $0.source == "3166-1" }
        #expect(mine.count == listed.count)
        for row in listed {
            let code = try #require(row["alpha_2"])
            let country = try #require(mine.first { $0.code == code }, "\(code)")
            #expect(country.longCode == row["alpha_3"] && country.isInUse)
            #expect(Self.isName(country.name, of: row), "\(code): \(country.name)")
        }
        #expect(Country.all.filter { $0.source != "3166-1" && $0.isInUse }.map(\.code) == ["EU", "UN", "INT"])
    }

    @Test func `withdrawn countries are those of ISO 3166-3 in iso-codes, with the day of their withdrawal`() throws {
        let listed = try Self.isoCodes("3166-3")
        let mine = Country.all.filter { !$0.isInUse }
        #expect(mine.count == listed.count)
        for row in listed {
            let code = try #require(row["alpha_2"])
            let country = try #require(mine.first { $0.code == code && $0.longCode == row["alpha_3"] }, "\(row)")
            #expect(country.until == row["withdrawal_date"])
            #expect(Self.isName(country.name, of: row), "\(code): \(country.name)")
            #expect(Country.fault(in: code) == nil)
        }
    }

    @Test func `codes that two countries had have a row for each, in the order of time`() {
        let codes = Set(Country.all.map(\.code)).filter { Country.uses(of: $0).count > 1 }
        #expect(codes == ["AI", "BQ", "BY", "CS", "GE", "SK"])
        for code in codes {
            let uses = Country.uses(of: code)
            #expect(uses.count == 2)
            #expect((uses[0].until ?? "9999") <= (uses[1].since ?? ""), "\(code)")
        }
    }

    @Test(arguments: [Country.all, Currency.all])
    func `dates are EDTF, codes are letters, and every row has its source`(list: [DatedCode]) {
        for row in list {
            for date in [row.since, row.until].compactMap({ $0 }) { #expect(EDTF.fault(in: date) == nil, "\(row)") }
            #expect(2...3 ~= row.code.utf8.count && row.code.utf8.allSatisfy { 65...90 ~= $0 })
            #expect(!row.name.isEmpty && !row.source.isEmpty)
        }
    }

    // MARK: Languages

    @Test func `languages are those of ISO 639 in iso-codes`() throws {
        for row in try Self.isoCodes("639-2") {
            guard let short = row["alpha_2"], let long = row["alpha_3"] else { continue }
            #expect(LanguageTag.remark(on: short) == nil || short == "bh", "\(short)")
            if short != "bh" { #expect(LanguageTag.remark(on: long)?.hint == .write(short), "\(long)") }
        }
        var newer = 0
        for row in try Self.isoCodes("639-3") + Self.isoCodes("639-5") where row["alpha_2"] == nil {
            let code = try #require(row["alpha_3"])
            guard let remark = LanguageTag.remark(on: code) else { continue }
            // Merged or split since then.
            newer += 1
            #expect(remark.problem.contains("is deprecated since 202") || code == "bih", "\(code): \(remark.problem)")
        }
        #expect(newer < 40)
    }

    @Test(arguments: ["language", "script", "region", "variant"])
    func `subtags are those of CLDR's copy of the registry`(type: String) throws {
        var count = 0
        for part in try Self.cldr("validity/\(type)").split(separator: "<id ").dropFirst() {
            let start = try #require(part.firstRange(of: "-->")).upperBound
            let text = part[start...].prefix { $0 != "<" }
            let status = Self.attribute("idStatus", of: " \(part.prefix { $0 != ">" })"[...])
            for word in text.split(whereSeparator: \.isWhitespace) where status == "regular" {
                // Ranges such as aa~f.
                let ends = word.split(separator: "~")
                let last = try #require(ends.last?.unicodeScalars.first)
                let start = try #require(ends[0].unicodeScalars.last)
                for value in start.value...(ends.count == 1 ? start.value : last.value) {
                    let subtag = String(ends[0].dropLast()) + String(try #require(Unicode.Scalar(value)))
                    let tag = ["script", "region", "variant"].contains(type) ? "en-\(subtag)" : subtag
                    count += 1
                    // CLDR's own; and what was deprecated since.
                    if subtag == "XK" || subtag == "root" { continue }
                    let remark = LanguageTag.remark(on: tag)
                    #expect(
                        remark == nil || remark?.problem.contains("deprecated since 202") == true,
                        "\(tag): \(remark?.problem ?? "")")
                }
            }
        }
        #expect(count > 90)
    }

    @Test(arguments: [
        ("iw", "iw is deprecated since 1989-01-01", "write he"),
        ("iw-IL", "iw is deprecated since 1989-01-01", "write he-IL"),
        ("in-in", "in is deprecated since 1989-01-01", "write id-in"),
        ("zh-min-nan", "zh-min-nan is deprecated since 2009-07-29", "write nan"),
        ("i-klingon", "i-klingon is deprecated since 2004-02-24", "write tlh"),
        ("de-DD", "DD is deprecated since 1990-10-30", "write de-DE"),
        ("ru-SU", "SU is deprecated since 1992-08-30", nil),
        ("eng", "eng is not registered, as the language has two letters", "write en"),
        ("ger-CH", "ger is not registered, as the language has two letters", "write de-CH"),
        ("jp", "jp is no language of the IANA registry of 2026-09-17", "JP is the country Japan"),
        ("sr-Kyrl", "Kyrl is no script of the IANA registry of 2026-09-17", nil),
        ("en-XK-x-a", nil, nil), ("en-UK", "UK is no region of the IANA registry of 2026-09-17", nil),
        ("de-2018", "2018 is no variant of the IANA registry of 2026-09-17", nil),
        ("abcdefgh", "abcdefgh is no language of the IANA registry of 2026-09-17", nil),
        ("en", nil, nil), ("EN-us", nil, nil), ("zh-cmn-Hans-CN", nil, nil), ("de-1996", nil, nil), ("cmn", nil, nil),
        ("qab-Qaaa-QM-x-southern", nil, nil), ("i-default", nil, nil), ("es-419", nil, nil), ("und", nil, nil),
        ("x-whatever", nil, nil), ("en-a-myext-b-another", nil, nil), ("sl-rozaj-biske-1994", nil, nil),
    ])
    func `a tag that is well-formed is remarked on where it is not registered, or not any more`(
        _ tag: String, _ problem: String?, _ hint: String?
    ) {
        #expect(LanguageTag.fault(in: tag) == nil)
        let remark = LanguageTag.remark(on: tag)
        #expect(remark?.problem == problem)
        #expect(remark?.hint?.words == hint)
        if let text = remark?.hint?.replacement {
            #expect(LanguageTag.fault(in: text) == nil && LanguageTag.remark(on: text) == nil)
        }
    }
}
