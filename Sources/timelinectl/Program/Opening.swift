import EventModel
import LinuxIO
import Timeline

extension GlobalOptions {
    /// The timeline to be questioned.
    func open() throws(Trouble) -> TimelineReader {
        do {
            return try TimelineReader.open(paths)
        } catch {
            throw Trouble(error)
        }
    }
}

extension Trouble {
    init(_ error: TimelineError) { self.init(error.message, hint: error.hint) }
}

extension Clock {
    static var instant: Instant { Instant(microseconds: now()) }
    /// Seconds that only ever go forward, to measure with.
    static var elapsed: Double { Double(monotonic()) / 1e6 }
}
