/// Text on its way to the terminal: safe by construction, measured before it is coloured.
///
/// Whatever goes in is made printable, so that no caller can forget to.
struct Styled: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    struct Run: Sendable, Equatable {
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

    /// Without its inks.
    var text: String { rendered(.none) }

    func rendered(_ style: Style) -> String {
        let text = runs.map { style.paint($0.text, $0.ink) }.joined()
        return text.unicodeScalars.contains(Self.glue) ? Self.replacing(Self.glue, with: " ", in: text) : text
    }

    /// Stands for a space that no line is broken at. It is of private use, which ``Printable`` lets nobody else write.
    private static let glue: Unicode.Scalar = "\u{E000}"

    /// The same text, which ``wrapped(to:)`` keeps in one piece: `≤ 2025-01-02`, `850bn RUB`.
    var glued: Styled {
        Styled(runs: runs.map { Run(text: Self.replacing(" ", with: Self.glue, in: $0.text), ink: $0.ink) })
    }

    private static func replacing(_ old: Unicode.Scalar, with new: Unicode.Scalar, in text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(scalar == old ? new : scalar) }
        return String(scalars)
    }

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

// MARK: - Lines

extension Styled {
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

    /// Lines of at most `columns` each, at least one, broken at spaces and between East Asian characters; what is
    /// longer than a line is broken behind a hyphen, a slash or a colon where it has one.
    func wrapped(to columns: Int) -> [Styled] {
        guard width > columns, columns > 0 else { return [self] }
        var lines: [Styled] = []
        var line = Styled()
        for word in words {
            var gap = line.isEmpty ? Styled() : Styled(" ", word.runs.first?.ink ?? .plain)
            for piece in word.pieces {
                if line.width + gap.width + piece.width <= columns {
                    line += gap + piece
                } else {
                    var piece = piece
                    // What is longer than a line begins on this one, if it can be broken there.
                    if piece.width > columns, !line.isEmpty,
                        let head = piece.head(columns - line.width - gap.width, isBroken: true)
                    {
                        line += gap + head
                        piece = piece.dropping(head)
                    }
                    if !line.isEmpty { lines.append(line) }
                    line = piece
                    while line.width > columns {
                        guard let head = line.head(columns) else { break }
                        lines.append(head)
                        line = line.dropping(head)
                    }
                }
                gap = Styled()
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }

    /// At most `limit` such lines, the last with an ellipsis where something is missing.
    func wrapped(to columns: Int, limit: Int) -> [Styled] { Self.limited(wrapped(to: columns), to: limit, columns) }

    static func limited(_ lines: [Styled], to limit: Int, _ columns: Int) -> [Styled] {
        guard lines.count > limit, limit > 0 else { return lines }
        let last = lines[limit - 1]
        let cut = Styled("…", last.runs.last?.ink ?? .plain)
        return lines.prefix(limit - 1) + [Styled(runs: last.prefix(columns - 1)) + cut]
    }

    /// Lines within `columns`, the first `indent` columns in, those after it two more.
    func indented(by indent: Int, to columns: Int, limit: Int = .max) -> [Styled] {
        wrapped(to: columns - indent - 2, limit: limit).enumerated().map { index, line in
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

    /// The pieces of a word between which a line may end: one of most, many of a text that is written without spaces.
    private var pieces: [Styled] {
        guard runs.contains(where: { !$0.text.utf8.allSatisfy { $0 < 0x80 } }) else { return [self] }
        var pieces: [Styled] = []
        var previous: Character?
        for run in runs {
            for character in run.text {
                let piece = Styled(runs: [Run(text: String(character), ink: run.ink)])
                if let previous, !Width.allowsBreak(between: previous, character) {
                    pieces[pieces.count - 1] += piece
                } else {
                    pieces.append(piece)
                }
                previous = character
            }
        }
        return pieces
    }

    private static func isBreak(_ character: Character) -> Bool {
        character == "-" || character == "/" || character == ":"
    }

    /// As much of a long word as fits, up to its last hyphen, slash or colon if it has one there; nil for nothing.
    ///
    /// - Parameter isBroken: only what ends so.
    private func head(_ columns: Int, isBroken: Bool = false) -> Styled? {
        let most = prefix(columns)
        let text = most.map(\.text).joined()
        guard let cut = text.lastIndex(where: Self.isBreak), cut != text.startIndex else {
            return isBroken || most.isEmpty ? nil : Styled(runs: most)
        }
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
}
