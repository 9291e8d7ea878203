import EventModel

/// What follows, amends, supersedes, revokes what, wholly or in part.
///
///     {"subject": "directive/ru-cn-ai-cooperation", "type": "follows", "target": "announcement/ru-brics-ai-intent",
///      "resolved": true, "seq": 0, "verb": "issued", "occurred": {…}, "title": "…"}
///
/// Asked for a stream, both the relations that it has and those that point at it are answered. `resolved` says whether
/// the log knows the target, an actor from its first use. A target that is an event's id stands as written, with
/// `"targetSubject"` and `"targetSeq"` where the log knows it: the stream that it belongs to and the entry that tells it,
/// corrections applied; what was retracted is not known. `"provisions": ["x"]` are the parts of the target that it is
/// about. ``Filter/classes`` choose the type.
///
/// A relation is one row, from whichever sides and however often it is said; `seq` and what follows it are of the first
/// saying in the order of the world, and `sayings` lists them all where they are several. What one directive does to
/// another is also said by the other's own event of that verb: where it follows, implements or is part of the one, or
/// names it as ``endedBy``; this is told as that one relation alone. `"implied": true` marks what is said from that side
/// alone. That two things are possibly the
/// same is said of both. What is asked of events, ``Filter/since`` and ``Filter/until`` choose the relations of which such
/// an event is a saying.
package struct Relations: Projection {
    package static let name = "relations"
    package static let question = "what follows, amends, supersedes, revokes what, wholly or in part"
    package static let classes = Relation.allCases.map(\.rawValue)

    struct Edge: Factual, Equatable, ColumnElement {
        var seq: UInt32
        /// A stream, or an event by its id.
        var target: Symbol
        /// The type's code, above it whether source and target change places and whether another edge tells it, and
        /// above that the place in the event's list, plus one; 0 for what stands elsewhere.
        private var code: UInt32

        init(
            seq: UInt32, target: Symbol, type: Relation, place: Int?, isImplied: Bool, isToldAsImplied: Bool = false
        ) {
            self.seq = seq
            self.target = target
            let place = place.map { UInt32(UInt16(clamping: $0 + 1)) } ?? 0
            code = UInt32(type.code) | (isImplied ? 0x100 : 0) | (isToldAsImplied ? 0x200 : 0) | place << 16
        }

        var type: Relation { Relation.codes[UInt8(truncatingIfNeeded: code)] ?? .contextOf }
        var isImplied: Bool { code & 0x100 != 0 }
        /// Whether it names what did what its event tells, and no parts of that.
        var isToldAsImplied: Bool { code & 0x200 != 0 }
        var place: Int? { code >> 16 == 0 ? nil : Int(code >> 16) - 1 }

        func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self {
            var row = self
            row.seq = numbers.entry(seq)
            row.target = numbers.name(target)
            return row
        }

        func isSound(_ limits: ColumnLimits) -> Bool {
            limits.holds(seq: seq) && limits.holds(target) && Relation.codes[UInt8(truncatingIfNeeded: code)] != nil
        }
    }

    private var edges = Column<Edge>()
    /// Of each edge, the parts of its target.
    private var parts = Lists<Symbol>()

    package init() {}

    // MARK: Folding

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        guard event.isFact else { return }
        if let node = event[.endedBy], let target = Reference.target(event, node, &symbols) {
            addImplied(target, event, &symbols)
        }
        guard let list = event[.relations] else { return }
        var elements = Elements(event.document, list)
        var place = 0
        while let element = elements.next(event.document) {
            defer { place += 1 }
            guard let relation = Reference(event, element, &symbols) else { continue }
            add(
                Edge(
                    seq: event.seq, target: relation.target, type: relation.type, place: place, isImplied: false,
                    isToldAsImplied: relation.type.namesDoer && relation.provisions == nil))
            if let list = relation.provisions {
                var names = Elements(event.document, list)
                while let name = names.next(event.document) { parts.append(event.symbol(.text, name, &symbols)) }
            }
            if relation.type.namesDoer { addImplied(relation.target, event, &symbols) }
        }
    }

    private mutating func add(_ edge: Edge) {
        edges.append(edge)
        parts.appendRow()
    }

    /// Adds what the directive `doer` does to this one, where this one's own event says that it was done.
    private mutating func addImplied(_ doer: Symbol, _ event: EventView, _ symbols: inout Symbols) {
        let space = symbols.space(doer)
        guard let type = Self.implied[event.verb], doer != event.subject, space == .directive || space == .event
        else { return }
        add(Edge(seq: event.seq, target: doer, type: type, place: nil, isImplied: true))
        guard let list = event[.provisions] else { return }
        var provisions = Elements(event.document, list)
        while let provision = provisions.next(event.document) {
            if let id = event.document.member(provision, "id") { parts.append(event.symbol(.text, id, &symbols)) }
        }
    }

    /// What is done to a directive, by the verb of its event that says so.
    fileprivate static let implied: [Verb: Relation] = [
        .amended: .amends, .suspended: .suspends, .resumed: .resumes, .superseded: .supersedes, .revoked: .revokes,
    ]

    // MARK: Rows

    package func forEachRow(_ question: Question, _ body: (() -> Row) -> Void) {
        let told = told(question)
        let known = knownStreams(told, question)
        for (group, sayings) in told.enumerated() where question.wants(group: group) {
            body { row(sayings, known, question) }
        }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        for sayings in told(question) { body(sayings[0].edge.type.rawValue) }
    }

    /// What makes a relation one, from whichever side it is said.
    private struct Key: Hashable {
        var source: Symbol
        var type: Relation
        var target: Symbol
        var parts: [Symbol]
    }

    /// Every relation asked for, by the name of its source, each with its sayings in the order of the world.
    private func told(_ question: Question) -> [[Told]] {
        let edges = question.known(edges)
        let events = question.events(named: edges.lazy.map(\.target))
        var relations: [Key: [Told]] = [:]
        for (place, edge) in edges.enumerated() {
            guard let fact = question.begun(edge.seq), question.wants(class: edge.type.rawValue) else { continue }
            let isWanted =
                question.wants(event: edge.seq) && question.isInWindow(fact.when)
            guard let told = Told(fact: fact, edge: edge, isWanted: isWanted, named: events[edge.target], question),
                question.wants(subject: told.source) || question.wants(subject: told.target)
            else { continue }
            let key = Key(
                source: told.source, type: edge.type, target: told.identity,
                parts: parts[place].sorted(by: question.symbols.precedes))
            // One event that says it twice says it once.
            if relations[key]?.contains(where: { $0.fact.seq == fact.seq }) ?? false { continue }
            relations[key, default: []].append(told)
        }
        let sorted = relations.values.filter { $0.contains(where: \.isWanted) }.map { $0.sorted(by: <) }
        let groups = question.grouped(sorted.indices) { sorted[$0][0].source }
        return groups.flatMap { _, places in places.map { sorted[$0] }.sorted { $0[0] < $1[0] } }
    }

    /// The streams that the log knows: those of events, and actors from their first use.
    private func knownStreams(_ told: [[Told]], _ question: Question) -> [Bool] {
        guard !told.isEmpty else { return [] }
        var known = question.knownStreams
        let others = told.lazy.flatMap(\.self).map(\.edge.target).filter { target in
            question.symbols.space(target) == .actor && !known[Int(target.index)]
        }
        let sought = Set(others.flatMap(question.merges.all))
        for row in sought.isEmpty ? [] : Array(question.facts()) where question.effects.holds(row.seq) {
            for use in question.entries.uses(row.seq) where sought.contains(use.actor) {
                known[Int(use.actor.index)] = true
            }
        }
        // Those that are one are known by any name.
        for actor in question.merges.merged where known[Int(actor.index)] {
            known[Int(question.canonical(actor).index)] = true
        }
        return known
    }

    /// An edge at the point.
    private struct Told: Comparable {
        var fact: Fact
        var edge: Edge
        /// Whether its event is asked for.
        var isWanted: Bool
        /// The event that it points at by its id, where the log knows it.
        var named: (seq: UInt32, subject: Symbol)?
        var source: Symbol
        /// The stream that it points at, or the event's id, where nobody knows its stream.
        var target: Symbol
        /// What is written as its target, under the name it goes by.
        var pointed: Symbol
        /// Whether the target that is written is the source of the relation.
        var isReversed: Bool

        /// - Returns: nil of what is implied only of other directives, and the edge points at none.
        init?(
            fact: Fact, edge: Edge, isWanted: Bool, named: (seq: UInt32, subject: Symbol)?, _ question: Question
        ) {
            self.fact = fact
            self.edge = edge
            self.isWanted = isWanted
            self.named = named
            let own = question.canonical(fact.subject)
            let other = question.canonical(named?.subject ?? edge.target)
            let isDirective = question.symbols.space(other) == .directive
            guard !edge.isImplied || other != own && isDirective else { return nil }
            // What an event follows in what it does to its own directive is told as what that one does.
            if edge.isToldAsImplied, Relations.implied[fact.verb] != nil, other != own, isDirective { return nil }
            // What holds both ways stands under the first name.
            let isMutual = edge.type == .possiblySameAs && named == nil && question.symbols.space(other) != .event
            isReversed = edge.isImplied || isMutual && question.symbols.precedes(other, own)
            (source, target) = isReversed ? (other, own) : (own, other)
            pointed = question.canonical(edge.target)
        }

        /// What tells its target from others: where something is done to a stream, that; else what is pointed at.
        var identity: Symbol { edge.type.deed != nil || isReversed ? target : pointed }

        /// The order of the world; on one event in the order of its list, what is said outright first.
        static func < (left: Self, right: Self) -> Bool {
            if left.edge.isImplied != right.edge.isImplied { return right.edge.isImplied }
            return (left.fact, left.edge.place ?? -1) < (right.fact, right.edge.place ?? -1)
        }

        static func == (left: Self, right: Self) -> Bool { !(left < right) && !(right < left) }
    }

    /// - Parameter sayings: of one relation, the first first.
    private func row(_ sayings: [Told], _ known: [Bool], _ question: Question) -> Row {
        let told = sayings[0]
        let words = question.words.of(told.fact.seq)
        let stated = told.edge.place.flatMap { words.element($0, of: .relations) }
        let named = told.isReversed ? nil : told.named
        return Row { row in
            row.member("subject", name: told.source, question)
            row.member("type", told.edge.type.rawValue)
            row.member("target") { target in
                guard !told.isReversed, let stated, let name = words.document.member(stated, "target"),
                    told.pointed == told.edge.target
                else { return target.name(told.isReversed ? told.target : told.pointed, question) }
                target.excerpt(words.document, name)
            }
            row.member("targetSubject", name: named.map { question.canonical($0.subject) }, question)
            row.member("targetSeq", named?.seq)
            row.member("provisions") { $0.list { list in writeParts(told, stated, words, to: &list) } }
            row.member("resolved") { resolved in
                let target = told.isReversed ? question.canonical(told.fact.subject) : told.pointed
                resolved.bool(told.isReversed || named != nil || known[Int(target.index)])
            }
            if told.edge.isImplied { row.member("implied") { $0.bool(true) } }
            write(told.fact, words, question, to: &row)
            if sayings.count > 1 {
                row.member("sayings") { list in
                    list.array { list in
                        for saying in sayings {
                            list.object { object in
                                object.member("subject", name: question.canonical(saying.fact.subject), question)
                                write(saying.fact, question.words.of(saying.fact.seq), question, to: &object)
                            }
                        }
                    }
                }
            }
        }
    }

    private func write(_ fact: Fact, _ words: EventWords, _ question: Question, to object: inout JSONText) {
        object.fact(fact)
        object.member("occurred", date: fact.date, question)
        object.copy(.title, from: words)
    }

    private func writeParts(
        _ told: Told, _ stated: Document.Node?, _ words: EventWords, to list: inout JSONText
    ) {
        if told.edge.isImplied {
            words.forEach(in: .provisions) { provision in
                if let id = words.document.member(provision, "id") { list.excerpt(words.document, id) }
            }
        } else if let parts = stated.flatMap({ words.document.member($0, "provisions") }) {
            var names = Elements(words.document, parts)
            while let name = names.next(words.document) { list.excerpt(words.document, name) }
        }
    }

    // MARK: Columns

    package static let columns: [OwnedColumn<Self>] =
        [.init("relations") { $1(&$0.edges) }] + OwnedColumn.lists("relations.part") { $1(&$0.parts) }

    package mutating func finishReading(_ limits: ColumnLimits) throws(ColumnError) {
        guard edges.isInOrder, edges.areFacts(limits), parts.isSound(rows: edges.count) else { throw .unsound }
    }
}
