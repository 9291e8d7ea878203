import Glibc
import TestSupport
import Testing

/// The daemon is killed at random moments, again and again, and nothing is lost.
struct `Kill -9` {
    /// TIMELINED_KILLS sets another number, such as 10000.
    private static let kills = Environment.value("TIMELINED_KILLS").flatMap { Int($0) } ?? 500

    /// Every other worker drops into a folder of the drop folder, too.
    @Test(arguments: 0..<4)
    func `at random moments, with writers that keep files open`(worker: Int) throws {
        var random = SystemRandomNumberGenerator()
        var drops = try Drops(hasSubfolders: worker % 2 == 1)
        var open: [Drops.OpenFile] = []
        for number in 0..<Self.kills / 4 {
            let daemon = try drops.daemon().start()
            let pieces = Int.random(in: 0...3, using: &random)
            for _ in 0..<pieces {
                try drops.drop(events: Int.random(in: 1...5, using: &random))
                if Int.random(in: 0...9, using: &random) == 0 { try drops.dropBad() }
                if Int.random(in: 0...3, using: &random) == 0 { try drops.dropAgain() }
                if open.count < 4 { open.append(try drops.open()) }
                if let place = open.indices.randomElement(using: &random) { try drops.append(to: open[place]) }
                usleep(UInt32.random(in: 0...3_000, using: &random))
            }
            // A start takes some ten milliseconds with a debug build: kills fall into it as well as after it.
            usleep(UInt32.random(in: 0...40_000, using: &random))
            // A reader sees whole batches at every moment, whatever becomes of the writer.
            let reader = number % 10 == 3 ? try drops.reader().start() : nil
            // Some stop well, or are killed at that: the next start goes by the index they leave.
            let isStopping = Int.random(in: 0...2, using: &random) == 0
            if isStopping {
                daemon.send(SIGTERM)
                usleep(UInt32.random(in: 0...30_000, using: &random))
            }
            daemon.send(SIGKILL)
            let status = daemon.finish().status
            // One that has not come so far as to stop well is killed by either.
            #expect(
                status == .signalled(SIGKILL) || isStopping && [.exited(0), .signalled(SIGTERM)].contains(status),
                "\(status)")
            if let seen = reader?.finish() {
                // Before the first head is signed, nothing proves the log.
                let isUnsigned = seen.status == .exited(2) && seen.text.contains("The signed head: none")
                #expect(seen.status == .exited(0) || isUnsigned, "\(seen)")
            }
            if number % 25 == 24 {
                try drops.end(&open)
                if let fault = try drops.fault() {
                    Issue.record("after \(number + 1) kills: \(fault)")
                    return
                }
                if drops.slugs.count > 400 { drops = try Drops(hasSubfolders: worker % 2 == 1) }
            }
        }
        try drops.end(&open)
        #expect(try drops.fault() == nil)
    }
}
