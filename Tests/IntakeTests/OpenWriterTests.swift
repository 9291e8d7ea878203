import EventLog
import EventModel
import Glibc
import Histories
import Intake
import LinuxIO
import Testing

/// Writers that keep their files open while these are taken, step by step in every order.
struct `A file that is still open for writing` {
    /// The drop folder and the steps of a daemon, each taken when the test wants it. Clocks are the test's.
    private final class Desk {
        let root: String
        var folder: DropFolder?
        var inotify: Inotify?
        var committer: Committer?
        var watch: ArchiveWatch?
        var arrivals = Arrivals(settleTime: 250_000)
        /// Microseconds.
        var now: Int64 = 1_000_000
        /// The names of files that were refused, or of which nothing could be taken as they became.
        var named: Set<String> = []

        init() throws {
            var template = "/tmp/timelined-open-XXXXXX".utf8CString.map { $0 }
            // mkdtemp writes within the template, which ends with NUL.
            try #require(unsafe mkdtemp(&template) != nil)
            root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let log = try Directory.make(root + "/log", mode: 0o700)
            let index = LogIndex(try LogReader(directory: Directory.open(root + "/log")))
            committer = Committer(try LogWriter.open(directory: log), index: index, defaults: .init())
            folder = try DropFolder(
                incoming: root + "/incoming", archive: root + "/archive", rejected: root + "/rejected")
            var inotify = try Inotify()
            try inotify.watch(root + "/incoming")
            self.inotify = consume inotify
            watch = try ArchiveWatch(settleTime: 250_000)
        }

        deinit { ScratchDirectory.remove(root) }

        private func status(_ name: RelativePath) -> FileStatus? { try? folder?.status(of: name) }

        /// What the kernel has told of the drop folder.
        func listen() throws {
            for change in try inotify?.read() ?? [] {
                switch change {
                case .movedIn(let name) where !NameRules().leavesAlone(name.name): arrivals.movedIn(name)
                case .closedAfterWriting(let name) where !NameRules().leavesAlone(name.name):
                    arrivals.closed(name, status(name), now: now)
                case .created(let name) where !NameRules().leavesAlone(name.name):
                    arrivals.created(name, status(name), now: now)
                default: break
                }
            }
        }

        func scan() throws {
            for name in try folder?.scan().files ?? [] { arrivals.scanned(name, status(name), now: now) }
        }

        func settle() { arrivals.settle(now: now, status: status) }

        func commit() throws {
            let names = arrivals.take(10)
            guard !names.isEmpty, let drop = folder.take() else { return }
            let report = committer?.commit(
                names, in: drop, isNew: { try? watch?.add($0, below: root + "/archive", now: now) })
            folder = consume drop
            if let failure = report?.failure { throw failure }
            for outcome in report?.outcomes ?? [] {
                if let (place, file) = outcome.archived { watch?.note(file, at: place) }
                follow(outcome.ending, outcome.name)
            }
        }

        private func follow(_ ending: FileOutcome.Ending, _ name: RelativePath) {
            switch ending {
            case .again, .toBeMoved: arrivals.scanned(name, nil, now: now)
            case .rejected, .refused: named.insert(name.escaped)
            default: break
            }
        }

        func late() throws {
            try watch?.read(now: now)
            guard let files = watch?.take(now: now), let drop = folder.take() else { return }
            let outcomes = Result { try files.map { ($0, try committer?.commitAgain($0, in: drop)) } }
            folder = consume drop
            for (file, outcome) in try outcomes.get() {
                switch outcome {
                case .again: watch?.again(file, now: now)
                case .changed(let report):
                    if !report.problems.isEmpty || report.refusal != nil { named.insert(report.file.name.escaped) }
                    watch?.note(report.file, at: file.place)
                case .same, .gone, nil: break
                }
            }
        }

        /// One of the daemon's steps, by chance.
        func step(_ random: inout SeededRandom) throws {
            switch Int.random(in: 0..<5, using: &random) {
            case 0: try listen()
            case 1: try scan()
            case 2: settle()
            case 3: try commit()
            default: try late()
            }
            now += Int64([0, 1_000, 260_000, 6_000_000].randomElement(using: &random) ?? 0)
        }

        func finish() throws {
            for _ in 0..<8 {
                try scan()
                try listen()
                now += 61_000_000
                settle()
                try commit()
                try late()
            }
        }

        func recorded() throws -> Set<String> {
            var subjects: Set<String> = []
            try LogReader(directory: Directory.open(root + "/log")).forEach { entry, _ in
                let document = entry.document
                if let subject = document.member(document.root, "subject") { subjects.insert(document.string(subject)) }
                return true
            }
            return subjects
        }
    }

    /// A writer of one file, who writes lines in pieces and keeps it open as long as he likes.
    private final class Writer {
        let directory: Directory
        let final: FileName
        private var name: FileName
        private var file: File?
        private var rest: [ArraySlice<UInt8>] = []
        private(set) var slugs: [String] = []

        init(_ number: Int, _ root: String, _ random: inout SeededRandom) throws {
            let directory = try Directory.open(root + "/incoming")
            let text = "w\(number).ndjson"
            let isInPlace = Bool.random(using: &random)
            final = try #require(FileName(text))
            name = try #require(FileName(isInPlace ? text : "." + text))
            file = try directory.create(name, mode: 0o644)
            self.directory = directory
            for line in 0..<Int.random(in: 1...4, using: &random) {
                slugs.append("w\(number)-\(line)")
                let text = Array(#"{"announcement":"w\#(number)-\#(line)","title":"T","occurred":"2025"}"#.utf8) + [10]
                // Some lines are written in two pieces.
                let cut = Int.random(in: 0...3, using: &random) == 0 ? text.count / 2 : text.count
                rest += [text[..<cut], text[cut...]].filter { !$0.isEmpty }
            }
        }

        var isDone: Bool { rest.isEmpty && file == nil && name == final }

        func step(_ random: inout SeededRandom) throws {
            switch Int.random(in: 0..<4, using: &random) {
            case 0 where name != final:
                // Perhaps before all is written, and while it is open.
                try? directory.rename(name, to: directory, as: final)
                name = final
            case 1 where rest.isEmpty: file = nil
            default:
                guard let piece = rest.first else { return }
                try file?.write(Array(piece))
                rest.removeFirst()
            }
        }
    }

    @Test(arguments: Repetitions.seeds(150))
    func `is in the log with all that was written, or named, in whatever order things happen`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let desk = try Desk()
        var expected: [(file: String, slugs: [String])] = []
        for number in 0..<3 {
            let writer = try Writer(number, desk.root, &random)
            expected.append((writer.final.escaped, writer.slugs))
            while !writer.isDone {
                if Bool.random(using: &random) { try writer.step(&random) } else { try desk.step(&random) }
            }
        }
        try desk.finish()
        let recorded = try desk.recorded()
        for (file, slugs) in expected where !desk.named.contains(file) {
            let lost = slugs.filter { !recorded.contains("announcement/" + $0) }
            #expect(lost.isEmpty, "\(file) lost \(lost)")
        }
        // Most are whole: what is named is cut in the middle of a line.
        #expect(desk.named.count <= 3)
    }

    @Test func `and written to for two days is watched so long, and no longer`() throws {
        let desk = try Desk()
        let directory = try Directory.open(desk.root + "/incoming")
        let file = try directory.create(#require(FileName("a.ndjson")), mode: 0o644)
        func write(_ slug: String) throws {
            try file.write(Array((#"{"announcement":"\#(slug)","title":"T","occurred":"2025"}"# + "\n").utf8))
        }
        try write("a")
        try desk.finish()
        var seen = ["announcement/a"]
        for hour in [1, 24, 47] {
            desk.now = Int64(hour) * 3_600_000_000
            try write("h\(hour)")
            seen.append("announcement/h\(hour)")
            try desk.finish()
            #expect(try desk.recorded() == Set(seen))
        }
        desk.now = 49 * 3_600_000_000
        try desk.late()
        try write("late")
        try desk.finish()
        #expect(try desk.recorded() == Set(seen))
    }
}
