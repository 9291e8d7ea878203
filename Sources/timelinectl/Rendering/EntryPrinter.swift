import ArgumentParser
import EventModel
import Timeline

/// The forms in which entries are listed.
enum EntryFormat: String, CaseIterable, ExpressibleByArgument {
    case short, verbose, json
    case jsonPretty = "json-pretty"
    case cat, export
}

/// Writes entries one after the other.
final class EntryPrinter {
    private let format: EntryFormat
    private let console: Console
    private(set) var count = 0
    /// What corrections have made of entries; read only where people see it.
    private let marks: CorrectionMarks
    private var month = ""

    init(format: EntryFormat, console: Console, marks: CorrectionMarks = CorrectionMarks()) {
        self.format = format
        self.console = console
        self.marks = marks
    }

    /// Whether entries are listed for a person, by month, with their dates and what became of them; into a pipe each
    /// is one plain line that never changes.
    static func isForPeople(_ format: EntryFormat, _ console: Console) -> Bool {
        format == .short && console.isTerminal
    }

    func write(_ entry: LoggedEntry) {
        switch format {
        case .short where Self.isForPeople(format, console): listed(entry)
        case .short: console.line(EntryText.short(entry))
        case .verbose:
            if count > 0 { console.line() }
            console.lines(EntryText.verbose(entry).lines(columns: console.width, console.style))
        case .json: json(entry)
        case .jsonPretty: console.json(pretty(entry))
        case .cat: console.line(EntryText.cat(entry))
        case .export: console.json(EntryText.export(entry).line)
        }
        count += 1
    }

    private func listed(_ entry: LoggedEntry) {
        let month = RecordedText.month(entry.recorded)
        if month != self.month {
            if !self.month.isEmpty { console.line() }
            console.line(Styled(month, .heading))
            self.month = month
        }
        console.line(EntryText.short(entry, showsDate: true) + marks.of(entry))
    }

    private func pretty(_ entry: LoggedEntry) -> String {
        guard let document = try? Document(json: entry.line) else { return String(decoding: entry.line, as: UTF8.self) }
        return JSON(document.root, of: document).pretty
    }

    /// Byte for byte as it stands in the log.
    private func json(_ entry: LoggedEntry) {
        guard !console.isTerminal else { return console.json(String(decoding: entry.line, as: UTF8.self)) }
        console.output.write(entry.line)
        console.output.write(CollectionOfOne(UInt8(ascii: "\n")))
    }
}
