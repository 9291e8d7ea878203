import ArgumentParser
import Auditing
import EventLog
import EventModel
import TransparencyLog

struct VerifyCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check every line of the log, its tree and its signed head, and say what is not as it was.",
        discussion: "It changes nothing. Exit status: 0 all is as it was written, 1 it is not, 2 that cannot be told.")

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

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output: Format = .text

    func run(_ console: Console) throws {
        var question = AuditQuestion()
        question.key = try trust.logKey()
        question.witnesses = try trust.witnessKeys()
        question.checkpoint = try checkpoint.map(SignedFile.note)
        question.against = try against.map(SignedFile.note)
        let audit = try global.audit(question, showing: "Verifying")
        let verdict = judged(audit.head)
        if output == .json {
            console.json(json(audit, verdict).line)
        } else {
            show(audit.verification, console)
            show(audit, verdict, console)
        }
        guard audit.verification.damages.isEmpty, isWell(verdict), audit.against.map(isWell) ?? true else {
            throw Ended(status: .negative)
        }
    }

    private func isWell(_ verdict: HeadVerdict) -> Bool {
        if case .refuted = verdict { return false }
        return true
    }

    /// The verdict by what was demanded of the head.
    private func judged(_ verdict: HeadVerdict) -> HeadVerdict {
        switch verdict {
        case .proven(let head, _):
            trust.shortage(head).map { .refuted(head.checkpoint, reason: $0) } ?? verdict
        case .missing where trust.key != nil || (trust.requiredCosigners ?? 0) > 0:
            .refuted(nil, reason: "there is none that the key could have signed")
        default: verdict
        }
    }

    // MARK: Text

    private func show(_ audit: LogAudit, _ verdict: HeadVerdict, _ console: Console) {
        let entries = audit.verification.head.size
        HeadText.lines(verdict, "The signed head", entries: entries).forEach(console.line)
        if let against = audit.against {
            HeadText.lines(against, "The head that was kept", entries: entries).forEach(console.line)
        }
        let isRefuted = !isWell(verdict) || !(audit.against.map(isWell) ?? true)
        if isRefuted, audit.verification.damages.isEmpty {
            console.line(
                Styled("Copy the log's directory first: it is evidence. See 'The signed head' in timelined(8)."))
        }
    }

    private func show(_ result: Verification, _ console: Console) {
        for damage in result.damages { console.line(Styled("\(damage)", .bad)) }
        if result.unfinished > 0 {
            console.line(
                Styled("\(Grouped.bytes(UInt64(result.unfinished))) of an unfinished batch at the end: no damage"))
        }
        let what =
            "\(Counted.text(result.entries, "entry")) in \(Counted.text(result.batches, "batch")), "
            + "\(Counted.text(result.segments, "segment")) and \(Grouped.bytes(UInt64(result.bytes)))"
        if result.damages.isEmpty {
            console.line(Styled("●", .good) + Styled(" \(what): every line is as it was written"))
        } else {
            console.line(
                Styled("●", .bad) + Styled(" \(Counted.text(result.damages.count, "place")) damaged; \(what) are right")
            )
            console.line(Styled("Copy the log's directory first, then restore these segments from a backup."))
        }
    }

    // MARK: JSON

    private func json(_ audit: LogAudit, _ verdict: HeadVerdict) -> JSON {
        let result = audit.verification
        return .members([
            ("intact", .bool(result.damages.isEmpty)), ("entries", .integer(result.entries)),
            ("batches", .integer(result.batches)), ("segments", .integer(result.segments)),
            ("bytes", .integer(result.bytes)), ("unfinished", .integer(result.unfinished)),
            ("damages", .array(result.damages.map(json))),
            (
                "tree",
                result.damages.isEmpty
                    ? .members([
                        ("size", .integer(result.tree.size)), ("root", .string(result.tree.root.base64)),
                    ]) : nil
            ),
            ("head", HeadText.json(verdict)), ("against", audit.against.map(HeadText.json)),
            (
                "keys",
                audit.chain.map { chain in
                    .array(
                        chain.links.map {
                            .members([
                                ("key", .string("\($0.key)")), ("from", .integer($0.first)),
                                ("to", $0.last.map { .integer($0) }),
                            ])
                        })
                }
            ),
        ])
    }

    private func json(_ damage: LogDamage) -> JSON {
        .members([
            ("segment", .string(damage.segment)), ("seq", .integer(damage.seq)),
            ("byteOffset", .integer(damage.byteOffset)), ("reason", .string(damage.reason)),
        ])
    }
}
