import EventModel

/// Numbers with a unit, as people write them: `250 ms`, `16 MiB`, `keep for 30 days`.
enum Amount {
    private static let times: [(unit: String, factor: Int64)] = [
        ("h", 3_600_000_000), ("min", 60_000_000), ("s", 1_000_000), ("ms", 1_000),
    ]
    private static let sizes: [(unit: String, factor: Int64)] = [
        ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1),
    ]

    static func time(_ text: String, _ range: ClosedRange<Int64>, _ expected: String) throws(Fault) -> Int64 {
        // Nothing is nothing in every unit.
        if text == "0", range.contains(0) { return 0 }
        return try amount(text, times, range, "time", expected)
    }

    static func size(_ text: String, _ range: ClosedRange<Int64>, _ expected: String) throws(Fault) -> Int {
        Int(try amount(text, sizes, range, "size", expected))
    }

    private static func amount(
        _ text: String, _ units: [(unit: String, factor: Int64)], _ range: ClosedRange<Int64>, _ noun: String,
        _ expected: String
    ) throws(Fault) -> Int64 {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        let shown = "\"\(Fault.excerpt(text))\""
        guard let number = Int64(digits) else { throw Fault(at: 0, "\(shown) is no \(noun)", expected: expected) }
        guard let factor = units.first(where: { $0.unit == unit })?.factor else {
            let names = units.map(\.unit)
            let hint: Hint? =
                unit.isEmpty
                ? "say in which unit: \(names.joined(separator: ", "))"
                : nearest(to: String(unit), among: names).map { "did you mean \(digits) \($0)?" }
            throw Fault(
                at: 0, unit.isEmpty ? "\(shown) has no unit" : "\(shown) is no \(noun)", expected: expected, hint: hint)
        }
        let (value, overflow) = number.multipliedReportingOverflow(by: factor)
        guard !overflow, range.contains(value) else {
            throw Fault(at: 0, "\(shown) is out of range", expected: expected)
        }
        return value
    }

    static func text(time: Int64) -> String { text(time, times, least: "ms") }
    static func text(size: Int) -> String { text(Int64(size), sizes, least: "B") }

    private static func text(_ value: Int64, _ units: [(unit: String, factor: Int64)], least: String) -> String {
        let unit = units.first { value >= $0.factor && value.isMultiple(of: $0.factor) }
        return unit.map { "\(value / $0.factor) \($0.unit)" } ?? "\(value) \(least)"
    }

    /// `keep`, `delete`, `keep for 30 days`; `for` may be left out.
    ///
    /// - Parameter what: what it is about, for messages.
    static func retention(_ text: String, _ what: String) throws(Fault) -> Configuration.Retention {
        let words = text.split(separator: " ").map(String.init)
        switch words {
        case ["keep"]: return .keep
        case ["delete"]: return .delete
        default: break
        }
        let rest = words.dropFirst(words.dropFirst().first == "for" ? 2 : 1)
        if words.first == "keep", rest.count == 2, ["day", "days"].contains(rest[rest.startIndex + 1]),
            let days = Int(rest[rest.startIndex]), (1...36_500).contains(days)
        {
            return .keepDays(days)
        }
        throw Fault(
            at: 0, "\"\(Fault.excerpt(text))\" says nothing about \(what)",
            expected: "keep, delete, or keep for N days, N from 1 to 36500",
            hint: nearest(to: text, among: ["keep", "delete"]).map { "did you mean \($0)?" })
    }
}
