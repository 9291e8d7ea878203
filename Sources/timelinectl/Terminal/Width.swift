/// How many columns of a terminal a text takes: not its characters, nor its scalars, nor its bytes.
enum Width {
    /// Columns of `text`, which holds no control characters (see ``Printable``).
    static func columns(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.reduce(0) { $0 + columns($1) }
    }

    /// Columns of one user-perceived character.
    static func columns(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        // An emoji of several scalars is drawn in one cell pair, whatever it is joined from.
        if scalars.contains("\u{FE0F}") || scalars.contains("\u{200D}") && isWide(scalars[scalars.startIndex]) {
            return 2
        }
        let sum = scalars.reduce(0) { $0 + columns($1) }
        return scalars.count > 1 ? min(sum, 2) : sum
    }

    /// Columns of one scalar by itself: 0 for marks that combine, 2 for East Asian wide ones and emoji, else 1.
    static func columns(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return scalar == "\u{AD}" ? 0 : 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        // Hangul vowels and finals combine with the initial before them.
        if (0x1160...0x11FF).contains(scalar.value) { return 0 }
        return isWide(scalar) ? 2 : 1
    }

    /// Whether a line may end between two characters that no space parts: beside an East Asian one, unless a bracket
    /// would be left behind or a closing mark would begin the next line (the simplest of the rules of UAX 14).
    static func allowsBreak(between one: Character, _ other: Character) -> Bool {
        guard isWide(one) || isWide(other) else { return false }
        return !opening.contains(one) && !closing.contains(other)
    }

    private static func isWide(_ character: Character) -> Bool { character.unicodeScalars.first.map(isWide) ?? false }

    private static let opening: Set<Character> = Set("([{（［｛「『【〈《〔“‘")
    private static let closing: Set<Character> = Set(
        ")]},.:;!?%…”’）］｝」』】〉》〕、。，．：；！？・ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ")

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x1100 else { return false }
        if scalar.properties.isEmojiPresentation { return true }
        return wide.contains { $0.contains(scalar.value) }
    }

    /// East Asian Width W and F in whole blocks (Unicode 15, EastAsianWidth.txt); a finer table would serve no one.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
    ]
}
