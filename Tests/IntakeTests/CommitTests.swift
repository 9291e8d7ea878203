import EventModel
import Glibc
import Histories
import LinuxIO
import Testing

@testable import Intake

/// What one commit takes, and in which order things happen in it: no file may hold up the others.
struct `A commit` {
    private static func announcement(_ number: Int) -> String {
        "announcement: a-\(number)\ntitle: T\noccurred: 2025\nid: e-\(number)\n"
    }

    private static func correction(_ number: Int, of target: Int) -> String {
        "correction: c-\(number)\nverb: retracted\nof: e-\(target)\nreason: error\nid: e-\(number)\n"
    }

    /// Files that correct each other's events, in any order, some of what never comes.
    @Test(arguments: Repetitions.seeds(25))
    func `takes corrections in whatever order their files come, and refuses those of nothing`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let intake = try ScratchIntake()
        let count = random.number(1...60)
        var order = Array(0..<count)
        order.shuffle(using: &random)
        var targets: [Int?] = []
        for number in 0..<count {
            // What is numbered beyond the files never comes; a later number makes chains, never a circle.
            let target = random.happens(percent: 75) ? random.number(number + 1...count + 2) : nil
            targets.append(target)
            let text = target.map { Self.correction(number, of: $0) } ?? Self.announcement(number)
            try intake.drop("f-\(order[number]).yaml", text)
        }
        func exists(_ number: Int) -> Bool {
            number < count && (targets[number].map { exists($0) } ?? true)
        }
        let right = (0..<count).filter(exists)
        let (endings, commits) = try intake.drain(random.number(1...12))
        for number in 0..<count {
            let name = "f-\(order[number]).yaml"
            switch endings[name] {
            case .accepted: #expect(right.contains(number), "\(name)")
            case .rejected(_, _, _, let cause): #expect(!right.contains(number) && cause == .missing, "\(name)")
            case let other: Issue.record("\(name): \(String(describing: other))")
            }
        }
        #expect(intake.entries == UInt64(right.count))
        // Each round takes one further link of a chain, or ends it.
        #expect(commits <= (count + 1) * (count + 2))
    }

    /// Each of some events that come one by one might be what the others wait for.
    @Test(arguments: Repetitions.seeds(10))
    func `reads a file that waits again when what it waits for has come, and for nothing else`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let intake = try ScratchIntake()
        var looks: [String: Int] = [:]
        func step() throws {
            for outcome in try intake.commit(3) { looks[outcome.name.escaped, default: 0] += 1 }
        }
        func drop(_ name: String, _ text: String) throws {
            try intake.drop(name, text)
            intake.arrivals.movedIn(try #require(RelativePath(name)))
        }
        for number in 0..<12 { try drop("a-\(number).yaml", Self.correction(1_000 + number, of: 900 + number)) }
        let many = (0..<40).map { Self.correction(2_000 + $0, of: $0) }
        try drop("b.yaml", many.joined(separator: "---\n"))
        for number in 0..<40 {
            // There is always something that has not been looked at.
            try drop("z-\(number).yaml", Self.announcement(number))
            try drop("z-\(number)-more.yaml", Self.announcement(100 + number))
            for _ in 0..<random.number(1...3) where intake.arrivals.ready.count > 1 { try step() }
        }
        #expect((0..<12).allSatisfy { looks["a-\($0).yaml"] == 1 }, "\(looks)")
        while intake.arrivals.hasReady { try step() }
        #expect((0..<12).allSatisfy { looks["a-\($0).yaml"] == 2 }, "\(looks)")
        #expect(looks["b.yaml"] ?? 0 <= 17, "\(looks)")
        #expect(try intake.names("incoming").isEmpty)
        #expect(try intake.names("rejected").count { $0.hasPrefix("a-") } == 24)
    }

    @Test(arguments: Repetitions.seeds(50))
    func `decides on a file twice at most, however long the chain`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let count = random.number(1...300)
        func event(_ number: Int) -> EventIdentity { EventIdentity(source: "/s", id: "\(number)") }
        // What each file waits for: events of the files behind it, or of none.
        let needs = (0..<count).map { number in
            Set((0..<random.below(4)).map { _ in event(number + 1 + random.below(count - number + 1)) })
        }
        var (awaited, decided, accepted) = (AwaitedEvents(), [Int: Int](), Set<Int>())
        func decide(_ number: Int) {
            decided[number, default: 0] += 1
            let missing = needs[number].filter { !accepted.map(event).contains($0) }
            guard missing.isEmpty else { return awaited.wait(number, for: missing) }
            accepted.insert(number)
            awaited.arrived([event(number)])
        }
        for number in 0..<count { decide(number) }
        while let number = awaited.next() { decide(number) }
        var right: Set<Int> = []
        for number in (0..<count).reversed() where needs[number].isSubset(of: right.map(event)) { right.insert(number) }
        #expect(accepted == right)
        #expect(decided.values.allSatisfy { $0 <= 2 })
    }

    @Test(arguments: Repetitions.seeds(100))
    func `finds circles of corrections within a file`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let count = random.number(2...12)
        let targets = (0..<count).map { number in
            (0..<count + 2).filter { $0 != number }.randomElement(using: &random) ?? count
        }
        let intake = try ScratchIntake()
        try intake.drop("e.yaml", Self.announcement(count) + "---\n" + Self.announcement(count + 1))
        try intake.drain()
        let texts = (0..<count).map { Self.correction($0, of: targets[$0]) }
        try intake.drop("f.yaml", texts.joined(separator: "---\n"))
        func isCircular(_ number: Int) -> Bool {
            var next = targets[number]
            for _ in 0..<count where next < count && next != number { next = targets[next] }
            return next == number
        }
        let circular = (0..<count).filter(isCircular)
        switch try intake.drain().endings["f.yaml"] {
        case .accepted: #expect(circular.isEmpty)
        case .rejected(let problems, _, _, _):
            #expect(problems.count { $0.problem.contains("circle") } == circular.count)
        case let other: Issue.record("\(String(describing: other))")
        }
    }

    @Test func `moves what no log could make good before all of it is read`() throws {
        let intake = try ScratchIntake()
        for number in 0..<5 { try intake.drop("bad-\(number).yaml", "no: event\n") }
        for number in 5..<9 { try intake.drop("bad-\(number).yaml", String(repeating: "#", count: 17 << 20)) }
        try intake.drop("z.yaml", Self.announcement(1))
        var seen: Set<Int> = []
        intake.setProgress { [root = intake.root] in
            seen.insert((try? Directory.open(root + "/rejected").names().count) ?? 0)
        }
        try intake.drain()
        #expect(seen.isSuperset(of: [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]), "\(seen.sorted())")
        #expect(intake.entries == 1)
    }

    @Test func `reads no more than it may, and leaves the rest for the next`() throws {
        let intake = try ScratchIntake()
        // Mistakes count, too: to read them takes time, whatever comes of it.
        for number in 0..<6 { try intake.drop("a-\(number).yaml", String(repeating: "#", count: 6 << 20)) }
        try intake.drop("z.yaml", Self.announcement(1))
        let (endings, commits) = try intake.drain()
        // Fewer files a commit where they take longer than it may.
        #expect((4...7).contains(commits))
        #expect(endings.values.allSatisfy { if case .later = $0 { false } else { true } })
    }

    @Test func `moves files for no longer than it may, and the next one moves the rest`() throws {
        let intake = try ScratchIntake()
        for number in 0..<50 { try intake.drop("f-\(number).yaml", Self.announcement(number)) }
        // From the moment on at which something is in the log, as a slow mount would.
        intake.setProgress { [root = intake.root] in
            let log = try? Directory.open(root + "/log")
            let names = ((try? log?.names()) ?? nil) ?? []
            let isWritten = names.contains {
                $0.hasSuffix(".ndjson") && ((try? log?.status(of: $0).size) ?? 0) > 0
            }
            if isWritten { usleep(60_000) }
        }
        let started = Clock.monotonic()
        try intake.drain(limit: 1)
        #expect(Clock.monotonic() - started < 4_000_000)
        #expect((1...49).contains(try intake.names("incoming").count))
        #expect(intake.entries == 50)
        intake.setProgress {}
        try intake.drain()
        #expect(try intake.names("incoming").isEmpty && intake.names("rejected").isEmpty)
        #expect(intake.entries == 50)
        let day = try #require(try intake.names("archive").first)
        #expect(try intake.names("archive/\(day)").count == 50)
    }

    // MARK: Names

    @Test(arguments: [1, 2, 3, 7, 8, 9, 100, 1_023, 3_000])
    func `asks for few names, however many are taken`(taken: Int) throws {
        let wanted = try #require(FileName("\(String(repeating: "x", count: 250)).yaml"))
        var asked = 0
        var names = Set((1..<taken).map { wanted.numbered($0) })
        for _ in 0..<20 {
            let free = try FreeName.like(wanted) { (name) throws(IOError) in
                asked += 1
                return !names.contains(name)
            }
            #expect(names.insert(free).inserted)
            #expect(free.bytes.count <= FileName.maximumLength)
        }
        #expect(asked <= 20 * 26)
    }

    @Test func `gives files with long names of one beginning a reason each`() throws {
        let intake = try ScratchIntake()
        let names = (0..<40).map { String(repeating: "x", count: 247) + "\($0 % 10)-\($0 + 100).y" }
        for name in names { try intake.drop(name, "") }
        for name in ["\(String(repeating: "x", count: 255))", "\(String(repeating: "x", count: 254))y"] {
            try intake.drop(name, "")
        }
        let (endings, _) = try intake.drain()
        let rejected = try intake.names("rejected")
        #expect(rejected.count == 84)
        for (name, ending) in endings {
            guard case .rejected(_, let new, _, _) = ending else {
                Issue.record("\(name): \(ending)")
                continue
            }
            #expect(try intake.text("rejected/\(DropFolder.reasonName(for: new))").hasPrefix(name))
        }
    }

    // MARK: Refused

    @Test func `puts a plain file in the place of what would trap a reader of rejected`() throws {
        let intake = try ScratchIntake()
        try intake.drop("good.yaml", Self.announcement(1))
        let made = [
            // The paths live through the calls.
            unsafe symlink("/etc/passwd", intake.root + "/incoming/link.yaml"),
            unsafe mkfifo(intake.root + "/incoming/pipe.yaml", 0o666),
            unsafe mknod(intake.root + "/incoming/socket.yaml", S_IFSOCK | 0o666, 0),
        ]
        #expect(made == [0, 0, 0])
        let (endings, _) = try intake.drain()
        let user = getuid()
        for (name, text) in [("link.yaml", "/etc/passwd"), ("pipe.yaml", ""), ("socket.yaml", "")] {
            guard case .refused(_, _, let submitter) = endings[name] else {
                Issue.record("\(name): \(String(describing: endings[name]))")
                continue
            }
            #expect(submitter.uid == user)
            #expect(try intake.directory("rejected").status(of: #require(FileName(name))).kind == .regular)
            #expect(try intake.text("rejected/\(name)") == text)
            #expect(try intake.text("rejected/\(name).reason").hasPrefix("\(name): a "))
        }
        #expect(try intake.names("incoming").isEmpty)
    }

    @Test func `puts a plain file in the place of an empty directory, and leaves any other where it is`() throws {
        let intake = try ScratchIntake()
        let incoming = try intake.directory("incoming")
        _ = try incoming.makeDirectory(#require(FileName("empty")), mode: 0o700)
        let full = try incoming.makeDirectory(#require(FileName("full")), mode: 0o777)
        _ = try full.create(#require(FileName("inside.yaml")), mode: 0o600)
        let (endings, _) = try intake.drain()
        guard case .left(let error, .rejecting, let submitter) = endings["full"] else {
            Issue.record("\(endings)")
            return
        }
        #expect(error.errno == ENOTEMPTY && submitter?.uid == getuid())
        #expect(try intake.names("incoming") == ["full"])
        #expect(try intake.names("incoming/full") == ["inside.yaml"])
        #expect(try intake.names("rejected") == ["empty", "empty.reason"])
        #expect(try intake.directory("rejected").status(of: #require(FileName("empty"))).kind == .regular)
        #expect(try intake.text("rejected/empty.reason").hasPrefix("empty: a directory"))
    }

    @Test func `knows whose the plain files are, in the next life as well`() throws {
        let intake = try ScratchIntake()
        let path = intake.root + "/incoming/link.yaml"
        // The paths live through the calls.
        try #require(unsafe symlink("/etc/passwd", path) == 0 && lchown(path, 65_534, 65_534) == 0)
        try intake.drain()
        #expect(try intake.text("rejected/link.yaml.reason").hasSuffix("\ndropped by uid 65534\n"))
        let bytes = intake.bytes(of: 65_534)
        #expect(bytes >= 2 * 8_192)
        try intake.live()
        #expect(intake.bytes(of: 65_534) == bytes)
    }

    @Test func `writes reasons that are no longer than they need be`() throws {
        let intake = try ScratchIntake()
        let line = "- announcement: \(String(repeating: "x", count: 300))\n  occured: 2025\n  titel: T\n"
        try intake.drop("many.yaml", String(repeating: line, count: 1_000))
        try intake.drop("one.yaml", "announcement: \(String(repeating: "é", count: 100_000))\n")
        try intake.drain()
        let text = try intake.text("rejected/many.yaml.reason")
        #expect(
            text.utf8.count < 17 << 10 && text.contains("more; timelinectl check lists them all"), "\(text.suffix(200))"
        )
        #expect(try intake.text("rejected/one.yaml.reason").utf8.count < 17 << 10)
    }

    @Test func `refuses what others can write, where that was asked for`() throws {
        let intake = try ScratchIntake()
        var rules = SubmissionRules()
        let modes: [UInt32] = [0o600, 0o644, 0o640, 0o444, 0o660, 0o620, 0o602, 0o666, 0o622]
        for (number, mode) in modes.enumerated() {
            try intake.drop("f-\(number).yaml", Self.announcement(number), mode: mode)
        }
        rules.takesFilesOfManyWriters = false
        try intake.live(rules: rules)
        let (endings, _) = try intake.drain()
        for (number, mode) in modes.enumerated() {
            guard case .refused(let refusal, _, _) = endings["f-\(number).yaml"] else {
                #expect(mode & 0o022 == 0)
                continue
            }
            #expect(mode & 0o022 != 0 && refusal.cause == .writableByOthers)
        }
        #expect(intake.entries == 4)
    }

    // MARK: What ends the daemon

    @Test func `sets a file aside in whose reading the daemon has ended twice`() throws {
        let intake = try ScratchIntake()
        for number in 0..<3 { try intake.drop("f-\(number).yaml", Self.announcement(number)) }
        // Another file in between takes nothing from the record.
        for name in ["f-1.yaml", "f-0.yaml", "f-1.yaml"] {
            try intake.crash(reading: name)
            try intake.live()
        }
        let (endings, _) = try intake.drain()
        guard case .refused(let refusal, _, _) = endings["f-1.yaml"] else {
            Issue.record("\(endings)")
            return
        }
        #expect(refusal.cause == .setAside)
        #expect(intake.entries == 2)
        // Moved back, it is tried again.
        try intake.directory("rejected").rename(
            #require(FileName("f-1.yaml")), to: intake.directory("incoming"), as: #require(FileName("f-1.yaml")))
        try intake.drain()
        #expect(intake.entries == 3)
    }

    @Test func `reads no file of the archive again in whose late reading the daemon has ended twice`() throws {
        let intake = try ScratchIntake()
        try intake.drop("f.yaml", Self.announcement(1))
        try intake.drain()
        let day = try #require(try intake.names("archive").first)
        let folder = try intake.directory("archive/\(day)")
        let name = try #require(FileName("f.yaml"))
        for number in 2..<4 {
            // Written to each time, it is the same file.
            let file = try folder.openForWriting(name)
            try file.seekToEnd()
            try file.write(Array("---\n\(Self.announcement(number))".utf8))
            if number == 3 {
                guard case .changed(let report) = try intake.commitAgain(day, "f.yaml") else {
                    Issue.record("it is read while it has ended the daemon once")
                    return
                }
                #expect(report.refusal == nil && intake.entries == 3)
            }
            try intake.crash(reading: "f.yaml", in: "archive/\(day)")
            try intake.live()
        }
        guard case .changed(let report) = try intake.commitAgain(day, "f.yaml") else {
            Issue.record("it was said to be read")
            return
        }
        #expect(report.refusal?.cause == .setAside)
        #expect(intake.entries == 3)
    }

    @Test(arguments: Repetitions.seeds(20)) func `remembers what was in hand, whatever the record holds`(seed: UInt64)
        throws
    {
        var random = SeededRandom(seed: seed)
        let intake = try ScratchIntake()
        try intake.drop("f.yaml", Self.announcement(1))
        try intake.crash(reading: "f.yaml")
        let cache = try intake.directory("cache")
        let name = try #require(FileName("in-hand"))
        var bytes = try #require(try cache.contents(of: name, limit: 1 << 20))
        for _ in 0..<random.below(4) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
        if random.happens(percent: 30) { bytes = Array(bytes.prefix(random.below(bytes.count))) }
        try cache.remove(name)
        try cache.create(name, mode: 0o600).write(bytes)
        try intake.live()
        try intake.drain()
        #expect(intake.entries == 1)
    }

    @Test func `forgets what was set aside, as some file systems tell by no time that it was moved back`() throws {
        let intake = try ScratchIntake()
        try intake.drop("f.yaml", Self.announcement(1))
        for _ in 0..<InHand.crashes { try intake.crash(reading: "f.yaml") }
        let name = try #require(FileName("f.yaml"))
        let status = try intake.directory("incoming").status(of: name)
        var hand = InHand(intake.root + "/cache")
        let before = hand.take(name, status)
        hand.forget(name, status)
        let after = hand.take(name, status)
        hand.release()
        _ = consume hand
        var next = InHand(intake.root + "/cache")
        let later = next.take(name, status)
        #expect([before, after, later] == [false, true, true])
    }

    // MARK: Quota

    @Test func `leaves files unread whose submitter has filled rejected, until there is room`() throws {
        let intake = try ScratchIntake()
        var rules = SubmissionRules()
        // Two files of a block and an inode each are refused, and then it is full.
        rules.quota = 4 * 8_192
        try intake.live(rules: rules)
        for number in 0..<4 { try intake.drop("bad-\(number).yaml", "no: event\n") }
        try intake.drop("good.yaml", Self.announcement(1))
        let (endings, _) = try intake.drain()
        #expect(try intake.names("incoming") == ["bad-2.yaml", "bad-3.yaml", "good.yaml"])
        guard case .overQuota(let submitter, let bytes, let quota) = endings["good.yaml"] else {
            Issue.record("\(endings)")
            return
        }
        #expect(submitter.uid == getuid() && bytes >= quota && quota == rules.quota)
        // A start measures the same.
        try intake.live(rules: rules)
        try intake.drain()
        #expect(try intake.names("incoming").count == 3)
        let rejected = try intake.directory("rejected")
        for left in [["good.yaml"], []] {
            for name in try rejected.names() { try rejected.remove(name) }
            try intake.measure()
            try intake.drain()
            #expect(try intake.names("incoming") == left)
        }
        #expect(intake.entries == 1)
    }
}
