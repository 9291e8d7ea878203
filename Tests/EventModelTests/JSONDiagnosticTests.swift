import EventModel
import Testing

@Suite struct JSONDiagnosticTests {
    /// Line and column of the first `!` in `source`.
    private func position(in source: String) -> [Int] {
        let bytes = Array(source.utf8)
        let fault = Fault(at: bytes.firstIndex(of: UInt8(ascii: "!")) ?? bytes.count, "wrong")
        return Diagnostic.locate([fault], in: bytes).flatMap { [$0.position.line, $0.position.column] }
    }

    @Test(arguments: [
        ("!", 1, 1), ("a!", 1, 2), ("\n!", 2, 1), ("a\nb!", 2, 2), ("\n\n\n!", 4, 1), ("a\r\nb!", 2, 2),
        ("\r\n\r\n!", 3, 1),
        ("a\rb!", 2, 2), ("\r\r!", 3, 1), ("\n\r!", 3, 1), ("\t!", 1, 2), ("\t\t a!", 1, 5), ("\u{E9}!", 1, 2),
        ("\u{20AC}\u{20AC}!", 1, 3), ("\u{1F600}!", 1, 2), ("e\u{301}!", 1, 3), ("\u{FEFF}!", 1, 1),
        ("\u{FEFF}a\n!", 2, 1),
        ("\u{FEFF}\r\na!", 2, 2), ("a\u{FEFF}!", 1, 3), ("\u{2028}!", 1, 2),
    ])
    func `a column counts characters, a line ends with LF, CR LF or CR`(source: String, line: Int, column: Int) {
        #expect(position(in: source) == [line, column])
    }

    @Test func `an offset at or behind the end is the place behind the last character`() {
        let source = Array("ab\ncd".utf8)
        let found = Diagnostic.locate([Fault(at: 5, "end"), Fault(at: 99, "behind")], in: source)
        #expect(found.map(\.position) == [.init(line: 2, column: 3), .init(line: 2, column: 3)])
        #expect(Diagnostic.locate([Fault(at: 0, "empty")], in: []).map(\.position) == [.init(line: 1, column: 1)])
    }

    @Test func `diagnostics stand in the order of the text, at one place as they were found`() {
        let source = Array("abc\ndef".utf8)
        let faults = [Fault(at: 5, "c"), Fault(at: 0, "a"), Fault(at: 5, "d"), Fault(at: 2, "b")]
        #expect(Diagnostic.locate(faults, in: source).map(\.problem) == ["a", "b", "c", "d"])
    }

    @Test func `of two things that clash the first is named by its line, or by its column on the same line`() {
        let source = Array("ab\ncd".utf8)
        let found = Diagnostic.locate([Fault(at: 1, "twice", first: 0), Fault(at: 4, "twice", first: 1)], in: source)
        #expect(found.map(\.problem) == ["twice, first in column 1", "twice, first on line 1"])
    }

    @Test func `a line says file, place, problem, expectation and hint`() {
        let position = Diagnostic.Position(line: 3, column: 7)
        let full = Diagnostic(position: position, problem: "a tab", expected: "spaces", hint: "use spaces")
        #expect(full.line(file: "a.yaml") == "a.yaml:3:7: a tab — expected spaces — use spaces")
        #expect(Diagnostic(position: position, problem: "a tab").line(file: "a.yaml") == "a.yaml:3:7: a tab")
    }

    @Test func `a remark says that it is one, where its file stands and nowhere else`() {
        let faults = [Fault(at: 3, "late", hint: "look", severity: .remark), Fault(at: 0, "wrong")]
        let found = Diagnostic.locate(faults, in: Array("ab\ncd".utf8))
        #expect(found.map(\.severity) == [.problem, .remark])
        #expect(found.map { $0.line(file: "a.yaml") } == ["a.yaml:1:1: wrong", "a.yaml:2:1: remark: late — look"])
        #expect(found[1].sentence == "late — look")
    }

    @Test func `an excerpt is short, on one line, and harmless to a terminal`() {
        #expect(Fault.excerpt("caf\u{E9} \u{1F600}") == "caf\u{E9} \u{1F600}")
        #expect(Fault.excerpt("a\nb\u{1B}[31m\u{202E}") == "a\\nb\\x1B[31m\\u{202E}")
        #expect(Fault.excerpt("12345", limit: 5) == "12345")
        #expect(Fault.excerpt("123456", limit: 5) == "12345…")
    }
}
