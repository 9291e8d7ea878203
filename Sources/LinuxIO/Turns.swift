import Synchronization

extension Parallel {
    /// Gives `take`, on this thread, what some threads make in turns: the first element of the first thread, the first
    /// of the second, and so on round and round, until the thread whose turn it is has nothing left. What others may make
    /// after that is dropped.
    ///
    /// - Parameters:
    ///   - ahead: how many elements a thread makes at most before they are wanted.
    ///   - make: called once for each number below `threads`, on a thread of its own; `put` takes its elements in their
    ///     order, and may wait.
    package static func inTurns<Element: Sendable>(
        threads: Int, ahead: Int = 4,
        _ make: @escaping @Sendable (_ number: Int, _ put: @escaping (Element) -> Void) -> Void,
        _ take: (Element) -> Void
    ) {
        let lines = (0..<threads).map { _ in WaitingLine<Element>() }
        var started: [RunningThread] = []
        for (number, line) in lines.enumerated() {
            let thread = RunningThread {
                make(number) { line.put($0, limit: ahead) }
                line.end()
            }
            if let thread {
                started.append(thread)
            } else {
                // As where the limit on processes is reached: all of it at once, here.
                make(number) { line.put($0, limit: .max) }
                line.end()
            }
        }
        var turn = 0
        while let element = lines[turn % threads].next() {
            take(element)
            turn += 1
        }
        for line in lines { line.close() }
        for thread in started { thread.join() }
    }
}

/// Elements in the order in which one thread puts them and another takes them.
private final class WaitingLine<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var hasEnded = false
        var isClosed = false
    }

    private let state = Mutex(State())

    func put(_ element: Element, limit: Int) {
        Self.wait { () -> Bool? in
            state.withLock { state -> Bool? in
                if state.isClosed { return true }
                guard state.elements.count < limit else { return nil }
                state.elements.append(element)
                return true
            }
        }
    }

    func end() { state.withLock { $0.hasEnded = true } }

    /// Nothing more is taken, and nobody waits to put anything.
    func close() { state.withLock { $0.isClosed = true } }

    /// The next element, once it is there; nil after the last.
    func next() -> Element? {
        Self.wait { () -> Element?? in
            state.withLock { state -> Element?? in
                if !state.elements.isEmpty { return .some(state.elements.removeFirst()) }
                return state.hasEnded ? .some(nil) : nil
            }
        }
    }

    /// What `body` answers as soon as it answers.
    @discardableResult
    private static func wait<Answer>(_ body: () -> Answer?) -> Answer {
        var pause: Int64 = 20
        while true {
            if let answer = body() { return answer }
            Clock.sleep(microseconds: pause)
            pause = min(pause * 2, 1_000)
        }
    }
}
