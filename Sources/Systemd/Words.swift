import LinuxIO

/// Quantities as people read them.
package enum Words {
    /// "1 event", "1,204 events".
    package static func count(_ count: some BinaryInteger, _ noun: String) -> String {
        "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
    }

    /// Thousands apart: "1,204".
    package static func grouped(_ number: some BinaryInteger) -> String {
        let digits = Array(String(number.magnitude).utf8)
        var result = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
            result.unicodeScalars.append(Unicode.Scalar(digit))
        }
        return result
    }

    /// "1 event (#12)", "3 events (#12–#14)". Sequence numbers stay as commands take them, ungrouped.
    static func events(_ sequences: ClosedRange<UInt64>) -> String {
        let (first, last) = (sequences.lowerBound, sequences.upperBound)
        // A range over all of UInt64 has one element more than it can count; no log comes near.
        return count((last - first).addingReportingOverflow(1).partialValue, "event")
            + (first == last ? " (#\(first))" : " (#\(first)–#\(last))")
    }

    /// " from anna", " from uid 1000", or nothing where the submitter is unknown.
    static func from(_ submitter: Message.Submitter?) -> String {
        guard let submitter else { return "" }
        return " from " + (submitter.name.map { Printable.name($0.utf8) } ?? "uid \(submitter.uid)")
    }

    /// "256 MiB", "1.5 MiB", "12 B": at most one digit behind the point.
    package static func size(_ bytes: Int) -> String {
        let units = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
        guard let (name, factor) = units.first(where: { bytes >= $0.1 }) else { return "\(bytes) B" }
        let (whole, tenth) = (bytes / factor, bytes % factor * 10 / factor)
        return tenth == 0 || whole > 99 ? "\(grouped(whole)) \(name)" : "\(whole).\(tenth) \(name)"
    }

    /// Two or three digits that matter: "850 µs", "3.2 ms", "12.5 s", "2 min 5 s", "3 h 12 min".
    static func duration(_ duration: Duration) -> String {
        let micros = duration.microseconds
        switch micros {
        case ..<1_000: return "\(micros) µs"
        case ..<1_000_000: return tenths(micros / 100) + " ms"
        case ..<60_000_000: return tenths(micros / 100_000) + " s"
        case ..<3_600_000_000: return "\(micros / 60_000_000) min \(micros / 1_000_000 % 60) s"
        default: return "\(grouped(micros / 3_600_000_000)) h \(micros / 60_000_000 % 60) min"
        }
    }

    private static func tenths(_ tenths: UInt64) -> String {
        tenths >= 1_000 || tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
