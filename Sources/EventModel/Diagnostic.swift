/// One problem of one file, for people and editors: `FILE:LINE:COLUMN: what is wrong — what was expected — hint`.
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

    package init(position: Position, problem: String, expected: String? = nil, hint: String? = nil) {
        self.position = position
        self.problem = problem
        self.expected = expected
        self.hint = hint
    }

    /// The problem without its file, line and column.
    package var sentence: String {
        [problem, expected.map { "expected \($0)" }, hint].compactMap { $0 }.joined(separator: " — ")
    }

    /// One line; `file` is shown as given, so it must be printable.
    package func line(file: String) -> String {
        "\(file):\(position.line):\(position.column): \(sentence)"
    }

    /// The diagnostics of `faults` in `source`, in the order of the text, in one walk over it.
    package static func locate(_ faults: [Fault], in source: [UInt8]) -> [Diagnostic] {
        var line = 1
        var column = 1
        var index = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        // A stable order: faults at one place stay as they were found.
        let ordered = faults.enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
        return ordered.map { _, fault in
            while index < min(fault.offset, source.count) {
                let byte = source[index]
                index += 1
                if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && !lineFeed(at: index, in: source)) {
                    line += 1
                    column = 1
                } else if byte & 0xC0 != 0x80, byte != UInt8(ascii: "\r") {
                    column += 1
                }
            }
            return Diagnostic(
                position: Position(line: line, column: column), problem: fault.problem, expected: fault.expected,
                hint: fault.hint)
        }
    }

    private static func lineFeed(at index: Int, in source: [UInt8]) -> Bool {
        index < source.count && source[index] == UInt8(ascii: "\n")
    }
}
