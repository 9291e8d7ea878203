import Glibc
import TestSupport
import Testing

@testable import timelined

/// A time of day that is wrong, and what would be deleted by it.
struct `A clock that jumps ahead` {
    private func archive(_ drops: Drops) throws -> [String] {
        try Command("ls", "\(drops.root)/archive").run().lines
    }

    @Test func `empties no archive, neither while the daemon runs nor when it starts anew`() throws {
        let drops = try Drops()
        try drops.shell(
            """
            for n in $(seq 0 20); do
                day=archive/$(date -u -d "$n days ago" +%F); mkdir $day; echo x > $day/a.yaml
            done
            """)
        let before = try archive(drops)
        let file = drops.root + "/ahead"
        var command = drops.daemon("--archive", "keep for 30 days")
        command.environment = ["LD_PRELOAD": try Shim.library.get(), "SHIM_AHEAD": file]
        let daemon = try command.start()
        #expect(daemon.wait { $0.said("ready:") })
        try drops.shell("touch ahead")
        daemon.send(SIGHUP)
        #expect(
            daemon.wait {
                $0.said("the clock went ahead by 35,064 h 0 min; nothing of archive/ is removed for a day")
            },
            "\(daemon.errorsText)")
        for _ in 0..<3 {
            daemon.send(SIGHUP)
            usleep(300_000)
        }
        #expect(try archive(drops) == before)
        #expect(daemon.times("the clock went ahead") == 1)
        drops.stop(daemon)
        // Nobody can tell a start from a long rest: one day goes, and is told; no other within a day.
        command.words.append("--once")
        var said = ""
        for _ in 0..<3 { said += try command.run().errorText }
        #expect(try archive(drops) == Array(before.dropFirst()), "\(said)")
        #expect(said.ranges(of: " removed with 1 file: kept for 30 days").count == 1, "\(said)")
    }

    /// A process that is interrupted between its looks at the two clocks says the same jump.
    @Test(arguments: [-499_999, -1, 0, 1, 499_999]) func `has its length told to the second`(late: Int64) {
        let start = ClearingPace.Moment(time: 1_700_000_000_000_000, sinceBoot: 5_000_000)
        var pace = ClearingPace(lastRemoval: start)
        let year = 365 * ClearingPace.day
        let now = ClearingPace.Moment(
            time: start.time + 60_000_000 + year + late, sinceBoot: start.sinceBoot + 60_000_000)
        #expect(pace.look(now) == year)
    }

    /// Whatever the time of day does: day by day, and restart by restart.
    @Test(arguments: 1...200) func `lets no more days go than have passed since boot`(seed: UInt64) {
        var random = SeededNumbers(state: seed)
        var (time, boot): (Int64, Int64) = (1_700_000_000_000_000, 0)
        var pace = ClearingPace()
        var removed: [Int64] = []
        var jumps: [Int64] = []
        for _ in 0..<2_000 {
            let passed = Int64(random.next() % 7_200) * 1_000_000
            time += passed
            boot += passed
            switch random.next() % 40 {
            case 0: time += Int64(random.next() % 2_000_000) * 86_400_000
            case 1: time -= Int64(random.next() % 2_000_000) * 86_400_000
            case 2: pace = ClearingPace(lastRemoval: pace.lastRemoval)
            default: break
            }
            let now = ClearingPace.Moment(time: time, sinceBoot: boot)
            if pace.look(now) != nil { jumps.append(boot) }
            guard pace.mayRemove(now) else { continue }
            pace.remove(now)
            removed.append(boot)
        }
        for (last, next) in zip(removed, removed.dropFirst()) { #expect(next - last >= ClearingPace.day) }
        #expect(removed.count <= Int(boot / ClearingPace.day) + 1)
        // A steady clock lets them go, though.
        var steady = ClearingPace()
        var count = 0
        for minute in 0..<(10 * 1_440) {
            let now = ClearingPace.Moment(time: Int64(minute) * 60_000_000, sinceBoot: Int64(minute) * 60_000_000)
            #expect(steady.look(now) == nil)
            guard steady.mayRemove(now) else { continue }
            steady.remove(now)
            count += 1
        }
        #expect(count == 10)
    }

    @Test func `lets nothing go for a day after it, nor after one that nobody saw`() {
        var pace = ClearingPace()
        let day = ClearingPace.day
        #expect(pace.look(.init(time: 0, sinceBoot: 0)) == nil)
        #expect(pace.look(.init(time: 400 * day, sinceBoot: day)) == 399 * day)
        #expect(!pace.mayRemove(.init(time: 400 * day, sinceBoot: day)))
        #expect(!pace.mayRemove(.init(time: 401 * day - 1, sinceBoot: 2 * day - 1)))
        #expect(pace.mayRemove(.init(time: 401 * day, sinceBoot: 2 * day)))
        pace.remove(.init(time: 401 * day, sinceBoot: 2 * day))
        // Another process, the same boot: it sees by what was noted.
        var next = ClearingPace(lastRemoval: pace.lastRemoval)
        #expect(next.look(.init(time: 900 * day, sinceBoot: 4 * day)) == 497 * day)
        #expect(!next.mayRemove(.init(time: 900 * day, sinceBoot: 4 * day)))
        // Another boot: one a day by the time of day.
        let other = ClearingPace(lastRemoval: pace.lastRemoval)
        #expect(!other.mayRemove(.init(time: 402 * day - 1, sinceBoot: 5)))
        #expect(other.mayRemove(.init(time: 402 * day, sinceBoot: 5)))
        #expect(!other.mayRemove(.init(time: 0, sinceBoot: 5)))
        #expect(other.mayRemove(.init(time: 0, sinceBoot: day)))
    }
}

/// SplitMix64.
private struct SeededNumbers {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
