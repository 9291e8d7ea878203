import EventModel
import Testing

@testable import EventLog

/// What is read of a line by eight bytes at once is what its letters say one by one, whatever stands there.
@Suite struct LineCursorTests {
    /// Calls `body` with `text` changed at each of its places to each byte.
    private func forEachChange(_ text: String, _ body: ([UInt8]) throws -> Void) rethrows {
        for place in text.utf8.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = Array(text.utf8)
                changed[text.utf8.distance(from: text.utf8.startIndex, to: place)] = byte
                try body(changed)
            }
        }
    }

    private func read<Value>(
        _ text: [UInt8], _ body: (inout LineCursor, RawSpan) throws(LineEnvelope.Flaw) -> Value
    ) -> (value: Value, end: Int)? {
        var cursor = LineCursor(place: 0)
        // UInt8 has no padding that could be uninitialised.
        guard let value = try? unsafe body(&cursor, text.span.bytes) else { return nil }
        return (value, cursor.place)
    }

    @Test(arguments: ["2024-02-28T23:58:59.123456Z", "1999-12-10T09:30:00.000000Z", "0000-01-31T00:00:00.999999Z"])
    func `an instant is that of the model, or none`(text: String) throws {
        forEachChange(text) { changed in
            let found = read(changed) { (cursor, line) throws(LineEnvelope.Flaw) in try cursor.instant(in: line) }
            let isForm = zip(changed, "0000-00-00T00:00:00.000000Z".utf8).allSatisfy { byte, form in
                form == UInt8(ascii: "0") ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == form
            }
            let said = String(decoding: changed, as: UTF8.self)
            // A leap second is an instant, and never one at which the log was written.
            let expected = isForm && !said.contains(":60.") ? try? Instant(said).microseconds : nil
            #expect(found?.value == expected, "\(said)")
            #expect(found == nil || found?.end == 27)
        }
    }

    @Test(arguments: ["09afe1d8", "ffffffff", "00000000"])
    func `a checksum is eight hexadecimal digits in small letters`(text: String) {
        forEachChange(text) { changed in
            let found = read(changed) { (cursor, line) throws(LineEnvelope.Flaw) in try cursor.checksum(in: line) }
            let isForm = changed.allSatisfy { "0123456789abcdef".utf8.contains($0) }
            #expect(found?.value == (isForm ? UInt32(String(decoding: changed, as: UTF8.self), radix: 16) : nil))
        }
    }

    @Test func `a string ends at the first quote that no backslash stands before`() {
        for count in 0..<30 {
            for place in 0...count {
                for inner in ["", "\\\"", "\\\\", "\u{1}", "é"] {
                    let text =
                        "\"" + String(repeating: "x", count: place) + inner
                        + String(repeating: "y", count: count - place) + "\""
                    let found = read(Array((text + ",\"").utf8)) { (cursor, line) throws(LineEnvelope.Flaw) in
                        try cursor.string(in: line)
                    }
                    #expect(found?.value == 0..<text.utf8.count)
                    let cut = read(Array(text.utf8.dropLast())) { (cursor, line) throws(LineEnvelope.Flaw) in
                        try cursor.string(in: line)
                    }
                    #expect(cut == nil)
                }
            }
        }
    }
}
