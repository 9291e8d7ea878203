import EventModel
import Testing

/// What becomes of texts on the way in: every change there is, and no other.
struct TextTests {
    /// Places of the model that hold several lines, each with the JSON around them.
    private static let prose: [@Sendable (String) -> String] = [
        { #"{"directive":"a","title":"A","occurred":"2025","text":\#($0)}"# },
        { #"{"directive":"a","title":"A","occurred":"2025","context":\#($0)}"# },
        { #"{"directive":"a","title":"A","occurred":"2025","quotes":{"text":\#($0)}}"# },
        { #"{"directive":"a","title":"A","occurred":"2025","citations":{"title":"T","quote":\#($0)}}"# },
        { #"{"directive":"a","title":"A","occurred":"2025","provisions":{"id":"p","text":\#($0)}}"# },
    ]
    /// The same of those that hold one line.
    private static let lines: [@Sendable (String) -> String] = [
        { #"{"directive":"a","title":\#($0),"occurred":"2025"}"# },
        { #"{"directive":"a","title":"A","occurred":"2025","citations":{"publisher":\#($0)}}"# },
        { #"{"directive":"a","title":"A","occurred":"2025","targets":{"indicator":\#($0)}}"# },
        { #"{"actor":"a","name":\#($0)}"# },
        { #"{"investment":"a","title":"A","occurred":"2025","amount":"unknown","sector":\#($0)}"# },
    ]

    /// What is kept of `text` at a place; nil where it is refused.
    private func kept(_ text: String, _ place: (String) -> String) throws -> String? {
        switch try read(place(JSON.string(text).line)) {
        case .success(let event):
            let canonical = String(decoding: event.canonical, as: UTF8.self)
            let marked = try read(place(JSON.string("MARK").line)).get()
            let around = String(decoding: marked.canonical, as: UTF8.self).split(separator: "MARK")
            // What the text became stands where the mark does.
            let inner = canonical.dropFirst(around[0].count).dropLast(around[1].count)
            let document = try Document(json: Array("\"\(inner)\"".utf8))
            return document.string(document.root)
        case .failure: return nil
        }
    }

    @Test(arguments: [
        ("l1\rl2", "l1\nl2"), ("l1\r\nl2", "l1\nl2"), ("l1\nl2", "l1\nl2"), ("l1\n\rl2", "l1\n\nl2"),
        ("l1\r\rl2", "l1\n\nl2"),
        ("l1\r\r\nl2", "l1\n\nl2"), ("\rl1", "\nl1"), ("l1\r", "l1"), ("l1\r\n \t\r", "l1"), (" l1 ", " l1"),
        ("\tl1", "\tl1"),
        ("é\u{301}\r中", "é\u{301}\n中"), ("l1\u{A0}", "l1\u{A0}"), ("\u{FEFF}l1", "\u{FEFF}l1"),
        ("e\u{301}", "e\u{301}"), ("\u{212B}", "\u{212B}"), ("\u{200B}\u{202E}", "\u{200B}\u{202E}"),
    ])
    func `every line end of a text is a line feed, and white space behind it goes`(text: String, expected: String)
        throws
    {
        for place in Self.prose { #expect(try kept(text, place).map { Array($0.utf8) } == Array(expected.utf8)) }
    }

    @Test(arguments: [
        (" l1 ", "l1"), ("\t\r\n l1\n", "l1"), ("a  b", "a  b"), ("\u{A0}l1\u{3000}", "\u{A0}l1\u{3000}"),
        ("e\u{301}", "e\u{301}"),
    ])
    func `white space around a line is no part of it`(text: String, expected: String) throws {
        for place in Self.lines { #expect(try kept(text, place).map { Array($0.utf8) } == Array(expected.utf8)) }
    }

    @Test(arguments: ["\n", "\r", "\r\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}", "\t", "\u{7F}"])
    func `a line holds nothing that ends one`(end: String) throws {
        for place in Self.lines { #expect(try kept("l1\(end)l2", place) == nil) }
    }

    @Test(arguments: ["\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}", "\u{0}", "\u{7F}", "\u{9F}"])
    func `what only some programs take for a line end is refused in a text`(end: String) throws {
        for place in Self.prose { #expect(try kept("l1\(end)l2", place) == nil) }
        let found = try problems(Self.prose[0](JSON.string("l1\u{2028}l2").line))
        #expect(found == ["text holds the line break U+2028 — expected line feeds as line ends — write a line feed"])
    }

    @Test func `of any text the words stay apart, and all but line ends and the white space around it is kept`() throws
    {
        var random = SeededGenerator(seed: 21)
        let pieces = ["a", "é", "中", "\r", "\n", "\r\n", " ", "\t", "\u{A0}", "😀", "e\u{301}", "\"", "\\"]
        for _ in 0..<2_000 {
            let text = "x" + (0..<random.number(0...12)).map { _ in random.element(of: pieces) }.joined()
            // By another way: split at each line end, and joined by line feeds.
            var lines: [[Unicode.Scalar]] = [[]]
            var previous: Unicode.Scalar?
            for scalar in text.unicodeScalars {
                if scalar == "\r" || scalar == "\n" && previous != "\r" { lines.append([]) }
                if scalar != "\r", scalar != "\n" { lines[lines.count - 1].append(scalar) }
                previous = scalar
            }
            var expected = Array(
                lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n").unicodeScalars)
            while let last = expected.last, " \t\n".unicodeScalars.contains(last) { expected.removeLast() }
            let found = try kept(text, random.element(of: Self.prose))
            try #require(found.map { Array($0.unicodeScalars) } == expected, "\(text.debugDescription)")
        }
    }

    @Test func `a line end counts as one character`() throws {
        let text = String(repeating: "a\r\n", count: 999) + "ab"
        #expect(try kept(text, Self.prose[1]) != nil)
        #expect(try kept(text + "c", Self.prose[1]) == nil)
    }
}
