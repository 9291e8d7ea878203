/// What is wrong at one place of a text, in words for the person who wrote it.
package struct Fault: Error, Sendable, Hashable {
    /// Where, in bytes from the start of the text.
    package var offset: Int
    /// What is wrong: "the string never ends".
    package var problem: String
    /// What was expected there.
    package var expected: String?
    /// What to do about it.
    package var hint: Hint?
    /// Where the first of two things stands that cannot both be, in bytes; ``Diagnostic`` says its line.
    package var first: Int?
    /// Whether the text is refused for it.
    package var severity: Severity

    package enum Severity: String, Sendable, Hashable {
        /// The text is refused.
        case problem
        /// The text is accepted; its writer is to look at it once more.
        case remark
    }

    /// How many faults of one file are said: more than a person reads. Without a limit a file of a few megabytes could
    /// have millions, each with its words.
    package static let maximumCount = 1_000

    package init(
        at offset: Int, _ problem: String, expected: String? = nil, hint: Hint? = nil, first: Int? = nil,
        severity: Severity = .problem
    ) {
        self.offset = offset
        self.problem = problem
        self.expected = expected
        self.hint = hint
        self.first = first
        self.severity = severity
    }
}

extension Fault {
    /// A noncharacter in a text (RFC 7493 §2.1).
    package static func noncharacter(_ scalar: Unicode.Scalar, at offset: Int) -> Fault {
        Fault(
            at: offset, "\(scalar.codePoint), which Unicode keeps for no character", expected: "characters",
            hint: "remove it"
        )
    }

    /// A piece of the text as a message can show it: short, on one line, and with nothing in it that a terminal or an
    /// editor would act upon; that is spelled as file names are (`LinuxIO.Printable`).
    package static func excerpt(_ text: some StringProtocol, limit: Int = 60) -> String {
        var result = ""
        for (index, scalar) in text.unicodeScalars.prefix(limit + 1).enumerated() {
            if index == limit { return result + "…" }
            if shows(scalar) { result.unicodeScalars.append(scalar) } else { result += escape(scalar) }
        }
        return result
    }

    /// Whether a character shows, and as no other one: a space of another kind looks like the usual one.
    private static func shows(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return 0x20..<0x7F ~= scalar.value }
        if scalar.isShapeless || scalar.properties.isWhitespace { return false }
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .privateUse, .unassigned: return false
        default: return true
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return switch scalar {
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        case _ where scalar.isASCII: "\\x" + (digits.utf8.count == 1 ? "0" : "") + digits
        default: "\\u{\(digits)}"
        }
    }
}
