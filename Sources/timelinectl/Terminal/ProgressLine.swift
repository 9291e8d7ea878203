import Glibc
import LinuxIO

/// Shows a ``Progress`` on stderr while a job goes on: a bar that is drawn over on a terminal, else a line now and then.
final class ProgressLine {
    /// A job shorter than this needs no bar.
    private static let patienceSeconds = 0.4
    private static let redrawSeconds = 0.1
    private static let sentenceSeconds = 5.0

    private let progress: Progress
    private let start: Double
    private let isTerminal: Bool
    private let isQuiet: Bool
    private var last: Double
    private var isDrawn = false

    init(_ progress: Progress, isQuiet: Bool) {
        self.progress = progress
        self.isQuiet = isQuiet
        isTerminal = Environment.isTerminal(STDERR_FILENO) && !Style.isDumb(Environment.value)
        start = Clock.elapsed
        last = start
    }

    /// Seconds since the beginning.
    var seconds: Double { Clock.elapsed - start }

    func update(_ done: UInt64) {
        guard !isQuiet else { return }
        let now = Clock.elapsed
        let pause = isTerminal ? Self.redrawSeconds : Self.sentenceSeconds
        guard now - start >= Self.patienceSeconds, now - last >= pause else { return }
        last = now
        if isTerminal {
            isDrawn = true
            // One column is left free: some terminals go to the next line when the last is written.
            Output.error(
                "\r\u{1B}[K"
                    + progress.bar(
                        done: done, seconds: now - start, columns: Environment.columns(STDERR_FILENO) - 1), end: "")
        } else {
            Output.complain(progress.sentence(done: done, seconds: now - start))
        }
    }

    /// Takes the bar away.
    func finish() {
        if isDrawn { Output.error("\r\u{1B}[K", end: "") }
        isDrawn = false
    }
}
