package import EventModel

/// When something holds in the world, as facts keep it: what ordering and both kinds of question need of a date.
///
/// All in seconds of UTC since 1970, inclusive; the ends of Int64 stand for open.
package struct When: Sendable, Hashable, Comparable, BitwiseCopyable {
    /// It cannot have begun before.
    package var earliest: Int64
    /// By then it has surely begun.
    package var surely: Int64
    /// By then it has surely ended.
    package var latest: Int64

    package init(_ extent: Extent) {
        earliest = extent.beginning.earliest
        surely = extent.beginning.latest
        latest = extent.ending.latest
    }

    private init(earliest: Int64, surely: Int64, latest: Int64) {
        self.earliest = earliest
        self.surely = surely
        self.latest = latest
    }

    /// What is told of an actor without a date holds always.
    static let always = When(earliest: .min, surely: .min, latest: .max)

    /// The product's order of dates: by earliest, then latest; of those that are left, the sooner sure comes first.
    package static func < (left: Self, right: Self) -> Bool {
        (left.earliest, left.latest, left.surely) < (right.earliest, right.latest, right.surely)
    }

    /// Whether it has begun by `point`, in the sense that the point asks for.
    package func hasBegun(by point: Point) -> Bool {
        (point.certain ? surely : earliest) <= point.asOf
    }

    /// Whether all of it surely lies before any of `other`.
    func surelyPrecedes(_ other: When) -> Bool { latest < other.earliest }

    /// Whether the two do not surely differ.
    func mayBeOneDay(with other: When) -> Bool { !surelyPrecedes(other) && !other.surelyPrecedes(self) }

    /// Whether all of it surely lies before `point`.
    func hasPassed(by point: Point) -> Bool { latest < point.asOf }
}

extension When: ColumnElement {
    // Seconds are compared and written out; there is no second with which either fails.
    func isSound(_ limits: ColumnLimits) -> Bool { true }
}

/// Where in both times a question is put: in the world's, and in that of our record.
package struct Point: Sendable, Hashable {
    /// The last second that counts, of UTC since 1970: the end of the date asked for.
    package var asOf: Int64
    /// Whether only that counts which had surely begun; otherwise also what had possibly begun.
    package var certain: Bool
    /// How many entries of the log are known; nil for all.
    package var known: UInt64?

    package init(asOf: Int64, certain: Bool = false, known: UInt64? = nil) {
        self.asOf = asOf
        self.certain = certain
        self.known = known
    }
}
