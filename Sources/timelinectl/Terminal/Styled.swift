/// Text on its way to the terminal: safe by construction, measured before it is coloured.
///
/// Whatever goes in is made printable, so that no caller can forget to.
struct Styled: Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    struct Run: Sendable {
        var text: String
        var ink: Ink
    }

    private(set) var runs: [Run]

    init(_ text: String = "", _ ink: Ink = .plain) {
        let line = Printable.line(text)
        runs = line.isEmpty ? [] : [Run(text: line, ink: ink)]
    }

    init(stringLiteral value: String) { self.init(value) }

    private init(runs: [Run]) { self.runs = runs }

    var isEmpty: Bool { runs.isEmpty }
    /// In columns.
    var width: Int { runs.reduce(0) { $0 + Width.columns($1.text) } }

    func rendered(_ style: Style) -> String { runs.map { style.paint($0.text, $0.ink) }.joined() }

    static func + (left: Styled, right: Styled) -> Styled {
        var sum = left
        sum += right
        return sum
    }

    /// Neighbours of one ink become one run, so that it is not switched off and on again between them.
    static func += (left: inout Styled, right: Styled) {
        for run in right.runs {
            if let last = left.runs.indices.last, left.runs[last].ink == run.ink {
                left.runs[last].text += run.text
            } else {
                left.runs.append(run)
            }
        }
    }

    /// Cut to `columns`, with an ellipsis where something is missing.
    func truncated(to columns: Int) -> Styled {
        guard width > columns else { return self }
        guard columns > 0 else { return Styled() }
        return Styled(runs: prefix(columns - 1)) + Styled("…", runs.last?.ink ?? .plain)
    }

    private func prefix(_ columns: Int) -> [Run] {
        var left = columns
        var result: [Run] = []
        for run in runs {
            var text = ""
            var isCut = false
            for character in run.text {
                let width = Width.columns(character)
                if width > left {
                    isCut = true
                    break
                }
                left -= width
                text.append(character)
            }
            if !text.isEmpty { result.append(Run(text: text, ink: run.ink)) }
            if isCut { break }
        }
        return result
    }

    /// Lines of at most `columns` each, broken at spaces where that is possible, else behind a hyphen or a slash; at
    /// least one line.
    func wrapped(to columns: Int) -> [Styled] {
        guard width > columns, columns > 0 else { return [self] }
        var lines: [Styled] = []
        var line = Styled()
        for word in words {
            if !line.isEmpty {
                if line.width + 1 + word.width <= columns {
                    line += Styled(" ", word.runs.first?.ink ?? .plain) + word
                    continue
                }
                lines.append(line)
            }
            var rest = word
            while rest.width > columns {
                let head = rest.head(columns)
                if head.isEmpty { break }
                lines.append(head)
                rest = rest.dropping(head)
            }
            line = rest
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }

    /// The same with every line `indent` columns in, and those after the first two more.
    func indented(by indent: Int, to columns: Int) -> [Styled] {
        wrapped(to: columns - indent - 2).enumerated().map { index, line in
            Styled(String(repeating: " ", count: index == 0 ? indent : indent + 2)) + line
        }
    }

    /// What stands between spaces, whatever its inks.
    private var words: [Styled] {
        var words: [Styled] = []
        var isOpen = false
        for run in runs {
            for (index, part) in run.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { isOpen = false }
                guard !part.isEmpty else { continue }
                let piece = Styled(runs: [Run(text: String(part), ink: run.ink)])
                if isOpen { words[words.count - 1] += piece } else { words.append(piece) }
                isOpen = true
            }
        }
        return words
    }

    /// The widest piece that ``wrapped(to:)`` would rather not break, in columns.
    var widestPiece: Int {
        words.map { word in
            var widest = 0
            var width = 0
            for character in word.runs.lazy.flatMap(\.text) {
                width += Width.columns(character)
                widest = max(widest, width)
                if Self.isBreak(character) { width = 0 }
            }
            return widest
        }.max() ?? 0
    }

    private static func isBreak(_ character: Character) -> Bool { character == "-" || character == "/" }

    /// As much of a long word as fits, up to its last hyphen or slash if it has one there.
    private func head(_ columns: Int) -> Styled {
        let most = prefix(columns)
        let text = most.map(\.text).joined()
        guard let cut = text.lastIndex(where: Self.isBreak), cut != text.startIndex else { return Styled(runs: most) }
        return Styled(runs: prefix(Width.columns(String(text[...cut]))))
    }

    private func dropping(_ head: Styled) -> Styled {
        var count = head.runs.reduce(0) { $0 + $1.text.count }
        var rest: [Run] = []
        for run in runs {
            let drop = min(count, run.text.count)
            count -= drop
            let text = String(run.text.dropFirst(drop))
            if !text.isEmpty { rest.append(Run(text: text, ink: run.ink)) }
        }
        return Styled(runs: rest)
    }

    /// Filled with spaces to `columns`.
    func padded(to columns: Int, alignRight: Bool = false) -> Styled {
        let gap = columns - width
        guard gap > 0 else { return self }
        let space = Styled(String(repeating: " ", count: gap))
        return alignRight ? space + self : self + space
    }
}

extension Sequence<Styled> {
    func joined(separator: Styled = "") -> Styled {
        var result = Styled()
        for (index, part) in enumerated() { result += index == 0 ? part : separator + part }
        return result
    }
}
