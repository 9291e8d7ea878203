import Testing

@testable import Systemd

struct `The status of a long start` {
    @Test(
        arguments: [
            (0, 0, "checking the log: 0 of 40 segments"),
            (1, 500_000, "checking the log: 1 of 40 segments"),
            (10, 2_000_000, "checking the log: 10 of 40 segments, 5.0 a second, 6 s left"),
            (39, 1_000_000, "checking the log: 39 of 40 segments, 39 a second, 1 s left"),
            (1, 100_000_000, "checking the log: 1 of 40 segments, 0.0 a second, 1 h 5 min left"),
            (40, 9_000_000, "checking the log: 40 of 40 segments"),
        ] as [(UInt64, Int64, String)]) func `tells how far, how fast and for how long`(
            done: UInt64, now: Int64, text: String
        )
    {
        #expect(ReplayStatus("checking the log", unit: "segments", now: 0).text(done, of: 40, now: now) == text)
    }

    @Test func `counts for the speed only what this start has read`() {
        let status = ReplayStatus("reading the log", unit: "entries", from: 1_000_000, now: 0)
        let text = status.text(1_200_000, of: 2_000_000, now: 2_000_000)
        #expect(text == "reading the log: 1,200,000 of 2,000,000 entries, 100,000 a second, 8 s left")
    }
}
