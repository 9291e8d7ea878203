import EventModel
import Glibc
import Histories
import LinuxIO
import Testing

@testable import Intake

/// What is cleared of rejected/ and archive/, some files at a time, while others come.
struct `Clearing` {
    private static func name(_ text: String) throws -> FileName { try #require(FileName(text)) }

    /// Sets both times of a file.
    private static func date(_ path: String, day: Int) throws {
        let times = [timespec(tv_sec: day * 86_400 + 43_200, tv_nsec: 0), timespec(tv_sec: day * 86_400, tv_nsec: 0)]
        // The two live through the call.
        try #require(unsafe utimensat(AT_FDCWD, path, [times[0], times[0]], 0) == 0)
    }

    @Test(arguments: Repetitions.seeds(20)) func `removes what its day had, and nothing that came since`(seed: UInt64)
        throws
    {
        var random = SeededRandom(seed: seed)
        let intake = try ScratchIntake()
        let folder = try intake.directory("rejected")
        func reject(_ text: String, day: Int) throws {
            for name in [text, text + ".reason"] {
                _ = try folder.create(Self.name(name), mode: 0o600)
                try Self.date("\(intake.root)/rejected/\(name)", day: day)
            }
        }
        var days: [String: Int] = [:]
        for number in 0..<random.number(1...60) { days["f-\(number)"] = random.number(100...103) }
        for (name, day) in days { try reject(name, day: day) }
        let first = try #require(days.values.min())
        let drop = try DropFolder(
            incoming: intake.root + "/incoming", archive: intake.root + "/archive", rejected: intake.root + "/rejected")
        #expect(try drop.oldestDay(of: .rejected, before: Shelf.day(of: Int64(first) * 86_400_000_000)) == nil)
        var day = try #require(try drop.oldestDay(of: .rejected, before: Self.name("2000-01-01")))
        #expect(day.day == Shelf.day(of: Int64(first) * 86_400_000_000))
        var newer: Set<String> = []
        while try !drop.clear(&day, limit: random.number(1...7)) {
            // Files of today come meanwhile, some under a name that was freed.
            guard let freed = try days.keys.sorted().first(where: { try !folder.holds(Self.name($0)) }) else {
                continue
            }
            try reject(freed, day: 20_000)
            newer.insert(freed)
        }
        #expect(day.removed == days.values.count { $0 == first })
        let left = Set(days.filter { $0.value != first }.keys).union(newer)
        #expect(try Set(intake.names("rejected")) == left.union(left.map { $0 + ".reason" }))
    }

    @Test func `takes reasons along whose files were taken away, and no file that is called like one`() throws {
        let intake = try ScratchIntake()
        for name in ["a.yaml", "b.yaml", "c.reason", "d.yaml.reason"] { try intake.drop(name, "no: event\n") }
        try intake.drain()
        let folder = try intake.directory("rejected")
        try folder.remove(Self.name("b.yaml"))
        try folder.remove(Self.name("d.yaml.reason"))
        let before = intake.bytes(of: getuid())
        try intake.measure()
        #expect(try intake.names("rejected") == ["a.yaml", "a.yaml.reason", "c.reason", "c.reason.reason"])
        #expect(intake.bytes(of: getuid()) < before)
    }

    @Test func `counts what a refused file has grown by since`() throws {
        let intake = try ScratchIntake()
        try intake.drop("a.yaml", "no: event\n")
        try intake.drain()
        let before = intake.bytes(of: getuid())
        // As a program does that has it open still: the folder itself does not change.
        try intake.directory("rejected").openForWriting(Self.name("a.yaml")).truncate(to: 1 << 20)
        try intake.measure()
        #expect(intake.bytes(of: getuid()) == before - 4_096 + 1 << 20)
    }

    /// Rejecting and measuring agree, whoever it is of.
    @Test(arguments: Repetitions.seeds(10)) func `leaves every submitter what is rejected of his`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let intake = try ScratchIntake()
        var sizes: [UInt32: Int] = [:]
        for number in 0..<30 {
            let (user, path) = (UInt32(random.number(0...3)), intake.root + "/incoming/f-\(number)")
            // The paths of these calls live through them.
            switch random.below(3) {
            case 0: try intake.drop("f-\(number)", "no: event\n" + String(repeating: "#", count: random.below(20_000)))
            case 1: try #require(unsafe symlink("/nowhere", path) == 0)
            default: try #require(unsafe mkdir(path, 0o700) == 0)
            }
            try #require(unsafe lchown(path, user, user) == 0)
            sizes[user, default: 0] += 1
        }
        try intake.drain()
        let counted = sizes.keys.map { intake.bytes(of: $0) }
        for _ in 0..<2 {
            try intake.measure()
            #expect(sizes.keys.map { intake.bytes(of: $0) } == counted)
        }
        #expect(zip(sizes.keys, counted).allSatisfy { sizes[$0, default: 0] * 12_288 <= $1 })
    }
}
