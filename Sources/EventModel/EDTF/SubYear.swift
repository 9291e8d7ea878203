/// What may stand in the place of a month (ISO 8601-2 §4.8): seasons, and other parts of a year.
struct SubYear: Sendable, Hashable {
    /// 21 to 41.
    let code: Int

    init?(code: Int) {
        guard (21...41).contains(code) else { return nil }
        self.code = code
    }

    /// The months it surely lies in: 1 to 12, and 13 to 15 for the first of the following year.
    ///
    /// The standard says of no season when it begins: it may be counted by whole months, or from an equinox to a solstice,
    /// which come some weeks later. One that goes on into another year may bear the name of either year.
    var months: ClosedRange<Int> {
        switch code {
        // Of no hemisphere: where one has spring, the other has autumn.
        case 21, 23: 3...12
        case 22, 24: 1...15
        case 25, 31: 3...6
        case 26, 32: 6...9
        case 27, 29: 9...12
        case 28, 30: 1...15
        case 33...36: (code - 33) * 3 + 1...(code - 32) * 3
        case 37...39: (code - 37) * 4 + 1...(code - 36) * 4
        default: (code - 40) * 6 + 1...(code - 39) * 6
        }
    }

    /// `spring`, `the second quarter of`: what stands before the year.
    var prose: String {
        switch code {
        case 21...32: Self.seasons[(code - 21) % 4]
        case 33...36: "the \(Self.ordinals[code - 33]) quarter of"
        case 37...39: "the \(["first", "second", "last"][code - 37]) third of"
        default: "the \(Self.ordinals[code - 40]) half of"
        }
    }

    /// What stands behind the year: ` in the southern hemisphere`; empty where there is nothing to say.
    var hemisphere: String {
        switch code {
        case 25...28: " in the northern hemisphere"
        case 29...32: " in the southern hemisphere"
        default: ""
        }
    }

    /// `2001` and `Q2`, for tables.
    func short(_ year: String) -> String {
        switch code {
        case 21...24: "\(Self.seasons[code - 21]) \(year)"
        case 25...28: "\(Self.seasons[code - 25]) \(year) N"
        case 29...32: "\(Self.seasons[code - 29]) \(year) S"
        case 33...36: "\(year) Q\(code - 32)"
        case 37...39: "\(year) \(code - 36)/3"
        default: "\(year) \(code - 39)/2"
        }
    }

    private static let seasons = ["spring", "summer", "autumn", "winter"]
    private static let ordinals = ["first", "second", "third", "fourth"]
}
