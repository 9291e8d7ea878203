import Auditing
import EventModel
import TransparencyLog

/// What is to be said of a head, for people and for scripts.
enum HeadText {
    /// - Parameter what: "the signed head".
    static func lines(_ verdict: HeadVerdict, _ what: String, entries: UInt64) -> [Styled] {
        switch verdict {
        case .missing:
            return [
                Styled("○", .open)
                    + Styled(
                        " \(what): none, so that nothing shows whether the log was rewritten — a head that somebody "
                            + "kept does, with --against")
            ]
        case .undetermined(let head, let reason):
            let size = head.map { " of \(Counted.text($0.size, "entry"))" } ?? ""
            return [Styled("○", .open) + Styled(" \(what)\(size): \(reason)")]
        case .refuted(let head, let reason):
            let size = head.map { " of \(Counted.text($0.size, "entry"))" } ?? ""
            return [Styled("●", .bad) + Styled(" \(what)\(size): ") + Styled(reason, .bad)]
        case .proven(let head, let key):
            let checkpoint = head.checkpoint
            var lines = [
                Styled("●", .good) + Styled(" \(what) of \(Counted.text(checkpoint.size, "entry")) is proven")
                    + Styled(", signed by \(key.name)+\(key.id)", .faint)
            ]
            for cosignature in head.cosignatures {
                lines.append(
                    Styled("  cosigned by ") + Styled("\(cosignature.witness.name)", .name)
                        + Styled(" at \(Instant(seconds: Int64(clamping: cosignature.time)))", .faint))
            }
            if entries > checkpoint.size {
                lines.append(Styled("  \(Counted.text(entries - checkpoint.size, "entry")) more behind it", .faint))
            }
            return lines
        }
    }

    static func json(_ verdict: HeadVerdict) -> JSON {
        switch verdict {
        case .missing: .members([("verdict", .string("missing"))])
        case .refuted(let head, let reason):
            .members([("verdict", .string("refuted"))] + members(head) + [("reason", .string(reason))])
        case .undetermined(let head, let reason):
            .members([("verdict", .string("undetermined"))] + members(head) + [("reason", .string(reason))])
        case .proven(let head, let key):
            .members([("verdict", .string("proven"))] + members(head.checkpoint) + signatures(head, key))
        }
    }

    static func members(_ head: Checkpoint?) -> [(key: String, value: JSON?)] {
        [
            ("origin", head.map { .string($0.origin) }), ("size", head.map { .integer($0.size) }),
            ("root", head.map { .string($0.root.base64) }),
        ]
    }

    static func signatures(_ head: VerifiedCheckpoint, _ key: VerifierKey) -> [(key: String, value: JSON?)] {
        [
            ("key", .string("\(key)")),
            (
                "cosignatures",
                .array(
                    head.cosignatures.map {
                        .members([("key", .string("\($0.witness)")), ("time", .integer($0.time))])
                    })
            ),
        ]
    }
}
