import EventLog
import EventModel
import Glibc
import Histories
import Intake
import LinuxIO
import Testing
import TransparencyLog

/// A log of small segments with an index of it in cache/, opened as the daemon opens them, and what the log really has.
final class IndexedLog {
    let root: String
    /// The identities of all entries, by number.
    private(set) var ids: [String] = []
    /// The files of all entries, each with its first entry and how many there are.
    private(set) var files: [(sha256: [UInt8], first: Int, count: Int)] = []
    /// Files that the log had once.
    private(set) var goneFiles: [[UInt8]] = []
    /// Identities that the log had once.
    private(set) var gone: Set<String> = []
    /// How many entries the head has that was signed last.
    private var signed: UInt64?
    private var made = 0
    var random: SeededRandom

    static let noted: StaticString = "org.example.noted"

    init(seed: UInt64 = 1) throws {
        random = SeededRandom(seed: seed)
        var template = "/tmp/timelined-index-XXXXXX".utf8CString.map { $0 }
        // mkdtemp writes within the template, which ends with NUL.
        try #require(unsafe mkdtemp(&template) != nil)
        root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for name in ["log", "cache", "aside"] { _ = try Directory.make("\(root)/\(name)", mode: 0o700) }
    }

    deinit {
        for name in ["log", "cache", "aside"] {
            try? Self.clear("\(root)/\(name)")
            // The path lives through the call.
            _ = unsafe rmdir("\(root)/\(name)")
        }
        _ = unsafe rmdir(root)
    }

    var store: IndexStore { IndexStore("\(root)/cache") }
    func log() throws -> Directory { try Directory.open("\(root)/log") }
    func cache() throws -> Directory { try Directory.open("\(root)/cache") }

    static func clear(_ path: String) throws {
        let directory = try Directory.open(path)
        for name in try directory.names() { try directory.remove(name) }
    }

    static func copy(_ from: borrowing Directory, to path: String) throws {
        try clear(path)
        let target = try Directory.open(path)
        for name in try from.names() {
            let file = try from.openForReading(name)
            try target.create(name, mode: 0o600).write(file.readAll(size: file.status().size, limit: 1 << 30))
        }
    }

    // MARK: A life of the daemon

    struct Life: ~Copyable {
        var writer: LogWriter<DirectoryStorage>
        let index: LogIndex
    }

    func open() throws -> Life {
        store.removeDrafts()
        let kept = signed.flatMap { KeptIndex(store, atMost: $0) }
        let writer = try openWriter(kept?.places ?? [])
        let index = LogIndex(
            try LogReader(directory: log(), checked: writer.checked), noting: Self.noted,
            from: writer.start.flatMap { kept?.restored(at: $0) })
        try index.follow()
        return Life(writer: writer, index: index)
    }

    /// The lock outlives its file for the moment in which another test starts a program: between fork and exec the new
    /// process has a copy of every descriptor.
    private func openWriter(_ places: [CheckedPrefix]) throws -> LogWriter<DirectoryStorage> {
        for _ in 0..<1_000 {
            do {
                return try LogWriter.open(DirectoryStorage(log()), segmentLimit: 3_000, startingAt: places)
            } catch LogError.locked {
                Clock.sleep(microseconds: 1_000)
            }
        }
        return try LogWriter.open(DirectoryStorage(log()), segmentLimit: 3_000, startingAt: places)
    }

    /// Commits some new events, some of which the log had once, and one in twenty of which is to be noted; the index is
    /// told of them, or reads them.
    func append(_ life: inout Life) throws {
        var (batch, events) = (Batch(), [LogIndex.Newcomer]())
        // A batch of one to three files.
        var origin = try origin()
        files.append((origin.sha256, ids.count, 0))
        for _ in 0..<random.number(1...9) {
            if files[files.count - 1].count > 0, random.happens(percent: 20) {
                origin = try self.origin()
                files.append((origin.sha256, ids.count, 0))
            }
            let again = random.happens(percent: 50) ? gone.min() : nil
            if let again { gone.remove(again) }
            made += 1
            let event = try event(again ?? "e-\(made)")
            let isFirst = files[files.count - 1].count == 0
            events.append(life.index.newcomer(event, firstOf: isFirst ? origin.sha256 : nil))
            files[files.count - 1].count += 1
            batch.add(event.canonical, from: origin)
            ids.append(event.identity.id)
        }
        let place = LocalSequencer().place(after: life.writer.head)
        guard random.happens(percent: 50) else {
            try life.writer.append(batch, at: place)
            return try life.index.follow()
        }
        life.index.add(events, try #require(try life.writer.append(batch, at: place)))
    }

    private func origin() throws -> Origin {
        made += 1
        return Origin(
            file: try #require(RelativePath("a.json")), sha256: Digest.sha256(Array("file \(made)".utf8)).bytes, uid: 0,
            userName: nil)
    }

    private func event(_ id: String) throws -> Event {
        let type = made % 20 == 0 ? "\(Self.noted)" : "org.example.other"
        let text =
            made % 3 == 0
            ? #"{"announcement":"a-\#(made)","title":"T","occurred":"2025","id":"\#(id)","source":"/s"}"#
            : #"{"specversion":"1.0","id":"\#(id)","source":"/s","type":"\#(type)","subject":"n-\#(made)","data":{}}"#
        let file = CheckedFile.check(
            name: "a.json", bytes: Array(text.utf8), defaults: .init(), roomForEvent: 65_000)
        return try #require(file.events.first, "\(file.problems.map { "\($0)" })")
    }

    func sign(_ life: borrowing Life) { signed = life.index.count }

    func save(_ life: borrowing Life) throws {
        sign(life)
        try life.index.save(to: store, life.writer.checked, now: .max / 2)
    }

    // MARK: The truth

    /// Holds the index against the log.
    func check(_ life: borrowing Life, _ location: SourceLocation = #_sourceLocation) throws {
        var (tree, kinds, noted) = (CompactRange(), KindCounts(), [UInt64]())
        try LogReader(directory: log()).forEach { entry, line in
            tree.append(.leaf(line))
            let type = try #require(entry.document.member(entry.document.root, "type"))
            kinds.count(entry.document.utf8(type))
            if entry.document.equals(type, Self.noted) { noted.append(entry.seq) }
            return true
        }
        let summary = life.index.summary
        #expect(summary.head == life.writer.head && summary.head.size == ids.count, sourceLocation: location)
        #expect(summary.tree == tree && summary.kinds == kinds && summary.noted == noted, sourceLocation: location)
        try checkIdentities(life.index, location)
    }

    func checkIdentities(_ index: LogIndex, _ location: SourceLocation = #_sourceLocation) throws {
        for (seq, id) in ids.enumerated() {
            let found = try index.find(EventIdentity(source: "/s", id: id))
            guard found?.seq == UInt64(seq) else {
                Issue.record(
                    "\(id) is #\(seq), and found as \(String(describing: found?.seq))", sourceLocation: location)
                return
            }
        }
        for file in files {
            let found = try index.file(file.sha256)
            guard found?.first == UInt64(file.first), found?.count == file.count else {
                Issue.record("\(file) is found as \(String(describing: found))", sourceLocation: location)
                return
            }
        }
        for sha256 in goneFiles.suffix(20) + [[UInt8](repeating: 0, count: 32), []] {
            #expect(try index.file(sha256) == nil, sourceLocation: location)
        }
        for id in Array(gone.sorted().prefix(20)) + ["x-1", "x-2"] {
            #expect(try index.find(EventIdentity(source: "/s", id: id)) == nil, sourceLocation: location)
        }
    }

    // MARK: What can happen while the daemon is away

    /// Cuts the log back to the end of an earlier batch, and its head with it, as from a backup in the same files.
    func cutBack() throws {
        let segments = try log().names().compactMap(SegmentName.first).sorted()
        guard let last = segments.last, let name = FileName(SegmentName.text(first: last)) else { return }
        var ends: [(place: Int, size: UInt64)] = [(0, last)]
        try LogReader(directory: log()).forEach(from: last) { entry, line in
            if entry.envelope.batch.upperBound == entry.seq {
                ends.append((entry.byteOffset + line.byteCount + 1, entry.seq + 1))
            }
            return true
        }
        let end = random.pick(ends)
        try log().openForWriting(name).truncate(to: end.place)
        gone.formUnion(ids[Int(end.size)...])
        ids.removeLast(ids.count - Int(end.size))
        goneFiles += files.filter { $0.first >= ids.count }.map(\.sha256)
        files.removeAll { $0.first >= ids.count }
        signed = min(signed ?? 0, end.size)
    }

    func tear() throws {
        let segments = try log().names().compactMap(SegmentName.first).sorted()
        guard let last = segments.last, let name = FileName(SegmentName.text(first: last)) else { return }
        let file = try log().openForWriting(name)
        try file.write(Array("{\"seq\":".utf8), at: file.status().size)
    }

    /// The log as from a backup: other files with the same contents.
    func restore() throws {
        try Self.copy(log(), to: "\(root)/aside")
        try Self.clear("\(root)/log")
        try Self.copy(Directory.open("\(root)/aside"), to: "\(root)/log")
    }
}
