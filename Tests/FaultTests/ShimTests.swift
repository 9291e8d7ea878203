import Glibc
import TestSupport
import Testing

/// The library that is put before the C library, built by the first test that needs it.
enum Shim {
    static let library = Result {
        let made = try Command("mktemp", "--directory", "--tmpdir", "timelined-shim-XXXXXX").run()
        let path = "\(made.text.dropLast())/shim.so"
        let source = "\(Programs.repository)/Tests/FaultTests/Shim/shim.c"
        let built = try Command("cc", "-shared", "-fPIC", "-O1", "-o", path, source, "-ldl").run()
        try #require(built.succeeded, "\(built)")
        return path
    }
}

/// A kernel that does what POSIX allows and nobody expects, put before the C library.
struct `A kernel in a bad mood` {
    @Test func `half writes, half reads and interruptions lose and double nothing`() throws {
        let drops = try Drops()
        let environment = ["LD_PRELOAD": try Shim.library.get(), "SHIM_SHORT": "1"]
        for round in 0..<5 {
            let daemon = try drops.start(environment: environment)
            for size in [1, 7, 300] { try drops.drop(events: size) }
            try drops.dropBad()
            try drops.wait(daemon)
            if round < 4 { daemon.send(SIGKILL) } else { daemon.send(SIGTERM) }
            _ = daemon.finish()
        }
        #expect(try drops.fault() == nil)
        #expect(try drops.client("verify").succeeded)
    }

    @Test func `a clock that goes back a day is said once, and recorded times go on`() throws {
        let drops = try Drops()
        let file = drops.root + "/yesterday"
        let daemon = try drops.start(environment: ["LD_PRELOAD": try Shim.library.get(), "SHIM_CLOCK": file])
        for _ in 0..<3 {
            try drops.drop(events: 1)
            try drops.wait(daemon)
        }
        try drops.shell("touch yesterday")
        for _ in 0..<3 {
            try drops.drop(events: 1)
            try drops.wait(daemon)
        }
        #expect(daemon.times("the clock went back by 23 h 59 min") == 1, "\(daemon.errorsText)")
        try drops.shell("rm yesterday")
        try drops.drop(events: 1)
        try drops.wait(daemon)
        drops.stop(daemon)
        let times = try drops.client("log", "-o", "json").lines.map { line in
            let start = try #require(line.firstRange(of: "\"recorded\":\"")?.upperBound)
            return String(line[start...].prefix(27))
        }
        #expect(times == times.sorted() && Set(times).count == 7, "\(times)")
        #expect(try drops.fault() == nil)
    }
}
