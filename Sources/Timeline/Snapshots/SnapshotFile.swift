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

    private init(size: UInt64, recorded: Int64, checksum: String) {
        self.size = size
        self.recorded = recorded
        self.checksum = checksum
    }
}

/// One part of a snapshot as a file: a line of JSON that says what it is of, and the part's bytes.
///
///     {"snapshot":1,"part":"directives","version":1,"size":1204,"recorded":1736424000000000,"last":"89abcdef",
///      "bytes":48160,"crc32c":"01234567"}
///
/// (on one line). Whatever does not fit is no snapshot: it is passed over, and the state is folded from the log.
enum SnapshotFile {
    private static let format = 1

    static func write(
        _ part: String, _ state: ArchiveWriter, _ mark: SnapshotMark, to file: borrowing File
    ) throws(IOError) {
        var sum = CRC32C()
        state.forEachPiece { sum.add($0) }
        try file.write(Array((header(part, mark, byteCount: state.byteCount, checksum: sum.value) + "\n").utf8))
        try state.forEachPiece { (piece) throws(IOError) in try file.write(piece) }
    }

    private static func header(_ part: String, _ mark: SnapshotMark, byteCount: Int, checksum: UInt32) -> String {
        JSON.members([
            ("snapshot", .integer(format)), ("part", .string(part)),
            ("version", .integer(Fold.version(of: part) ?? 0)), ("size", .integer(mark.size)),
            ("recorded", .integer(mark.recorded)), ("last", .string(mark.checksum)), ("bytes", .integer(byteCount)),
            ("crc32c", .string(String(checksum, radix: 16))),
        ]).line
    }

    /// Whether a file holds this state; nil where it is not this part of any state at `mark`.
    static func isEqual(_ part: String, _ state: ArchiveWriter, _ mark: SnapshotMark, _ file: RawSpan) -> Bool? {
        read(part, mark, file) { bytes in
            guard bytes.byteCount == state.byteCount else { return false }
            var (place, isEqual) = (0, true)
            state.forEachPiece { piece in
                let end = place + piece.byteCount
                if isEqual { isEqual = bytes.extracting(place..<end).isEqual(to: piece) }
                place = end
            }
            return isEqual
        }
    }

    /// Calls `body` with the bytes of the part; nil where the file is not this part of a state at `mark`.
    static func read<Result>(
        _ part: String, _ mark: SnapshotMark, _ file: RawSpan, _ body: (RawSpan) -> Result
    ) -> Result? {
        guard let end = file.firstLineFeed(from: 0) else { return nil }
        let state = file.extracting((end + 1)..<file.byteCount)
        var sum = CRC32C()
        sum.add(state)
        let expected = header(part, mark, byteCount: state.byteCount, checksum: sum.value)
        guard file.extracting(0..<end).array().elementsEqual(expected.utf8) else { return nil }
        return body(state)
    }
}
