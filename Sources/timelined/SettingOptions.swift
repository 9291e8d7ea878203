import ArgumentParser
import Configuration
import EventModel

/// The options of timelined.yaml(5), as flags.
struct SettingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The source of events that name none: a URI-reference.", valueName: "URI"))
    var source: String?

    @Option(
        help: ArgumentHelp(
            "What the log is called in its signed heads, when its key is made: HOSTNAME/timeline.", valueName: "NAME"))
    var origin: String?

    @Option(help: ArgumentHelp("How long a file written in place must stand still, such as 250ms.", valueName: "TIME"))
    var settle: String?

    @Option(help: ArgumentHelp("Between two scans of the drop folder, such as 60s.", valueName: "TIME"))
    var scan: String?

    @Option(help: ArgumentHelp("The largest file that is read, such as 16MiB.", valueName: "SIZE"))
    var largest: String?

    @Option(help: ArgumentHelp("Names to be left alone, such as '.bak scan-*', or none.", valueName: "NAMES"))
    var ignore: String?

    @Option(
        help: ArgumentHelp(
            "What a file that declares another whole ends in, such as .done, or none.", valueName: "ENDING"))
    var done: String?

    @Option(
        help: ArgumentHelp(
            "Whether files are taken from folders in the drop folder, too: yes, or no.", valueName: "WHAT"))
    var subfolders: String?

    @Option(help: ArgumentHelp("What becomes of accepted files: keep, delete, 'keep for 30 days'.", valueName: "WHAT"))
    var archive: String?

    @Option(help: ArgumentHelp("Who may be able to write a dropped file: owner, or any.", valueName: "WHO"))
    var writers: String?

    @Option(help: ArgumentHelp("Who may speak for which sources, such as '/desk = anna @desk'.", valueName: "RULES"))
    var submitters: String?

    @Option(help: ArgumentHelp("What becomes of rejected files: keep, delete, 'keep for 30 days'.", valueName: "WHAT"))
    var rejected: String?

    @Option(help: ArgumentHelp("How much of rejected/ one submitter may fill, such as 256MiB.", valueName: "SIZE"))
    var quota: String?

    @Option(help: ArgumentHelp("Where metrics are written, or none.", valueName: "FILE"), completion: .file())
    var metrics: String?

    @Option(help: ArgumentHelp("What incoming, archive and rejected lie in.", valueName: "DIR"), completion: .directory)
    var spool: String?

    @Option(help: ArgumentHelp("What log and cache lie in.", valueName: "DIR"), completion: .directory)
    var library: String?

    /// What was given.
    var flags: [Setting: String] {
        var flags: [Setting: String] = [:]
        for setting in Setting.allCases { flags[setting] = value(setting) }
        return flags
    }

    private func value(_ setting: Setting) -> String? {
        switch setting {
        case .source: source
        case .origin: origin
        case .settle: settle
        case .scan: scan
        case .largest: largest
        case .ignore: ignore
        case .done: done
        case .subfolders: subfolders
        case .writers: writers
        case .submitters: submitters
        case .archive: archive
        case .rejected: rejected
        case .quota: quota
        case .metrics: metrics
        case .spool: spool
        case .library: library
        }
    }

    func validate() throws {
        for (setting, text) in flags {
            var trial = Configuration()
            do throws(Fault) {
                try trial.take(setting, text)
            } catch {
                let hints = [error.expected.map { "expected \($0)" }, error.hint?.words].compactMap { $0 }
                throw ValidationError(([setting.flag + ": " + error.problem] + hints).joined(separator: " — "))
            }
        }
    }
}
