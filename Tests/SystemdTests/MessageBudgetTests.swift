import Testing

@testable import Systemd

@Suite struct `Message budget` {
    private let accepted = Message.fileAccepted(.init(file: [0x61], sequences: 0...0, submitter: nil, batch: 0))
    private let rejected = Message.fileRejected(
        .init(file: [0x61], problems: 1, first: .init(sentence: "bad"), reasonFile: nil))
    private let duplicate = Message.fileDuplicate(file: [0x61], count: 1, sequence: 0, submitter: nil)
    private let committed = Message.committed(.init(batch: 0, files: 1, sequences: 0...0, duration: .zero))
    private let start = ContinuousClock.now

    @Test func `files beyond the budget are counted, and said once`() {
        var budget = MessageBudget(limit: 3)
        let admitted = (0..<10).filter { _ in budget.admits(accepted, at: start) }
        #expect(admitted == [0, 1, 2])
        let isDuplicateAdmitted = budget.admits(duplicate, at: start)
        #expect(!isDuplicateAdmitted)
        let (first, second) = (
            budget.takeSummary(at: start + .seconds(30)), budget.takeSummary(at: start + .seconds(60), isLast: true)
        )
        #expect(withheld(first) == .init(accepted: 7, rejected: 0, duplicates: 1))
        #expect(withheld(second) == nil)
    }

    @Test func `accepted files leave the rejected ones their room`() {
        var budget = MessageBudget(limit: 2)
        for _ in 0..<100 { _ = budget.admits(accepted, at: start) }
        let admitted = [rejected, rejected, rejected, committed].map { budget.admits($0, at: start) }
        #expect(admitted == [true, true, false, false])
    }

    @Test func `folders that one member makes leave others their room`() {
        var budget = MessageBudget(limit: 10)
        func left(_ user: UInt32) -> Message {
            .folderLeft(folder: [0x61], owner: .init(uid: user, name: nil), problem: "bad", advice: "mend it")
        }
        let admitted = (0..<100).count { _ in budget.admits(left(1), at: start) }
        let isOtherAdmitted = budget.admits(left(2), at: start)
        #expect(admitted == 4 && isOtherAdmitted)
        let summary = budget.takeSummary(at: start + .seconds(30))
        #expect(withheld(summary) == .init(stuck: 96))
    }

    @Test func `a window later there is room again, and nothing withheld is forgotten`() {
        var budget = MessageBudget(limit: 1, window: .seconds(30))
        let admitted = [0, 29_999, 30_000, 31_000].map {
            budget.admits(rejected, at: start + .milliseconds($0))
        }
        #expect(admitted == [true, false, true, false])
        let summary = budget.takeSummary(at: start + .seconds(30))
        #expect(withheld(summary) == .init(rejected: 2))
    }

    @Test func `trouble always passes`() {
        var budget = MessageBudget(limit: 0)
        let messages = (MessageExamples.trouble + MessageExamples.service).map(\.message)
        let admitted = messages.filter { budget.admits($0, at: start) }
        #expect(admitted.count == messages.count)
    }

    @Test(arguments: 0..<4) func `a flood of one submitter hides nobody else's files, and no trouble`(sort: Int) {
        func message(_ user: UInt32) -> Message {
            let submitter = Message.Submitter(uid: user, name: nil)
            let (file, first) = ([UInt8](arrayLiteral: 0x61), Message.Problem(sentence: "bad"))
            return [
                .fileNotRead(file: file, errno: 13, advice: "", submitter: submitter),
                .fileNotMoved(file: file, destination: "archive", errno: 13, submitter: submitter),
                .fileRejected(.init(file: file, problems: 1, first: first, reasonFile: nil, submitter: submitter)),
                .fileDuplicate(file: file, count: 1, sequence: 0, submitter: submitter),
            ][sort]
        }
        var budget = MessageBudget()
        let flood = (0..<100_000).count { _ in budget.admits(message(1), at: start) }
        #expect(flood == 2_000)
        let others = (0..<2_000).count { _ in budget.admits(message(2), at: start) }
        #expect(others == 2_000)
        // journald admits 10,000 entries of one urgency; what is no file has half of that.
        let all = (3..<1_000).reduce(flood + others) { sum, user in
            sum + (0..<100).count { _ in budget.admits(message(UInt32(user)), at: start) }
        }
        #expect(all == 5_000)
        #expect(counted(budget.takeSummary(at: start, isLast: true)) == 102_000 + 99_700 - all)
        let passes = budget.admits(.degraded(task: "writing the log", errno: 28, advice: ""), at: start)
        #expect(passes)
    }

    @Test func `every file is either admitted or counted`() {
        var random = FixedRandom(seed: 3)
        for _ in 0..<100 {
            var budget = MessageBudget(limit: Int.random(in: 0...5, using: &random), window: .seconds(1))
            var now = start
            var (sent, said, total) = (0, 0, 0)
            for _ in 0..<100 {
                now += .milliseconds(Int.random(in: 0...50, using: &random))
                let message = [accepted, rejected, duplicate].randomElement(using: &random) ?? accepted
                total += 1
                if budget.admits(message, at: now) { sent += 1 }
                if Int.random(in: 0..<10, using: &random) == 0 { said += counted(budget.takeSummary(at: now)) }
            }
            said += counted(budget.takeSummary(at: now, isLast: true))
            #expect(sent + said == total)
        }
    }

    @Test(arguments: 1..<20) func `a flood has one summary, however many commits it has`(seed: UInt64) {
        var random = FixedRandom(seed: seed)
        var budget = MessageBudget(limit: 10)
        var (now, summaries, said, sent) = (start, [ContinuousClock.Instant](), 0, 0)
        let end = start + .seconds(Int.random(in: 1...200, using: &random))
        var files = 0
        func summarise(isLast: Bool = false) {
            guard let summary = budget.takeSummary(at: now, isLast: isLast) else { return }
            summaries.append(now)
            said += counted(summary)
        }
        while now < end {
            for _ in 0..<Int.random(in: 0...100, using: &random) {
                files += 1
                if budget.admits(accepted, at: now) { sent += 1 }
            }
            summarise()
            now += .milliseconds(Int.random(in: 1...2_000, using: &random))
        }
        summarise(isLast: true)
        #expect(sent + said == files)
        // One in half a minute, and one at the end.
        #expect(zip(summaries, summaries.dropFirst().dropLast()).allSatisfy { $1 - $0 >= .seconds(26) })
        #expect(summaries.count <= Int((end - start) / .seconds(28)) + 1)
    }

    private func withheld(_ summary: Message?) -> Message.Withheld? {
        guard case .entriesWithheld(let withheld)? = summary else { return nil }
        return withheld
    }

    private func counted(_ summary: Message?) -> Int {
        withheld(summary)?.count ?? 0
    }
}
