/// A year of EDTF: four places (`156X`, `-0043`), a longer one (`Y170000002`, `Y-17E7`), or an estimate (`1950S2`).
struct PartialYear: Sendable, Hashable {
    var isNegative = false
    /// The four places; nil for a year that is written with `Y`.
    var places: Places?
    /// From the first year that fits to the last. Not every one between them fits the places.
    var range: ClosedRange<Int64>
    /// The year as written; of one with `S` the estimate; nil where a place is unspecified.
    var value: Int64?
    /// How many of its digits count (`S`); nil where all do.
    var significantDigits: Int?

    /// A year of four places; nil for the year -0000, which there is not.
    init?(isNegative: Bool, places: Places) {
        guard !isNegative || places.range.upperBound > 0 else { return nil }
        self.isNegative = isNegative
        self.places = places
        let (least, greatest) = (Int64(places.range.lowerBound), Int64(places.range.upperBound))
        // Where 0 fits, the next number is the year nearest to it: there is no -0000.
        range = isNegative ? -greatest ... -(least > 0 ? least : Int64(places.completion(1))) : least...greatest
        value = places.value.map { isNegative ? -Int64($0) : Int64($0) }
    }

    /// The years that there are: those whose seconds an Int64 counts.
    static let all = CivilDate.firstYear...CivilDate.lastYear

    /// A year of any length: its value is `magnitude` with its sign, one of ``all``.
    init(isNegative: Bool, magnitude: Int64) {
        self.isNegative = isNegative
        let year = isNegative ? -magnitude : magnitude
        value = year
        range = year...year
    }

    /// Lets only the first `count` digits count; false where it has fewer, or where one of them is unspecified.
    mutating func setSignificantDigits(_ count: Int, of digits: Int) -> Bool {
        guard let value, 1...max(1, digits) ~= count else { return false }
        significantDigits = count
        let power = Self.powerOfTen(digits - count)
        let magnitude = Int64(value.magnitude)
        let first = magnitude - magnitude % power
        let last = first + power - 1
        range = isNegative ? -last ... -first : first...last
        return true
    }

    /// 10 to the power of `exponent`, at most 10^18.
    static func powerOfTen(_ exponent: Int) -> Int64 {
        (0..<min(exponent, 18)).reduce(1) { power, _ in power * 10 }
    }

    /// How many years fit, as far as ``candidate(_:)`` counts them.
    var candidates: Int { places?.completions ?? 1 }

    /// The year that fits at a place in the order of time; nil for a year -0000, which there is not.
    func candidate(_ index: Int) -> Int64? {
        guard let places else { return value }
        guard isNegative else { return Int64(places.completion(index)) }
        let magnitude = places.completion(candidates - 1 - index)
        return magnitude == 0 ? nil : -Int64(magnitude)
    }

    var precision: EDTF.Precision {
        let first = range.lowerBound
        let last = range.upperBound
        if first == last { return .year }
        if first / 10 == last / 10 { return .decade }
        return first / 100 == last / 100 ? .century : .longer
    }
}
