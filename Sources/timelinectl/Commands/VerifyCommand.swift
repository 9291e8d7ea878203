import ArgumentParser
import Auditing
import EventLog
import EventModel
import TransparencyLog

struct VerifyCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check every line of the log, its tree, its signed head and the cached state, and say what is wrong.",
        discussion: """
            It changes nothing. Exit status:
              0  as written: every line is right, a head is proven, and the cache is what the log says
              1  damaged: a line or the cache is not as it was, the log is shorter than a head or contradicts it, or it \
            has a key and no head
              2  undetermined: a file cannot be read, the log was never signed and no head is named with --against, or \
            no key is known
            An unfinished batch behind the head is no damage.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    @OptionGroup var global: GlobalOptions
    @OptionGroup(title: "Whose signatures count") var trust: TrustOptions

    @Option(
        help: ArgumentHelp(
            "A head that somebody kept: today's log must extend it; - for standard input.",
            valueName: "FILE"), completion: .file())
    var against: String?

    @Option(
        help: ArgumentHelp(
            "The signed head, instead of the one beside the log, such as one that witnesses cosigned.",
            valueName: "FILE"), completion: .file())
    var checkpoint: String?

    @Flag(name: .customLong("no-cache"), help: "Leave the cached state unchecked.")
    var noCache = false

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output: Format = .text

    func run(_ console: Console) throws {
        var question = AuditQuestion()
        question.key = try trust.logKey()
        question.witnesses = try trust.witnessKeys()
        question.checkpoint = try checkpoint.map(SignedFile.note)
        question.against = try against.map(SignedFile.note)
        var audit = try global.audit(question, showing: "Verifying")
        audit.head = judged(audit.head)
        // What is folded from a log that is not right proves nothing.
        let isReadable = audit.verification.damages.isEmpty && audit.verification.unreadable.isEmpty
        let cache = isReadable && !noCache ? try CacheAudit(global) : nil
        let verdict = cache?.faults.isEmpty == false ? .damaged : audit.verdict
        if output == .json {
            console.json(VerifyReport.json(audit, cache, verdict).line)
        } else {
            VerifyReport.show(audit, cache, verdict, console)
        }
        switch verdict {
        case .asWritten: break
        case .damaged: throw Ended(status: .negative)
        case .undetermined: throw Ended(status: .trouble)
        }
    }

    /// The verdict by what was demanded of the head.
    private func judged(_ verdict: HeadVerdict) -> HeadVerdict {
        switch verdict {
        case .proven(let head, _):
            trust.shortage(head).map { .undetermined(head.checkpoint, reason: $0) } ?? verdict
        case .missing where trust.key != nil: .refuted(nil, reason: "there is none that the key could have signed")
        case .missing where (trust.requiredCosigners ?? 0) > 0: .undetermined(nil, reason: "there is none to cosign")
        default: verdict
        }
    }
}
