package import EventLog
import EventModel
import LinuxIO
package import TransparencyLog

/// How many entries of each kind there are.
package struct KindCounts: Sendable, Hashable {
    /// By kind; of other types in the last place.
    private var counts = [UInt64](repeating: 0, count: Self.names.count)

    /// The names of the kinds, and "other".
    package static let names = Kind.allCases.map(\.rawValue) + ["other"]

    private static let prefixes = Kind.allCases.map { Array("timeline.\($0.rawValue).".utf8) }

    package init() {}

    /// - Returns: nil where one of ``names`` has no count.
    init?(_ count: (String) -> UInt64?) {
        let found = Self.names.compactMap(count)
        guard found.count == Self.names.count else { return nil }
        counts = found
    }

    package mutating func count(_ type: some Sequence<UInt8>) {
        counts[Self.prefixes.firstIndex { type.starts(with: $0) } ?? Self.prefixes.count] += 1
    }

    mutating func count(_ kind: Kind?) {
        counts[kind.flatMap { Kind.allCases.firstIndex(of: $0) } ?? Self.prefixes.count] += 1
    }

    /// How many entries there are in all.
    var total: UInt64 { counts.reduce(0) { $0.addingWithSaturation($1) } }

    /// Each of ``names`` with its count.
    package var all: [(name: String, count: UInt64)] { zip(Self.names, counts).map { ($0, $1) } }
}

/// What an index knows of the first entries of a log, beside their identities.
package struct LogSummary: Sendable, Hashable {
    package var head = LogHead.empty
    /// The Merkle tree over them: what a head of the log is made from.
    package var tree = CompactRange()
    package var kinds = KindCounts()
    /// The numbers of the entries that whoever opened the index wanted to know of.
    package var noted: [UInt64] = []

    package init() {}
}
