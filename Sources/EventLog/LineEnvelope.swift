import EventModel
import LinuxIO

/// All of a line but its event, found by position, without a JSON parser: checked a million times a second.
package struct LineEnvelope: Sendable, Hashable {
    package var seq: UInt64 = 0
    /// Microseconds of UTC since 1970.
    package var recorded: Int64 = 0
    /// The sequence numbers of the first and last entry of its batch.
    package var batch: ClosedRange<UInt64> = 0...0
    package var uid: UInt32 = 0
    /// Whether the name of the file is in hexadecimal, since it is not UTF-8.
    package var isNameInHexadecimal = false
    var checksum: UInt32 = 0
    // Places in the line, small because every entry read is moved about with them.
    private var checksumPlace: UInt16 = 0
    private var fileNameRange = LineRange()
    private var sha256Range = LineRange()
    private var userNameRange = LineRange()
    private var eventRange = LineRange()

    /// Where, in the line, the name of the file stands: a JSON string with its quotes.
    package var fileName: Range<Int> { fileNameRange.range }
    /// 64 hexadecimal digits.
    package var sha256: Range<Int> { sha256Range.range }
    /// The submitter's name, a JSON string with its quotes; nil where there is none.
    package var userName: Range<Int>? { userNameRange.range.isEmpty ? nil : userNameRange.range }
    /// The event.
    package var event: Range<Int> { eventRange.range }

    /// The line's checksum: eight hexadecimal digits.
    package var checksumText: String {
        let digits = String(checksum, radix: 16)
        return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }

    /// What is wrong with a line, in words.
    struct Flaw: Error {
        var reason: String
    }

    /// Reads the envelope of a line, given without its line feed.
    init(_ line: RawSpan) throws(Flaw) {
        guard line.byteCount <= EntryLine.maximumLength else { throw Flaw(reason: "the line is too long") }
        var cursor = LineCursor(place: 0)
        try cursor.skip(EntryLine.sequence, in: line)
        seq = try cursor.number(in: line)
        try cursor.skip(EntryLine.recorded, in: line)
        recorded = try cursor.instant(in: line)
        try cursor.skip(EntryLine.checksum, in: line)
        checksumPlace = UInt16(cursor.place)
        checksum = try cursor.checksum(in: line)
        try cursor.skip(EntryLine.first, in: line)
        let first = try cursor.number(in: line)
        try cursor.skip(EntryLine.last, in: line)
        let last = try cursor.number(in: line)
        guard first <= seq, seq <= last, last < .max else { throw Flaw(reason: "the entry is not in its own batch") }
        batch = first...last
        try origin(&cursor, line)
        try cursor.skip(EntryLine.event, in: line)
        // The shortest event is {}, and the line's own brace follows it.
        guard line.byteCount - cursor.place > 2 else { throw Flaw(reason: "the line has no event") }
        eventRange = LineRange(cursor.place..<(line.byteCount - 1))
        let event = event
        guard line.byte(event.lowerBound) == UInt8(ascii: "{"),
            line.byte(event.upperBound - 1) == UInt8(ascii: "}"), line.byte(event.upperBound) == UInt8(ascii: "}")
        else { throw Flaw(reason: "the line has no event") }
    }

    private mutating func origin(_ cursor: inout LineCursor, _ line: RawSpan) throws(Flaw) {
        try cursor.skip(EntryLine.file, in: line)
        isNameInHexadecimal = !cursor.isAt(EntryLine.name, in: line)
        try cursor.skip(isNameInHexadecimal ? EntryLine.nameInHexadecimal : EntryLine.name, in: line)
        fileNameRange = LineRange(try cursor.string(in: line))
        try cursor.skip(EntryLine.sha256, in: line)
        guard line.byteCount - cursor.place > 64 else { throw Flaw(reason: "the line is cut off") }
        sha256Range = LineRange(cursor.place..<(cursor.place + 64))
        cursor.place += 64
        try cursor.skip(EntryLine.submitter, in: line)
        guard let uid = UInt32(exactly: try cursor.number(in: line)) else { throw Flaw(reason: "the uid is too large") }
        self.uid = uid
        if cursor.isAt(EntryLine.userName, in: line) {
            try cursor.skip(EntryLine.userName, in: line)
            userNameRange = LineRange(try cursor.string(in: line))
        }
    }

    /// Whether the line is as it was written.
    func isIntact(_ line: RawSpan) -> Bool {
        var sum = CRC32C()
        let place = Int(checksumPlace)
        sum.add(line.extracting(0..<place))
        // A literal lives for ever.
        EntryLine.noChecksum.withUTF8Buffer { unsafe sum.add(RawSpan(_unsafeBytes: UnsafeRawBufferPointer($0))) }
        sum.add(line.extracting((place + 8)..<line.byteCount))
        return sum.value == checksum
    }
}

/// A range of a line, which has at most 65,535 bytes.
private struct LineRange: Sendable, Hashable {
    private var lower: UInt16 = 0
    private var upper: UInt16 = 0

    init() {}

    init(_ range: Range<Int>) {
        lower = UInt16(range.lowerBound)
        upper = UInt16(range.upperBound)
    }

    var range: Range<Int> { Int(lower)..<Int(upper) }
}

extension RawSpan {
    /// The byte at `index`, checked against the span's bounds.
    @inline(__always)
    func byte(_ index: Int) -> UInt8 {
        precondition(index >= 0 && index < byteCount)
        // Within bounds, and any byte is a UInt8.
        return unsafe unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self)
    }

    /// The eight bytes from `index` on, checked against the span's bounds.
    @inline(__always)
    func word(_ index: Int) -> UInt64 {
        precondition(index >= 0 && index <= byteCount - 8)
        // Within bounds, and any eight bytes are a UInt64.
        return unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
    }

    /// The bytes as an array of their own.
    package func array() -> [UInt8] {
        // The buffer is valid for the closure, and its bytes are copied there.
        unsafe withUnsafeBytes { unsafe Array($0) }
    }
}
