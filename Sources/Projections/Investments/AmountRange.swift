/// How much money, as exactly as a source says it: a sum has a least and a most, and what is open above has no most.
struct AmountRange: Hashable {
    /// In billionths.
    var least: Int128
    /// Nil where there may be any more.
    var most: Int128?

    static let zero = AmountRange(least: 0, most: 0)

    var isExact: Bool { least == most }

    /// Bounds add up each by itself: nothing is pretended of what lies between them.
    static func + (left: Self, right: Self) -> Self {
        let most = left.most.flatMap { one in right.most.map { one + $0 } }
        return AmountRange(least: left.least + right.least, most: most)
    }

    /// Whether it may be more than `other` is.
    func mayExceed(_ other: Self) -> Bool { most.map { $0 > other.least } ?? true }
}
