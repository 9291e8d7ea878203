import ArgumentParser
import EventModel
import LinuxIO
import Timeline

/// Which entries a listing shows.
struct LogFilterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Recorded at or after TIME: 2025-01-09, 10:00, today, yesterday, -1h, '2 days ago'.", valueName: "TIME"))
    var since: String?

    @Option(help: ArgumentHelp("Recorded at or before TIME, all of it: a day, a second.", valueName: "TIME"))
    var until: String?

    @Option(
        help: ArgumentHelp("Happened, at least possibly, within DATE, such as 2024-12 or 2024/2026.", valueName: "DATE")
    )
    var occurred: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Of this kind.", valueName: "KIND"))
    var kind: [Kind] = []

    @Option(help: ArgumentHelp("With this verb.", valueName: "VERB"))
    var verb: [Verb] = []

    @Option(help: ArgumentHelp("About this: KIND/SLUG or a slug.", valueName: "SUBJECT"))
    var subject: [String] = []

    @Option(help: ArgumentHelp("With this event id.", valueName: "ID"))
    var id: [String] = []

    @Option(help: ArgumentHelp("That came in a file of this name.", valueName: "NAME"))
    var file: [String] = []

    func filter(now: Instant) throws -> EntryFilter {
        var filter = EntryFilter()
        filter.kinds = kind
        filter.verbs = verb
        filter.subjects = subject
        filter.ids = id
        // As it was typed, or as it is shown.
        filter.files = file + file.map { LinuxIO.Printable.escaped(argument: $0) }
        filter.since = try since.map { try moment($0, "since", now, .local).first.instant }
        filter.until = try until.map { try moment($0, "until", now, .local).last.instant }
        filter.occurred = try occurred.map {
            let moment = try moment($0, "occurred", now, .world)
            return Bounds(earliest: moment.first.seconds, latest: moment.last.seconds)
        }
        return filter
    }

    private func moment(_ text: String, _ option: String, _ now: Instant, _ calendar: Moment.Calendar) throws -> Moment
    {
        try Usage.value(text, of: option) { (text) throws(Fault) in try Moment(text, now: now, calendar: calendar) }
    }
}

/// Values of options that know their own rules.
enum Usage {
    /// What `read` makes of `text`; a fault becomes an error of usage that names the option, or in capitals the argument.
    static func value<Value>(
        _ text: String, of option: String, _ read: (String) throws(Fault) -> Value
    ) throws(ValidationError) -> Value {
        do {
            return try read(text)
        } catch {
            let sentence = [error.problem, error.expected.map { "expected \($0)" }, error.hint?.words].compactMap { $0 }
            let name = option.allSatisfy(\.isUppercase) ? option : "--\(option)"
            throw ValidationError("\(name) \(text): \(sentence.joined(separator: " — "))")
        }
    }
}
