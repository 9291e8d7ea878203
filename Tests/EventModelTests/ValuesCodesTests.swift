import EventModel
import Testing

@Suite struct ValuesCodesTests {
    // MARK: Currencies

    @Test(arguments: [
        ("rub", "write RUB"), ("Rbs", "did you mean RUB?"), ("€", "write EUR"), ("$", "did you mean USD?"),
        ("US$", "write USD"), ("Euro", "write EUR"), ("UDS", "did you mean USD?"), ("RMB", "write CNY"),
        ("yen", "write JPY"), ("EUR\u{A0}", "write EUR"), ("dem", "write DEM"),
        (
            "Russian Ruble",
            "did you mean RUB, Russian Ruble (since 1998-01-01) or RUR, Russian Ruble (1991-12-25 to 2004-01)?"
        ),
        ("Deutsche Mark", "did you mean DEM, Deutsche Mark (1948-06-20 to 2002-05-15)?"),
    ])
    func `no currency is told the one that is meant`(_ text: String, _ hint: String) {
        #expect(Currency.fault(in: text)?.hint?.words == hint)
    }

    @Test(arguments: ["", "Q", "BITCOIN", "12", "dollars and cents", "ßP"])
    func `what is near no currency gets no hint`(_ text: String) {
        #expect(Currency.fault(in: text) != nil)
        #expect(Currency.fault(in: text)?.hint == nil)
    }

    // MARK: Countries

    @Test(arguments: [
        ("cn", "write CN for China"), ("China", "write CN for China"), ("UK", "write GB for United Kingdom"),
        ("USA", "write US for United States"), ("russia", "write RU for Russia"), ("CN\u{A0}", "write CN for China"),
        ("Indonesai", "did you mean ID, Indonesia?"), ("Türkiye", "write TR for Türkiye"),
        ("USSR", "did you mean SU, USSR (until 1992-08-30)?"), ("Burma", "did you mean BU, Burma (until 1989-12-05)?"),
    ])
    func `no country is told the one that is meant`(_ text: String, _ hint: String) {
        #expect(Country.fault(in: text)?.hint?.words == hint)
    }

    @Test(arguments: ["", "XX", "Atlantis", "ZZ", "A", "EUR"])
    func `what is no country gets no hint`(_ text: String) {
        #expect(Country.fault(in: text) != nil)
        #expect(Country.fault(in: text)?.hint == nil)
    }

    @Test(arguments: [
        ("СN", "this is no country of ISO 3166-1, as it holds С (U+0421 CYRILLIC CAPITAL LETTER ES)"),
        ("CN\u{200B}", "this is no country of ISO 3166-1, as it holds U+200B ZERO WIDTH SPACE"),
    ])
    func `a character that is not what it looks like is named`(_ text: String, _ problem: String) {
        #expect(Country.fault(in: text)?.problem == problem)
    }

    // MARK: Languages

    @Test(arguments: [
        "de", "fr", "ja", "i-enochian", "zh-Hant", "zh-Hans", "sr-Cyrl", "zh-cmn-Hans-CN", "cmn-Hans-CN", "zh-yue-HK",
        "sr-Latn-RS", "sl-rozaj", "sl-rozaj-biske", "sl-nedis", "de-CH-1901", "sl-IT-nedis", "hy-Latn-IT-arevela",
        "de-DE",
        "en-US", "es-419", "de-CH-x-phonebk", "az-Arab-x-AZE-derbend", "x-whatever", "qaa-Qaaa-QM-x-southern",
        "de-Qaaa",
        "sr-Latn-QM", "en-US-u-islamcal", "zh-CN-a-myext-x-private", "en-a-myext-b-another", "en-GB-oed", "sgn-BE-FR",
        "zh-min-nan", "art-lojban", "EN-us", "x-a-b-c", "de-1996",
    ])
    func `a tag of RFC 5646 is well-formed`(_ tag: String) {
        #expect(LanguageTag.fault(in: tag) == nil)
    }

    @Test(arguments: [
        ("", 0), ("e", 0), ("de-419-DE", 7), ("a-DE", 0), ("ar-a-aaa-b-bbb-a-ccc", 15), ("en_US", 0), ("en-", 3),
        ("-en", 0),
        ("en--US", 3), ("de-1901-1901", 8), ("en-x", 3), ("x", 0), ("en-a", 3), ("123", 0), ("abcdefghi", 0),
        ("en US", 0),
        ("zh-aaa-bbb-ccc-ddd", 15), ("english", 0), ("é", 0), ("\u{212A}o", 0), ("en-Latn-Cyrl", 8),
    ])
    func `a tag that is not well-formed is refused at its subtag`(_ tag: String, _ offset: Int) {
        #expect(LanguageTag.fault(in: tag)?.offset == offset)
    }

    @Test(arguments: [
        ("English", "write en"), ("en_US", "write en-US"), ("Russian", "write ru"), ("Chinese", "write zh"),
        ("Maltese", "write mt"), ("en\u{A0}", "write en"), ("Ukrainain", "did you mean uk?"),
    ])
    func `no tag is told the one that is meant`(_ text: String, _ hint: String) {
        #expect(LanguageTag.fault(in: text)?.hint?.words == hint)
    }

    // MARK: Slugs

    @Test(arguments: ["a", "7", "ai-alliance", "ru-cn-ai-cooperation", "a-1-b", String(repeating: "a", count: 100)])
    func `a slug is lower case with single hyphens`(_ text: String) {
        #expect(Slug.fault(in: text) == nil)
        #expect(Slug.actorFault(in: text) == nil)
        #expect(Slug.proposal(for: text) == text)
    }

    @Test(arguments: [
        ("AI Alliance", 0, "ai-alliance"), ("ai alliance", 2, "ai-alliance"), ("-ai", 0, "ai"), ("ai-", 2, "ai"),
        ("ai--alliance", 3, "ai-alliance"), ("ai_alliance", 2, "ai-alliance"),
        ("people's bank", 6, "peoples-bank"), ("putin\u{A0}", 5, "putin"), ("pu\u{200B}tin", 2, "putin"),
    ])
    func `a name that is no slug is told its slug`(_ text: String, _ offset: Int, _ slug: String) {
        #expect(Slug.fault(in: text)?.offset == offset)
        #expect(Slug.fault(in: text)?.hint == .write(slug))
        #expect(Slug.fault(in: slug) == nil)
    }

    @Test(arguments: [
        ("Société Générale", 0, "societe-generale"),
        ("Müller & Söhne", 0, "mueller-soehne"), ("e\u{301}tat", 1, "etat"), ("Straße", 0, "strasse"),
        ("AT&T", 0, "at-t"), ("C++", 0, "c"),
        ("\(String(repeating: "ab-", count: 40))x", 100, String(repeating: "ab-", count: 32) + "ab"),
    ])
    func `a slug that lacks something of the name is asked for`(_ text: String, _ offset: Int, _ slug: String) {
        #expect(Slug.fault(in: text)?.offset == offset)
        #expect(Slug.fault(in: text)?.hint == .ask(slug))
        #expect(Slug.fault(in: slug) == nil)
    }

    @Test func `a letter that only looks like one of ASCII is named, and no slug without it is proposed`() {
        let fault = Slug.fault(in: "рutin")
        #expect(fault?.problem == "unexpected р (U+0440 CYRILLIC SMALL LETTER ER) in a name")
        #expect(fault?.hint == nil)
        #expect(Slug.actorFault(in: "рutin")?.hint == nil)
    }

    @Test(arguments: ["", "-", "Сбер", "中国", "!!", "Банк ВТБ 24", "iphone 15ⅳ"])
    func `where nothing of a name can be kept, none is proposed`(_ text: String) {
        #expect(Slug.fault(in: text) != nil)
        #expect(Slug.fault(in: text)?.hint == nil)
    }

    @Test(arguments: ["CN", "US", "EU", "INT", "putin"])
    func `an actor is a slug or a country`(_ text: String) {
        #expect(Slug.actorFault(in: text) == nil)
    }

    @Test(arguments: [
        ("China", "did you mean the state CN or china?"), ("UK", "did you mean the state GB or uk?"),
        ("Sberbank", "write sberbank"), ("AI Alliance", "write ai-alliance"), ("CN\u{A0}", "write CN"),
        ("\u{FEFF}SU", "write SU"), ("Us", "did you mean the state US or us?"),
        ("U S", "did you mean the state US or u-s?"),
        ("U\u{A0}S", "did you mean the state US or u-s?"),
    ])
    func `no actor is told both that it may be`(_ text: String, _ hint: String) {
        #expect(Slug.actorFault(in: text)?.hint?.words == hint)
    }

    @Test func `whatever is proposed is a slug`() {
        var generator = SeededGenerator(seed: 12)
        let alphabet = Array("aZ9-_ .éßŁ'中\u{301}")
        for _ in 0..<3_000 {
            let text = String((0..<generator.number(0...130)).map { _ in generator.element(of: alphabet) })
            if let slug = Slug.proposal(for: text) { #expect(Slug.fault(in: slug) == nil, "\(text): \(slug)") }
        }
    }

    // MARK: Identifiers

    @Test func `a digest has 64 hexadecimal digits in lower case`() {
        let digest = "b203b1c3f0d3c80492affc5edf4e40c0f98677941ee0236d4d9b7101b1f0af13"
        #expect(SHA256Digest.fault(in: digest) == nil)
        #expect(SHA256Digest.fault(in: digest.uppercased())?.hint == .write(digest))
        #expect(SHA256Digest.fault(in: String(digest.dropLast()))?.problem == "a SHA-256 of 63 digits")
        #expect(SHA256Digest.fault(in: digest + "0")?.offset == 64)
        #expect(SHA256Digest.fault(in: "b203g")?.offset == 4)
        #expect(SHA256Digest.fault(in: "") != nil)
    }

    @Test func `an item of Wikidata is Q and a number`() {
        for item in ["Q1", "Q42", "Q7747"] { #expect(WikidataItem.fault(in: item) == nil) }
        for (text, offset) in [
            ("", 0), ("Q", 1), ("Q0", 1), ("Q042", 1), ("P42", 0), ("Q42 ", 3), ("42", 0), ("Q4x", 2),
        ] {
            #expect(WikidataItem.fault(in: text)?.offset == offset)
        }
        #expect(WikidataItem.fault(in: "q42")?.hint == .write("Q42"))
        #expect(WikidataItem.fault(in: "https://example.org/Q42")?.hint == nil)
        #expect(WikidataItem.fault(in: "https://www.wikidata.org/wiki/Q42")?.hint == .write("Q42"))
    }

    @Test(arguments: ["5493000IBP32UQZ0KL24", "HWUPKR0MPOU8FGXBT394", "529900T8BM49AURSDO55"])
    func `an LEI is checked by its last two digits`(_ lei: String) {
        #expect(LEI.fault(in: lei) == nil)
        #expect(LEI.fault(in: lei.lowercased())?.hint == .write(lei))
        // A digit for another digit, or a letter for another letter, never escapes ISO 7064.
        var bytes = Array(lei.utf8)
        for index in bytes.indices {
            let byte = bytes[index]
            let others = byte < 65 ? Array("0123456789".utf8) : Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
            for other in others where other != byte {
                bytes[index] = other
                #expect(LEI.fault(in: String(decoding: bytes, as: UTF8.self))?.offset == 18)
            }
            bytes[index] = byte
        }
    }

    @Test func `an LEI of another length or with other characters is refused`() {
        #expect(LEI.fault(in: "5493000IBP32UQZ0KL2")?.problem == "an LEI of 19 characters")
        #expect(LEI.fault(in: "")?.offset == 0)
        #expect(LEI.fault(in: "5493000IBP32UQZ0KLAA")?.offset == 18)
        #expect(LEI.fault(in: "5493000IBP32UQZ0KL24я")?.hint == nil)
        #expect(LEI.fault(in: "5493-000I-BP32-UQZ0-KL24")?.hint == .write("5493000IBP32UQZ0KL24"))
    }
}
