import Auditing
import EventLog
import EventModel
import TransparencyLog

/// What `verify` says of a log, for people and for scripts.
enum VerifyReport {
    // MARK: Text

    static func show(_ audit: LogAudit, _ cache: CacheAudit?, _ verdict: LogVerdict, _ console: Console) {
        show(audit.verification, console)
        showHeads(audit, console)
        if let cache { show(cache, console) }
        let word =
            switch verdict {
            case .asWritten: Styled("as written", .good)
            case .damaged: Styled("damaged", .bad)
            case .undetermined: Styled("undetermined", .open)
            }
        console.line(Styled("Verdict: ") + word)
    }

    private static func showHeads(_ audit: LogAudit, _ console: Console) {
        let entries = audit.verification.head.size
        HeadText.lines(audit.head, "The signed head", entries: entries).forEach(console.line)
        // One that is proven says nothing more than the signed head.
        if let remembered = audit.remembered, !remembered.isProven {
            HeadText.lines(remembered, "The head remembered in heads/last", entries: entries).forEach(console.line)
        }
        if let against = audit.against {
            HeadText.lines(against, "The head that was kept", entries: entries).forEach(console.line)
        }
        let isRefuted = [audit.head, audit.remembered, audit.against].contains { $0?.isRefuted == true }
        if isRefuted, audit.verification.damages.isEmpty {
            console.line(
                Styled("Copy the log's directory first: it is evidence. See 'The signed head' in timelined(8)."))
        }
    }

    private static func show(_ result: Verification, _ console: Console) {
        for damage in result.damages { console.line(Styled("\(damage)", .bad)) }
        for (segment, error) in result.unreadable {
            console.line(Styled("\(segment) cannot be read, and nothing is known of it: \(error)", .bad))
        }
        if result.unfinished > 0 {
            console.line(
                Styled("\(Grouped.bytes(UInt64(result.unfinished))) of an unfinished batch at the end: no damage"))
        }
        let what =
            "\(Counted.text(result.entries, "entry")) in \(Counted.text(result.batches, "batch")), "
            + "\(Counted.text(result.segments, "segment")) and \(Grouped.bytes(UInt64(result.bytes)))"
        if !result.damages.isEmpty {
            console.line(
                Styled("●", .bad) + Styled(" \(Counted.text(result.damages.count, "place")) damaged; \(what) are right")
            )
            console.line(Styled("Copy the log's directory first, then restore these segments from a backup."))
        } else if !result.unreadable.isEmpty {
            console.line(Styled("○", .open) + Styled(" \(what): every line that can be read is as it was written"))
        } else {
            console.line(Styled("●", .good) + Styled(" \(what): every line is as it was written"))
        }
    }

    private static func show(_ cache: CacheAudit, _ console: Console) {
        for fault in cache.faults { console.line(Styled("●", .bad) + Styled(" The cache: \(fault)", .bad)) }
        if !cache.faults.isEmpty {
            console.line(
                Styled("Answers and starts rest on it. Find out who wrote there; 'timelinectl rebuild' makes it anew.")
            )
        } else if cache.hasSnapshot {
            console.line(
                Styled("●", .good)
                    + Styled(" The cache: 1 snapshot as the log has it"))
        }
    }

    // MARK: JSON

    static func json(_ audit: LogAudit, _ cache: CacheAudit?, _ verdict: LogVerdict) -> JSON {
        let result = audit.verification
        let isRight = result.damages.isEmpty && result.unreadable.isEmpty
        return .members([
            ("verdict", .string(verdict.rawValue)), ("intact", .bool(isRight)), ("entries", .integer(result.entries)),
            ("batches", .integer(result.batches)), ("segments", .integer(result.segments)),
            ("bytes", .integer(result.bytes)), ("unfinished", .integer(result.unfinished)),
            ("damages", .array(result.damages.map(json))),
            (
                "unreadable",
                .array(
                    result.unreadable.map {
                        .members([("segment", .string($0.segment)), ("reason", .string("\($0.error)"))])
                    })
            ),
            (
                "tree",
                isRight
                    ? .members([
                        ("size", .integer(result.tree.size)), ("root", .string(result.tree.root.base64)),
                    ]) : nil
            ),
            ("head", HeadText.json(audit.head)), ("remembered", audit.remembered.map(HeadText.json)),
            ("against", audit.against.map(HeadText.json)),
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
            (
                "cache",
                cache.map {
                    .members([
                        ("snapshots", .integer($0.hasSnapshot ? 1 : 0)),
                        ("faults", .array($0.faults.map { .string($0) })),
                    ])
                }
            ),
        ])
    }

    private static func json(_ damage: LogDamage) -> JSON {
        .members([
            ("segment", .string(damage.segment)), ("seq", .integer(damage.seq)),
            ("byteOffset", .integer(damage.byteOffset)), ("reason", .string(damage.reason)),
        ])
    }
}
