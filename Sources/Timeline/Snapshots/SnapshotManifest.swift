import EventLog
import EventModel
import LinuxIO
import Projections

/// The place in a log that a snapshot is of, told by the last entry before it.
struct SnapshotMark: Sendable, Hashable {
    /// How many entries the state holds.
    var size: UInt64
    /// When the last of them was recorded, in microseconds of UTC since 1970.
    var recorded: Int64
    /// CRC-32C of its line, as the line itself has it: another log of the same length has another.
    var checksum: String

    /// The mark of the first `size` entries of `log`; nil where it has fewer, or they end within a batch.
    init?(_ log: LogReader, size: UInt64) {
        guard size > 0 else { return nil }
        let mark = log.withEntry(at: size - 1) { entry, _ -> SnapshotMark? in
            guard entry.envelope.batch.upperBound == entry.seq else { return nil }
            return SnapshotMark(
                size: size, recorded: entry.envelope.recorded, checksum: entry.envelope.checksumText)
        }
        guard let mark = mark.flatMap({ $0 }) else { return nil }
        self = mark
    }

    fileprivate init(size: UInt64, recorded: Int64, checksum: String) {
        self.size = size
        self.recorded = recorded
        self.checksum = checksum
    }
}

/// How far the columns of a snapshot are whole, and what they are of: the file that makes a snapshot of them.
///
///     {"snapshot":2,"seal":"89ab…","size":1204,"recorded":1736424000000000,"last":"89abcdef",
///      "columns":{"directives":{"bytes":4816,"crc32c":"1234567"},…}}
///
/// (on one line). Columns may be longer, as a crash or a snapshot under way leaves them; what is beyond is nothing.
struct SnapshotManifest: Sendable, Equatable {
    struct Column: Sendable, Equatable {
        var bytes: Int
        /// CRC-32C of them.
        var checksum: UInt32
    }

    private static let format: UInt64 = 2

    var mark: SnapshotMark
    var columns: [String: Column]

    init(_ mark: SnapshotMark, _ columns: [String: Column]) {
        self.mark = mark
        self.columns = columns
    }

    var line: String {
        JSON.members([
            ("snapshot", .integer(Self.format)), ("seal", .string(Fold.seal)), ("size", .integer(mark.size)),
            ("recorded", .integer(mark.recorded)), ("last", .string(mark.checksum)),
            (
                "columns",
                .object(
                    columns.sorted { $0.key < $1.key }.map { name, column in
                        (
                            name,
                            .members([
                                ("bytes", .integer(column.bytes)),
                                ("crc32c", .string(String(column.checksum, radix: 16))),
                            ])
                        )
                    })
            ),
        ]).line + "\n"
    }

    /// Nil for what is no manifest, or is one of other columns than this program's.
    init?(_ bytes: [UInt8]) {
        guard let document = try? Document(json: bytes) else { return nil }
        let json = JSON(document.root, of: document)
        guard json["snapshot"]?.whole == Self.format, json["seal"]?.text == Fold.seal, let size = json["size"]?.whole,
            let recorded = json["recorded"]?.whole.flatMap(Int64.init(exactly:)), let last = json["last"]?.text
        else { return nil }
        mark = SnapshotMark(size: size, recorded: recorded, checksum: last)
        columns = [:]
        for (name, column) in json["columns"]?.members ?? [] {
            guard let bytes = column["bytes"]?.whole.flatMap(Int.init(exactly:)),
                let checksum = column["crc32c"]?.text.flatMap({ UInt32($0, radix: 16) })
            else { return nil }
            columns[name] = Column(bytes: bytes, checksum: checksum)
        }
    }
}

extension JSON {
    /// A number without sign and fraction.
    fileprivate var whole: UInt64? { if case .number(let text) = opened { UInt64(text) } else { nil } }
}
