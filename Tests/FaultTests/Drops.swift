import LinuxIO
import TestSupport
import Testing

/// Known events, dropped into a timeline of its own, and the proof that each of them ended well.
final class Drops {
    let root: String
    /// The slugs of all events dropped in files that are right.
    private(set) var slugs: [String] = []
    private(set) var goodFiles = 0
    private(set) var badFiles = 0

    private let fileSystem: FileSystem?
    /// Whether files are dropped into a folder of the drop folder, too.
    private let hasSubfolders: Bool

    /// Where all of them lie: TIMELINED_FILESYSTEM=overlay swift test --filter FaultTests, and the like.
    private static let usualFileSystem = Environment.value("TIMELINED_FILESYSTEM").flatMap(FileSystem.init)

    /// - Parameters:
    ///   - fileSystem: what it lies on; nil for the machine's own.
    ///   - hasSubfolders: whether files are dropped into a folder of the drop folder, too.
    init(on fileSystem: FileSystem? = Drops.usualFileSystem, hasSubfolders: Bool = false) throws {
        self.fileSystem = fileSystem
        self.hasSubfolders = hasSubfolders
        let made = try Command("mktemp", "--directory", "--tmpdir", "timelined-fault-XXXXXX").run()
        root = String(made.text.dropLast())
        try fileSystem?.mount(over: root, box: root + ".box")
        for name in ["incoming", "archive", "rejected", "log", "run"] {
            _ = try Directory.make("\(root)/\(name)", mode: 0o755)
        }
        if hasSubfolders { _ = try Directory.make("\(root)/incoming/desk", mode: 0o755) }
    }

    deinit {
        if fileSystem != nil { FileSystem.unmount(root, box: root + ".box") }
        _ = try? Command("rm", "-rf", root).run()
    }

    /// Renames a file of `count` new events into the drop folder.
    func drop(events count: Int) throws {
        var text = ""
        for _ in 0..<count {
            let slug = "event-\(slugs.count)"
            slugs.append(slug)
            text += line(slug)
        }
        goodFiles += 1
        try put("good-\(goodFiles).ndjson", text)
    }

    /// Renames a file in that brings an event once more.
    func dropAgain() throws {
        guard let slug = slugs.randomElement() else { return }
        goodFiles += 1
        try put("good-\(goodFiles).ndjson", line(slug))
    }

    private func line(_ slug: String) -> String {
        #"{"announcement":"\#(slug)","title":"Event \#(slug)","occurred":"2025-01-02","by":"actor-1"}"# + "\n"
    }

    /// Renames a file in that has to be refused.
    func dropBad() throws {
        badFiles += 1
        try put("bad-\(badFiles).yaml", "announcement: bad\ntitel: T\n")
    }

    private func put(_ name: String, _ text: String) throws {
        let folder = try folder()
        let draft = try #require(FileName(".\(name)"))
        let file = try folder.create(draft, mode: 0o644)
        try file.write(Array(text.utf8))
        try folder.rename(draft, to: folder, as: try #require(FileName(name)))
    }

    private func folder() throws -> Directory {
        try Directory.open("\(root)/incoming\(hasSubfolders && Bool.random() ? "/desk" : "")")
    }

    /// A file that its writer keeps open, whatever becomes of it and of the daemon.
    final class OpenFile {
        let name: String
        /// The last event in it.
        fileprivate(set) var last = ""
        fileprivate let file: File

        fileprivate init(_ file: consuming File, name: String) {
            self.file = file
            self.name = name
        }
    }

    /// Begins such a file in the drop folder: under its name, or under a hidden one until its first event is in it.
    func open() throws -> OpenFile {
        goodFiles += 1
        let folder = try folder()
        let name = try #require(FileName("good-\(goodFiles).ndjson"))
        let draft = Bool.random() ? name : try #require(FileName(".\(name)"))
        let open = OpenFile(try folder.create(draft, mode: 0o644), name: name.escaped)
        try append(to: open)
        if draft != name { try folder.rename(draft, to: folder, as: name) }
        return open
    }

    func append(to open: OpenFile) throws {
        open.last = "event-\(slugs.count)"
        slugs.append(open.last)
        try open.file.write(Array(line(open.last).utf8))
    }

    /// Has the writers end: what they write while a daemon is there is heard, and with it all that is in their files.
    ///
    /// - Parameter files: empty afterwards, which closes them.
    func end(_ files: inout [OpenFile]) throws {
        guard !files.isEmpty else { return }
        let daemon = try start()
        for file in files { try append(to: file) }
        let last = Dictionary(uniqueKeysWithValues: files.map { ($0.last, $0.name) })
        files = []
        let isHeard = try daemon.wait { _ in
            let recorded = try Set(recorded())
            // One that was in hand at two kills is moved back later, as it is then.
            let aside = try Set(names("rejected"))
            return last.allSatisfy { recorded.contains($0.key) || aside.contains($0.value) }
        }
        #expect(isHeard, "\(daemon.errorsText)")
        stop(daemon)
    }

    /// The daemon's command line, with `wrapper` before it.
    func daemon(_ words: String..., wrapper: [String] = [], timeout: Duration = .seconds(60)) -> Command {
        let folders = hasSubfolders ? ["--subfolders", "yes"] : []
        return Command(
            words: wrapper + [Programs.timelined, "--root", root, "--settle", "0"] + folders + words, timeout: timeout)
    }

    /// A reader that walks the whole log and looks at every line.
    func reader() -> Command { Command(Programs.timelinectl, "--root", root, "verify", "--quiet") }

    func client(_ words: String...) throws -> Outcome {
        var command = Command(words: [Programs.timelinectl, "--root", root] + words)
        command.environment = ["TZ": "UTC"]
        return try command.run()
    }

    /// Runs a script where the timeline lies.
    @discardableResult
    func shell(_ script: String, _ location: SourceLocation = #_sourceLocation) throws -> Outcome {
        var command = Command("bash", "-c", script)
        command.directory = root
        let outcome = try command.run()
        #expect(outcome.succeeded, "\(script)\n\(outcome)", sourceLocation: location)
        return outcome
    }

    /// Renames a file of these lines into the drop folder.
    func drop(_ name: String, _ text: String) throws { try put(name, text) }

    /// Starts the daemon and waits until it is ready.
    func start(wrapper: [String] = [], environment: [String: String] = [:], timeout: Duration = .seconds(120)) throws
        -> RunningCommand
    {
        var command = daemon(wrapper: wrapper, timeout: timeout)
        for (name, value) in environment { command.environment[name] = value }
        let daemon = try command.start()
        try #require(daemon.wait { $0.said("ready:") }, "\(daemon.finish())")
        return daemon
    }

    /// Waits until the drop folder is empty.
    func wait(_ daemon: RunningCommand, _ location: SourceLocation = #_sourceLocation) throws {
        let isEmpty = try daemon.wait { _ in try Command("ls", "-A", "\(root)/incoming").run().text.isEmpty }
        #expect(isEmpty, "\(daemon.errorsText)", sourceLocation: location)
    }

    /// Stops the daemon as its service manager would.
    func stop(_ daemon: RunningCommand, _ location: SourceLocation = #_sourceLocation) {
        // What runs the daemon, such as strace, passes no signal on.
        _ = try? Command("pkill", "-TERM", "-f", "^\(Programs.timelined) --root \(root) ").run()
        let outcome = daemon.finish()
        #expect(outcome.status == .exited(0), "\(outcome)", sourceLocation: location)
    }

    /// The slugs of all entries' subjects, in the order of the log.
    func recorded() throws -> [String] {
        try client("log", "-o", "json").lines.compactMap { line in
            guard let start = line.firstRange(of: "\"subject\":\"announcement/")?.upperBound,
                let end = line[start...].firstIndex(of: "\"")
            else { return nil }
            return String(line[start..<end])
        }
    }

    private func names(_ folder: String) throws -> [String] {
        try Command("find", "\(root)/\(folder)", "-type", "f", "-printf", "%f\n").run().lines.sorted()
    }

    /// What is wrong with what has become of the drops, after a last start that had nothing in its way; nil where
    /// nothing is.
    func fault() throws -> String? {
        var last = try daemon("--once").run()
        // A file that was in hand at two kills was set aside, for a person to look at, who moves it back.
        let isBack = try shell(
            """
            cd rejected; for reason in $(grep -lrs --include=*.reason 'the service ended 2 times while' .); do
            rm "$reason"; mv -n "${reason%.reason}" ../incoming/; echo "$reason"; done
            """)
        if !isBack.text.isEmpty { last = try daemon("--once").run() }
        guard last.status == .exited(0) || last.status == .exited(1) else { return "the last start: \(last)" }
        let waiting = try names("incoming")
        guard waiting.isEmpty else { return "still waiting: \(waiting) \(last)" }
        let archived = try names("archive")
        guard archived.count == goodFiles, Set(archived).count == goodFiles else {
            let missing = Set((1...max(1, goodFiles)).map { "good-\($0).ndjson" }).subtracting(archived)
            return "archived: \(archived), but not \(missing); rejected: \(try names("rejected")) \(last)"
        }
        let rejected = try names("rejected").filter { !$0.hasSuffix(".reason") && !$0.hasPrefix(".") }
        guard rejected.count == badFiles else { return "rejected: \(rejected)" }
        let reasons = try names("rejected").filter { $0.hasSuffix(".reason") && !$0.hasPrefix(".") }
        guard reasons.count == badFiles else { return "reasons: \(reasons)" }
        return try logFault()
    }

    /// Each event once, sequences without a gap, files whole and in the order of their events.
    private func logFault() throws -> String? {
        let log = try client("log", "-o", "json")
        guard log.succeeded else { return "\(log)" }
        var seen: [String] = []
        for (number, line) in log.lines.enumerated() {
            guard line.hasPrefix("{\"seq\":\(number),") else { return "entry \(number) is \(line)" }
            guard let start = line.firstRange(of: "\"subject\":\"announcement/")?.upperBound,
                let end = line[start...].firstIndex(of: "\"")
            else { return "no subject in \(line)" }
            seen.append(String(line[start..<end]))
        }
        guard Set(seen).count == seen.count else { return "an event stands twice: \(seen)" }
        guard Set(seen) == Set(slugs) else {
            return "lost: \(Set(slugs).subtracting(seen)), more: \(Set(seen).subtracting(slugs))"
        }
        return nil
    }
}

extension RunningCommand {
    /// What it has written to standard error so far, as text.
    var errorsText: String { String(decoding: errorsSoFar, as: UTF8.self) }

    func said(_ text: String) -> Bool { errorsText.contains(text) }

    /// How often it has said `text`.
    func times(_ text: String) -> Int { errorsText.ranges(of: text).count }
}

/// An announcement in short form.
func announcement(_ slug: String, title: String = "T") -> String {
    "announcement: \(slug)\ntitle: \(title)\noccurred: 2025\n"
}
