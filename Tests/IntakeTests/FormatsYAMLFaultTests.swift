import EventModel
import Intake
import Testing

@Suite struct FormatsYAMLFaultTests {
    @Test(arguments: refused + unreadable)
    func `a fault says its place, what is wrong and what to do`(text: String, expected: String, hint: String) {
        let faults = Reading("a.yaml", text).faults
        #expect(faults.count == 1, "\(faults)")
        #expect(faults.first?.hasPrefix(expected) == true, "\(faults)")
        #expect(faults.first?.hasSuffix(hint) == true, "\(faults)")
    }

    /// What YAML allows and an event file does not.
    static let refused: [(String, String, String)] = [
        ("a: b\nc: *a", "2:4: an alias (*)", "a text that begins with * stands in quotes"),
        ("a: &b c", "1:4: an anchor (&)", "a text that begins with & stands in quotes"),
        ("a: &b [c]", "1:4: an anchor (&)", "quotes"), ("a: &b\n  c: d", "1:4: an anchor (&)", "quotes"),
        ("a: !!str b", "1:4: a tag (!)", "a text that begins with ! stands in quotes"),
        ("a: !b {c: d}", "1:4: a tag (!)", "quotes"), ("a: !<tag:example.org,2025:b> c", "1:4: a tag (!)", "quotes"),
        ("a: ! b", "1:4: a tag (!)", "quotes"),
        ("<<: {a: b}", "1:1: a merge key (<<)", "write them out"),
        ("? [a]\n: b", "1:3: a list or an object where a key belongs", "put quotes around the key"),
        ("? {a: b}\n: c", "1:3: a list or an object where a key belongs", "quotes around the key"),
        ("{[a]: b}", "1:2: a list or an object", "quotes around the key"),
        ("a: {{ b }}", "1:5: a list or an object where a key belongs", "put quotes around a text that begins with {{"),
        (
            "a: b\nc: d\na: e", "3:1: the key \"a\" stands twice in one object, first on line 1",
            "remove or rename one of them"
        ),
        (
            "{a: b, \"a\": c}", "1:8: the key \"a\" stands twice in one object, first in column 2",
            "remove or rename one of them"
        ),
        ("a:\n  b: c\n  b: d", "3:3: the key \"b\" stands twice in one object, first on line 2", "rename one of them"),
        ("a:", "1:3: nothing stands after a:", "write its value, or remove the key where there is none"),
        ("a:\nb: c", "1:3: nothing stands after a:", "where there is none"),
        ("a: # b", "1:3: nothing stands after a:", "where there is none"),
        ("a: {b: , c: d}", "1:8: nothing stands after b:", "where there is none"),
        ("{a}", "1:3: nothing stands after a:", "where there is none"),
        ("a: {b:c}", "1:8: nothing stands after b:c:", "put a space after the colon"),
        ("a:\n  - b\n  -", "3:4: nothing stands after the -", "remove the -"),
        ("a:\n  -\n  - b", "2:4: nothing stands after the -", "remove the -"),
        ("a: b\tc: d", "1:7: a colon in a text without quotes", " — put quotes around the text"),
        ("%TAG !a! b\n---\na: b", "1:1: a line that begins with %", "remove the line"),
        ("a: b\r%TAG !a! b\r---\ra: b", "2:1: a line that begins with %", "remove the line"),
        ("a: ~", "1:4: ~, which means nothing in YAML", "put quotes around it"),
        ("a: null", "1:4: null, which means nothing in YAML", "where the text null is meant, put quotes around it"),
        ("a: [Null]", "1:5: Null, which", "quotes around it"),
        (
            "a: [..2025-01-02]", "1:4: a date that YAML takes for a list",
            "put quotes around the date: \"[..2025-01-02]\""
        ),
        ("a: [2025-01..]", "1:4: a date that YAML takes for a list", "\"[2025-01..]\""),
        ("a: [1667,1668,1670..1672]", "1:4: a date that YAML takes for a list", "\"[1667,1668,1670..1672]\""),
        ("a: {1960,1961-12}", "1:4: a date that YAML takes for an object", "\"{1960,1961-12}\""),
        ("a: {2024-13}", "1:4: a date that YAML takes for an object", "a text that begins with a bracket"),
        ("- a: {2024}", "1:6: a date that YAML takes for an object", "\"{2024}\""),
        (
            "a: Item #1 of 3", "1:9: #1, which YAML takes for a comment and drops",
            "where a comment is meant, put a space after #"
        ),
        (
            "a: b\n--- c", "2:5: a text stands where an event belongs",
            "expected an event (an object), or a list of events"
        ), ("- a: b\n- c", "2:3: a text stands where", "an event: an object with its keys"),
        ("- - a: b", "1:3: a list stands where an event belongs", "an event: an object with its keys"),
        ("just text", "1:1: a text stands where an event belongs", "list of events"),
        ("a:b", "1:1: a colon without a space after it", "put a space after the colon"),
        ("# only\n# comments", "1:1: the file holds no event", "comments or empty documents"),
        ("---\n", "1:1: the file holds no event", "documents"),
        (": b", "1:1: a colon without a key", "expected a key before it"),
        ("{: b}", "1:2: a colon without a key", "expected a key before it"),
        (
            "a: b\u{2028}c", "1:5: U+2028, an invisible character that YAML takes for the end of a line",
            "expected a space, or an ordinary line end — remove it"
        ),
        ("a: b\u{2029}c", "1:5: U+2029, an invisible character", "remove it"),
        ("a: \"\u{85}\"", "1:5: U+0085, an invisible character", "remove it"),
        ("a: b\u{FFFE}c", "1:5: U+FFFE, which Unicode keeps for no character", "remove it"),
        ("a: b\u{1FFFF}c", "1:4: U+1FFFF, which Unicode keeps for no character", "remove it"),
        ("a: b\nb: \"\\uFDD0\"", "2:4: U+FDD0, which Unicode keeps for no character", "remove it"),
    ]

    /// What is no YAML; libyaml's words would be of little help.
    static let unreadable: [(String, String, String)] = [
        ("a: b: c", "1:5: a colon in a text without quotes", "put quotes around the text: \"b: c\""),
        ("a: Summit: \"peace\" talks", "1:10: a colon in a text without quotes", "'Summit: \"peace\" talks'"),
        ("a: b: c # d", "1:5: a colon in a text without quotes", "put quotes around the text"),
        ("a: it's \"b\": c", "1:12: a colon in a text without quotes", "put quotes around the text"),
        ("a: b\n  c: d", "2:4: a key below a key that has its value already", "stands in quotes"),
        ("a:b\nc: d", "1:1: a colon without a space after it", "put a space after the colon"),
        ("a: b\nc:d\ne: f", "2:1: a colon without a space after it", "put a space after the colon"),
        ("a: b\nc\nd: e", "2:1: a line without a key", "indent it deeper than its key"),
        ("{a:[b]}", "1:3: a colon without a space after it", "quotes around a text that holds one"),
        ("a: b\n\tc: d", "2:1: a tab in the indentation", "a tab within a text needs quotes"),
        ("a:\n\tb: c", "2:1: a tab in the indentation", "needs quotes"),
        ("a:\n  b: |\n  \tc", "3:3: a tab in the indentation", "quotes"),
        ("\ta: b", "1:1: a tab in the indentation", "quotes"),
        ("a: \"b", "1:4: the quoted text that begins here never ends", "expected a closing \""),
        ("a: 'b\nc: d", "1:4: the quoted text that begins here never ends", "expected a closing '"),
        ("a: \"b\n---\nc: d", "1:4: the quoted text that begins here never ends", "closing \""),
        ("a: \"b\nc: \"d\"", "1:4: the quoted text that begins here ends several lines below", "a \" is written \\\""),
        ("a: \"b\" c", "1:8: text after a closing quote", "within double quotes a \" is written \\\""),
        ("a: 'it's'", "1:8: text after a closing quote", "within single quotes a ' is written ''"),
        ("- 'it's'", "1:7: text after a closing quote", "written ''"),
        (#"a: "\d""#, "1:5: an unknown escape in a text in double quotes", "where it is a character like any other"),
        (#"a: "\xZZ""#, "1:7: an escape that stands for no character", "write the character itself"),
        (#"a: "\ud800""#, "1:7: an escape that stands for no character", "the character itself"),
        (#"a: "\U00110000""#, "1:7: an escape that stands for no character", "the character itself"),
        (
            "a:\n  b: c\n d: e", "3:2: the indentation of this line fits none above",
            "indent it as the keys it stands beside"
        ), ("  a: b\n c: d", "2:2: the indentation of this line fits none above", "stands beside"),
        ("- a: b\nc: d", "2:1: a line that does not belong to the list above", "indent it as what it belongs to"),
        ("- a: b\n - c: d", "2:2: a line that does not belong to the list above", "belongs to"),
        ("a: - b", "1:4: a list that begins on the line of its key", "a text that begins with - stands in quotes"),
        ("a: -", "1:4: a list that begins on the line of its key", "quotes"),
        ("a: @b", "1:4: a text without quotes that begins with @", "put quotes around it"),
        ("a: `b`", "1:4: a text without quotes that begins with `", "quotes around it"),
        ("a: %b", "1:4: a text without quotes that begins with %", "quotes around it"),
        ("a: **b**", "1:4: a text without quotes that begins with *", "quotes around it"),
        ("a: & b", "1:4: a text without quotes that begins with &", "quotes around it"),
        ("a: ? b", "1:4: a text without quotes that begins with ?", "quotes around it"),
        ("a: | b", "1:4: text on the line of |", "where the text begins with |, put quotes around it"),
        ("a: > b", "1:4: text on the line of >", "begins with >, put quotes around it"),
        ("a: |0\n  b", "1:4: text on the line of |", "quotes around it"),
        (
            "a: [b", "1:4: a list that begins here and is never closed — expected ]",
            "where [ begins a text, put quotes around it"
        ), ("a: [b\nc: d", "2:2: unexpected : in a list that begins with [ on a line above", "a colon or a bracket"),
        ("a: [\n", "1:4: a list that begins here and is never closed", "quotes around it"),
        ("a: {\n  b: c,\n", "1:4: an object that begins here and is never closed", "quotes around it"),
        ("a: {b: [c, {d: e\n", "1:12: an object that begins here and is never closed", "quotes around it"),
        ("a: {b: [c, {d:\n", "1:12: an object that begins here and is never closed", "quotes around it"),
        ("a: [b,\n  c,\n  d\n", "1:4: a list that begins here and is never closed", "quotes around it"),
        ("a: [b\n---\nc: d", "1:4: a list that begins here and is never closed", "quotes around it"),
        (
            "a: {b: c\n...\n", "1:4: an object that begins here and is never closed",
            "where { begins a text, put quotes around it"
        ),
        (
            "a: {b: c\nd: e", "2:2: unexpected : in an object that begins with { on a line above",
            "close it with } where it ends; put quotes around a text that holds a comma, a colon or a bracket"
        ),
        ("a: [b,\n  c}\n]", "2:4: unexpected } in a list that begins with [ on a line above", "a colon or a bracket"),
        (
            "a: [b, \"c\"\n  \"d\"]", "2:3: unexpected \" in a list that begins with [ on a line above",
            "a colon or a bracket"
        ),
        ("a: [b}", "1:6: unexpected } in a list that begins with [", "a comma, a colon or a bracket"),
        ("a: {b: c]", "1:9: unexpected ] in an object that begins with {", "a comma, a colon or a bracket"),
        ("a: [b] c", "1:8: unexpected c", "put quotes around a text that holds a bracket"),
        ("a: [b]]", "1:7: unexpected ]", "holds a bracket"),
        ("a: [b,,c]", "1:7: unexpected ,", "expected a value"), ("a: ]", "1:4: unexpected ]", "expected a value"),
        ("a: ,b", "1:4: unexpected ,", "expected a value"),
        ("{a: b}\nc: d", "2:1: more text after the end of the event", "separated by a line ---"),
        ("%FOO\n---\na: b", "1:1: a line that begins with %", "remove the line"),
        ("%YAML 2.0\n---\na: b", "1:1: a line that begins with %", "remove the line"),
        ("%", "1:1: a line that begins with %", "remove the line"),
        ("a: !<b c", "1:4: a text without quotes that begins with !", "quotes around it"),
        ("a: !x!y c", "1:4: a text without quotes that begins with !", "quotes around it"),
        ("a: b\u{7}", "1:5: a control character", "remove it"),
        ("a: b\u{7F}", "1:5: a control character", "remove it"),
        ("--- a: b", "1:5: a key on the line of ---", "on a line of its own"),
        ("a: \"b\": c", "1:7: a colon behind a closing quote", "put quotes around the text"),
        ("?\n", "1:2: nothing stands after the ?", "remove the ?"),
        ("...\n", "1:1: unexpected ...", "expected an event"),
    ]

    @Test func `every fault of a file that can be read is said at once`() {
        let text = "title:\nby: *putin\noccurred: [..2025]\nby: x\ntags: [~, &a b, !c d]\n? [e]\n: f\n"
        let faults = Reading("a.yaml", text).faults
        #expect(
            faults.map { $0.prefix { $0 != " " } } == [
                "1:7:", "2:5:", "3:11:", "4:1:", "5:8:", "5:11:", "5:17:", "6:3:",
            ])
    }

    @Test func `a value that is refused keeps its place, so that the rest can be checked`() {
        let reading = Reading("a.yaml", "title:\nby: *putin\noccurred: [..2025]\n? [e]\n: f\ng: h\n")
        #expect(reading.events == [#"{"title":"","by":"","occurred":"[..2025]","":"f","g":"h"}"#])
    }

    @Test(arguments: ["", "\"", "'"]) func `a key has 1024 characters at most, and one that has more is told so`(
        quote: String
    ) {
        for (before, after) in [
            ("", ""), ("a: b\n", ""), ("a:\n  ", "\n  c: d"), ("- ", ""), ("a: {", "}"), ("a: [b, {c: d, ", "}]"),
            ("a: {b: c,\n  ", "}"),
        ] {
            for letter in ["k", "é", "😀"] {
                let longest = String(repeating: letter, count: 1_024 - 2 * quote.utf8.count)
                #expect(Reading("a.yaml", "\(before)\(quote)\(longest)\(quote): v\(after)").faults == [], "\(before)")
                let faults = Reading("a.yaml", "\(before)\(quote)\(longest)k\(quote): v\(after)").faults
                #expect(
                    faults.count == 1 && faults[0].contains(": a key of more than 1024 characters — expected at most"),
                    "\(before.debugDescription) \(faults)")
                let line = before.split(separator: "\n", omittingEmptySubsequences: false)
                #expect(faults.first?.hasPrefix("\(line.count):\((line.last?.count ?? 0) + 1): ") == true, "\(faults)")
            }
        }
    }

    @Test func `no message is libyaml's own`() {
        var random = FormatsRandom(seed: 5)
        let seeds = [
            "a: \"b\"\nc: [d, {e: f}]\ng:\n  - h: i\n    j: 'k'\n  - l\nm: |\n  n\n",
            "- a: b\n- {c: \"d\", e: f}\n---\ng: >-\n  h\n  i\n",
        ]
        let pieces = [
            ":", " ", "\n", "-", "?", "[", "]", "{", "}", ",", "#", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`",
            "\\", "\t", ": ", "- ", "\n  ", "\u{E9}", "\r\n", "---\n", "...\n",
        ]
        for _ in 0..<20_000 {
            var text = Array(seeds.randomElement(using: &random) ?? "")
            for _ in 0...2 {
                let place = Int.random(in: 0...text.count, using: &random)
                if Bool.random(using: &random), place < text.count { text.remove(at: place) }
                text.insert(contentsOf: pieces.randomElement(using: &random) ?? "", at: min(place, text.count))
            }
            let bytes = Array(String(text).utf8)
            for fault in EventFile.read(name: "a.yaml", bytes: bytes).faults {
                #expect(!fault.problem.contains("cannot be read as YAML"), "\(fault.problem) in \(String(text))")
                #expect((0...bytes.count).contains(fault.offset))
            }
        }
    }
}
