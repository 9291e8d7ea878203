import EventLog
import EventModel
import LinuxIO
import Projections
import TestSupport
import Testing

@testable import Timeline

/// What `verify` says of the cached state.
struct `The check of the cache` {
    private func timeline(_ size: UInt64) throws -> ScratchTimeline {
        let timeline = try ScratchTimeline.ofSeed()
        let reader = try TimelineReader.open(Paths(root: timeline.root))
        try SnapshotStore(Paths(root: timeline.root)).write(try reader.fold(first: size), of: reader.log)
        return timeline
    }

    private func folder(_ timeline: ScratchTimeline) -> String { "\(timeline.root)/cache/state" }

    private func write(_ bytes: [UInt8], _ path: String) throws {
        var command = Command("sh", "-c", "cat > '\(path)'")
        command.input = .bytes(bytes)
        #expect(try command.run().succeeded)
    }

    /// Writes a column with one byte changed, its checksum in the manifest right.
    private func forge(_ folder: String, _ column: String, at place: Int) throws {
        var bytes = try ScratchTimeline.bytes(of: "\(folder)/\(column)")
        bytes[place % bytes.count] ^= 1
        try write(bytes, "\(folder)/\(column)")
        let manifest = String(decoding: try ScratchTimeline.bytes(of: "\(folder)/manifest"), as: UTF8.self)
        let start = try #require(manifest.firstRange(of: "\"\(column)\":{\"bytes\":\(bytes.count),\"crc32c\":\""))
        let end = try #require(manifest[start.upperBound...].firstIndex(of: "\""))
        let forged = manifest[..<start.upperBound] + String(CRC32C.of(bytes), radix: 16) + manifest[end...]
        try write(Array(forged.utf8), "\(folder)/manifest")
    }

    @Test func `finds another value in any column, whose checksum is right`() throws {
        let timeline = try timeline(10)
        let right = try timeline.run("verify", "-o", "json")
        #expect(right.text.contains(#""cache":{"snapshots":1,"faults":[]}"#), "\(right)")
        let path = folder(timeline)
        let manifest = try ScratchTimeline.bytes(of: "\(path)/manifest")
        for column in try Directory.open(path).names().map(\.escaped) where column != "manifest" {
            let bytes = try ScratchTimeline.bytes(of: "\(path)/\(column)")
            if bytes.isEmpty { continue }
            for place in [0, bytes.count / 2] {
                try forge(path, column, at: place)
                let outcome = try timeline.run("verify")
                #expect(outcome.status == .exited(1), "\(column) \(place) \(outcome)")
                #expect(outcome.text.contains("\(path)/\(column) is not what the log folds into"), "\(outcome)")
                #expect(outcome.text.contains("timelinectl rebuild"), "\(outcome)")
                #expect(outcome.lines.last == "Verdict: damaged")
                try write(bytes, "\(path)/\(column)")
                try write(manifest, "\(path)/manifest")
            }
        }
        try forge(path, "investments", at: 3)
        let without = try timeline.run("verify", "--no-cache")
        #expect(without.status == .exited(2), "of a log without a head nothing is known")
        #expect(try timeline.run("rebuild").succeeded)
        #expect(try timeline.run("verify", "-o", "json").text.contains(#""faults":[]"#))
    }

    @Test func `passes over what questions pass over`() throws {
        let timeline = try timeline(10)
        let path = folder(timeline)
        for damage in [
            "printf x | dd of=directives conv=notrunc status=none", "rm -f actors.membership", "rm manifest",
        ] {
            _ = try Command("sh", "-c", "cd '\(path)'; \(damage)").run()
            let outcome = try timeline.run("verify", "-o", "json")
            #expect(outcome.text.contains(#""cache":{"snapshots":0,"faults":[]}"#), "\(damage) \(outcome)")
        }
    }
}
