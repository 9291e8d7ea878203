import EventModel

/// The actors that exist at a point, with what was told of each, merges resolved.
struct ActorCensus {
    /// What is known of one actor.
    struct Record {
        var subject: Symbol
        /// The actors that were merged into it.
        var merged: [Symbol] = []
        var eventCount = 0
        /// Where its mentions lie, and how each uses it; only for those asked for by name.
        var uses: [(mention: Int, use: Actors.Use)] = []
        /// Its own events that say what it is or is called, and those of the actors that were merged into it.
        var namings: [Fact] = []
        var formerNamings: [Fact] = []
        var launches: [Fact] = []
        var members: [Dated<Actors.Membership>] = []
        var memberOf: [Dated<Actors.Membership>] = []
        var products: [Dated<Actors.Product>] = []
        /// Whether something is a member of it, or was to found it.
        var isOrganisation = false
    }

    private let state: Actors
    private let question: Question
    /// The actor that another one has become, by the merges that have begun.
    private let successors: [Symbol: Symbol]
    /// Whether there is a successor, by the actor's symbol; empty where nobody has one.
    private var hasSuccessor: [Bool] = []
    /// Announcements that were denied or withdrawn in the end: they found nothing and join nobody.
    private let undone: Set<Symbol>
    /// Where an actor's record lies, plus one, by the actor's symbol; 0 where there is none.
    private var places: [UInt32]
    private(set) var records: [Record] = []

    init(_ state: Actors, _ question: Question) {
        self.state = state
        self.question = question
        successors = Self.successors(state, question)
        undone = Self.undone(state, question)
        places = Array(repeating: 0, count: question.symbols.count)
        if !successors.isEmpty {
            hasSuccessor = Array(repeating: false, count: question.symbols.count)
            for actor in successors.keys { hasSuccessor[Int(actor.index)] = true }
        }
        countMentions()
        addMemberships()
        addProducts()
        addMerged()
        // By their places: records are large.
        let order = records.indices.sorted { question.symbols.precedes(records[$0].subject, records[$1].subject) }
        records = order.map { records[$0] }
    }

    /// The name under which an actor goes at the point.
    ///
    /// Merges in a circle lead nowhere: of such a circle the first name stands for all.
    func canonical(_ actor: Symbol) -> Symbol {
        // Who was never met has no place.
        guard Int(actor.index) < hasSuccessor.count, hasSuccessor[Int(actor.index)] else { return actor }
        var path: [Symbol] = [actor]
        while let last = path.last, let next = successors[last] {
            if let start = path.firstIndex(of: next) {
                return path[start...].min(by: question.symbols.precedes) ?? actor
            }
            path.append(next)
        }
        return path.last ?? actor
    }

    private static func successors(_ state: Actors, _ question: Question) -> [Symbol: Symbol] {
        let begun = question.begun(state.merges).sorted { $0.fact < $1.fact }
        return Dictionary(begun.map { ($0.fact.subject, $0.row.into) }) { _, last in last }
    }

    private static func undone(_ state: Actors, _ question: Question) -> Set<Symbol> {
        let (denied, withdrawn) = (Deed(.denied), Deed(.withdrawn))
        let isEnd = { (deed: Deed) in deed == denied || deed == withdrawn }
        let ending = state.mentions.lazy.filter { isEnd($0.record.deed) }
        let doubtful = Set(question.begun(ending).map(\.fact.subject))
        guard !doubtful.isEmpty else { return [] }
        var last: [Symbol: Fact] = [:]
        for fact in question.begun(state.mentions.lazy.filter { doubtful.contains($0.record.subject) }).map(\.fact) {
            if let known = last[fact.subject], fact < known { continue }
            last[fact.subject] = fact
        }
        return Set(last.filter { isEnd($0.value.deed) }.keys)
    }

    private func isWanted(_ actor: Symbol) -> Bool {
        guard question.isParticular else { return question.wants(subject: actor) }
        return wanted.contains(actor)
    }

    /// Those asked for, under the names they go by.
    private var wanted: Set<Symbol> {
        Set((question.subjects ?? question.actor.map { [$0] } ?? []).map(canonical))
    }
}

// MARK: - Gathering

extension ActorCensus {
    private mutating func countMentions() {
        let wanted = wanted
        for (index, mention) in state.mentions.enumerated() {
            guard let fact = question.fact(mention.record), fact.when.hasBegun(by: question.point) else { continue }
            var seen: [Symbol] = []
            for part in state.parts(of: index) {
                let actor = canonical(part.actor)
                guard question.isParticular ? wanted.contains(actor) : isWanted(actor) else { continue }
                let place = place(of: actor)
                if !seen.contains(actor) {
                    seen.append(actor)
                    records[place].eventCount += 1
                }
                if question.isParticular { records[place].uses.append((index, part.use)) }
                if part.use == .organisation { records[place].isOrganisation = true }
                note(fact, part, mention, at: place)
            }
        }
    }

    private mutating func note(_ fact: Fact, _ part: Actors.Part, _ mention: Actors.Mention, at place: Int) {
        if mention.describes, part.use == .itself, part.actor == fact.subject {
            if part.actor == records[place].subject {
                records[place].namings.append(fact)
            } else {
                records[place].formerNamings.append(fact)
            }
        }
        if part.use == .organisation, mention.isLaunch, !undone.contains(fact.subject) {
            records[place].launches.append(fact)
        }
    }

    private mutating func addMemberships() {
        for membership in question.begun(state.memberships) {
            let organisation = canonical(membership.row.organisation)
            let member = canonical(membership.row.member)
            // Once merged, an actor is not its own member.
            guard organisation != member, !undone.contains(membership.fact.subject) else { continue }
            if let place = known(organisation) { records[place].members.append(membership) }
            if let place = known(member) { records[place].memberOf.append(membership) }
        }
    }

    private mutating func addProducts() {
        for product in question.begun(state.products) {
            guard let place = known(canonical(product.row.owner)), !undone.contains(product.fact.subject) else {
                continue
            }
            records[place].products.append(product)
        }
    }

    private mutating func addMerged() {
        for actor in successors.keys {
            let survivor = canonical(actor)
            if survivor != actor, let place = known(survivor) { records[place].merged.append(actor) }
        }
    }

    private mutating func place(of actor: Symbol) -> Int {
        if let place = known(actor) { return place }
        records.append(Record(subject: actor))
        places[Int(actor.index)] = UInt32(records.count)
        return records.count - 1
    }

    private func known(_ actor: Symbol) -> Int? {
        let place = places[Int(actor.index)]
        return place == 0 ? nil : Int(place) - 1
    }
}
