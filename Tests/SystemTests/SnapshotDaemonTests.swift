import TestSupport
import Testing

/// The daemon keeps snapshots by itself, and nobody sees them but by the speed of answers.
struct `The daemon's snapshots` {
    private func drop(_ count: Int, from first: Int, _ scratch: DaemonScratch) throws {
        let lines = (first..<(first + count)).map {
            #"{"announcement":"e-\#($0)","title":"T","occurred":"2025"}"# + "\n"
        }
        try scratch.drop("\(first).ndjson", lines.joined())
    }

    /// Of how many entries the snapshot is; nil where there is none.
    private func size(_ scratch: DaemonScratch) throws -> Int? {
        let manifest = try Command("cat", "\(scratch.root)/cache/state/manifest").run().text
        return manifest.firstRange(of: "\"size\":").flatMap { Int(manifest[$0.upperBound...].prefix { $0.isNumber }) }
    }

    @Test func `are written beside its work, and used`() throws {
        let scratch = try DaemonScratch()
        let daemon = try scratch.start()
        try drop(5_000, from: 0, scratch)
        try #require(daemon.wait { _ in try size(scratch) == 5_000 }, "\(daemon.finish())")
        try drop(10, from: 5_000, scratch)
        try #require(daemon.wait { _ in try scratch.archived().count == 2 })
        let rows = try scratch.client("state", "announcements", "-o", "ndjson")
        #expect(rows.lines.count == 5_010)
        _ = try Command("rm", "-r", "\(scratch.root)/cache").run()
        #expect(try scratch.client("state", "announcements", "-o", "ndjson").text == rows.text)
        // Gone while it runs: the next one makes the directory again.
        try drop(5_000, from: 10_000, scratch)
        try #require(daemon.wait { _ in try size(scratch) == 10_010 })
        daemon.send(15)
        #expect(daemon.finish().status == .exited(0))
    }

    @Test func `are written sooner when nothing more comes`() throws {
        let scratch = try DaemonScratch()
        for first in stride(from: 0, to: 70_000, by: 7_000) { try drop(7_000, from: first, scratch) }
        #expect(try scratch.once().status == .exited(0))
        try #require(try size(scratch) == 70_000)
        // More than a sixty-fourth, less than a sixteenth.
        try drop(4_200, from: 70_000, scratch)
        let daemon = try scratch.start("--scan", "1s")
        try #require(daemon.wait { _ in try size(scratch) == 74_200 }, "\(daemon.finish())")
        daemon.send(15)
        #expect(daemon.finish().status == .exited(0))
    }

    @Test func `are written by an import, too`() throws {
        let scratch = try DaemonScratch()
        try drop(5_000, from: 0, scratch)
        #expect(try scratch.once().status == .exited(0))
        #expect(try size(scratch) == 5_000)
    }

    @Test func `change no answer when the daemon and its snapshots are killed again and again`() throws {
        let scratch = try DaemonScratch()
        for round in 0..<12 {
            let daemon = try scratch.start()
            try drop(2_500, from: round * 2_500, scratch)
            _ = try daemon.wait { _ in try size(scratch) ?? 0 > round * 1_500 || scratch.names("cache").count > 1 }
            _ = try Command("pkill", "-KILL", "-f", "timelined --root \(scratch.root)").run()
            _ = daemon.finish()
        }
        #expect(try scratch.once().status == .exited(0))
        let rows = try scratch.client("state", "-o", "ndjson")
        #expect(rows.succeeded && rows.lines.count > 30_000, "\(rows.errorText)")
        _ = try Command("rm", "-r", "\(scratch.root)/cache").run()
        #expect(try scratch.client("state", "-o", "ndjson").output == rows.output)
    }

    @Test func `are none of its troubles`() throws {
        let scratch = try DaemonScratch()
        _ = try Command("touch", "\(scratch.root)/cache").run()
        try drop(5_000, from: 0, scratch)
        let daemon = try scratch.start()
        try #require(daemon.wait { _ in try scratch.archived().count == 1 })
        #expect(daemon.wait { String(decoding: $0.errorsSoFar, as: UTF8.self).contains("writing a snapshot fails") })
        #expect(try scratch.client("status").succeeded)
        daemon.send(15)
        #expect(daemon.finish().status == .exited(0))
    }
}
