import Glibc
import TestSupport
import Testing

/// The daemon is killed at random moments, again and again, and nothing is lost.
struct `Kill -9` {
    /// TIMELINED_KILLS sets another number, such as 10000.
    private static let kills: Int = {
        // The environment is read once, before anything could change it.
        guard let text = unsafe getenv("TIMELINED_KILLS") else { return 500 }
        return unsafe Int(String(cString: text)) ?? 500
    }()

    @Test(arguments: 0..<4)
    func `at random moments`(worker: Int) throws {
        var random = SystemRandomNumberGenerator()
        var drops = try Drops()
        for number in 0..<Self.kills / 4 {
            let daemon = try drops.daemon().start()
            let pieces = Int.random(in: 0...3, using: &random)
            for _ in 0..<pieces {
                try drops.drop(events: Int.random(in: 1...5, using: &random))
                if Int.random(in: 0...9, using: &random) == 0 { try drops.dropBad() }
                usleep(UInt32.random(in: 0...3_000, using: &random))
            }
            // A start takes some ten milliseconds with a debug build: kills fall into it as well as after it.
            usleep(UInt32.random(in: 0...40_000, using: &random))
            daemon.send(SIGKILL)
            #expect(daemon.finish().status == .signalled(SIGKILL))
            if number % 25 == 24 {
                if let fault = try drops.fault() {
                    Issue.record("after \(number + 1) kills: \(fault)")
                    return
                }
                if drops.slugs.count > 400 { drops = try Drops() }
            }
        }
        #expect(try drops.fault() == nil)
    }
}
