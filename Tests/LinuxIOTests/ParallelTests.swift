import LinuxIO
import Synchronization
import Testing

struct ParallelTests {
    @Test(arguments: [1, 2, 3, 7])
    func `what is made in turns comes in turns`(threads: Int) {
        for count in [0, 1, threads, 100] {
            var taken: [Int] = []
            Parallel.inTurns(threads: threads, ahead: 2) { number, put in
                for element in stride(from: number, to: count, by: threads) {
                    // Some are slow, some fast.
                    if element % 5 == number % 5 { Clock.sleep(microseconds: 300) }
                    put(element)
                }
            } _: {
                taken.append($0)
            }
            #expect(taken == Array(0..<count))
        }
    }

    @Test func `one that gives up keeps nobody waiting`() {
        var taken: [Int] = []
        Parallel.inTurns(threads: 2, ahead: 2) { number, put in
            for element in 0..<(number == 0 ? 3 : 1_000) { put(element) }
        } _: {
            taken.append($0)
        }
        #expect(taken == [0, 0, 1, 1, 2, 2])
    }

    @Test func `nobody makes more than is wanted soon`() {
        let made = Made()
        var most = 0
        var taken = 0
        Parallel.inTurns(threads: 2, ahead: 3) { _, put in
            for _ in 0..<50 {
                made.count.add(1, ordering: .relaxed)
                put(())
            }
        } _: {
            taken += 1
            Clock.sleep(microseconds: 500)
            most = max(most, made.count.load(ordering: .relaxed) - taken)
        }
        #expect(taken == 100)
        // Three that wait and one in hand for each thread.
        #expect(most <= 8)
    }

    private final class Made: Sendable {
        let count = Atomic<Int>(0)
    }
}
