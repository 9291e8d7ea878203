import ArgumentParser
import EventLog
import EventModel
import Projections
import Timeline

/// The point from which a state is seen.
struct PointOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What had happened by the end of DATE, such as 2024-12-31, 2024-12 or today; now by default.",
            valueName: "DATE"))
    var asOf: String?

    @Option(
        help: ArgumentHelp(
            "What was known then: #SEQ, the end of a day, or any TIME of log --since.", valueName: "POINT"))
    var knownAt: String?

    @Flag(help: "Only what had surely happened, not what possibly had.")
    var certain = false

    func resolved(now: Instant) throws -> (point: Point, knownAt: PointExpression.KnownAt?) {
        let (begun, known) = try limits(now: now)
        return (begun ?? Point(asOf: now.seconds, certain: certain), known)
    }

    /// The same for listings, which end nowhere of themselves: nil where nothing was said.
    func limits(now: Instant) throws -> (begun: Point?, knownAt: PointExpression.KnownAt?) {
        let second = try asOf.map { text in
            try Usage.value(text, of: "as-of") { (text) throws(Fault) in try PointExpression.asOf(text, now: now) }
        }
        let known = try knownAt.map { text in
            try Usage.value(text, of: "known-at") { (text) throws(Fault) in try PointExpression.knownAt(text, now: now)
            }
        }
        return (
            second.map { Point(asOf: $0, certain: certain) }
                ?? (certain ? Point(asOf: now.seconds, certain: true) : nil), known
        )
    }
}

extension TimelineReader {
    /// A fold that shows its progress where it takes long.
    func fold(
        _ projections: [any Projection.Type], showing title: String, on global: GlobalOptions
    ) throws(Trouble) -> Fold {
        let line = ProgressLine(Progress(title, unit: "entries", total: head.size), isQuiet: global.quiet)
        defer { line.finish() }
        do {
            return try fold(projections) { line.update($0) }
        } catch {
            throw Trouble(error)
        }
    }
}
