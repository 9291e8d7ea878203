/// Two or four decimal places of a date, any of which may be left unspecified: `156X`, `X2`.
struct Places: Sendable, Hashable {
    /// How many there are.
    private(set) var count = 0
    private var low = 0
    private var high = 0
    /// A bit for each place that is an X; the last place is bit 0.
    private(set) var unspecified: UInt8 = 0

    /// Takes one more place, a digit or `X`; false, and nothing taken, where `byte` is neither.
    mutating func append(_ byte: UInt8) -> Bool {
        if let digit = byte.decimalDigit {
            low = low * 10 + digit
            high = high * 10 + digit
            unspecified <<= 1
        } else if byte == UInt8(ascii: "X") {
            low *= 10
            high = high * 10 + 9
            unspecified = unspecified << 1 | 1
        } else {
            return false
        }
        count += 1
        return true
    }

    var isSpecified: Bool { unspecified == 0 }
    var isWhollyUnspecified: Bool { unspecified == 1 << count - 1 }

    /// The number, where every place is a digit.
    var value: Int? { isSpecified ? low : nil }

    /// The least and the greatest number that fit the places.
    var range: ClosedRange<Int> { low...high }

    /// How many numbers fit the places.
    var completions: Int {
        (0..<unspecified.nonzeroBitCount).reduce(1) { count, _ in count * 10 }
    }

    /// The number that fits the places and has `index` smaller ones that fit, too.
    func completion(_ index: Int) -> Int {
        var (number, power, pattern, rest) = (0, 1, low, index)
        for place in 0..<count {
            if unspecified >> place & 1 == 1 {
                number += rest % 10 * power
                rest /= 10
            } else {
                number += pattern % 10 * power
            }
            pattern /= 10
            power *= 10
        }
        return number
    }

    /// Whether `number` fits the places.
    func matches(_ number: Int) -> Bool {
        guard range.contains(number) else { return false }
        var number = number
        var pattern = low
        var mask = unspecified
        for _ in 0..<count {
            if mask & 1 == 0, number % 10 != pattern % 10 { return false }
            number /= 10
            pattern /= 10
            mask >>= 1
        }
        return true
    }
}
