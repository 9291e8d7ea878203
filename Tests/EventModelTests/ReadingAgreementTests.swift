import EventModel
import Testing

/// The reader checks most texts by their bytes and asks a value for its words only where something is wrong: it must
/// take exactly those texts that the value itself has nothing against.
struct ReadingAgreementTests {
    private struct Place {
        /// An event with the text, as JSON.
        var event: @Sendable (String) -> String
        var fault: @Sendable (String) -> Fault?
        var good: [String]
    }

    private static func directive(_ member: String) -> String {
        #"{"directive": "a", "title": "A", "occurred": "2025", \#(member)}"#
    }

    private static let places: [Place] = [
        Place(
            event: { #"{"directive": "a", "title": "A", "occurred": \#($0)}"# }, fault: EDTF.fault,
            good: [
                "2025-01-02", "2024-12", "[..2025-01-02]", "2024~", "-0044-03-15", "2004/2006", "{1960,1961-12}",
                "20XX",
            ]),
        Place(event: { directive(#""tags": [\#($0)]"#) }, fault: Slug.fault, good: ["ai-alliance", "a", "x-1-y"]),
        Place(
            event: { directive(#""by": \#($0)"#) }, fault: Slug.actorFault, good: ["putin", "RU", "EU", "INT", "a-1"]),
        Place(
            event: { directive(#""targets": {"indicator": "I", "goal": {"value": \#($0)}}"#) }, fault: Decimal.fault,
            good: ["12", "-0.5", "850000000000", "99999999999999999999.999999999", "+1", "0"]),
        Place(
            event: {
                #"{"investment": "a", "title": "A", "occurred": "2025", "amount": {"value": "1", "currency": \#($0)}}"#
            }, fault: Currency.fault, good: ["RUB", "USD", "XAU", "DEM"]),
        Place(event: { directive(#""jurisdiction": \#($0)"#) }, fault: Country.fault, good: ["CN", "INT", "UN", "GB"]),
        Place(
            event: { directive(#""lang": \#($0)"#) }, fault: LanguageTag.fault,
            good: ["en", "zh-Hans", "de-CH-1901", "x-a", "cmn", "i-klingon"]),
        Place(
            event: { directive(#""citations": {"url": \#($0)}"#) }, fault: URIReference.absoluteFault,
            good: ["https://example.org/a?b=c#d", "HTTP://a:80/", "mailto:a@b", "urn:x:%20", "https://[::1]/"]),
        Place(
            event: { directive(#""citations": {"sha256": \#($0)}"#) }, fault: SHA256Digest.fault,
            good: [String(repeating: "0123456789abcdef", count: 4)]),
        Place(
            event: { directive(#""source": \#($0)"#) }, fault: URIReference.fault, good: ["/desk", "a", "//h/p", "?q"]),
        Place(
            event: { directive(#""time": \#($0)"#) }, fault: Instant.fault,
            good: ["2025-01-02T09:30:00Z", "2016-12-31T23:59:60Z", "2025-01-02T09:30:00.5+01:00"]),
    ]

    @Test(arguments: places.indices) func `a text is taken where the value has nothing against it`(index: Int) throws {
        let place = Self.places[index]
        var random = SeededGenerator(seed: UInt64(index))
        var (taken, refused) = (0, 0)
        for text in place.good + (0..<2_000).map({ _ in spoiled(random.element(of: place.good), &random) }) {
            // The empty text has words of its own where an attribute stands.
            if text.isEmpty { continue }
            let found = try problems(place.event(JSON.string(text).line))
            try #require(found.isEmpty == (place.fault(text) == nil), "\(text.debugDescription): \(found)")
            if found.isEmpty { taken += 1 } else { refused += 1 }
        }
        #expect(taken >= place.good.count && refused > 100)
    }

    /// A text with some characters left out, added, changed or doubled.
    private func spoiled(_ text: String, _ random: inout SeededGenerator) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<random.number(1...3) {
            let place = random.number(0...scalars.count)
            switch random.number(0...2) {
            case 0: if place < scalars.count { scalars.remove(at: place) }
            case 1: scalars.insert(random.element(of: Array("a0-ZE./:[]~?X 5é\u{301}%".unicodeScalars)), at: place)
            default: if place < scalars.count { scalars[place] = random.element(of: Array("b1-A.:2".unicodeScalars)) }
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test func `texts of every length, and with every character that may not stand there, are seen through`() throws {
        for length in 1...40 {
            for (scalar, isAllowed) in [
                ("\u{7F}", false), ("\u{85}", false), ("\u{9F}", false), ("é", true), ("\u{A0}", true),
            ] {
                for place in 0..<length {
                    let (head, tail) = (String(repeating: "x", count: place), String(repeating: "y", count: length))
                    let text = head + scalar + tail.dropLast(place)
                    let found = try problems(#"{"directive": "a", "title": "\#(text)", "occurred": "2025"}"#)
                    try #require(found.isEmpty == isAllowed, "\(text.debugDescription)")
                }
            }
        }
    }

    @Test func `a mark that joins the slash before it is a part of the slug`() throws {
        let event = """
            {"specversion": "1.0", "id": "1", "source": "/desk", "type": "timeline.directive.issued.v1",
             "subject": "directive/\u{301}abc", "data": {"title": "A", "occurred": "2025"}}
            """
        #expect(try problems(event).count == 1)
    }
}
