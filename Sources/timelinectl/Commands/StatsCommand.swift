import ArgumentParser
import EventLog
import EventModel
import LinuxIO
import Synchronization
import Timeline

struct StatsCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Count what is in the log.")

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, jsonPretty = "json-pretty" }

    @OptionGroup var global: GlobalOptions

    @OptionGroup(title: "From where it is seen") var point: PointOptions

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output: Format = .text

    func run(_ console: Console) throws {
        let (begun, knownAt) = try point.limits(now: Clock.instant)
        let reader = try global.open()
        let filter = {
            var filter = EntryFilter()
            filter.begun = begun
            return filter
        }()
        let total = reader.size(knownAt: knownAt)
        let line = ProgressLine(Progress("Counting", unit: "entries", total: total), isQuiet: global.quiet)
        let done = Tally()
        defer { line.finish() }
        let parts: [Census]
        do throws(TimelineError) {
            parts = try reader.mapParts(knownAt: knownAt, waiting: { line.update(done.count) }) {
                (reader, part) throws(TimelineError) in
                var census = Census()
                try reader.forEach(from: part.lowerBound, knownAt: .entry(part.upperBound - 1)) { entry in
                    if filter.wants(entry) { census.add(entry) }
                    done.add(1)
                    return true
                }
                return census
            }
        } catch { throw Trouble(error) }
        line.finish()
        let census = parts.reduce(into: Census()) { $0.add($1) }
        switch output {
        case .json: console.json(json(census, reader).line)
        case .jsonPretty: console.json(json(census, reader).pretty)
        case .text: console.lines(fields(census, reader).lines(columns: console.width, console.style))
        }
    }

    private func fields(_ census: Census, _ reader: TimelineReader) -> Fields {
        var fields = Fields(
            heading: Styled(Counted.text(census.entries, "entry"), .strong) + Styled(" in \(reader.paths.log)", .faint))
        for (kind, verbs) in census.byKind {
            let parts = verbs.map { Styled("\(Grouped.text($0.count)) ") + Styled($0.word) }
            fields.add(kind, parts.joined(separator: ", "))
        }
        if census.others > 0 { fields.add("other types", Styled(Grouped.text(census.others))) }
        fields.add("subjects", Styled(Grouped.text(census.subjects.count)))
        fields.add("actors", Styled(Grouped.text(census.actors.count)))
        fields.add("batches", Styled(Grouped.text(census.batches)))
        if let first = census.first, let last = census.last {
            fields.add("first recorded", Styled(LocalTime.text(first)))
            fields.add("last recorded", Styled(LocalTime.text(last)) + Styled(" as #\(census.lastSeq)", .faint))
            if let rate = census.perDay { fields.add("rate", Styled("\(Grouped.tenths(rate)) entries a day")) }
        }
        let size = UInt64(reader.byteCount)
        let mean = census.entries > 0 ? ", \(Grouped.text(size / census.entries)) bytes an entry" : ""
        fields.add("size", Styled("\(Grouped.bytes(size)) in \(Counted.text(reader.segmentCount, "segment"))\(mean)"))
        return fields
    }

    private func json(_ census: Census, _ reader: TimelineReader) -> JSON {
        .members([
            ("entries", .integer(census.entries)),
            (
                "kinds",
                .object(
                    census.byKind.map { kind, verbs in
                        (kind, .object(verbs.map { ($0.word, .integer($0.count)) }))
                    })
            ),
            ("others", .integer(census.others)), ("subjects", .integer(census.subjects.count)),
            ("actors", .integer(census.actors.count)), ("batches", .integer(census.batches)),
            ("firstRecorded", census.first.map { .string($0.description) }),
            ("lastRecorded", census.last.map { .string($0.description) }),
            ("bytes", .integer(reader.byteCount)), ("segments", .integer(reader.segmentCount)),
        ])
    }
}

/// A count that several threads add to.
private final class Tally: Sendable {
    private let value = Atomic<UInt64>(0)

    var count: UInt64 { value.load(ordering: .relaxed) }

    func add(_ more: UInt64) { value.add(more, ordering: .relaxed) }
}

/// What a walk over the log has counted.
private struct Census: Sendable {
    private(set) var entries: UInt64 = 0
    private(set) var others = 0
    private(set) var batches = 0
    private(set) var subjects: Set<String> = []
    private(set) var actors: Set<String> = []
    private(set) var first: Instant?
    private(set) var last: Instant?
    private(set) var lastSeq: UInt64 = 0
    private var firstBatch: UInt64?
    private var lastBatch: UInt64?
    private var verbs: [Verb: Int] = [:]

    /// In the order of the model.
    var byKind: [(kind: String, verbs: [(word: String, count: Int)])] {
        Kind.allCases.compactMap { kind in
            let counted = kind.verbs.compactMap { verb in verbs[verb].map { (word: verb.rawValue, count: $0) } }
            return counted.isEmpty ? nil : (kind.rawValue, counted)
        }
    }

    /// Nil where all of it was recorded within a minute: a rate from that means nothing.
    var perDay: Double? {
        guard let first, let last, last.seconds - first.seconds >= 60 else { return nil }
        return Double(entries) * 86_400 / Double(last.seconds - first.seconds)
    }

    mutating func add(_ entry: LoggedEntry) {
        entries += 1
        if first == nil { first = entry.recorded }
        last = entry.recorded
        lastSeq = entry.seq
        if entry.batch.lowerBound != lastBatch { batches += 1 }
        if firstBatch == nil { firstBatch = entry.batch.lowerBound }
        lastBatch = entry.batch.lowerBound
        guard let verb = entry.verb else {
            others += 1
            return
        }
        verbs[verb, default: 0] += 1
        if let subject = entry.subject { subjects.insert(subject) }
        for actor in entry.actors { actors.insert(actor.ref) }
    }

    /// Takes in what was counted in the part of the log that follows.
    mutating func add(_ next: Census) {
        guard next.entries > 0 else { return }
        entries += next.entries
        others += next.others
        // A batch may lie in both.
        batches += next.batches - (next.firstBatch == lastBatch ? 1 : 0)
        subjects.formUnion(next.subjects)
        actors.formUnion(next.actors)
        first = first ?? next.first
        last = next.last
        lastSeq = next.lastSeq
        firstBatch = firstBatch ?? next.firstBatch
        lastBatch = next.lastBatch
        verbs.merge(next.verbs, uniquingKeysWith: +)
    }
}
