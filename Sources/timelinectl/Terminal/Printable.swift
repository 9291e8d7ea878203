import LinuxIO

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
                result += LinuxIO.Printable.escape(scalar)
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
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            }
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
}
