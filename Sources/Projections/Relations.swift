import EventModel

/// What follows, amends, supersedes, revokes what.
///
///     {"subject": "directive/ru-cn-ai-cooperation", "type": "follows", "target": "announcement/ru-brics-ai-intent",
///      "resolved": true, "seq": 0, "verb": "issued", "occurred": {…}, "title": "…"}
///
/// A relation is told by the event of `subject`; asked for a stream, both those that it tells and those that point at
/// it are answered. `resolved` says whether the log knows the target, an actor from its first use. A target that is an event's id stands as written,
/// with `"targetSubject"` and `"targetSeq"` where the log knows it: the stream that it belongs to and the entry that
/// tells it, corrections applied; what was retracted is not known. `"implied": true` marks what no event calls by this
/// name: that a directive ends or changes another is implied where the other's own event of that verb follows,
/// implements or is part of it. ``Filter/class`` chooses the type.
package struct Relations: Projection {
    package static let name = "relations"
    package static let version = 2
    package static let question = "what follows, amends, supersedes, revokes what"
    package static let classes = Relation.allCases.map(\.rawValue)

    struct Edge: Sendable, Equatable, Factual, Archivable {
        var record: FactRecord
        /// A stream, or an event by its id.
        var target: Symbol
        /// The type's number, above it whether source and target change places, and above that the place in the
        /// event's list.
        private var code: UInt32

        init(record: FactRecord, target: Symbol, type: Relation, place: Int, isImplied: Bool) {
            self.record = record
            self.target = target
            code = UInt32(type.number) | (isImplied ? 0x100 : 0) | UInt32(UInt16(clamping: place)) << 16
        }

        var type: Relation { Relation.numbered[Int(code & 0xFF)] }
        var isImplied: Bool { code & 0x100 != 0 }
        var place: Int { Int(code >> 16) }

        func isSound(_ limits: ArchiveLimits) -> Bool {
            record.isSound(limits) && limits.holds(target) && Int(code & 0xFF) < Relation.numbered.count
        }
    }

    private var edges: [Edge] = []
    private var actors = ActorCounts()

    package init() {}

    package var byteCount: Int { edges.byteCount + actors.byteCount }

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        guard let record = event.record else { return }
        actors.add(event)
        guard let list = event[.relations] else { return }
        var elements = Elements(event.document, list)
        var place = 0
        while let element = elements.next(event.document) {
            defer { place += 1 }
            guard let relation = Reference(event, element, &symbols) else { continue }
            let add = { (edges: inout [Edge], type: Relation, isImplied: Bool) in
                edges.append(
                    Edge(record: record, target: relation.target, type: type, place: place, isImplied: isImplied))
            }
            add(&edges, relation.type, false)
            let space = symbols.space(relation.target)
            guard let implied = Self.implied(by: event.verb, relation.type), relation.target != event.subject,
                space == .directive || space == .event
            else { continue }
            add(&edges, implied, true)
        }
    }

    /// What a directive does to this one, where this one's own event says that it was done, and by a relation by whom.
    private static func implied(by verb: Verb, _ type: Relation) -> Relation? {
        guard type.namesDoer else { return nil }
        switch verb {
        case .amended: return .amends
        case .superseded: return .supersedes
        case .revoked: return .revokes
        default: return nil
        }
    }

    // MARK: Rows

    package func forEachRow(_ question: Question, _ body: (() -> Row) -> Void) {
        let chosen = chosen(question)
        let known = knownStreams(chosen, question)
        let groups = question.grouped(chosen.indices) { place in
            chosen[place].edge.isImplied ? chosen[place].target : chosen[place].fact.subject
        }
        for (group, (_, places)) in groups.enumerated() where question.wants(group: group) {
            let all = places.map { chosen[$0] }
            for told in all.sorted(by: { ($0.fact, $0.edge.place) < ($1.fact, $1.edge.place) }) {
                body { row(told, known, question) }
            }
        }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        for told in chosen(question) { body(told.edge.type.rawValue) }
    }

    private func chosen(_ question: Question) -> [Told] {
        let events = question.events(named: edges.lazy.map(\.target))
        return question.begun(edges).compactMap { edge in
            Told(fact: edge.fact, edge: edge.row, named: events[edge.row.target], question)
        }.filter { told in
            question.wants(class: told.edge.type.rawValue)
                && (question.wants(subject: told.fact.subject) || question.wants(subject: told.target))
        }
    }

    /// The streams that the log knows: those of events, and actors from their first use.
    private func knownStreams(_ chosen: [Told], _ question: Question) -> [Bool] {
        guard !chosen.isEmpty else { return [] }
        var known = question.knownStreams
        let others = chosen.lazy.map(\.edge.target).filter { target in
            question.symbols.space(target) == .actor && !known[Int(target.index)]
        }
        for actor in actors.met(Set(others), question) { known[Int(actor.index)] = true }
        return known
    }

    /// An edge at the point.
    private struct Told {
        var fact: Fact
        var edge: Edge
        /// The event that it points at by its id, where the log knows it.
        var named: (seq: UInt32, subject: Symbol)?
        /// The stream that it points at, or the event's id, where nobody knows its stream.
        var target: Symbol

        /// - Returns: nil of what is implied only of other directives, and the edge points at none.
        init?(fact: Fact, edge: Edge, named: (seq: UInt32, subject: Symbol)?, _ question: Question) {
            self.fact = fact
            self.edge = edge
            self.named = named
            target = named?.subject ?? edge.target
            guard !edge.isImplied || target != fact.subject && question.symbols.space(target) == .directive else {
                return nil
            }
        }
    }

    private func row(_ told: Told, _ known: [Bool], _ question: Question) -> Row {
        let (fact, edge) = (told.fact, told.edge)
        let words = question.words.of(fact.seq)
        let named = edge.isImplied ? nil : told.named
        return Row { row in
            row.member("subject", name: edge.isImplied ? told.target : fact.subject, question)
            row.member("type", edge.type.rawValue)
            row.member("target") { target in
                if edge.isImplied { return target.name(fact.subject, question) }
                guard let stated = words.element(edge.place, of: .relations),
                    let name = words.document.member(stated, "target")
                else { return }
                target.excerpt(words.document, name)
            }
            row.member("targetSubject", name: named?.subject, question)
            row.member("targetSeq", named?.seq)
            row.member("resolved") { $0.bool(edge.isImplied || named != nil || known[Int(edge.target.index)]) }
            if edge.isImplied { row.member("implied") { $0.bool(true) } }
            row.fact(fact)
            row.member("occurred", date: fact.date, question)
            row.copy(.title, from: words)
        }
    }

    // MARK: Archive

    package func archive(into writer: inout ArchiveWriter) {
        writer.append(edges)
        actors.archive(into: &writer)
    }

    package init(from reader: inout ArchiveReader, _ bytes: RawSpan) throws(ArchiveError) {
        edges = try reader.array(bytes)
        actors = try ActorCounts(from: &reader, bytes)
    }
}
