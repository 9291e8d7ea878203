import Glibc
import LinuxIO
import TestSupport
import Testing

@testable import Intake

@Suite("Subfolders")
struct SubfolderTests {
    private static let another: UInt32 = 12_345

    private func event(_ slug: String) -> String { "announcement: \(slug)\ntitle: T\noccurred: 2025\n" }

    private func name(_ text: String) throws -> FileName { try #require(FileName(text)) }
    private func names(_ path: String) throws -> [FileName] { try #require(RelativePath(path)).names }

    /// An intake whose drop folder is shared by members, as an installed one is.
    private func intake(_ folders: String...) throws -> ScratchIntake {
        let intake = try ScratchIntake()
        let incoming = try intake.directory("incoming")
        try incoming.setMode(0o3770)
        intake.setRules(NameRules(hasSubfolders: true))
        for folder in folders {
            #expect(try FolderTree(incoming).add(names(folder), below: incoming) == .made)
        }
        return intake
    }

    private func write(_ path: String, _ text: String, in intake: ScratchIntake, mode: UInt32 = 0o600) throws {
        let path = try #require(RelativePath("incoming/" + path))
        let folder = try Directory.open(intake.root).descend(path.folder[...])
        try folder.create(path.name, mode: mode).write(Array(text.utf8))
    }

    private func text(_ path: String, in intake: ScratchIntake) throws -> String {
        let file = try Directory.open(intake.root).openForReading(try #require(RelativePath(path)))
        return String(decoding: try file.readAll(size: 100, limit: 1 << 20), as: UTF8.self)
    }

    private func holds(_ path: String, _ intake: ScratchIntake) -> Bool { (try? text(path, in: intake)) != nil }

    /// What the owner of a path is changed to; both paths live through the call.
    private func give(_ path: String, to user: UInt32) throws { try #require(unsafe chown(path, user, user) == 0) }

    private func day() -> String { Shelf.day(of: Clock.now()).escaped }

    // MARK: What becomes of files

    @Test func `files are taken from, and archive and rejected files keep the path`() throws {
        let intake = try intake("desk/economy", "other")
        try write("a.yaml", event("a"), in: intake)
        try write("desk/a.yaml", event("b"), in: intake)
        try write("desk/economy/a.yaml", event("c"), in: intake)
        try write("other/bad.yaml", "nonsense: x\n", in: intake)
        let endings = try intake.drain().endings
        #expect(endings.keys.sorted() == ["a.yaml", "desk/a.yaml", "desk/economy/a.yaml", "other/bad.yaml"])
        #expect(intake.entries == 3)
        for path in ["a.yaml", "desk/a.yaml", "desk/economy/a.yaml"] {
            #expect(holds("archive/\(day())/\(path)", intake), "\(path)")
            let isAccepted = if case .accepted? = endings[path] { true } else { false }
            #expect(isAccepted, "\(endings)")
        }
        #expect(try text("rejected/other/bad.yaml", in: intake) == "nonsense: x\n")
        #expect(try text("rejected/other/bad.yaml.reason", in: intake).hasPrefix("other/bad.yaml:1:1: "))
        // The same names again are numbered where they go to.
        try write("desk/a.yaml", event("d"), in: intake)
        try write("other/bad.yaml", "more: x\n", in: intake)
        try intake.drain()
        #expect(holds("archive/\(day())/desk/a-2.yaml", intake))
        #expect(holds("rejected/other/bad-2.yaml.reason", intake))
    }

    @Test func `without the option stay as other directories do, and nothing is taken from them`() throws {
        let intake = try intake("desk", "empty")
        intake.setRules(NameRules())
        try write("desk/a.yaml", event("a"), in: intake)
        intake.arrivals.movedIn(try #require(RelativePath("desk/a.yaml")))
        let endings = try intake.drain().endings
        guard case .left? = endings["desk"], case .refused(let refusal, _, _)? = endings["empty"] else {
            return #expect(Bool(false), "\(endings)")
        }
        #expect(refusal.cause == .notAFile && intake.entries == 0)
        #expect(holds("incoming/desk/a.yaml", intake))
        #expect(try intake.names("rejected") == ["empty", "empty.reason"])
    }

    @Test func `names to leave alone, done-files and drafts mean the same in them`() throws {
        let intake = try intake("desk")
        intake.setRules(
            NameRules(ignored: [try #require(NamePattern("old*"))], done: ".done", hasSubfolders: true))
        let incoming = try intake.directory("incoming")
        for folder in ["old-desk", ".hidden"] { _ = try incoming.makeDirectory(name(folder), mode: 0o1770) }
        let left = ["desk/b.yaml", "desk/.c.yaml", "desk/old.yaml", "old-desk/d.yaml", ".hidden/e.yaml"]
        for path in ["desk/a.yaml"] + left {
            try write(path, event("x"), in: intake)
        }
        usleep(20_000)
        try write("desk/a.yaml.done", "", in: intake)
        let scan = try intake.scan()
        #expect(scan.files.map(\.escaped) == ["desk/a.yaml"] && scan.strays.isEmpty)
        #expect(scan.folders == [try names("desk")])
        // One of a file that was taken goes.
        try write("desk/gone.yaml.done", "", in: intake)
        _ = try intake.scan()
        #expect(!holds("incoming/desk/gone.yaml.done", intake))
        // What a crash left on its way to another mount comes back where it was.
        try write("desk/.f.yaml.taken", event("f"), in: intake)
        _ = try intake.scan()
        #expect(holds("incoming/desk/f.yaml", intake))
    }

    @Test func `a name that something else has in rejected files gets a number, and nothing is written there`() throws {
        let intake = try intake("desk", "mine")
        let rejected = try intake.directory("rejected")
        try rejected.create(name("desk"), mode: 0o600).write([1])
        _ = try rejected.makeDirectory(name("mine"), mode: 0o777)
        try give(intake.root + "/rejected/mine", to: Self.another)
        try write("desk/bad.yaml", "x: y\n", in: intake)
        try write("mine/bad.yaml", "x: y\n", in: intake)
        let endings = try intake.drain().endings
        for folder in ["desk", "mine"] {
            #expect(holds("rejected/\(folder)-2/bad.yaml.reason", intake))
            let new: RelativePath? =
                if case .rejected(_, let new, _, _)? = endings["\(folder)/bad.yaml"] { new } else { nil }
            #expect(new?.escaped == "\(folder)-2/bad.yaml")
        }
        #expect(try rejected.openDirectory(name("mine")).names().isEmpty)
    }

    @Test func `the quota counts what lies in them`() throws {
        let intake = try intake("desk")
        try write("desk/bad.yaml", "x: y\n", in: intake)
        try give(intake.root + "/incoming/desk/bad.yaml", to: Self.another)
        try intake.drain()
        let counted = intake.bytes(of: Self.another)
        #expect(counted == 16_384)
        try intake.live()
        #expect(intake.bytes(of: Self.another) == counted)
        // What is removed in a folder is seen, too.
        try Directory.open(intake.root + "/rejected/desk").remove(name("bad.yaml"))
        try intake.measure()
        #expect(intake.bytes(of: Self.another) < counted)
    }

    @Test(arguments: Cleared.allCases) func `are cleared with their files, a person's is not`(cleared: Cleared) throws {
        let intake = try intake()
        let day = try name("2020-01-01")
        let top = cleared == .archive ? "archive/2020-01-01" : "rejected"
        for folder in ["desk/economy", "person"] {
            let folder = try Directory.make("\(intake.root)/\(top)/\(folder)", mode: 0o750)
            for number in 0..<5 {
                for ending in cleared == .archive ? [""] : ["", ".reason"] {
                    try folder.create(name("\(number).yaml\(ending)"), mode: 0o600).write([1])
                }
            }
        }
        try give("\(intake.root)/\(top)/person", to: Self.another)
        if cleared == .rejected {
            for number in 0..<5 {
                var times = [timespec(tv_sec: 1_577_880_000, tv_nsec: 0), timespec(tv_sec: 1_577_880_000, tv_nsec: 0)]
                // Path and times live through the call.
                let done = unsafe utimensat(
                    AT_FDCWD, "\(intake.root)/rejected/desk/economy/\(number).yaml.reason", &times, 0)
                try #require(done == 0)
            }
        }
        var clearing = try #require(try intake.oldestDay(of: cleared, before: name("2020-02-01")))
        #expect(clearing.day == day)
        #expect(try intake.clear(&clearing, limit: 2) == false)
        #expect(try intake.clear(&clearing, limit: 1_000) == true)
        #expect(try intake.oldestDay(of: cleared, before: name("2020-02-01")) == nil)
        #expect(!holds("\(top)/desk/economy/0.yaml", intake) && holds("\(top)/person/0.yaml", intake))
        #expect(try Directory.open("\(intake.root)/\(top)").names() == [name("person")])
    }

    // MARK: What is none

    private func causes(_ intake: ScratchIntake) throws -> [String: FolderTree.Stray.Cause] {
        Dictionary(uniqueKeysWithValues: try intake.scan().strays.map { ($0.path.escaped, $0.cause) })
    }

    @Test func `another's, and one without the sticky bit, stay as they are, and are named`() throws {
        let intake = try intake("desk/mine", "desk/plain")
        for folder in ["mine", "plain"] { try write("desk/\(folder)/a.yaml", event("a"), in: intake) }
        try give(intake.root + "/incoming/desk/mine", to: Self.another)
        try Directory.open(intake.root + "/incoming/desk/plain").setMode(0o2770)
        #expect(try causes(intake) == ["desk/mine": .owner(Self.another), "desk/plain": .mode])
        for folder in ["mine", "plain"] { intake.arrivals.movedIn(try #require(RelativePath("desk/\(folder)/a.yaml"))) }
        guard case .vanished? = try intake.drain().endings["desk/mine/a.yaml"] else { return #expect(Bool(false)) }
        #expect(intake.entries == 0 && holds("incoming/desk/mine/a.yaml", intake))
        // What members made is put right where it is the daemon's own.
        let incoming = try intake.directory("incoming")
        #expect(try FolderTree(incoming).add(names("desk/plain"), below: incoming) == .mended)
        #expect(try FolderTree(incoming).add(names("desk/plain"), below: incoming) == .there)
        #expect(throws: FolderTree.Stray.self) { try FolderTree(incoming).add(names("desk/mine/x"), below: incoming) }
        try intake.drain()
        #expect(intake.entries == 1)
    }

    @Test func `too deep, and too many, stay as they are, and are named`() throws {
        let deepest = (1...FolderTree.maximumDepth).map(String.init).joined(separator: "/")
        let intake = try intake(deepest)
        let incoming = try intake.directory("incoming")
        #expect(throws: FolderTree.Stray.self) { try FolderTree(incoming).add(names(deepest + "/9"), below: incoming) }
        _ = try Directory.open(intake.root + "/incoming/" + deepest).makeDirectory(name("9"), mode: 0o1770)
        try write(deepest + "/a.yaml", event("a"), in: intake)
        try write(deepest + "/9/b.yaml", event("b"), in: intake)
        #expect(try causes(intake) == [deepest + "/9": .depth])
        try intake.drain()
        #expect(intake.entries == 1 && holds("incoming/\(deepest)/9/b.yaml", intake))
        for number in 0..<FolderTree.maximumCount { _ = try incoming.makeDirectory(name("n\(number)"), mode: 0o1770) }
        let scan = try intake.scan()
        #expect(scan.folders.count == FolderTree.maximumCount)
        #expect(scan.strays.filter { $0.cause == .count }.count == FolderTree.maximumDepth)
    }

    @Test func `a link leads nowhere, also where it takes the place of a folder`() throws {
        let intake = try intake("desk/economy")
        let outside = try Directory.make(intake.root + "/outside", mode: 0o700)
        try outside.setMode(0o3770)
        try outside.create(name("a.yaml"), mode: 0o600).write(Array(event("secret").utf8))
        try outside.makeDirectory(name("economy"), mode: 0o700).setMode(0o3770)
        try write("desk/economy/a.yaml", event("a"), in: intake)
        try outside.openDirectory(name("economy")).create(name("a.yaml"), mode: 0o600).write(Array(event("a").utf8))
        let scan = try intake.scan()
        #expect(scan.files.map(\.escaped) == ["desk/economy/a.yaml"])
        for file in scan.files { intake.arrivals.movedIn(file) }
        // What was found has another way by now.
        try intake.directory("incoming").rename(name("desk"), to: Directory.open(intake.root), as: name("moved"))
        try #require(unsafe symlink("../outside", intake.root + "/incoming/desk") == 0)
        intake.arrivals.movedIn(try #require(RelativePath("desk/a.yaml")))
        _ = try intake.drain()
        #expect(intake.entries == 0 && holds("outside/a.yaml", intake) && holds("outside/economy/a.yaml", intake))
        #expect(holds("moved/economy/a.yaml", intake))
        // The link itself is refused, as every link.
        #expect(try text("rejected/desk", in: intake) == "../outside")
    }

    /// A member's directory and a link to elsewhere change places all the while.
    @Test func `a race of renames leads nowhere`() throws {
        let intake = try intake("desk")
        let root = intake.root
        let outside = try Directory.make(root + "/outside", mode: 0o700)
        try outside.setMode(0o3770)
        try outside.create(name("a.yaml"), mode: 0o600).write(Array(event("secret").utf8))
        let incoming = try intake.directory("incoming")
        _ = try incoming.makeDirectory(name("swap"), mode: 0o700)
        try give(root + "/incoming/swap", to: Self.another)
        try #require(unsafe symlink("../outside", root + "/incoming/.link") == 0)
        var racer = Command(
            "python3", "-c",
            """
            import os
            while True:
                for old, new in [("swap", ".spare"), (".link", "swap"), ("swap", ".link"), (".spare", "swap")]:
                    try: os.rename(old, new)
                    except OSError: pass
                # It may have been refused meanwhile.
                if not os.path.lexists(".link"): os.symlink("../outside", ".link")
                print(1, flush=True)
            """)
        racer.directory = root + "/incoming"
        let racing = try racer.start()
        let wanted = try #require(RelativePath("swap/a.yaml"))
        let isDone = try racing.wait { racing in
            intake.arrivals.movedIn(wanted)
            try intake.drain()
            return racing.outputSoFar.count >= 20_000
        }
        #expect(isDone)
        racing.send(SIGKILL)
        _ = racing.finish()
        #expect(intake.entries == 0 && holds("outside/a.yaml", intake))
    }

    @Test(arguments: ["mount --bind ../outside", "mount -t tmpfs -o mode=3770 tmpfs"])
    func `a mount stays as it is, and is named`(mount: String) throws {
        let intake = try intake("desk/mounted")
        let outside = try Directory.make(intake.root + "/outside", mode: 0o700)
        try outside.setMode(0o3770)
        let path = "\(intake.root)/incoming/desk/mounted"
        // The command lives through the call.
        try #require(unsafe system("cd \(intake.root)/incoming && \(mount) desk/mounted") == 0)
        defer { _ = unsafe system("umount -l \(path)") }
        try write("desk/mounted/a.yaml", event("a"), in: intake)
        #expect(try causes(intake) == ["desk/mounted": .mount])
        intake.arrivals.movedIn(try #require(RelativePath("desk/mounted/a.yaml")))
        try intake.drain()
        #expect(intake.entries == 0 && holds("incoming/desk/mounted/a.yaml", intake))
    }
}
