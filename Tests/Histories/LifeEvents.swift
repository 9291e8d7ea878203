import EventModel

/// What the events of a life say.
extension LongHistory {
    mutating func date(_ day: Int) -> String {
        DateForm.table[random.below(DateForm.table.count)].text(day, length: 10 + random.below(200))
    }

    /// A few actors do most of what is done.
    mutating func actor() -> String { Life.actor(random.skewed(bits: Self.actorBits)) }

    mutating func common(_ draft: inout Draft, _ life: Life) {
        draft.title = [random.pick(Words.adverbs), draft.slug, random.pick(Words.matters)]
        for _ in 0..<random.number(0...2) { draft.text.append(random.pick(Words.sentences)) }
        if random.happens(percent: 30) { draft.reported = Day(life.day + random.below(10)).text }
        if random.happens(percent: 5) { draft.time = Day(life.day).text + "T09:30:00Z" }
        draft.tags = [random.pick(Words.tags), draft.verb.kind.rawValue]
        draft.jurisdiction = random.happens(percent: 30) ? [random.pick(Words.countries)] : []
        draft.actors.append((actor(), .by))
        if life.kind != .actor {
            if random.happens(percent: 60) { draft.actors.append((actor(), .to)) }
            if random.happens(percent: 12) { draft.actors.append((actor(), .lead)) }
            if random.happens(percent: 15) { draft.actors.append((actor(), .with)) }
            if random.happens(percent: 10) { draft.actors.append((actor(), .about)) }
        }
        if random.happens(percent: 40) {
            draft.attribution = Draft.Attribution(
                mode: random.pick(["direct", "reported", "reported", "unattributed", "editorial"]),
                by: random.happens(percent: 60) ? actor() : nil)
        }
        if random.happens(percent: 10) { draft.credibility = random.pick(["1", "2", "3", "4"]) }
        if random.happens(percent: 12) {
            draft.quotes = [Draft.Quote(speaker: draft.actors[0].ref, text: [random.pick(Words.quotes)])]
        }
        for _ in 0..<random.number(0...2) { draft.citations.append(citation(life)) }
        if random.happens(percent: 8) { target(&draft, life) }
        if random.happens(percent: 4) { draft.context = [random.pick(Words.sentences)] }
        if random.happens(percent: 10), let other = neighbour(of: life) {
            let type: Relation = random.pick([.follows, .partOf, .contextOf, .implements, .possiblySameAs])
            draft.relations.append(Draft.Link(type: type, target: reference(other)))
        }
    }

    private mutating func citation(_ life: Life) -> Draft.Citation {
        let issue = random.skewed(bits: 6)
        var citation = Draft.Citation()
        citation.publisher = "\(Words.publishers[issue % Words.publishers.count]) \(issue)"
        citation.issued = Day(life.day).text
        if random.happens(percent: 50) { citation.title = [random.pick(Words.adverbs), random.pick(Words.matters)] }
        if random.happens(percent: 40) { citation.url = "https://example.org/\(issue)/\(life.number)" }
        if random.happens(percent: 6) { citation.sha256 = Self.digits(random.next()) }
        return citation
    }

    private static func digits(_ value: UInt64) -> String {
        let hex = String(value | 1 << 63, radix: 16)
        return hex + hex + hex + hex
    }

    private mutating func target(_ draft: inout Draft, _ life: Life) {
        let place = random.below(Words.indicators.count)
        draft.targets = [
            Draft.Goal(
                indicator: Words.indicators[place], unit: Words.units[place], baseline: "\(random.below(50))",
                value: "\(random.number(20...100))", due: "\(random.number(2020...2035))",
                status: random.happens(percent: 20) ? random.pick(TargetStatus.allCases) : nil)
        ]
    }

    /// Another life that goes on.
    private mutating func neighbour(of life: Life) -> Life? {
        let other = pool[random.below(pool.count)]
        return other.step > 0 && other.number != life.number ? other : nil
    }

    /// By its stream, or by its first event.
    private mutating func reference(_ life: Life) -> String {
        random.happens(percent: 25) ? life.firstID : "\(life.kind.rawValue)/\(life.slug)"
    }

    mutating func directive(_ draft: inout Draft, _ life: inout Life) {
        if life.step == 0 {
            draft.instrument = Words.directives[life.number % Words.directives.count]
            if random.happens(percent: 30) { draft.effective = date(life.day + random.below(90)) }
            if random.happens(percent: 30) { draft.due = date(life.day + random.number(100...900)) }
            if life.end == .byDate { draft.expires = date(life.day + random.number(100...600)) }
            if random.happens(percent: 35) { provisions(&draft, &life) }
            // What went before is ended from this side.
            if let ended = ending.popLast() {
                let type: Relation = random.happens(percent: 70) ? .supersedes : .revokes
                draft.relations.append(Draft.Link(type: type, target: reference(ended)))
            }
        } else if draft.verb == .implemented, life.partsLeft > 0 {
            draft.provisions = [Draft.Provision(id: "part-\(life.partsLeft)")]
            life.partsLeft -= 1
        } else if draft.verb == .superseded, let other = neighbour(of: life), other.kind == .directive {
            draft.relations.append(Draft.Link(type: .follows, target: reference(other)))
        }
        if life.left == 1, life.end == .byOther, ending.count < 64 { ending.append(life) }
    }

    private mutating func provisions(_ draft: inout Draft, _ life: inout Life) {
        life.partsLeft = random.number(1...3)
        for part in 1...life.partsLeft {
            draft.provisions.append(
                Draft.Provision(
                    id: "part-\(part)", text: random.pick(Words.sentences), assignees: [actor()],
                    due: random.happens(percent: 50) ? date(life.day + random.number(50...700)) : nil))
        }
    }

    mutating func announcement(_ draft: inout Draft, _ life: Life) {
        guard life.step == 0 else { return }
        let categories = [
            "launch", "intent", "strategy", "target", "forecast", "appointment", "product", "membership", "restriction",
            "statement", "situation",
        ]
        draft.category = random.pick(categories)
        switch draft.category {
        case "launch", "membership":
            draft.organisation = actor()
            draft.members = [Draft.Membership(ref: actor(), since: Day(life.day).monthText)]
        case "appointment":
            draft.post = "Head of the office"
            draft.appointee = actor()
        case "product": draft.products = [(name: "Model \(life.number)", owner: actor())]
        case "restriction": draft.restricts = [(subject: "export of chips", on: [actor()])]
        default: break
        }
    }

    mutating func investment(_ draft: inout Draft, _ life: Life) {
        draft.actors.append((actor(), .recipient))
        guard draft.verb != .cancelled else { return }
        let currency = Words.currencies[(life.number + (random.happens(percent: 5) ? 1 : 0)) % Words.currencies.count]
        var value: String? = "\(random.number(1...9_999))00000"
        if random.happens(percent: 8) { value = nil }
        if draft.verb == .disbursed, random.happens(percent: 3) { value = "-\(random.number(1...999))000.50" }
        draft.amount = Draft.Amount(value: value, currency: currency)
        if draft.verb == .revised { draft.flow = random.pick(["commitment", "pledge", "disbursement", "indicative"]) }
        if life.step == 0 {
            draft.sector = "artificial intelligence"
            draft.stage = "pipeline"
        }
    }

    mutating func actorEvent(_ draft: inout Draft, _ life: Life) {
        draft.actors = []
        switch draft.verb {
        case .registered, .renamed:
            draft.name = "\(random.pick(Words.adverbs)) \(draft.slug)"
            draft.actorKind = random.pick(["person", "organisation", "organisation", "state", "group"])
            if random.happens(percent: 40) { draft.aliases = ["A\(life.number)"] }
            if random.happens(percent: 20) { draft.wikidata = "Q\(life.number + 1)" }
        case .merged: draft.into = Life.actor(life.number / 2)
        default: draft.memberOf = [Draft.Membership(ref: actor())]
        }
    }
}
