/// Why bytes are no archive of the state asked for: it is made anew from the log.
package enum ArchiveError: Error, Sendable, Hashable {
    /// Another part, or one of another version of this program.
    case foreign
    /// Of another moment than the parts read before it.
    case apart
    /// It ends too early, or too late.
    case cut
    /// It names what there is not.
    case unsound
}

/// Reads what ``ArchiveWriter`` wrote. Any bytes give an error or values in their bounds.
///
/// It keeps its place in the bytes alone; they are handed to every call.
package struct ArchiveReader {
    private var offset = 0
    private(set) var limits = ArchiveLimits()

    init() {}

    /// The same reader, for elements that stay below `limits`.
    func limited(to limits: ArchiveLimits) -> ArchiveReader {
        var reader = self
        reader.limits = limits
        return reader
    }

    /// Rows that entries tell which say something of the world.
    mutating func facts<Row: Factual & ColumnElement>(_ bytes: RawSpan) throws(ArchiveError) -> Column<Row> {
        let rows = try Column<Row>(from: &self, bytes)
        for row in rows where !limits.isFact(row.seq) { throw .unsound }
        return rows
    }

    /// How many entries the log has that the state is of.
    var entries: Int { limits.entries }

    mutating func integer(_ bytes: RawSpan) throws(ArchiveError) -> UInt64 {
        guard bytes.byteCount - offset >= 8 else { throw .cut }
        defer { offset += 8 }
        // In bounds by the line above; any eight bytes are a UInt64.
        return unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
    }

    /// An array of elements that are all sound.
    mutating func array<Element: ColumnElement>(_ bytes: RawSpan) throws(ArchiveError) -> [Element] {
        let values: [Element] = try uncheckedArray(bytes)
        for value in values where !value.isSound(limits) { throw .unsound }
        return values
    }

    private mutating func uncheckedArray<Element: ColumnElement>(_ bytes: RawSpan) throws(ArchiveError) -> [Element] {
        let written = try integer(bytes)
        let stride = MemoryLayout<Element>.stride
        guard written <= UInt64((bytes.byteCount - offset) / stride) else { throw .cut }
        let count = Int(written)
        let part = bytes.extracting(offset..<offset + count * stride)
        offset += count * stride
        // The part holds `count` strides, as the buffer does, and any bytes make an element (see ColumnElement).
        return unsafe Array(unsafeUninitializedCapacity: count) { buffer, initialized in
            unsafe part.withUnsafeBytes { unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
            initialized = count
        }
    }

    /// Checks that nothing stands behind what was read.
    func checkEnd(_ bytes: RawSpan) throws(ArchiveError) {
        guard offset == bytes.byteCount else { throw .cut }
    }
}
