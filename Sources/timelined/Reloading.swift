import Configuration
import EventModel
import LinuxIO
import Systemd
import Timeline

/// How the configuration is read anew while the daemon runs (SIGHUP): checked whole, then taken whole or not at all.
extension Service {
    /// - Returns: why it was refused, a line each; nothing where it was not.
    @discardableResult
    func reload() -> [String] {
        ServiceManager.notify(.reloading)
        var reading = settings.sources.read()
        reading.requireSameDirectories(as: settings.reading)
        announcer.configuration.reloads += 1
        announcer.configuration.problems = reading.problems.map(\.line)
        if let refusal = Message.refusal(reading, isStart: false) {
            announcer.send(refusal)
        } else {
            settings.reading = reading
            announcer.configuration.options = settings.shown
            applySettings()
            announcer.send(.configurationLoaded(files: reading.files))
        }
        // What waits is looked for at once, whatever came of it.
        tick()
        announcer.publishHealth()
        ServiceManager.notify(.ready, .status(statusLine))
        return announcer.configuration.problems
    }
}

extension Settings {
    /// The options in force, as people read them.
    var shown: [(key: String, value: String, from: String)] { reading.shown(paths) }
}

extension Message {
    /// Why a configuration is refused; nil where it is right.
    static func refusal(_ reading: Reading, isStart: Bool) -> Message? {
        guard let first = reading.problems.first else { return nil }
        return .configurationRefused(
            file: SystemText.bytes(first.place), problems: reading.problems.count,
            first: .init(line: first.position?.line, column: first.position?.column, sentence: first.sentence),
            isStart: isStart)
    }
}
