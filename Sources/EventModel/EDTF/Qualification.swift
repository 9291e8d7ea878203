/// How sure a part of a date is (ISO 8601-2 §8): `?` uncertain, `~` approximate, `%` both.
struct Qualification: Sendable, Hashable {
    var isUncertain: Bool
    var isApproximate: Bool

    static let none = Qualification(isUncertain: false, isApproximate: false)

    private init(isUncertain: Bool, isApproximate: Bool) {
        self.isUncertain = isUncertain
        self.isApproximate = isApproximate
    }

    /// What `byte` marks; nil where it is no mark.
    init?(_ byte: UInt8?) {
        switch byte {
        case UInt8(ascii: "?"): self.init(isUncertain: true, isApproximate: false)
        case UInt8(ascii: "~"): self.init(isUncertain: false, isApproximate: true)
        case UInt8(ascii: "%"): self.init(isUncertain: true, isApproximate: true)
        default: return nil
        }
    }

    func union(_ other: Self) -> Self {
        Qualification(
            isUncertain: isUncertain || other.isUncertain, isApproximate: isApproximate || other.isApproximate)
    }

    /// `uncertain`, `approximate`, `uncertain and approximate`; empty for ``none``.
    var words: String {
        switch (isUncertain, isApproximate) {
        case (false, false): ""
        case (true, false): "uncertain"
        case (false, true): "approximate"
        case (true, true): "uncertain and approximate"
        }
    }
}
