import EventModel
import Histories
import Projections

/// A history, its oracle and its projections, compared at a point.
struct HistoryComparison {
    struct Moment: CustomStringConvertible {
        /// How many events are known.
        var known: Int
        var asOf: String
        var certain: Bool

        var description: String { "known: \(known) events, as of \(asOf)\(certain ? ", certain" : "")" }
    }

    /// What the oracle and a projection say.
    struct Answers {
        var projection: String
        var oracle: [String]
        var rows: [String]
    }

    private let log: TestLog
    private let entries: [Oracle.Entry]

    init(log: TestLog) throws {
        self.log = log
        entries = log.entries.enumerated().compactMap { seq, entry in
            Oracle.Entry(JSON(0, of: entry.document), seq: seq)
        }
    }

    init(events: [[UInt8]]) throws {
        var log = TestLog()
        for event in events { try log.add(event: String(decoding: event, as: UTF8.self)) }
        try self.init(log: log)
    }

    /// The projections whose answers differ from the oracle's.
    func differences(at point: Moment, _ names: Set<String>? = nil) throws -> [Answers] {
        try answers(at: point, names).filter { $0.oracle != $0.rows }
    }

    /// Both answers of each projection.
    func answers(at point: Moment, _ names: Set<String>? = nil) throws -> [Answers] {
        let second = try EDTF(point.asOf).bounds.latest
        let oracle = Oracle(
            Array(entries.prefix(point.known)), asOf: second, certain: point.certain)
        let prefix = log.prefix(point.known)
        let fold = prefix.fold()
        let plain = Plain { type, filter in
            fold.rows(
                of: type, at: Point(asOf: second, certain: point.certain), filter, words: prefix.words)
        }
        let answers: [(name: String, one: () -> [String], two: () -> [String])] = [
            ("timeline", oracle.timeline, plain.timeline),
            ("directives", oracle.directives, plain.directives),
            ("duties", oracle.duties, plain.duties),
            ("announcements", oracle.announcements, plain.announcements),
            ("investments", oracle.investments, plain.investments),
            ("totals by investor", { oracle.totals(\.investors, \.investors) }, { plain.totals(.investor) }),
            ("totals by recipient", { oracle.totals(\.recipients, \.recipients) }, { plain.totals(.recipient) }),
            ("totals by currency", oracle.totalsByCurrency, { plain.totals(.currency) }),
            ("targets", oracle.targets, plain.targets),
            ("actors", oracle.actors, plain.actors),
            ("sources", oracle.sources, plain.sources),
            ("relations", oracle.relations, plain.relations),
            ("corrections", oracle.corrections, plain.corrections),
        ]
        return answers.filter { names?.contains($0.name) ?? true }.map { name, one, two in
            Answers(projection: name, oracle: one(), rows: two())
        }
    }

    /// The shortest history that still differs: whatever event, and whatever an event says, can be left out is.
    func shrunk(_ projection: String, at moment: Moment) throws -> (events: [[UInt8]], moment: Moment) {
        var events = log.entries.prefix(moment.known).map(\.document.bytes)
        func differs(_ events: [[UInt8]]) throws -> Bool {
            let tried = Moment(known: events.count, asOf: moment.asOf, certain: moment.certain)
            return try !HistoryComparison(events: events).differences(at: tried, [projection])
                .isEmpty
        }
        for place in events.indices.reversed() {
            var fewer = events
            fewer.remove(at: place)
            if try differs(fewer) { events = fewer }
        }
        for place in events.indices {
            for shorter in try Self.withoutMembers(events[place]) {
                var fewer = events
                fewer[place] = try shorter(events[place])
                // Only what the intake would let in shows anything.
                if try Self.isValid(fewer[place]), try differs(fewer) { events = fewer }
            }
        }
        return (events, Moment(known: events.count, asOf: moment.asOf, certain: moment.certain))
    }

    private static func isValid(_ event: [UInt8]) throws -> Bool {
        if case .success = EventReader.read(try Document(json: event), 0, defaults: .init()) { true } else { false }
    }

    /// For each member of an event's data, what leaves it out.
    private static func withoutMembers(_ event: [UInt8]) throws -> [([UInt8]) throws -> [UInt8]] {
        guard case .object(let members)? = JSON(0, of: try Document(json: event))["data"] else { return [] }
        return members.filter { $0.key != "of" }.map { member in
            { event in
                guard case .object(let parts) = JSON(0, of: try Document(json: event)) else { return event }
                return JSON.object(
                    parts.map { part in
                        guard part.key == "data", case .object(let data) = part.value else { return part }
                        return (part.key, .object(data.filter { $0.key != member.key }))
                    }
                ).canonical
            }
        }
    }

    /// Both answers on the shortest history that shows the difference, for people.
    func report(_ projection: String, at point: Moment) throws -> String {
        let (events, point) = try shrunk(projection, at: point)
        let shown = try HistoryComparison(events: events).differences(at: point, [projection])
        let lines = events.map { String(decoding: $0, as: UTF8.self) }
        guard let shown = shown.first else { return "the difference in \(projection) comes and goes" }
        let (oracle, rows) = (Set(shown.oracle), Set(shown.rows))
        return
            (["\(shown.projection) at \(point)"] + lines
            + shown.oracle.filter { !rows.contains($0) }.map { "oracle: \($0)" }
            + shown.rows.filter { !oracle.contains($0) }.map { "rows:   \($0)" }
            + (oracle == rows ? ["order, oracle: \(shown.oracle)", "order, rows: \(shown.rows)"] : []))
            .joined(separator: "\n")
    }
}
