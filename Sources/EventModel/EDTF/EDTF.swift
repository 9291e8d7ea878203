/// A date as a person knows it: the Extended Date/Time Format, levels 0, 1 and 2 (ISO 8601-2 Annex A, and the
/// specification of the Library of Congress that it codifies).
///
///     let date = try EDTF("[..2025-01-02]")
///     date.bounds.latest      // 1735862399: the last second of that day
///     date.prose              // "by 2 January 2025"
///
/// Where the standard is silent: a time of day without an offset is anywhere from that of UTC+14 to that of UTC-12;
/// seasons lie somewhere in the months of ``SubYear/months``; years are those of ``CivilDate``; a range may not be
/// reversed; an interval has a date at one end at least; letters and separators are exactly the standard's, and blanks
/// may follow a comma. What is uncertain (`?`) or approximate (`~`) is said so, and does not widen the bounds: nobody has
/// said by how much.
package struct EDTF: Sendable, Hashable {
    /// What the date speaks of.
    package enum Kind: Sendable, Hashable {
        /// One time: a date, a season, a decade.
        case date
        /// Everything from one date to another: `2004/2006`.
        case interval
        /// One time out of a set: `[1667,1670..1672]`.
        case oneOf
        /// Every time of a set: `{1667,1670..1672}`.
        case allOf
    }

    /// The smallest unit of the calendar in which the date surely lies, finest first; of an interval or a set, that of
    /// its coarsest part. `2004-XX` is some month, known to the ``year``.
    package enum Precision: Int, Sendable, Hashable, Comparable, CaseIterable {
        /// `season` stands for quarters, thirds and halves of a year, too.
        case second, day, month, season, year, decade, century, longer

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// In bytes: a set of a hundred dates. It stands in the event's id, too.
    package static let maximumLength = 1_000

    /// The date as written. All of it is ASCII, so that comparing by characters is comparing by bytes.
    package let text: String
    /// When it begins and ends.
    package let extent: Extent
    package let precision: Precision
    let expression: EDTFExpression

    /// - Throws: the first thing that is wrong, its offset in UTF-8 bytes of `text`.
    package init(_ text: String) throws(Fault) {
        do {
            expression = try EDTFReader(text).expression()
        } catch {
            throw error.hint == nil ? DateHint.adding(to: error, for: text) : error
        }
        self.text = text
        extent = expression.extent
        precision = expression.precision
    }

    /// What is wrong with `text`; nil where it is a date.
    package static func fault(in text: String) -> Fault? {
        do {
            _ = try EDTF(text)
            return nil
        } catch {
            return error
        }
    }

    package var kind: Kind {
        switch expression {
        case .date: .date
        case .interval: .interval
        case .set(let isAll, _): isAll ? .allOf : .oneOf
        }
    }

    /// From the first second it may begin to the last it may end.
    package var bounds: Bounds { extent.bounds }
    /// When it begins; of a plain date the same as ``bounds``.
    package var beginning: Bounds { extent.beginning }
    /// When it ends; of a plain date the same as ``bounds``.
    package var ending: Bounds { extent.ending }

    /// Of a date with a time of day without an offset, what clocks show, as seconds of UTC since 1970; else nil.
    package var localSecond: Int64? {
        if case .date(let date) = expression, !date.hasOffset { date.second } else { nil }
    }

    /// Whether any part of it is marked `?` or `%`.
    package var isUncertain: Bool { expression.qualification.isUncertain }
    /// Whether any part of it is marked `~` or `%`.
    package var isApproximate: Bool { expression.qualification.isApproximate }

    /// Whether it may have begun by `second` (of UTC since 1970, inclusive).
    package func possiblyBegun(by second: Int64) -> Bool { extent.possiblyBegun(by: second) }
    /// Whether it must have begun by `second`.
    package func surelyBegun(by second: Int64) -> Bool { extent.surelyBegun(by: second) }
}

extension EDTF: CustomStringConvertible {
    package var description: String { text }
}

/// The seconds between which something lies, of UTC since 1970, both inclusive.
///
/// The ends of Int64 stand for open and for unknown, and for nothing else. Ordered by earliest, then latest: the
/// product's order of dates.
package struct Bounds: Sendable, Hashable, Comparable {
    package var earliest: Int64
    package var latest: Int64

    package init(earliest: Int64, latest: Int64) {
        self.earliest = earliest
        self.latest = latest
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.earliest == right.earliest ? left.latest < right.latest : left.earliest < right.earliest
    }

    package func contains(_ other: Self) -> Bool {
        earliest <= other.earliest && other.latest <= latest
    }

    func union(_ other: Self) -> Self {
        Bounds(earliest: min(earliest, other.earliest), latest: max(latest, other.latest))
    }
}

/// When something begins and when it ends: of a plain date, which is one time, the same bounds twice.
///
/// An open start has begun before any time (`.min`, `.min`); an unknown one at some time before the end.
package struct Extent: Sendable, Hashable {
    package var beginning: Bounds
    package var ending: Bounds

    package init(beginning: Bounds, ending: Bounds) {
        self.beginning = beginning
        self.ending = ending
    }

    package init(_ bounds: Bounds) {
        self.init(beginning: bounds, ending: bounds)
    }

    package var bounds: Bounds { Bounds(earliest: beginning.earliest, latest: ending.latest) }

    /// Whether it may have begun by `second`.
    package func possiblyBegun(by second: Int64) -> Bool { beginning.earliest <= second }
    /// Whether it must have begun by `second`.
    package func surelyBegun(by second: Int64) -> Bool { beginning.latest <= second }
}
