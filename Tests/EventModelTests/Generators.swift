import EventModel

/// Random numbers that are the same in every run: SplitMix64 from a fixed seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SeededGenerator {
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func element<Element>(of choices: [Element]) -> Element { choices[number(0...choices.count - 1)] }

    /// `number` of `places` digits, with leading zeros.
    static func digits(_ number: Int, _ places: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, places - digits.utf8.count)) + digits
    }

    /// A date of EDTF that may be marked, unspecified, negative, or no day of the calendar.
    mutating func date() -> String {
        var year = Self.digits(number(0...9_999), 4)
        var month = Self.digits(element(of: Array(1...12) + [21, 24, 33, 40]), 2)
        var day = Self.digits(number(1...31), 2)
        if number(0...3) == 0 { year = unspecified(year) }
        if number(0...3) == 0 { month = unspecified(month) }
        if number(0...3) == 0 { day = unspecified(day) }
        if number(0...5) == 0 { year = "-" + year }
        let parts = Array([year, month, day].prefix(number(1...3)))
        return parts.map { mark() + $0 + mark() }.joined(separator: "-")
    }

    /// A date, an interval or a set.
    mutating func expression() -> String {
        switch number(0...4) {
        case 0: return element(of: ["", "..", date()]) + "/" + element(of: ["", "..", date()])
        case 1: return "[" + members() + "]"
        case 2: return "{" + members() + "}"
        default: return date()
        }
    }

    private mutating func members() -> String {
        (0..<number(1...3)).map { _ in
            element(of: ["", "", ".."]) + date() + element(of: ["", "", "..", "..\(date())"])
        }.joined(separator: ",")
    }

    private mutating func mark() -> String { element(of: ["", "", "", "", "", "", "", "?", "~", "%"]) }

    private mutating func unspecified(_ digits: String) -> String {
        String(digits.map { number(0...1) == 0 ? "X" : $0 })
    }
}

/// A calendar that counts day by day: slow, and plainly right.
enum NaiveCalendar {
    private static let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    static func isLeap(_ year: Int) -> Bool {
        if year % 400 == 0 { return true }
        if year % 100 == 0 { return false }
        return year % 4 == 0
    }

    static func length(ofMonth month: Int, in year: Int) -> Int {
        month == 2 && isLeap(year) ? 29 : lengths[month - 1]
    }

    /// Days since 1970-01-01.
    static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        var days = day - 1
        for earlier in 1..<month { days += length(ofMonth: earlier, in: year) }
        if year >= 1970 {
            for earlier in 1970..<year { days += isLeap(earlier) ? 366 : 365 }
        } else {
            for later in year..<1970 { days -= isLeap(later) ? 366 : 365 }
        }
        return days
    }

    /// The second since 1970 of `1985-04-12T23:20:30`, or of the first or last second of `1985-04-12`; of `@` and a
    /// number, the number.
    static func second(_ text: String, isLast: Bool) -> Int64? {
        if text.hasPrefix("@") { return Int64(text.dropFirst()) }
        let halves = text.split(separator: "T")
        let isNegative = text.hasPrefix("-")
        let numbers = halves[0].split(separator: "-").compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        let midnight = Int64(days(isNegative ? -numbers[0] : numbers[0], numbers[1], numbers[2])) * 86_400
        guard halves.count == 2 else { return isLast ? midnight + 86_399 : midnight }
        let clock = halves[1].split(separator: ":").compactMap { Int64($0) }
        guard clock.count == 3 else { return nil }
        return midnight + clock[0] * 3_600 + clock[1] * 60 + clock[2]
    }
}
