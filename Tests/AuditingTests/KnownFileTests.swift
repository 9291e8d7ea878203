import EventLog
import EventModel
import LinuxIO
import TestSupport
import Testing
import TransparencyLog

/// Files that an earlier version took, dropped again.
struct `A known file` {
    /// Writes the log that 0.1.0 had of files, each with events as it read them: today's reader refuses the first file, reads
    /// other ids in the second, and another content in the third.
    private static let files: [(name: String, text: String, events: [String])] = [
        (
            "old-key.yaml", "announcement: a\ntitle: T\noccurred: 2025\nformerly-known: x\n",
            [
                #"{"data":{"title":"T"},"id":"a:made:2025","source":"/desk","specversion":"1.0","type":"timeline.announcement.made.v1"}"#
            ]
        ),
        (
            "other-ids.ndjson",
            #"{"announcement":"b","title":"T","occurred":"2025"}"# + "\n"
                + #"{"announcement":"c","title":"T","occurred":"2025"}"# + "\n",
            [
                #"{"data":{"title":"T"},"id":"announcement-b-1","source":"/desk","specversion":"1.0","type":"timeline.announcement.made.v1"}"#,
                #"{"data":{"title":"T"},"id":"announcement-b-2","source":"/desk","specversion":"1.0","type":"timeline.announcement.made.v1"}"#,
            ]
        ),
        (
            "other-content.yaml", "announcement: d\ntitle: T\noccurred: 2025\n",
            [
                #"{"data":{"title":"Another"},"id":"d:made:2025","source":"/desk","specversion":"1.0","type":"timeline.announcement.made.v1"}"#
            ]
        ),
    ]

    private func desk() throws -> Desk {
        let desk = try Desk()
        try desk.shell("rm -f log/checkpoint log/signing.*; rm -rf cache heads")
        var writer = try LogWriter.open(directory: Directory.open(desk.log))
        for (number, file) in Self.files.enumerated() {
            var batch = Batch()
            for event in file.events {
                let origin = Origin(
                    file: try #require(RelativePath(file.name)), sha256: Digest.sha256(Array(file.text.utf8)).bytes,
                    uid: 65_534,
                    userName: "nobody")
                batch.add(Array(event.utf8), from: origin)
            }
            let place = Placement(first: writer.head.size, recorded: 1_700_000_000_000_000 + Int64(number))
            try writer.append(batch, at: place)
        }
        return desk
    }

    @Test func `brings nothing new, whatever today's reader would make of it`() throws {
        let desk = try desk()
        for file in Self.files {
            try desk.write(Array(file.text.utf8), to: "incoming/.x")
            try desk.shell("mv incoming/.x incoming/\(file.name)")
        }
        // The same bytes by another name.
        try desk.write(Array(Self.files[1].text.utf8), to: "incoming/renamed.ndjson")
        let taken = try desk.once()
        #expect(
            taken.errorText.contains("old-key.yaml: nothing new, its event is already in the log (#0) from root"),
            "\(taken)")
        #expect(
            taken.errorText.contains(
                "other-ids.ndjson: nothing new, all 2 events are already in the log (the first is #1)"),
            "\(taken)")
        #expect(
            taken.errorText.contains("other-content.yaml: nothing new, its event is already in the log (#3)"),
            "\(taken)")
        #expect(
            taken.errorText.contains("renamed.ndjson: nothing new, all 2 events are already in the log"), "\(taken)")
        #expect(try desk.shell("cat log/*.ndjson | wc -l").lines == ["4"])
        #expect(try desk.shell("ls archive/* | wc -l; ls rejected incoming").lines == ["4", "incoming:", "rejected:"])
        // One byte more, and it is another file.
        try desk.write(Array((Self.files[0].text + "\n").utf8), to: "incoming/old-key.yaml")
        try desk.once(expecting: 1)
    }

    @Test func `of this life and of one before is known, and a new one is taken`() throws {
        let desk = try desk()
        let text = "announcement: new\ntitle: T\noccurred: 2025\n"
        let daemon = try desk.start()
        try desk.write(Array(text.utf8), to: "incoming/.new")
        try desk.shell("mv incoming/.new incoming/new.yaml")
        #expect(daemon.wait { String(decoding: $0.errorsSoFar, as: UTF8.self).contains("new.yaml: accepted 1 event") })
        try desk.write(Array(text.utf8), to: "incoming/.again")
        try desk.shell("mv incoming/.again incoming/again.yaml")
        let isKnown = daemon.wait {
            String(decoding: $0.errorsSoFar, as: UTF8.self)
                .contains("again.yaml: nothing new, its event is already in the log (#4)")
        }
        #expect(isKnown, "\(String(decoding: daemon.errorsSoFar, as: UTF8.self))")
        daemon.send(15)
        _ = daemon.finish()
        // What the index does not tell, the log does.
        try desk.write(Array(text.utf8), to: "incoming/once-more.yaml")
        #expect(try desk.once().errorText.contains("once-more.yaml: nothing new, its event is already in the log (#4)"))
    }
}
