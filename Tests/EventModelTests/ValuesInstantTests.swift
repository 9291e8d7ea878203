import EventModel
import Testing

@Suite struct ValuesInstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64(0)),
        ("1985-04-12T23:20:50.52Z", 482_196_050_520_000),
        ("1996-12-19T16:39:57-08:00", 851_042_397_000_000),
        ("1990-12-31T23:59:60Z", 662_687_999_999_999),
        ("1990-12-31T15:59:60-08:00", 662_687_999_999_999),
        ("1937-01-01T12:00:27.87+00:20", -1_041_337_172_130_000),
        ("2025-01-02t14:30:00z", 1_735_828_200_000_000),
        ("2025-01-02T14:30:00-00:00", 1_735_828_200_000_000),
        ("2025-01-02T14:30:00.123456789012345Z", 1_735_828_200_123_456),
        ("2025-01-02T14:30:00.9999999Z", 1_735_828_200_999_999),
        ("1969-12-31T23:59:59.5Z", -500_000),
        ("2025-01-02T00:00:00+23:59", 1_735_689_660_000_000),
        ("0000-01-01T00:00:00Z", -62_167_219_200_000_000),
        ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ])
    func `an instant of RFC 3339 is read to the microsecond`(_ text: String, _ microseconds: Int64) throws {
        #expect(try Instant(text).microseconds == microseconds)
        #expect(Instant.fault(in: text) == nil)
    }

    @Test(arguments: [
        ("", 0), ("2025", 4), ("2025-01-02", 10), ("2025-13-02T00:00:00Z", 5), ("2025-02-29T00:00:00Z", 8),
        ("2025-01-02T24:00:00Z", 11), ("2025-01-02T23:60:00Z", 14), ("2025-01-02T23:59:61Z", 17),
        ("2025-01-02T23:59:60Z", 17), ("2024-06-30T22:59:60Z", 17), ("1971-12-31T23:59:60Z", 17),
        ("2025-01-02T14:30:00", 19), ("2025-01-02T14:30:00.Z", 20), ("2025-01-02T14:30:00+24:00", 20),
        ("2025-01-02T14:30:00+01:60", 23), ("2025-01-02T14:30:00+0100", 22), ("2025-01-02T14:30Z", 16),
        ("2025-01-02 14:30:00Z", 10), ("2025-01-02T14:30:00Z ", 20), ("-0001-01-02T14:30:00Z", 0),
        ("20250102T143000Z", 4), ("2025-01-02T14:30:00ZZ", 20), ("2025-01-02T14:30:00,5Z", 19),
    ])
    func `what is no instant is refused where it goes wrong`(_ text: String, _ offset: Int) {
        #expect(throws: Fault.self) { try Instant(text) }
        #expect(Instant.fault(in: text)?.offset == offset)
    }

    @Test(arguments: [
        ("2025-01-02 14:30:00Z", "write 2025-01-02T14:30:00Z"), ("2025-01-02T14:30Z", "write 2025-01-02T14:30:00Z"),
        ("2025-01-02T14:30:00+0100", "write 2025-01-02T14:30:00+01:00"),
        ("2025-01-02T14:30:00", "write Z behind a time of UTC"), ("2025-02-29T00:00:00Z", "the month has 28 days"),
    ])
    func `an instant in another form is told the one to write`(_ text: String, _ hint: String) {
        #expect(Instant.fault(in: text)?.hint?.words == hint)
    }

    @Test func `an instant is written in 27 characters and reads as itself`() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<5_000 {
            let instant = Instant(
                microseconds: Int64(generator.number(-62_167_219_200_000_000...253_402_300_799_999_999)))
            #expect(instant.description.utf8.count == 27)
            #expect(try Instant(instant.description) == instant)
        }
        #expect(Instant(microseconds: -1).description == "1969-12-31T23:59:59.999999Z")
    }

    @Test func `an offset moves the clock and not the instant`() throws {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<1_000 {
            let utc = Int64(generator.number(0...4_000_000_000))
            let minutes = generator.number(-1_439...1_439)
            let clock = Instant(seconds: utc + Int64(minutes) * 60).description.dropLast(8)
            let sign = minutes < 0 ? "-" : "+"
            let hours = SeededGenerator.digits(Int(minutes.magnitude) / 60, 2)
            let rest = SeededGenerator.digits(Int(minutes.magnitude) % 60, 2)
            #expect(try Instant("\(clock)\(sign)\(hours):\(rest)").seconds == utc)
        }
    }

    @Test func `seconds are rounded down, and instants ordered by time`() {
        #expect(Instant(microseconds: -1).seconds == -1)
        #expect(Instant(microseconds: 1_999_999).seconds == 1)
        #expect(Instant(microseconds: -1) < Instant(microseconds: 0))
        #expect(Instant(seconds: .max).microseconds == .max)
        #expect(Instant(seconds: .min).microseconds == .min)
    }

    @Test(arguments: [Int64.min, .max, 253_402_300_800_000_000])
    func `an instant beyond four digits of a year is still written`(_ microseconds: Int64) {
        #expect(Instant(microseconds: microseconds).description.hasSuffix("Z"))
    }
}
