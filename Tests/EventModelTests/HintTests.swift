import EventModel
import Testing

/// A hint that says what to write is carried out here, on values whose meaning is known: they are made from a right value
/// by what people, programs and keyboards do to texts. What it proposes must be accepted and be that right value again.
struct HintTests {
    /// Values of one shape in a whole event.
    struct Place: Sendable, CustomTestStringConvertible {
        var name: String
        /// An event with the value, a JSON text or number, in it.
        var event: @Sendable (String) -> String
        var right: [String]
        /// What else may be done to it that keeps its meaning.
        var spellings: [@Sendable (String) -> String] = []
        /// Whether capitals and small letters mean the same.
        var ignoresCase = true

        var testDescription: String { name }
    }

    private static func directive(_ member: String) -> String {
        #"{"directive": "a", "title": "A", "occurred": "2025", \#(member)}"#
    }

    private static func investment(_ amount: String) -> String {
        #"{"investment": "a", "title": "A", "occurred": "2025", "amount": \#(amount)}"#
    }

    static let places: [Place] = [
        Place(
            name: "slug", event: { directive(#""tags": [\#($0)]"#) }, right: ["ai-alliance", "putin", "x-1-y"],
            spellings: [
                { $0.replacing("-", with: " ") }, { $0.replacing("-", with: "_") },
                { $0.replacing("-", with: "\u{A0}") },
                { "\"\($0)\"" },
            ]),
        Place(
            name: "kind and slug", event: { #"{"directive": \#($0), "title": "A", "occurred": "2025"}"# },
            right: ["ru-cn-ai-cooperation"], spellings: [{ $0.replacing("-", with: " ") }]),
        Place(
            name: "actor", event: { directive(#""by": \#($0)"#) },
            right: ["ai-alliance", "CN", "EU", "SU", "sberbank"],
            ignoresCase: false),
        Place(
            name: "country", event: { directive(#""jurisdiction": \#($0)"#) }, right: ["CN", "INT", "GB", "DD", "TR"],
            spellings: [
                { ["CN": "China", "GB": "UK", "TR": "turkey"][$0] ?? $0 }, { ["CN": "CHN", "GB": "gbr"][$0] ?? $0 },
            ]),
        Place(
            name: "currency", event: { investment(#"{"value": "1", "currency": \#($0)}"#) },
            right: ["RUB", "EUR", "DEM", "JPY"],
            spellings: [{ ["EUR": "€", "JPY": "Yen"][$0] ?? $0 }]),
        Place(
            name: "amount", event: { investment($0) },
            right: ["850000000000 RUB", "1250.50 EUR", "-3 JPY", "1000000..5000000 EUR", "..50 RUB"],
            spellings: [
                { $0.replacing("850000000000", with: "850,000,000,000") },
                { $0.replacing("850000000000", with: "850bn") },
                { $0.replacing("1250.50", with: "1,250.50") }, { $0.replacing("-", with: "−") },
                { $0.replacing("EUR", with: "€") }, { $0.replacing("1000000..5000000", with: "1mln..5,000,000") },
            ]),
        Place(
            name: "decimal", event: { directive(#""targets": {"indicator": "I", "goal": {"value": \#($0)}}"#) },
            right: ["12", "-0.5", "850000000000", "1250.50"],
            spellings: [
                { $0.replacing("850000000000", with: "850 000 000 000") },
                { $0.replacing("850000000000", with: "8.5e11") },
                { $0.replacing("1250.50", with: "1'250.50") }, { "+\($0)" }, { $0 == "-0.5" ? "-.5" : $0 },
            ]),
        Place(
            name: "language", event: { directive(#""lang": \#($0)"#) }, right: ["en", "zh-Hans", "en-US"],
            spellings: [{ $0.replacing("-", with: "_") }, { $0 == "en" ? "English" : $0 }]),
        Place(
            name: "date", event: { #"{"directive": "a", "title": "A", "occurred": \#($0)}"# },
            right: ["2025-01-02", "2024-12", "[..2025-01-02]", "2024~", "2004/2006", "199X", "-0043"],
            spellings: [
                {
                    ["2025-01-02": "2 January 2025", "2024-12": "Dec. 2024", "199X": "the 1990s", "-0043": "44 BC"][$0]
                        ?? $0
                },
                {
                    [
                        "2025-01-02": "02.01.2025", "2024-12": "12/2024", "2004/2006": "2004 – 2006",
                        "2024~": "about 2024",
                    ][$0] ?? $0
                },
                { ["2025-01-02": "2025/1/2", "[..2025-01-02]": "by 2 January 2025", "-0043": "−0043"][$0] ?? $0 },
                {
                    ["2025-01-02": "20250102", "[..2025-01-02]": "≤ 2025-01-02", "2004/2006": "from 2004 to 2006"][$0]
                        ?? $0
                },
            ]),
        Place(
            name: "instant", event: { directive(#""time": \#($0)"#) },
            right: ["2025-01-02T09:30:00Z", "2025-01-02T09:30:00+01:00"],
            spellings: [
                { $0.replacing("T", with: " ") }, { $0.replacing("+01:00", with: "+0100") },
                { $0.replacing("30:00", with: "30") },
            ]),
        Place(
            name: "address", event: { directive(#""citations": {"url": \#($0)}"#) },
            right: ["https://example.org/a%20b", "https://example.org/%C3%A9"],
            spellings: [{ $0.replacing("%20", with: " ") }, { $0.replacing("%C3%A9", with: "é") }], ignoresCase: false),
        Place(
            name: "digest", event: { directive(#""citations": {"sha256": \#($0)}"#) },
            right: [String(repeating: "0123456789abcdef", count: 4)]),
        Place(
            name: "Wikidata item", event: { #"{"actor": "a", "identifiers": {"wikidata": \#($0)}}"# }, right: ["Q7747"],
            spellings: [{ "https://www.wikidata.org/wiki/\($0)" }]),
        Place(
            name: "LEI", event: { #"{"actor": "a", "identifiers": {"lei": \#($0)}}"# }, right: ["5493000IBP32UQZ0KL24"],
            spellings: [{ "\($0.prefix(4))-\($0.dropFirst(4))" }]),
        Place(
            name: "reference", event: { directive(#""relations": {"type": "follows", "target": \#($0)}"#) },
            right: ["announcement/ai-alliance", "actor/sberbank", "other-order"],
            spellings: [{ $0.replacing("ai-", with: "ai ") }, { $0.replacing("order", with: "Order") }]),
        Place(
            name: "subject",
            event: {
                """
                {"specversion": "1.0", "type": "timeline.directive.issued.v1", "subject": \($0), "id": "x", "source": "/d",
                 "data": {"title": "A", "occurred": "2025"}}
                """
            }, right: ["directive/a-b"], spellings: [{ $0.replacing("a-b", with: "A B") }]),
        Place(name: "confidence", event: { directive(#""confidence": {"credibility": \#($0)}"#) }, right: ["3"]),
    ]

    private static func faults(_ json: String) throws -> [Fault] {
        guard case .failure(let failure) = try read(json) else { return [] }
        return failure.faults
    }

    /// What a slip, a keyboard or a program does to a text that a person reads as the same.
    private func harmlessly(_ text: String, _ place: Place, _ random: inout SeededGenerator) -> String {
        var text =
            place.spellings.isEmpty || random.number(0...2) == 0 ? text : random.element(of: place.spellings)(text)
        for _ in 0..<random.number(0...2) {
            switch random.number(0...4) {
            case 0: text = random.element(of: [" ", "\u{A0}", "\u{2009}", "\u{FEFF}", "\u{200B}", "\u{3000}"]) + text
            case 1: text += random.element(of: [" ", "\u{A0}", "\u{200E}", "\u{200B}", "\u{202F}"])
            case 2 where place.ignoresCase: text = text.uppercased()
            case 3 where place.ignoresCase: text = text.lowercased()
            default:
                let index = text.index(text.startIndex, offsetBy: random.number(0...text.count))
                text.insert(contentsOf: random.element(of: ["\u{200B}", "\u{AD}", "\u{2060}"]), at: index)
            }
        }
        return text
    }

    @Test(arguments: places) func `what a hint says to write is accepted and means what was meant`(place: Place) throws
    {
        var random = SeededGenerator(seed: 77)
        var applied = 0
        for _ in 0..<1_500 {
            let right = random.element(of: place.right)
            let text = harmlessly(right, place, &random)
            for fault in try Self.faults(place.event(JSON.string(text).line)) {
                guard let proposed = fault.hint?.replacement else { continue }
                applied += 1
                let event = place.event(JSON.string(proposed).line)
                #expect(try Self.faults(event).isEmpty, "\(text.debugDescription): \(proposed)")
                let (mine, meant) = (
                    try canonicalEvent(event), try canonicalEvent(place.event(JSON.string(right).line))
                )
                let isSame = place.ignoresCase ? mine.lowercased() == meant.lowercased() : mine == meant
                #expect(isSame, "\(text.debugDescription) was \(right), and becomes \(proposed)")
            }
        }
        #expect(applied > 50 || place.name == "confidence", "\(applied)")
    }

    @Test(arguments: places) func `a character that does not show is named in what is said of it`(place: Place) throws {
        let unseen: [Unicode.Scalar] = [
            "\u{A0}", "\u{2009}", "\u{202F}", "\u{3000}", "\u{200B}", "\u{AD}", "\u{2060}", "\u{FEFF}", "\u{3164}",
            "\u{34F}",
        ]
        for right in place.right {
            for scalar in unseen {
                for text in ["\(scalar)\(right)", "\(right)\(scalar)"] {
                    let faults = try Self.faults(place.event(JSON.string(text).line))
                    let code = String(scalar.value, radix: 16, uppercase: true)
                    #expect(
                        faults.isEmpty || faults.contains { $0.problem.contains(code) },
                        "\(text.debugDescription): \(faults.map(\.problem))")
                }
            }
        }
    }

    /// Letters of other scripts that look like those of ASCII, and letters that are other ones.
    private static let strangers = Array("рсеоахуіАВСЕНКМОРТХοαρκχ中ıſ٣९Ωя")

    @Test(arguments: places) func `no hint says to write a text without a letter that stands there`(place: Place) throws
    {
        var random = SeededGenerator(seed: 78)
        for _ in 0..<1_500 {
            var letters = Array(random.element(of: place.right))
            let index = random.number(0...letters.count - 1)
            if random.number(0...1) == 0 {
                letters.insert(random.element(of: Self.strangers), at: index)
            } else {
                letters[index] = random.element(of: Self.strangers)
            }
            let text = String(letters)
            for fault in try Self.faults(place.event(JSON.string(text).line)) {
                guard let proposed = fault.hint?.replacement else { continue }
                // An address says a letter by its bytes.
                #expect(place.name == "address" && proposed.contains("%"), "\(text): \(proposed)")
            }
        }
    }

    @Test(arguments: places) func `whatever stands there, what a hint says to write is accepted and has its letters`(
        place: Place
    ) throws {
        var random = SeededGenerator(seed: 79)
        let alphabet = place.right.flatMap { Array($0) } + Array("aZ09 -_./,:'\u{A0}\u{200B}é€")
        for _ in 0..<2_500 {
            let text = String((0..<random.number(1...12)).map { _ in random.element(of: alphabet) })
            for fault in try Self.faults(place.event(JSON.string(text).line)) {
                guard let proposed = fault.hint?.replacement else { continue }
                #expect(
                    try Self.faults(place.event(JSON.string(proposed).line)).isEmpty,
                    "\(text.debugDescription): \(proposed)")
                guard place.ignoresCase, ["slug", "country", "reference", "subject"].contains(place.name) else {
                    continue
                }
                let kept = { (text: String) in
                    text.lowercased().unicodeScalars.filter {
                        $0.properties.isAlphabetic || $0.isASCII && $0.properties.numericType != nil
                    }.map(\.value)
                }
                #expect(
                    kept(proposed) == kept(text) || place.name == "country", "\(text.debugDescription): \(proposed)")
            }
        }
    }

    @Test(arguments: [
        (#"{"directive": "a", "title": 5, "occurred": "2025"}"#, "5"),
        (#"{"directive": "a", "title": "A", "occurred": 2025}"#, "2025"),
        (#"{"directive": "a", "title": true, "occurred": "2025"}"#, "true"),
        (#"{"directive": "a", "title": "A", "occurred": "2025", "confidence": {"credibility": 3}}"#, "3"),
        (#"{"directive": "a", "title": "A", "occurred": "2025", "confidence": {"credibility": 7}}"#, nil),
        (#"{"directive": "a", "title": "A", "occurred": "2025", "jurisdiction": 5}"#, nil),
        (#"{"directive": "a", "title": "A", "occurred": "2025", "by": true}"#, "true"),
        (
            #"{"directive": "a", "title": "A", "occurred": "2025", "targets": {"indicator": "I", "goal": {"value": 1e40}}}"#,
            nil
        ),
    ])
    func `quotes are proposed around what is right within them`(_ json: String, _ text: String?) throws {
        let found = try Self.faults(json)
        #expect(found.map { $0.hint?.replacement } == [text])
    }

    @Test func `no currency is proposed for an amount that names none`() throws {
        let hint = try Self.faults(Self.investment("5"))[0].hint
        #expect(hint == "a binary number is not exact: put it in quotes, with its currency")
    }

    @Test(arguments: [
        // In an event, in an object that needs it, in one that needs one of several, in a list.
        (Self.directive(#""text": """#), true), (#"{"directive": "a", "title": "", "occurred": "2025"}"#, false),
        (Self.directive(#""targets": {"indicator": ""}"#), false),
        (Self.directive(#""citations": {"title": ""}"#), false),
        (Self.directive(#""citations": {"title": "", "publisher": "P"}"#), true),
        (Self.directive(#""context": ["a", ""]"#), true),
        (#"{"directive": "a", "title": "A", "occurred": "2025", "id": ""}"#, true),
        (#"{"directive": "a", "title": "A", "occurred": "2025", "source": ""}"#, true),
        (#"{"specversion": "1.0", "type": "", "id": "x", "source": "/d"}"#, false),
        (#"{"specversion": "1.0", "type": "a.b", "id": "x", "source": ""}"#, false),
        (#"{"specversion": "1.0", "type": "a.b", "id": "x", "source": "/d", "time": ""}"#, true),
        (#"{"specversion": "1.0", "type": "a.b", "id": "x", "source": "/d", "datacontenttype": ""}"#, true),
        (
            #"{"specversion": "1.0", "type": "timeline.directive.issued.v1", "subject": "", "id": "x", "source": "/d", "data": {"title": "A", "occurred": "2025"}}"#,
            false
        ),
        (#"{"correction": "c", "verb": "retracted", "of": {"id": "x", "source": ""}, "reason": "error"}"#, true),
        (#"{"correction": "c", "verb": "retracted", "of": {"id": ""}, "reason": "error"}"#, false),
    ])
    func `what is empty may be left out only where the event can do without it`(_ json: String, _ mayGo: Bool) throws {
        let found = try Self.faults(json)
        #expect(
            found.contains { $0.hint?.words.contains("out") == true && $0.hint?.words.contains("leave") == true }
                == mayGo, "\(found)")
        // Carried out: without the empty member, or the empty element, nothing is wrong.
        let without = json.replacing(/, ""/, with: "").replacing(/"[a-z]+": "",? ?/, with: "").replacing(
            ", }", with: "}")
        #expect(try Self.faults(without).isEmpty == mayGo, "\(without)")
    }
}
