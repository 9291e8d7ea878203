import EventModel

/// The actors that exist at a point, with what was told of each, merges resolved.
struct ActorCensus {
    /// What is known of one actor.
    struct Record {
        var subject: Symbol
        /// The actors that were merged into it.
        var merged: [Symbol] = []
        var eventCount = 0
        /// The entries that name it, and how each uses it; only for those asked for by name.
        var uses: [(seq: UInt32, use: Use)] = []
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
    private let merges: ActorMerges
    /// Announcements that were denied or withdrawn in the end: they found nothing and join nobody.
    private let undone: Set<Symbol>
    /// Where an actor's record lies, plus one, by the actor's symbol; 0 where there is none.
    private var places: [UInt32]
    private(set) var records: [Record] = []

    init(_ state: Actors, _ question: Question) {
        self.state = state
        self.question = question
        merges = question.merges
        undone = Self.undone(question)
        places = Array(repeating: 0, count: question.symbols.count)
        countMentions()
        addMemberships()
        addProducts()
        addMerged()
        // By their places: records are large.
        let order = records.indices.sorted { question.symbols.precedes(records[$0].subject, records[$1].subject) }
        records = order.map { records[$0] }
    }

    /// The name under which an actor goes at the point.
    func canonical(_ actor: Symbol) -> Symbol { merges.canonical(actor) }

    static func undone(_ question: Question) -> Set<Symbol> {
        let (denied, withdrawn) = (Deed(.denied), Deed(.withdrawn))
        let isEnd = { (deed: Deed) in deed == denied || deed == withdrawn }
        let announced = question.facts(of: .announcement)
        var isDoubtful = [Bool](repeating: false, count: question.symbols.count)
        for row in announced where isEnd(question.entries.deed(row.seq)) && question.hasBegun(row.seq) {
            isDoubtful[Int(question.subject(row.seq).index)] = true
        }
        var last: [Symbol: Fact] = [:]
        for row in announced where isDoubtful[Int(question.subject(row.seq).index)] {
            guard let fact = question.begun(row.seq) else { continue }
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
        Set((question.actors ?? question.subjects ?? []).map(canonical))
    }
}

// MARK: - Gathering

extension ActorCensus {
    private mutating func countMentions() {
        let wanted = wanted
        var seen: [Symbol] = []
        for seq in question.facts().lazy.map(\.seq) where question.hasBegun(seq) && isWanted(seq) {
            seen.removeAll(keepingCapacity: true)
            for use in question.entries.uses(seq) {
                let actor = canonical(use.actor)
                guard question.isParticular ? wanted.contains(actor) : isWanted(actor) else { continue }
                let place = place(of: actor)
                if !seen.contains(actor) {
                    seen.append(actor)
                    records[place].eventCount += 1
                }
                if question.isParticular { records[place].uses.append((seq, use.use)) }
                if use.use == .organisation { records[place].isOrganisation = true }
                note(use, seq, at: place)
            }
        }
    }

    /// Whether an event is asked for. Who must take part in it may be named by it in whatever place.
    private func isWanted(_ seq: UInt32) -> Bool {
        guard question.choosesEvents || question.filter.isWindowed else { return true }
        return question.isInWindow(question.symbols.when(question.entries.dates[Int(seq)]))
            && question.wants(mention: seq)
    }

    private mutating func note(_ use: ActorUse, _ seq: UInt32, at place: Int) {
        let traits = question.entries.traits(seq)
        guard traits.describes || traits.isLaunch else { return }
        let subject = question.subject(seq)
        let isNaming = traits.describes && use.use == .itself && use.actor == subject
        let isFounding = traits.isLaunch && use.use == .organisation && !undone.contains(subject)
        guard isNaming || isFounding, let fact = question.fact(seq) else { return }
        if isFounding {
            records[place].launches.append(fact)
        } else if use.actor == records[place].subject {
            records[place].namings.append(fact)
        } else {
            records[place].formerNamings.append(fact)
        }
    }

    private mutating func addMemberships() {
        for membership in question.begun(question.known(state.memberships)) {
            let organisation = canonical(membership.row.organisation)
            let member = canonical(membership.row.member)
            // Once merged, an actor is not its own member.
            guard organisation != member, !undone.contains(membership.fact.subject) else { continue }
            if let place = known(organisation) { records[place].members.append(membership) }
            if let place = known(member) { records[place].memberOf.append(membership) }
        }
    }

    private mutating func addProducts() {
        for product in question.begun(question.known(state.products)) {
            guard let place = known(canonical(product.row.owner)), !undone.contains(product.fact.subject) else {
                continue
            }
            records[place].products.append(product)
        }
    }

    private mutating func addMerged() {
        for actor in merges.merged {
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
