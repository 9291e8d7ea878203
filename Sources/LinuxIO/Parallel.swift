import CLinux
import Glibc
import Synchronization

/// Work spread over the processors.
package enum Parallel {
    /// How many processors this program may run on, at least 1.
    package static var processors: Int { max(1, Int(clinux_processors())) }

    /// What `body` answers for 0 up to, but not including, `count`, computed by this thread and others.
    ///
    /// - Parameter body: called once for each number; the lower ones are begun first.
    package static func map<Result: Sendable>(
        _ count: Int, threads: Int = processors, _ body: @escaping @Sendable (Int) -> Result
    ) -> [Result] {
        let work = Work(count, body)
        let others = start(min(count, threads) - 1, on: work)
        work.run()
        for thread in others { thread.join() }
        return work.results
    }

    /// The same by threads of their own.
    ///
    /// - Parameter waiting: called on this thread every few milliseconds until all is done.
    package static func map<Result: Sendable>(
        _ count: Int, threads: Int = processors, waiting: () -> Void, _ body: @escaping @Sendable (Int) -> Result
    ) -> [Result] {
        let work = Work(count, body)
        let started = start(min(count, threads), on: work)
        // Without any thread, as where the limit on processes is reached, it goes on here.
        if started.isEmpty { work.run() }
        var pause: Int64 = 100
        while !work.isDone {
            Clock.sleep(microseconds: pause)
            pause = min(pause * 2, 20_000)
            waiting()
        }
        for thread in started { thread.join() }
        return work.results
    }

    private static func start<Result>(_ count: Int, on work: Work<Result>) -> [RunningThread] {
        var started: [RunningThread] = []
        while started.count < count, let thread = RunningThread({ work.run() }) { started.append(thread) }
        return started
    }
}

/// A thread under way.
struct RunningThread {
    private let thread: pthread_t

    /// - Returns: nil where the system makes no more threads.
    init?(_ body: @escaping @Sendable () -> Void) {
        let job = unsafe Unmanaged.passRetained(Job(body))
        var thread = pthread_t()
        // The job is retained for the thread, which takes that reference over; where none was made it is given back.
        let result = unsafe pthread_create(
            &thread, nil,
            { context in
                if let context = unsafe context {
                    unsafe Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body()
                }
                return nil
            }, unsafe job.toOpaque())
        guard result == 0 else {
            unsafe job.release()
            return nil
        }
        self.thread = thread
    }

    func join() { pthread_join(thread, nil) }
}

private final class Job: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// Numbers that are taken one after the other by whoever is free.
private final class Work<Result: Sendable>: Sendable {
    private let count: Int
    private let body: @Sendable (Int) -> Result
    private let next = Atomic<Int>(0)
    private let found: Mutex<[Int: Result]>

    init(_ count: Int, _ body: @escaping @Sendable (Int) -> Result) {
        self.count = count
        self.body = body
        found = Mutex([:])
    }

    func run() {
        while true {
            let number = next.add(1, ordering: .relaxed).oldValue
            guard number < count else { return }
            let result = body(number)
            found.withLock { $0[number] = result }
        }
    }

    var isDone: Bool { found.withLock { $0.count == count } }

    /// In the order of the numbers.
    var results: [Result] { found.withLock { found in (0..<count).compactMap { found[$0] } } }
}
