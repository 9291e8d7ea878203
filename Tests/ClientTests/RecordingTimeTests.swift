import EventModel
import Glibc
import TestSupport
import Testing
import Timeline

/// Times of recording as journalctl's users type them (systemd.time(7)).
@Suite("Times of recording")
struct RecordingTimeTests {
    /// 2025-01-09T12:00:00.25Z, a Thursday.
    private static let now = Instant(microseconds: 1_736_424_000_250_000)

    private static func ends(_ text: String, _ calendar: Moment.Calendar = .local) throws -> [String] {
        let moment = try Moment(text, now: now, calendar: calendar)
        return [moment.first, moment.last].map { String($0.instant.description.dropLast()) }
    }

    @Test(arguments: [
        ("now", "2025-01-09T12:00:00.250000", "2025-01-09T12:00:00.250000"),
        ("today", "2025-01-09T00:00:00.000000", "2025-01-09T23:59:59.999999"),
        ("yesterday", "2025-01-08T00:00:00.000000", "2025-01-08T23:59:59.999999"),
        ("10:00", "2025-01-09T10:00:00.000000", "2025-01-09T10:00:00.999999"),
        ("10:00:07", "2025-01-09T10:00:07.000000", "2025-01-09T10:00:07.999999"),
        ("10:00:07.5", "2025-01-09T10:00:07.500000", "2025-01-09T10:00:07.599999"),
        ("10:00:07.123456", "2025-01-09T10:00:07.123456", "2025-01-09T10:00:07.123456"),
        ("10:00:07.1234567", "2025-01-09T10:00:07.123456", "2025-01-09T10:00:07.123456"),
        ("2024-12-31 23:59:59", "2024-12-31T23:59:59.000000", "2024-12-31T23:59:59.999999"),
        ("2024-12-31 23:59", "2024-12-31T23:59:00.000000", "2024-12-31T23:59:00.999999"),
        ("2024-12-31 23:59 UTC", "2024-12-31T23:59:00.000000", "2024-12-31T23:59:00.999999"),
        ("2024-12-31 23:59:00 +02:00", "2024-12-31T21:59:00.000000", "2024-12-31T21:59:00.999999"),
        ("2024-12-31T23:59:00+02", "2024-12-31T21:59:00.000000", "2024-12-31T21:59:00.999999"),
        ("2024-12-31T23:59Z", "2024-12-31T23:59:00.000000", "2024-12-31T23:59:00.999999"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999999", "2016-12-31T23:59:59.999999"),
        ("1736424000", "2025-01-09T12:00:00.000000", "2025-01-09T12:00:00.000000"),
        ("@1736424000", "2025-01-09T12:00:00.000000", "2025-01-09T12:00:00.000000"),
        ("-1h", "2025-01-09T11:00:00.250000", "2025-01-09T11:00:00.250000"),
        ("-1h30min", "2025-01-09T10:30:00.250000", "2025-01-09T10:30:00.250000"),
        ("+1 h 30 min", "2025-01-09T13:30:00.250000", "2025-01-09T13:30:00.250000"),
        ("-250ms", "2025-01-09T12:00:00.000000", "2025-01-09T12:00:00.000000"),
        ("-1.5h", "2025-01-09T10:30:00.250000", "2025-01-09T10:30:00.250000"),
        ("2 days ago", "2025-01-07T12:00:00.250000", "2025-01-07T12:00:00.250000"),
        ("1 week 1 day ago", "2025-01-01T12:00:00.250000", "2025-01-01T12:00:00.250000"),
        ("3 hours left", "2025-01-09T15:00:00.250000", "2025-01-09T15:00:00.250000"),
        ("-1M", "2024-12-10T01:30:00.250000", "2024-12-10T01:30:00.250000"),
        ("-1m", "2025-01-09T11:59:00.250000", "2025-01-09T11:59:00.250000"),
        ("-1y", "2024-01-10T06:00:00.250000", "2024-01-10T06:00:00.250000"),
        ("-0044", "-0044-01-01T00:00:00.000000", "-0044-12-31T23:59:59.999999"),
    ])
    func `are read as there, and last as long as what they name`(text: String, first: String, last: String) throws {
        #expect(try Self.ends(text) == [first, last])
    }

    @Test(arguments: [
        ("-1x", "there is no unit"), ("-1h30", "a number without a unit"), ("-h", "unexpected"),
        ("99999999999999999999h ago", "that far away"), ("-300000y", "that far away"), ("25:00", "25 is out of range"),
        ("2024-02-30 10:00", "no day 30"), ("2024-12-31 10:00 CET", "unexpected C"), ("10:61", "61 is out of range"),
        ("2 days", "unexpected"), ("ago", "unexpected"), (" ago", "unexpected"),
    ])
    func `are refused with what is wrong`(text: String, problem: String) {
        do throws(Fault) {
            _ = try Moment(text, now: Self.now, calendar: .local)
            Issue.record("\(text) is a time")
        } catch {
            #expect(error.problem.contains(problem), "\(error)")
        }
    }

    @Test(arguments: ["-1h", "10:00", "2 days ago", "1736424000"]) func `are none of the world`(text: String) {
        #expect(throws: Fault.self) { try Moment(text, now: Self.now, calendar: .world) }
    }

    /// What clocks show, second by second or nearly, around every change of an offset that is unlike the others.
    @Test func `take every entry that shows them, in every zone, and no other end`() async {
        // In a process of its own: other tests read the environment at the same time.
        await #expect(processExitsWith: .success) {
            for (zone, day) in [
                ("Europe/Berlin", "2026-10-25"), ("Europe/Berlin", "2026-03-29"), ("America/New_York", "2025-11-02"),
                ("America/New_York", "2025-03-09"), ("Australia/Lord_Howe", "2025-04-06"),
                ("Australia/Lord_Howe", "2025-10-05"), ("Pacific/Apia", "2011-12-30"), ("Asia/Kolkata", "2025-01-09"),
                ("America/Havana", "2025-11-02"), ("America/Sao_Paulo", "2018-11-04"), ("UTC", "2025-01-09"),
            ] {
                // Nothing else in this process uses the environment.
                unsafe setenv("TZ", zone, 1)
                let now = Instant(microseconds: 0)
                let start = try EDTF(day).bounds.earliest
                var shown: [(second: Int64, text: String)] = []
                for second in stride(from: start - 30 * 3_600, to: start + 54 * 3_600, by: 599) {
                    shown.append((second, LocalTime.text(Instant(seconds: second))))
                }
                for hour in 0..<24 {
                    for minute in [0, 29, 30, 59] {
                        let text = "\(day) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute):00"
                        let moment = try Moment(text, now: now, calendar: .local)
                        for (second, other) in shown {
                            precondition(other < text || second >= moment.first.seconds, "\(zone) \(text) \(other)")
                            precondition(other > text || second <= moment.last.seconds, "\(zone) \(text) \(other)")
                        }
                        // As near as that: a second farther in, something of that time is missing.
                        guard moment.first.seconds <= moment.last.seconds else { continue }
                        for end in [moment.first, moment.last] {
                            precondition(LocalTime.text(end.instant) == text, "\(zone) \(text)")
                        }
                    }
                }
            }
            unsafe setenv("TZ", "Europe/Berlin", 1)
            let twice = try Moment("2026-10-25 02:30", now: Instant(microseconds: 0), calendar: .local)
            precondition(twice.last.seconds - twice.first.seconds == 3_600)
        }
    }

    @Test func `are shown whole, whatever year a zone has`() async {
        await #expect(processExitsWith: .success) {
            for (zone, instant, shown) in [
                ("Pacific/Kiritimati", "9999-12-31T12:00:07Z", "10000-01-01 02:00:07"),
                ("UTC", "9999-12-31T23:59:59Z", "9999-12-31 23:59:59"),
                ("America/New_York", "0001-01-01T00:00:00Z", "0000-12-31 19:03:58"),
            ] {
                // Nothing else in this process uses the environment.
                unsafe setenv("TZ", zone, 1)
                let text = LocalTime.text(try Instant(instant))
                precondition(text == shown, text)
            }
        }
    }

    @Test func `the second that is shown holds the entry, in every command`() throws {
        let timeline = try ScratchTimeline.ofSeed()
        let zone = ["TZ": "Asia/Kolkata"]
        let shown = try timeline.run(["log"], environment: zone).lines.map { String($0.prefix(19)) }
        #expect(shown.count == 10 && Set(shown).count == 10)
        for (place, text) in shown.enumerated() {
            for words in [["--since", text, "--until", text], ["--since=" + text, "--until=" + text]] {
                let found = try timeline.run(["log"] + words, environment: zone).lines
                #expect(found.count == 1 && found[0].hasPrefix(text), "\(found)")
            }
            for point in [text, "@" + text] {
                let known = try timeline.run(["log", "--known-at", point, "-o", "cat"], environment: zone).lines
                #expect(known.count == place + 1, "\(known)")
                #expect(try timeline.run(["state", "-q", "--known-at", point], environment: zone).succeeded)
            }
            #expect(try timeline.run(["diff", "@" + text, "@" + text], environment: zone).succeeded)
        }
        // Recorded in the past, and all of it within a century.
        for (since, count) in [("-100y", 10), ("100 years ago", 10), ("-1h", 0), ("now", 0)] {
            #expect(try timeline.run("log", "-q", "--since", since).lines.count == count, "\(since)")
            #expect(try timeline.run("log", "-q", "--until", since).lines.count == 10 - count, "\(since)")
            #expect(try timeline.run("log", "-q", "--known-at", since).lines.count == 10 - count, "\(since)")
        }
    }
}
