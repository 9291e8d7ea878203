import EventModel
import Glibc
import TestSupport
import Testing
import Timeline

@Suite("Points and moments")
struct PointTests {
    /// 2025-01-09T12:00:00Z, a Thursday.
    private static let now = Instant(microseconds: 1_736_424_000_000_000)

    private func text(_ second: Int64?) -> String? { second.map { Instant(seconds: $0).description } }

    @Test(
        arguments: [
            ("2024-12-31", "2024-12-31T23:59:59.000000Z"), ("2024-12", "2024-12-31T23:59:59.000000Z"),
            ("2024", "2024-12-31T23:59:59.000000Z"), ("[..2025-01-02]", "2025-01-02T23:59:59.000000Z"),
            ("2024/2026-06", "2026-06-30T23:59:59.000000Z"),
            ("2025-01-02T09:30:00+02:00", "2025-01-02T07:30:00.000000Z"),
            ("2025-01-02T09:30+02:00", "2025-01-02T07:30:00.000000Z"),
            ("2025-01-02T09:30Z", "2025-01-02T09:30:00.000000Z"),
            ("2025-01-02T09:30:00", "2025-01-02T09:30:00.000000Z"),
            ("now", "2025-01-09T12:00:00.000000Z"), ("today", "2025-01-09T23:59:59.000000Z"),
            ("yesterday", "2025-01-08T23:59:59.000000Z"), ("tomorrow", "2025-01-10T23:59:59.000000Z"),
        ])
    func `of a date its end counts`(expression: String, end: String) throws {
        let point = try PointExpression(expression, now: Self.now)
        #expect(text(point.asOf) == end)
        #expect(point.knownAt == nil)
    }

    @Test func `a point of the log is a number, an instant or the end of a day`() throws {
        #expect(try PointExpression("#41", now: Self.now) == PointExpression(knownAt: .entry(41)))
        // All of that second.
        let instant = try Instant("2025-01-08T10:00:00.999999Z")
        #expect(try PointExpression("@2025-01-08T10:00:00Z", now: Self.now).knownAt == .instant(instant))
        #expect(try PointExpression("@#7", now: Self.now).knownAt == .entry(7))
        let both = try PointExpression("2024-12-31@#7", now: Self.now)
        #expect(text(both.asOf) == "2024-12-31T23:59:59.000000Z" && both.knownAt == .entry(7))
        guard case .instant(let end)? = try PointExpression("@2025-01-08", now: Self.now).knownAt else {
            Issue.record("a day of the log is an instant")
            return
        }
        #expect(end.microseconds % 1_000_000 == 999_999)
    }

    @Test(arguments: [
        "", "soon", "2025-02-30", "#", "#-1", "#x", "@", "@soon", "2024-12-31@", "@@#1", "@@now",
        "#99999999999999999999",
    ])
    func `what is no point is said to be none`(expression: String) {
        #expect(throws: Fault.self) { try PointExpression(expression, now: Self.now) }
    }

    @Test(arguments: ["Y17E7", "Y-17E7", "Y292278", "Y-292000000000", "Y292000000000", "9999"])
    func `a year that instants do not reach is a point, too`(year: String) throws {
        let date = try EDTF(year)
        let moment = try Moment(year, now: Self.now, calendar: .world)
        #expect(Bounds(earliest: moment.first.seconds, latest: moment.last.seconds) == date.bounds)
        #expect(try PointExpression(year, now: Self.now).asOf == date.bounds.latest)
    }

    @Test func `a date of the log is a day of the local zone, one of the world is not`() async {
        // In a process of its own: other tests read the environment at the same time.
        await #expect(processExitsWith: .success) {
            // The process has just begun and nothing else in it uses the environment.
            unsafe setenv("TZ", "America/New_York", 1)
            let now = Instant(microseconds: 1_736_424_000_000_000)
            let local = try Moment("2025-07-01", now: now, calendar: .local)
            #expect(local.first.instant.description == "2025-07-01T04:00:00.000000Z")
            #expect(local.last.instant.description == "2025-07-02T03:59:59.999999Z")
            let winter = try Moment("2025-01-01", now: now, calendar: .local)
            #expect(winter.first.instant.description == "2025-01-01T05:00:00.000000Z")
            let world = try Moment("2025-07-01", now: now, calendar: .world)
            #expect(world.first.instant.description == "2025-07-01T00:00:00.000000Z")
            #expect(LocalTime.text(now) == "2025-01-09 07:00:00")
            // The day on which clocks go forward has 23 hours.
            let short = try Moment("2025-03-09", now: now, calendar: .local)
            #expect(short.last.seconds - short.first.seconds == 23 * 3_600 - 1)
        }
    }
}
