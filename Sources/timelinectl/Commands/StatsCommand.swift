import ArgumentParser
import EventModel
import LinuxIO
import Projections
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
        let fold = try reader.fold(Census.projections, showing: "Counting", on: global)
        let point = reader.point(begun ?? Point(asOf: .max), knownAt: knownAt)
        let census = Census(fold, at: point, words: reader.words(of: fold))
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
            let parts = verbs.map { Styled("\(Grouped.text($0.count)) ") + Styled($0.verb.rawValue) }
            fields.add(kind.rawValue, parts.joined(separator: ", "))
        }
        if census.others > 0 { fields.add("other types", Styled(Grouped.text(census.others))) }
        fields.add("subjects", Styled(Grouped.text(UInt64(census.subjects))))
        fields.add("actors", Styled(Grouped.text(UInt64(census.actors))))
        fields.add("batches", Styled(Grouped.text(census.batches)))
        if let first = recorded(census.first, reader), let last = recorded(census.last, reader) {
            fields.add("first recorded", Styled(LocalTime.text(first)))
            let seq = census.last.map { " as #\($0)" } ?? ""
            fields.add("last recorded", Styled(LocalTime.text(last)) + Styled(seq, .faint))
            let seconds = last.seconds - first.seconds
            // A rate from less than a minute means nothing.
            if seconds >= 60 {
                let rate = Double(census.entries) * 86_400 / Double(seconds)
                fields.add("rate", Styled("\(Grouped.tenths(rate)) entries a day"))
            }
        }
        let size = UInt64(reader.byteCount)
        let mean = census.entries > 0 ? ", \(Grouped.text(size / census.entries)) bytes an entry" : ""
        fields.add("size", Styled("\(Grouped.bytes(size)) in \(Counted.text(reader.segmentCount, "segment"))\(mean)"))
        return fields
    }

    private func recorded(_ seq: UInt64?, _ reader: TimelineReader) -> Instant? {
        seq.flatMap { reader.entry($0) }?.recorded
    }

    private func json(_ census: Census, _ reader: TimelineReader) -> JSON {
        .members([
            ("entries", .integer(census.entries)),
            (
                "kinds",
                .object(
                    census.byKind.map { kind, verbs in
                        (kind.rawValue, .object(verbs.map { ($0.verb.rawValue, .integer($0.count)) }))
                    })
            ),
            ("others", .integer(census.others)), ("subjects", .integer(census.subjects)),
            ("actors", .integer(census.actors)), ("batches", .integer(census.batches)),
            ("firstRecorded", recorded(census.first, reader).map { .string($0.description) }),
            ("lastRecorded", recorded(census.last, reader).map { .string($0.description) }),
            ("bytes", .integer(reader.byteCount)), ("segments", .integer(reader.segmentCount)),
        ])
    }
}
