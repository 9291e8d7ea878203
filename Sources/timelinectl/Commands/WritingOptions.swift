import ArgumentParser
import Configuration
import EventLog
import EventModel
import Intake
import LinuxIO

/// What commands that read event files understand.
struct WritingOptions: ParsableArguments {
    struct Checked {
        /// As shown in messages.
        var name: String
        var bytes: [UInt8]
        var file: CheckedFile
        var problems: [Diagnostic] { file.problems }
    }

    @Option(help: ArgumentHelp("The format, as an ending such as yaml, where the name says none.", valueName: "ENDING"))
    var format: String?

    @Option(help: ArgumentHelp("The CloudEvents source of events that name none.", valueName: "URI"))
    var source: String?

    /// Reads and checks a file as the daemon will.
    ///
    /// - Parameter configuration: what the daemon works by.
    func check(_ path: String, _ configuration: Configuration) throws(Trouble) -> Checked {
        if path == "-", format == nil {
            throw Trouble("standard input has no name that tells its format", hint: "say --format yaml, json or ndjson")
        }
        let input = try InputFile.read(path, limit: configuration.largest)
        let defaults = EventReader.Defaults(source: source ?? configuration.source)
        guard let name = format.flatMap({ FileName("events.\($0)") }) ?? FileName(lastOf: path) else {
            throw Trouble("'\(path)' is no name for a file")
        }
        let file = CheckedFile.check(
            name: name.escaped, bytes: input.bytes, defaults: defaults,
            roomForEvent: Self.roomForEvent(named: RelativePath(name)))
        return Checked(name: input.name, bytes: input.bytes, file: file)
    }

    /// What a line of the log leaves for an event that comes in a file of this name from whoever runs this.
    static func roomForEvent(named name: RelativePath) -> Int {
        let user = Account.effectiveUser
        return EntryLine.roomForEvent(
            Origin(
                file: name, sha256: Array(repeating: 0, count: 32), uid: user, userName: Account.name(uid: user)))
    }
}

/// A number with its noun.
enum Counted {
    /// `1 event`, `1,204 events`, `3 entries`, `2 batches`.
    static func text(_ count: some BinaryInteger, _ noun: String) -> String {
        let plural =
            noun.hasSuffix("y") ? noun.dropLast() + "ies" : noun.hasSuffix("ch") ? noun + "es" : noun + "s"
        return "\(Grouped.text(count)) \(count == 1 ? noun : plural)"
    }
}
