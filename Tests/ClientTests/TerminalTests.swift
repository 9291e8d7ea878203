import Testing

@testable import timelinectl

@Suite("Text on the terminal")
struct TerminalTests {
    // MARK: Width

    @Test(
        arguments: [
            ("", 0), ("abc", 3), ("Rbs850bn", 8), ("naïve", 5), ("nai\u{308}ve", 5), ("中国", 4), ("ｆｕｌｌ", 8),
            ("한국", 4), ("👩‍👩‍👧", 2), ("🇨🇳", 2), ("❤️", 2), ("Ωμέγα", 5), ("…", 1), ("–", 1), ("日本 AI", 7),
        ])
    func `width counts columns, not characters`(text: String, columns: Int) {
        #expect(Width.columns(text) == columns)
    }

    // MARK: Printable

    @Test(
        arguments: [
            ("plain", "plain"), ("a\u{1B}[31mred", "a\\x1B[31mred"), ("bell\u{7}", "bell\\x07"),
            ("two\nlines", "two\\nlines"),
            ("tab\tbed", "tab\\tbed"), ("rub\u{7F}out", "rub\\x7Fout"), ("\u{9B}31m", "\\u{9B}31m"),
            ("\u{202E}desrever", "\\u{202E}desrever"), ("iso\u{2067}late", "iso\\u{2067}late"),
            ("zero\u{200B}width", "zero\\u{200B}width"), ("می\u{200C}خواهم", "می\u{200C}خواهم"),
            ("line\u{2028}separator", "line\\u{2028}separator"), ("“quotes” – 中国", "“quotes” – 中国"),
        ])
    func `control and bidirectional characters show as escapes`(text: String, shown: String) {
        #expect(Printable.line(text).utf8.elementsEqual(shown.utf8))
    }

    @Test func `prose keeps its line ends and nothing else`() {
        #expect(Printable.lines("one\r\ntwo\n\u{1B}three\n") == ["one", "two", "\\x1Bthree"])
    }

    @Test func `JSON on a terminal escapes what JSON leaves raw`() {
        #expect(Printable.json("{\"a\":\"\u{9B}m\u{202E}中\"}") == "{\"a\":\"\\u009Bm\\u202E中\"}")
    }

    // MARK: Style

    @Test func `colours follow the option, then the environment, then the terminal`() {
        func isOn(_ choice: Style.Choice, _ isTerminal: Bool, _ variables: [String: String] = [:]) -> Bool {
            Style(choice, isTerminal: isTerminal, environment: { variables[$0] ?? ($0 == "TERM" ? "xterm" : nil) }).isOn
        }
        #expect(isOn(.auto, true))
        #expect(!isOn(.auto, false))
        #expect(!isOn(.auto, true, ["NO_COLOR": "1"]))
        #expect(isOn(.auto, true, ["NO_COLOR": ""]))
        #expect(isOn(.auto, false, ["CLICOLOR_FORCE": "1"]))
        #expect(!isOn(.auto, false, ["CLICOLOR_FORCE": "0"]))
        #expect(!isOn(.auto, false, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]))
        #expect(!isOn(.auto, true, ["TERM": "dumb"]))
        #expect(!isOn(.auto, true, ["TERM": ""]))
        #expect(isOn(.auto, true, ["TERM": "dumb", "CLICOLOR_FORCE": "1"]))
        #expect(isOn(.always, false, ["NO_COLOR": "1"]))
        #expect(!isOn(.never, true, ["CLICOLOR_FORCE": "1"]))
    }

    @Test func `ink is put around the text and taken off after it`() {
        let text = Styled("AI", .strong) + " " + Styled("plan", .open)
        #expect(text.rendered(Style(isOn: true)) == "\u{1B}[1mAI\u{1B}[0m \u{1B}[33mplan\u{1B}[0m")
        #expect(text.rendered(.none) == "AI plan")
    }

    // MARK: Styled

    @Test func `a long text is cut at a column, never within a wide character`() {
        #expect(Styled("中国人工智能").truncated(to: 6).rendered(.none) == "中国…")
        #expect(Styled("中国人工智能").truncated(to: 12).rendered(.none) == "中国人工智能")
        #expect(Styled("abcdef").truncated(to: 1).rendered(.none) == "…")
    }

    @Test func `a long text is broken at spaces, a long word where it must`() {
        func wrap(_ text: Styled, _ columns: Int) -> [String] { text.wrapped(to: columns).map { $0.rendered(.none) } }
        #expect(wrap("to expand its search engine", 12) == ["to expand", "its search", "engine"])
        #expect(wrap("abcdefghij kl", 4) == ["abcd", "efgh", "ij", "kl"])
        #expect(wrap(Styled("putin", .name) + ", " + Styled("sberbank", .name), 9) == ["putin,", "sberbank"])
        #expect(wrap("", 9) == [""])
    }

    @Test func `nothing wrapped is wider than its column, and nothing is lost`() {
        var generator = Generator(seed: 7)
        let alphabet = Array("abc de 中国 é 👩‍👩‍👧 x")
        for _ in 0..<500 {
            let text = String(
                (0..<Int.random(in: 1...60, using: &generator)).map { _ in
                    alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
                })
            let columns = Int.random(in: 2...20, using: &generator)
            let lines = Styled(text).wrapped(to: columns)
            #expect(lines.allSatisfy { $0.width <= columns })
            let kept = lines.map { $0.rendered(.none) }.joined()
            if Width.columns(text) > columns {
                #expect(kept.filter { $0 != " " } == text.filter { $0 != " " })
            } else {
                #expect(kept == text)
            }
        }
    }
}

/// SplitMix64: the same cases on every run.
struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
