import EventLog
import EventModel
import LinuxIO
import Projections
import TestSupport
import Testing

@testable import Timeline

/// What `verify` says of the cached state.
struct `The check of the cache` {
    private func timeline(_ sizes: UInt64...) throws -> ScratchTimeline {
        let timeline = try ScratchTimeline.ofSeed()
        let reader = try TimelineReader.open(Paths(root: timeline.root))
        for size in sizes {
            try SnapshotStore(Paths(root: timeline.root)).write(try reader.fold(first: size), of: reader.log)
        }
        return timeline
    }

    private func folder(_ timeline: ScratchTimeline, _ size: Int) -> String {
        "\(timeline.root)/cache/state-000000000000000000\(size < 10 ? "0" : "")\(size)"
    }

    /// Writes a part with one byte changed, its checksum right.
    private func forge(_ path: String, _ part: String, at place: Int) throws {
        let bytes = try ScratchTimeline.bytes(of: "\(path)/\(part)")
        let end = try #require(bytes.firstIndex(of: UInt8(ascii: "\n")))
        var state = Array(bytes[(end + 1)...])
        state[place % state.count] ^= 1
        let header = String(decoding: bytes[..<end], as: UTF8.self)
        let sum = try #require(header.range(ofLast: #""crc32c":""#))
        let forged =
            header[..<sum] + #""crc32c":""# + String(CRC32C.of(state), radix: 16) + #""}"# + "\n"
        var command = Command("sh", "-c", "cat > '\(path)/\(part)'")
        command.input = .bytes(Array(forged.utf8) + state)
        #expect(try command.run().succeeded)
    }

    @Test func `finds another text in any part of any snapshot, whose checksum is right`() throws {
        let timeline = try timeline(4, 10)
        let right = try timeline.run("verify", "-o", "json")
        #expect(right.text.contains(#""cache":{"snapshots":2,"faults":[]}"#), "\(right)")
        for size in [4, 10] {
            for part in Fold.parts() {
                let path = folder(timeline, size)
                let bytes = try ScratchTimeline.bytes(of: "\(path)/\(part)")
                for place in [20, 41, bytes.count / 2] {
                    try forge(path, part, at: place)
                    let outcome = try timeline.run("verify")
                    #expect(outcome.status == .exited(1), "\(part) \(place) \(outcome)")
                    #expect(outcome.text.contains("\(path)/\(part) is not what the log folds into"), "\(outcome)")
                    #expect(outcome.text.contains("timelinectl rebuild"), "\(outcome)")
                    #expect(outcome.lines.last == "Verdict: damaged")
                }
                var command = Command("sh", "-c", "cat > '\(path)/\(part)'")
                command.input = .bytes(bytes)
                _ = try command.run()
            }
        }
        try forge(folder(timeline, 10), "investments", at: 30)
        let without = try timeline.run("verify", "--no-cache")
        #expect(without.status == .exited(2), "of a log without a head nothing is known")
        #expect(try timeline.run("rebuild").succeeded)
        #expect(try timeline.run("verify", "-o", "json").text.contains(#""faults":[]"#))
    }

    @Test func `passes over what questions pass over`() throws {
        let timeline = try timeline(4, 10)
        let path = folder(timeline, 10)
        _ = try Command("sh", "-c", "printf x >> '\(path)/directives'; rm '\(path)/actors'").run()
        let outcome = try timeline.run("verify", "-o", "json")
        #expect(outcome.text.contains(#""cache":{"snapshots":2,"faults":[]}"#), "\(outcome)")
    }
}
