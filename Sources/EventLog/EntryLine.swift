import EventModel
import LinuxIO

/// The one place that knows a line's shape: timeline-log(5).
///
///     {"seq":12,"recorded":"2025-01-09T12:00:00.000000Z","crc32c":"89abcdef","batch":{"first":12,"last":15},
///      "file":{"name":"a.yaml","sha256":"…"},"submitter":{"uid":1000,"name":"anna"},"event":{…}}
///
/// (on one line). The keys stand in this order without white space, so that a reader finds its way by position; to
/// everybody else it is plain JSON.
package enum EntryLine {
    /// The longest line, in bytes without its line feed (the entry limit of C2SP tlog-tiles).
    package static let maximumLength = 65_535

    static var sequence: StaticString { "{\"seq\":" }
    static var recorded: StaticString { ",\"recorded\":\"" }
    static var checksum: StaticString { "\",\"crc32c\":\"" }
    static var first: StaticString { "\",\"batch\":{\"first\":" }
    static var last: StaticString { ",\"last\":" }
    static var file: StaticString { "},\"file\":{" }
    static var name: StaticString { "\"name\":" }
    static var nameInHexadecimal: StaticString { "\"namehex\":" }
    static var sha256: StaticString { ",\"sha256\":\"" }
    static var submitter: StaticString { "\"},\"submitter\":{\"uid\":" }
    static var userName: StaticString { ",\"name\":" }
    static var event: StaticString { "},\"event\":" }

    /// What stands in the checksum's place while it is computed.
    static var noChecksum: StaticString { "00000000" }

    /// How many bytes of canonical form an event of that origin may have, wherever in the log it comes to stand.
    package static func roomForEvent(_ origin: Origin) -> Int { roomForEvent(behind: Self.origin(origin)) }

    /// - Parameter origin: what ``origin(_:)`` answers.
    static func roomForEvent(behind origin: [UInt8]) -> Int {
        maximumLength - fixedLength - origin.count
    }

    /// What a line has at most besides its origin and its event.
    private static let fixedLength: Int = {
        // Numbers of 20 digits, the longest there are, so that the answer does not depend on how long the log is.
        let digits = 20
        let (time, brace) = (27, 1)
        let literals = [sequence, recorded, checksum, noChecksum, first, last].reduce(0) { $0 + $1.utf8CodeUnitCount }
        return literals + time + 3 * digits + brace
    }()

    /// A line from `},"file"` to `"event":`.
    static func origin(_ origin: Origin) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes += file
        if let text = origin.file.text {
            bytes += name
            JSONEscapes.append(text, to: &bytes)
        } else {
            bytes += nameInHexadecimal
            bytes.append(UInt8(ascii: "\""))
            appendHexadecimal(origin.file.bytes, to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes += sha256
        appendHexadecimal(origin.sha256, to: &bytes)
        bytes += submitter
        bytes += String(origin.uid).utf8
        if let user = origin.userName {
            bytes += userName
            JSONEscapes.append(user, to: &bytes)
        }
        bytes += event
        return bytes
    }

    /// Appends lines of a batch at its place, each with its line feed.
    ///
    /// - Parameters:
    ///   - first: the first of them, counted in the batch.
    ///   - limit: where so many bytes are reached, no further line is appended.
    /// - Returns: the line of the batch that comes next.
    static func append(
        _ batch: Batch, from first: Int, limit: Int, at placement: Placement, to lines: inout [UInt8]
    ) -> Int {
        // Room for what precedes the tails, with numbers of 20 digits.
        lines.reserveCapacity(min(lines.count + batch.byteCount + batch.count * 160, limit + 2 * maximumLength))
        let (head, range) = common(to: batch, at: placement)
        var file = batch.heads.firstIndex { $0.end > first } ?? 0
        for index in first..<batch.count {
            if index == batch.heads[file].end { file += 1 }
            let start = lines.count
            if start >= limit { return index }
            lines += sequence
            lines += String(placement.first + UInt64(index)).utf8
            lines += head
            let place = lines.count
            lines += noChecksum
            lines += range
            lines += batch.heads[file].bytes
            lines += batch.events[index]
            lines.append(UInt8(ascii: "}"))
            var sum = CRC32C()
            // UInt8 has no padding that could be uninitialised.
            unsafe sum.add(lines.span.bytes.extracting(start..<lines.count))
            write(sum.value, into: &lines, at: place)
            lines.append(UInt8(ascii: "\n"))
        }
        return batch.count
    }

    /// What the lines of a batch have in common, before the checksum and behind it.
    private static func common(to batch: Batch, at placement: Placement) -> (head: [UInt8], range: [UInt8]) {
        var head: [UInt8] = []
        head += recorded
        Instant(microseconds: placement.recorded).append(to: &head)
        head += checksum
        var range: [UInt8] = []
        range += first
        range += String(placement.first).utf8
        range += last
        range += String(placement.first + UInt64(batch.count) - 1).utf8
        return (head, range)
    }

    private static func write(_ checksum: UInt32, into lines: inout [UInt8], at place: Int) {
        for index in 0..<8 {
            lines[place + index] = digit(UInt8(truncatingIfNeeded: checksum >> (28 - 4 * index)) & 0xF)
        }
    }

    package static func hexadecimal(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        appendHexadecimal(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private static func appendHexadecimal(_ bytes: [UInt8], to text: inout [UInt8]) {
        for byte in bytes {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 0xF))
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}

/// Appends the bytes of a literal.
private func += (bytes: inout [UInt8], text: StaticString) {
    // A literal lives for ever, and its bytes are copied at once.
    text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
}
