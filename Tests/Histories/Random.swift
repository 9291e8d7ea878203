/// The same numbers from a seed on every machine (SplitMix64).
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// A number from 0 below `limit`. The standard library's own way of drawing may change with its version.
    package mutating func below(_ limit: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(limit)).high)
    }

    /// From the first to the last number of `range`.
    package mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    package mutating func pick<Element>(_ values: [Element]) -> Element { values[below(values.count)] }

    /// True `percent` times in a hundred.
    package mutating func happens(percent: Int) -> Bool { below(100) < percent }

    /// One of the places of `weights`, each as often as its weight says.
    package mutating func place(weighted weights: [Int]) -> Int {
        var rest = below(weights.reduce(0, +))
        for (place, weight) in weights.enumerated() {
            if rest < weight { return place }
            rest -= weight
        }
        return weights.count - 1
    }

    /// A number below 2^`bits`, the small ones far more often than the large: each doubling of it as likely as the
    /// last, which is Zipf's law to within a factor.
    package mutating func skewed(bits: Int) -> Int {
        let magnitude = below(bits + 1)
        return magnitude == 0 ? 0 : (1 << (magnitude - 1)) + below(1 << (magnitude - 1))
    }
}
