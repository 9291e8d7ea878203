/// One problem or remark of one file, for people and editors: `FILE:LINE:COLUMN: what is wrong — what was expected —
/// hint`, with `remark: ` before it where the file is accepted all the same.
package struct Diagnostic: Sendable, Hashable {
    /// Line and column, both from 1; the column counts Unicode scalars, a tab is one.
    package struct Position: Sendable, Hashable {
        package var line: Int
        package var column: Int

        package init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }

    package var position: Position
    package var problem: String
    package var expected: String?
    package var hint: String?
    package var severity: Fault.Severity

    package init(
        position: Position, problem: String, expected: String? = nil, hint: String? = nil,
        severity: Fault.Severity = .problem
    ) {
        self.position = position
        self.problem = problem
        self.expected = expected
        self.hint = hint
        self.severity = severity
    }

    /// What stands before the sentence where its file does: nothing, or that it is a remark.
    package var label: String { severity == .remark ? "remark: " : "" }

    /// The problem without its file, line and column.
    package var sentence: String {
        [problem, expected.map { "expected \($0)" }, hint].compactMap { $0 }.joined(separator: " — ")
    }

    /// One line; `file` is shown as given, so it must be printable.
    package func line(file: String) -> String {
        "\(file):\(position.line):\(position.column): \(label)\(sentence)"
    }

    /// The diagnostics of `faults` in `source`, in the order of the text.
    package static func locate(_ faults: [Fault], in source: [UInt8]) -> [Diagnostic] {
        let positions = positions(of: faults.flatMap { [$0.offset] + [$0.first].compactMap { $0 } }, in: source)
        // A stable order: faults at one place stay as they were found.
        let ordered = faults.enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
        return ordered.map { _, fault in
            let position = positions[fault.offset] ?? Position(line: 1, column: 1)
            let first = fault.first.flatMap { positions[$0] }.map { first in
                first.line == position.line ? ", first in column \(first.column)" : ", first on line \(first.line)"
            }
            return Diagnostic(
                position: position, problem: fault.problem + (first ?? ""), expected: fault.expected,
                hint: fault.hint?.words,
                severity: fault.severity)
        }
    }

    /// Line and column of each offset, in one walk over the text. LF, CR LF and CR end a line.
    private static func positions(of offsets: [Int], in source: [UInt8]) -> [Int: Position] {
        var positions: [Int: Position] = [:]
        var position = Position(line: 1, column: 1)
        var index = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        for offset in offsets.sorted() {
            while index < min(offset, source.count) {
                let byte = source[index]
                index += 1
                if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && !lineFeed(at: index, in: source)) {
                    position.line += 1
                    position.column = 1
                } else if byte & 0xC0 != 0x80, byte != UInt8(ascii: "\r") {
                    position.column += 1
                }
            }
            positions[offset] = position
        }
        return positions
    }

    private static func lineFeed(at index: Int, in source: [UInt8]) -> Bool {
        index < source.count && source[index] == UInt8(ascii: "\n")
    }
}
