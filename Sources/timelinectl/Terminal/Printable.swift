/// Text of the log made safe to show: what a submitter wrote must not move the cursor, recolour the screen, open a
/// link or turn the line around.
enum Printable {
    /// `text` on one line: control, bidirectional and invisible format characters as escapes such as `\n`, `\x1B` and
    /// `\u{202E}`.
    static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isUnsafe(scalar) {
                result += escape(scalar)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The lines of a longer text, each safe; what ends a line is a line feed, with or without a carriage return.
    static func lines(_ text: String) -> [String] {
        var lines: [String] = []
        var current = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                if previous == "\r" { current.removeLast() }
                lines.append(line(String(current)))
                current = String.UnicodeScalarView()
            } else {
                current.append(scalar)
            }
            previous = scalar
        }
        if !current.isEmpty || lines.isEmpty { lines.append(line(String(current))) }
        return lines
    }

    /// JSON with every unsafe character outside ASCII as `\uXXXX`: the same value, safe on a terminal.
    ///
    /// JSON escapes the control characters below U+0020 itself; the others stand in it raw.
    static func json(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            guard isUnsafe(scalar), scalar != "\n" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 { result += "\\u" + padded(UInt32(unit), to: 4) }
        }
        return result
    }

    /// Whether a terminal may act on `scalar`, or show nothing or something misleading for it.
    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value < 0x20 }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: return true
        // The joiners write Persian and emoji; all other format characters are invisible or turn the text around.
        case .format: return scalar != "\u{200C}" && scalar != "\u{200D}" && scalar != "\u{AD}"
        default: return false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default:
            scalar.value <= 0x7F ? "\\x" + padded(scalar.value, to: 2) : "\\u{" + padded(scalar.value, to: 4) + "}"
        }
    }

    private static func padded(_ value: UInt32, to places: Int) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, places - digits.utf8.count)) + digits
    }
}
