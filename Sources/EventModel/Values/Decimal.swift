/// An exact decimal: an amount of money, or the value of a target. Never a binary float.
///
/// Equal, ordered and hashed by value: 1.50 is 1.5. ``text`` keeps what was written. Where millions are added, add
/// their ``units``: a sum as a `Decimal` spells out its text.
package struct Decimal: Sendable {
    /// As written; of a sum, ``description``.
    package let text: String
    /// The value in billionths, 10^-9.
    ///
    /// A written one is below 10^29 billionths, so that more than 10^9 of them can be added before an Int128 overflows:
    /// more than a log can hold.
    package let units: Int128

    /// Digits before the decimal point, and after it.
    package static let integerDigits = 20
    package static let fractionDigits = 9
    private static let unitsPerOne: Int128 = 1_000_000_000
    /// 10^29: what no written decimal reaches.
    private static let unitLimit: Int128 = 100_000_000_000_000_000_000_000_000_000

    /// Whether a written decimal can have so many billionths.
    package static func canState(units: Int128) -> Bool { -unitLimit < units && units < unitLimit }

    /// A decimal of so many billionths.
    package init(units: Int128) {
        self.units = units
        text = Self.spelling(of: units, grouped: false)
    }

    /// - Parameter text: `-12`, `850000000000`, `0.25`: at most 20 digits, a point and at most 9 more, a sign or none.
    /// - Throws: what is wrong, its offset in UTF-8 bytes of `text`.
    package init(_ text: String) throws(Fault) {
        var cursor = TextCursor(text)
        do {
            units = try Self.read(&cursor)
        } catch {
            var fault = error
            if fault.hint == nil { fault.hint = Self.hint(for: text) }
            throw fault
        }
        self.text = text
    }

    /// What is wrong with `text`; nil where it is a decimal.
    package static func fault(in text: String) -> Fault? {
        do {
            _ = try Decimal(text)
            return nil
        } catch {
            return error
        }
    }

    /// The value in `utf8` in billionths, for folding the log: nothing is allocated; nil where it is no decimal.
    package static func units(utf8: Span<UInt8>) -> Int128? {
        var index = 0
        guard !utf8.isEmpty else { return nil }
        let isNegative = utf8[0] == UInt8(ascii: "-")
        if isNegative || utf8[0] == UInt8(ascii: "+") { index = 1 }
        let start = index
        var value: Int128 = 0
        var point: Int?
        while index < utf8.count {
            if let digit = utf8[index].decimalDigit {
                value = value * 10 + Int128(digit)
            } else {
                guard utf8[index] == UInt8(ascii: "."), point == nil else { return nil }
                point = index
            }
            index += 1
            // Beyond that many bytes it is no decimal, and the value might overflow.
            guard index - start <= integerDigits + 1 + fractionDigits else { return nil }
        }
        let integer = (point ?? utf8.count) - start
        let fraction = point.map { utf8.count - $0 - 1 }
        guard 1...integerDigits ~= integer, 1...fractionDigits ~= fraction ?? 1 else { return nil }
        guard integer == 1 || utf8[start] != UInt8(ascii: "0") else { return nil }
        for _ in (fraction ?? 0)..<fractionDigits { value *= 10 }
        return isNegative ? -value : value
    }

    static func read(_ cursor: inout TextCursor) throws(Fault) -> Int128 {
        guard !cursor.isAtEnd else { throw Fault(at: 0, "there is no number", expected: "a decimal such as 1200.50") }
        let isNegative = cursor.skip("-")
        if !isNegative { _ = cursor.skip("+") }
        let start = cursor.index
        var value = try digits(&cursor, atMost: integerDigits, "a digit")
        if cursor.index - start > 1, cursor.bytes[start] == UInt8(ascii: "0") {
            throw Fault(at: start, "a number with a leading zero", expected: "a number such as 0 or 12")
        }
        var fraction = 0
        if cursor.skip(".") {
            let point = cursor.index
            let rest = try digits(&cursor, atMost: fractionDigits, "a digit after the point")
            fraction = cursor.index - point
            value = value * powerOfTen(fraction) + rest
        }
        guard cursor.isAtEnd else { throw cursor.unexpected("the end: digits alone, with one point at most") }
        value *= powerOfTen(fractionDigits - fraction)
        return isNegative ? -value : value
    }

    private static func digits(_ cursor: inout TextCursor, atMost count: Int, _ expected: String) throws(Fault)
        -> Int128
    {
        let start = cursor.index
        var value: Int128 = 0
        while let digit = cursor.byte?.decimalDigit {
            guard cursor.index - start < count else {
                throw Fault(at: cursor.index, "a digit too many", expected: "at most \(count) digits here")
            }
            value = value * 10 + Int128(digit)
            cursor.index += 1
        }
        guard cursor.index > start else { throw cursor.unexpected(expected) }
        return value
    }

    private static func powerOfTen(_ exponent: Int) -> Int128 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}

extension Decimal: Hashable, Comparable {
    package static func == (left: Self, right: Self) -> Bool { left.units == right.units }
    package static func < (left: Self, right: Self) -> Bool { left.units < right.units }
    package func hash(into hasher: inout Hasher) { hasher.combine(units) }

    package static let zero = Decimal(units: 0)
    package static func + (left: Self, right: Self) -> Self { Decimal(units: left.units + right.units) }
    package static func - (left: Self, right: Self) -> Self { Decimal(units: left.units - right.units) }
    package static prefix func - (value: Self) -> Self { Decimal(units: -value.units) }
}

extension Decimal: CustomStringConvertible {
    /// The value without superfluous zeros or signs: `1.5` for 1.50.
    package var description: String { Self.spelling(of: units, grouped: false) }

    /// The same with commas between thousands: `850,000,000,000`.
    package var grouped: String { Self.spelling(of: units, grouped: true) }

    private static func spelling(of units: Int128, grouped: Bool) -> String {
        let (integer, fraction) = units.magnitude.quotientAndRemainder(dividingBy: UInt128(unitsPerOne))
        var digits = Array(String(integer).utf8)
        if grouped, digits.count > 3 {
            for index in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(UInt8(ascii: ","), at: index) }
        }
        if fraction > 0 {
            digits.append(UInt8(ascii: "."))
            digits.appendDigits(Int(fraction), places: fractionDigits)
            while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        }
        return (units < 0 ? "-" : "") + String(decoding: digits, as: UTF8.self)
    }
}
