import EventLog
import EventModel
import Intake
package import LinuxIO

/// A directory for a log of one segment, which is written anew for each input.
package struct ScratchLog: Sendable {
    package let path: String

    /// - Parameter path: a directory that exists and is nobody else's.
    package init(path: String) { self.path = path }

    /// A directory for what is kept of the log.
    var cache: String { path + "/cache" }

    func open() throws(IOError) -> Directory { try Directory.open(path) }

    /// Makes `segment` the whole log.
    func replace(_ segment: [UInt8]) throws {
        try clear()
        try open().create(try name(SegmentName.text(first: 0)), mode: 0o600).write(segment)
    }

    package func clear() throws(IOError) {
        let directory = try open()
        for name in try directory.names() where try directory.status(of: name).kind != .directory {
            try directory.remove(name)
        }
        guard let kept = try? Directory.open(cache), let name = FileName("cache") else { return }
        for name in try kept.names() { try kept.remove(name) }
        try directory.removeDirectory(name)
    }

    /// The segment as it stands.
    func segment() throws -> [UInt8] {
        let file = try open().openForReading(try name(SegmentName.text(first: 0)))
        return try file.read(at: 0, count: file.status().size)
    }

    private func name(_ text: String) throws -> FileName {
        guard let name = FileName(text) else { throw Broken("\(text) is no name") }
        return name
    }

    /// The writer of the log. Its lock outlives its file for the moment in which another thread starts a program: between
    /// fork and exec the new process has a copy of every descriptor.
    func writer(startingAt places: [CheckedPrefix] = []) throws -> LogWriter<DirectoryStorage> {
        for _ in 0..<1_000 {
            do {
                return try LogWriter.open(directory: open(), startingAt: places)
            } catch LogError.locked {
                Clock.sleep(microseconds: 1_000)
            }
        }
        return try LogWriter.open(directory: open(), startingAt: places)
    }

    /// A segment that holds the events of files, each file a batch.
    package func written(_ files: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
        try clear()
        var writer = try writer()
        for (index, file) in files.enumerated() {
            let events = CheckedFile.check(
                name: file.name, bytes: file.bytes, defaults: .init(), roomForEvent: 60_000
            ).events
            let origin = Origin(
                file: RelativePath(try name(file.name)), sha256: Array(repeating: 7, count: 32), uid: 1_000,
                userName: index % 2 == 0 ? "anna" : nil)
            var batch = Batch()
            for event in events { batch.add(event.canonical, from: origin) }
            // 2025-01-09T12:00:00Z, so that the bytes are the same in every run.
            let sequencer = LocalSequencer(now: { 1_736_424_000_000_000 })
            if !batch.isEmpty { try writer.append(batch, at: sequencer.place(after: writer.head)) }
        }
        return try segment()
    }
}
