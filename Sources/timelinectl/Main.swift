import ArgumentParser
import EventModel
import Glibc
import LinuxIO
import Timeline

@main
struct TimelineControl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timelinectl",
        abstract: "Check, submit and question the events of a timeline.",
        discussion: "It reads the files of the timeline, and needs no daemon for that. See timelinectl(1).",
        version: "timelinectl \(Version.current)",
        subcommands: [
            CheckCommand.self, SubmitCommand.self, NewCommand.self, LogCommand.self, ShowCommand.self,
            StateCommand.self, DiffCommand.self, StatsCommand.self, StatusCommand.self, VerifyCommand.self,
            ProveCommand.self, CheckProofCommand.self, PublishCommand.self, CosignCommand.self, KeyCommand.self,
            ConfigCommand.self, FolderCommand.self, BackupCommand.self, RestoreCommand.self, RepairCommand.self,
            RebuildCommand.self,
        ])

    static func main() {
        // A reader that leaves early shows as EPIPE, which Output takes for the end.
        signal(SIGPIPE, SIG_IGN)
        do {
            let words = arguments(SystemText.arguments.dropFirst())
            try refuseRepetitions(words)
            try refuseOtherCommands(words)
            var command = try parseAsRoot(words)
            try command.run()
        } catch let trouble as Trouble {
            Output.complain(trouble.sentence)
            Glibc.exit(trouble.status.rawValue)
        } catch let ended as Ended {
            Glibc.exit(ended.status.rawValue)
        } catch {
            let code = exitCode(for: error)
            guard code != .success else { exit(withError: error) }
            // The parser lists values line by line.
            Output.error("timelinectl: " + Printable.lines(message(for: error)).joined(separator: "\n"))
            Output.complain("try 'timelinectl --help' or 'timelinectl help COMMAND'")
            Glibc.exit(code.rawValue)
        }
    }

    /// Options of which the parser would take the last and forget the others.
    private static let single = [
        "--as-of", "--known-at", "--since", "--until", "--occurred", "--total", "--text", "--lines", "-n", "--output",
        "-o",
        "--format", "--root", "--color",
    ]

    private static func refuseRepetitions(_ words: [String]) throws(ValidationError) {
        var seen: Set<String> = []
        for word in words.prefix(while: { $0 != "--" }) {
            let name = String(word.unicodeScalars.prefix { $0 != "=" })
            guard single.contains(name), !seen.insert(name).inserted else { continue }
            throw ValidationError("\(name) is given twice, and takes one value")
        }
    }

    /// The words of the command line as the parser knows them.
    ///
    /// Options of every command may stand before it, as systemctl's may: they are moved behind it. A bare `--wait` means
    /// a minute; its value is bound with "=" alone, so that a file after it stays a file.
    static func arguments(_ arguments: some Sequence<String>) -> [String] {
        var words = Array(arguments)
        var leading: [String] = []
        while let word = words.first, let length = GlobalOptions.length(of: word), words.count >= length {
            leading += words.prefix(length)
            words.removeFirst(length)
        }
        if let command = words.first, isCommand(command) { words.insert(contentsOf: leading, at: 1) }
        let end = words.firstIndex(of: "--") ?? words.endIndex
        words = words.indices.map { words[$0] == "--wait" && $0 < end ? "--wait=60" : words[$0] }
        return bound(Array(words[..<end])) + words[end...]
    }

    private static func isCommand(_ word: String) -> Bool {
        configuration.subcommands.contains { $0.configuration.commandName == word }
    }

    /// Refuses what is no command, before the parser blames an option that stands before it.
    private static func refuseOtherCommands(_ words: [String]) throws(ValidationError) {
        guard let word = words.first, word != "help", !isCommand(word) else { return }
        if word.hasPrefix("-") {
            if GlobalOptions.length(of: word) != nil { throw ValidationError("\(word) needs a value") }
            return
        }
        let names = configuration.subcommands.compactMap { $0.configuration.commandName }
        let hint = nearest(to: word, among: names).map { "did you mean '\($0)'?" }
        throw ValidationError("there is no command '\(word)'" + (hint.map { " — " + $0 } ?? ""))
    }

    /// Binds values to their options that the parser would not: a year before 1, which begins as an option does, and what
    /// begins with a combining mark, which hides the "=" before it.
    private static func bound(_ words: [String]) -> [String] {
        var result: [String] = []
        for word in words {
            let option = result.last.flatMap { $0.hasPrefix("--") && !$0.utf8.contains(UInt8(ascii: "=")) ? $0 : nil }
            let isYear =
                word.utf8.first == UInt8(ascii: "-")
                && word.utf8.dropFirst().first.map { (0x30...0x39).contains($0) } ?? false
            if let option, isYear, dateOptions.contains(option) {
                result[result.count - 1] = option + "=" + word
            } else {
                result.append(word)
            }
        }
        return result.flatMap(split)
    }

    private static let dateOptions = ["--as-of", "--since", "--until", "--occurred", "--known-at"]

    /// `--text=` and its value as two words, where the value's first letter combines with the sign before it.
    private static func split(_ word: String) -> [String] {
        guard word.hasPrefix("--"), let sign = word.utf8.firstIndex(of: UInt8(ascii: "=")), !word.contains("=") else {
            return [word]
        }
        let value = word.utf8[word.utf8.index(after: sign)...]
        return [String(word.utf8[..<sign]) ?? "", String(value) ?? ""]
    }
}

extension GlobalOptions {
    /// How many words an option of every command takes; nil for all other words.
    fileprivate static func length(of word: String) -> Int? {
        switch word {
        case "-q", "--quiet", "--no-pager": 1
        case "--root", "--color": 2
        default: word.hasPrefix("--root=") || word.hasPrefix("--color=") ? 1 : nil
        }
    }
}
