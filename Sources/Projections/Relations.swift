package import EventModel

/// What follows, amends, supersedes, revokes what.
///
///     {"subject": "directive/ru-cn-ai-cooperation", "type": "follows", "target": "announcement/ru-brics-ai-intent",
///      "resolved": true, "seq": 0, "verb": "issued", "occurred": {…}, "title": "…"}
///
/// A relation is told by the event of `subject`; asked for a stream, both those that it tells and those that point at
/// it are answered. `resolved` says whether the log knows the target. A target that is an event's id stands as written,
/// with `"targetSubject"` and `"targetSeq"` where the log knows it. `"implied": true` marks what no event calls by this
/// name: that a directive ends or changes another is implied where the other's own event of that verb follows,
/// implements or is part of it. ``Filter/class`` chooses the type.
package struct Relations: Projection {
    package static let name = "relations"
    package static let version = 1
    package static let question = "what follows, amends, supersedes, revokes what"
    package static let classes = Relation.allCases.map(\.rawValue)

    private struct Edge: Sendable, Equatable, Factual {
        var record: FactRecord
        var target: Symbol
        var identity: UInt64
        var type: Relation
        /// Its place in the event's list.
        var place: UInt16
        /// Whether source and target change places.
        var isImplied: Bool
    }

    /// An event by its id: what relations point at.
    private struct Name: Sendable, Equatable {
        var identity: UInt64
        var seq: UInt32
        var subject: Symbol
    }

    private var edges: [Edge] = []
    private var names: [Name] = []

    package init() {}

    package var byteCount: Int { edges.byteCount + names.byteCount }

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        names.append(Name(identity: event.identity, seq: event.seq, subject: event.subject))
        guard let list = event[.relations], let record = event.record else { return }
        var elements = Elements(event.document, list)
        var place: UInt16 = 0
        while let element = elements.next(event.document) {
            defer { place &+= 1 }
            guard let relation = Reference(event, element, &symbols) else { continue }
            var edge = Edge(
                record: record, target: relation.target, identity: relation.identity, type: relation.type, place: place,
                isImplied: false)
            edges.append(edge)
            guard let implied = Self.implied(by: event.verb, relation.type), relation.target != .none,
                relation.target != event.subject, symbols.space(relation.target) == .directive
            else { continue }
            edge.type = implied
            edge.isImplied = true
            edges.append(edge)
        }
    }

    /// What a directive does to this one, where this one's own event says that it was done, and by a relation by whom.
    private static func implied(by verb: Verb, _ type: Relation) -> Relation? {
        guard type == .follows || type == .implements || type == .partOf else { return nil }
        switch verb {
        case .amended: return .amends
        case .superseded: return .supersedes
        case .revoked: return .revokes
        default: return nil
        }
    }

    // MARK: Rows

    package func rows(_ question: Question) -> [JSON] {
        let known = Set(names.map(\.subject))
        // The first event of an id counts, should two sources use the same one.
        let needed = Set(edges.filter { $0.target == .none }.map(\.identity))
        let pointedAt = names.lazy.filter { needed.contains($0.identity) }.map { ($0.identity, $0) }
        let named = Dictionary(pointedAt) { first, _ in first }
        let chosen = edges.filter { edge in
            let target = edge.target == .none ? named[edge.identity]?.subject : edge.target
            return question.wants(class: edge.type.rawValue)
                && (question.wants(subject: edge.record.subject) || target.map(question.wants(subject:)) ?? false)
        }
        let groups = question.grouped(question.begun(chosen)) { $0.row.isImplied ? $0.row.target : $0.fact.subject }
        return groups.flatMap { _, edges in
            edges.sorted { ($0.fact, $0.row.place) < ($1.fact, $1.row.place) }.map { edge in
                row(
                    edge.fact, edge.row, named[edge.row.identity], isResolved: known.contains(edge.row.target), question
                )
            }
        }
    }

    private func row(_ fact: Fact, _ edge: Edge, _ named: Name?, isResolved: Bool, _ question: Question) -> JSON {
        let words = question.words.of(fact.seq)
        let relations = words.list("relations")
        let place = Int(edge.place)
        let stated = relations.indices.contains(place) ? relations[place]["target"] : nil
        let name = edge.target == .none ? named : nil
        return .members([
            ("subject", question.name(edge.isImplied ? edge.target : fact.subject)),
            ("type", .string(edge.type.rawValue)),
            ("target", edge.isImplied ? question.name(fact.subject) : stated),
            ("targetSubject", name.map { question.name($0.subject) }), ("targetSeq", name.map { Question.seq($0.seq) }),
            ("resolved", .bool(edge.isImplied || isResolved || name != nil)),
            ("implied", edge.isImplied ? .bool(true) : nil), ("seq", Question.seq(fact.seq)),
            ("verb", .string(fact.verb.rawValue)),
            ("occurred", words["occurred"].map { question.date($0, fact.when) }), ("title", words["title"]),
        ])
    }
}
