import Glibc
import Testing

@testable import Systemd

@Suite struct `Messages` {
    @Test func `there is an example of each`() {
        #expect(Set(MessageExamples.all.map(\.message.id)) == Set(MessageID.allCases))
    }

    @Test func `each says what people should read`() {
        for (message, sentence) in MessageExamples.all {
            #expect(Array(message.sentence.utf8) == Array(sentence.utf8), "\(message.sentence)")
        }
    }

    @Test(arguments: MessageID.allCases)
    func `an identifier is 32 lower-case hexadecimal digits, and a version 4 UUID`(id: MessageID) {
        let digits = Array(id.rawValue.utf8)
        #expect(digits.count == 32)
        #expect(digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        #expect(digits[12] == UInt8(ascii: "4"))
    }

    @Test(
        arguments: [
            (.fileRejected, .warning), (.committed, .info), (.degraded, .error),
            (.logDamaged, .critical), (.tornTailCut, .warning), (.recovered, .notice),
        ] as [(MessageID, JournalPriority)])
    func `a priority says whether something is to be done`(id: MessageID, priority: JournalPriority) {
        let priorities = MessageExamples.all.filter { $0.message.id == id }.map(\.message.priority)
        #expect(!priorities.isEmpty)
        #expect(priorities.allSatisfy { $0 == priority })
    }

    @Test func `an accepted file is routine, one with remarks is worth a notice`() {
        for case (.fileAccepted(let file), _) in MessageExamples.all {
            #expect(Message.fileAccepted(file).priority == (file.remarks > 0 ? .notice : .info))
        }
    }

    @Test(
        arguments: [
            (0, "0 µs"), (999, "999 µs"), (1_000, "1 ms"), (3_210, "3.2 ms"), (99_900, "99.9 ms"), (250_400, "250 ms"),
            (999_999, "999 ms"), (1_500_000, "1.5 s"), (59_999_999, "59.9 s"), (60_000_000, "1 min 0 s"),
            (3_600_000_000, "1 h 0 min"), (90_061_000_000, "25 h 1 min"),
        ] as [(Int, String)])
    func `a duration is said in digits that matter`(micros: Int, expected: String) {
        #expect(Words.duration(.microseconds(micros)) == expected)
    }

    @Test(arguments: [
        (0, "0 events"), (1, "1 event"), (999, "999 events"), (1_000, "1,000 events"), (1_234_567, "1,234,567 events"),
        (-1_234, "-1,234 events"),
    ])
    func `counts are grouped and agree with their noun`(count: Int, expected: String) {
        #expect(Words.count(count, "event") == expected)
    }
}
