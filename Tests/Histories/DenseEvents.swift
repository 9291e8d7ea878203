import EventModel

/// What dense histories say: every field that a projection reads, often.
extension DenseHistory {
    mutating func worldEvent() -> Draft {
        let kinds: [Kind] = [.directive, .announcement, .investment, .actor]
        let kind = kinds[random.place(weighted: [42, 20, 20, 18])]
        var draft = Draft(verb(of: kind), slug(kind))
        draft.title = ["T\(random.below(100))"]
        draft.occurred = date()
        common(&draft)
        switch kind {
        case .directive: directive(&draft)
        case .announcement: announcement(&draft)
        case .investment: investment(&draft)
        case .actor, .correction: actorEvent(&draft)
        }
        return draft
    }

    /// Each verb often enough, the first of a life most often.
    private mutating func verb(of kind: Kind) -> Verb {
        let verbs = kind.verbs
        return random.happens(percent: 25) ? verbs[0] : random.pick(verbs)
    }

    private mutating func common(_ draft: inout Draft) {
        draft.actors = roles()
        draft.reported = maybe(10) { $0.date() }
        draft.attribution = maybe(35) { history in
            Draft.Attribution(
                mode: history.random.pick(["direct", "reported", "unattributed", "editorial"]),
                by: history.maybe(60) { $0.actor() })
        }
        draft.quotes = some(15, upTo: 2) { history in
            Draft.Quote(speaker: history.maybe(80) { $0.actor() }, text: ["W"])
        }
        draft.citations = some(35, upTo: 3) { $0.citation() }
        if random.happens(percent: 30) { draft.relations = relations() }
        draft.targets = some(20, upTo: 2) { history in
            Draft.Goal(
                indicator: "i\(history.random.below(2))", unit: history.maybe(70) { "u\($0.random.below(2))" },
                baseline: history.maybe(50) { $0.decimal() }, value: history.maybe(60) { $0.decimal() },
                due: history.maybe(60) { $0.date() },
                status: history.maybe(30) { $0.random.pick(TargetStatus.allCases) })
        }
    }

    private mutating func citation() -> Draft.Citation {
        var citation = Draft.Citation()
        citation.publisher = maybe(60) { $0.random.pick(["P", "Q", "Blue News"]) }
        citation.url = maybe(50) { "https://example.org/\($0.random.below(3))" }
        citation.sha256 = maybe(30) { String(repeating: String($0.random.below(3)), count: 64) }
        if random.happens(percent: 40) || (citation.publisher == nil && citation.url == nil && citation.sha256 == nil) {
            citation.title = ["C\(random.below(3))"]
        }
        return citation
    }

    private mutating func decimal() -> String {
        let whole = String(random.below(2_000) - 300)
        return random.happens(percent: 25) ? "\(whole).\(random.number(1...9))" : whole
    }

    private mutating func directive(_ draft: inout Draft) {
        draft.instrument = maybe(30) { $0.random.pick(["decree", "order", "law"]) }
        draft.effective = maybe(30) { $0.date() }
        draft.due = maybe(25) { $0.date() }
        if draft.verb == .issued || draft.verb == .amended { draft.expires = maybe(30) { $0.date() } }
        if draft.verb == .revoked || draft.verb == .superseded { draft.endedBy = maybe(30) { $0.reference() } }
        guard random.happens(percent: draft.verb == .issued ? 55 : 35) else { return }
        for id in ["x", "y"] where random.happens(percent: 60) {
            draft.provisions.append(
                Draft.Provision(
                    id: id, text: maybe(40) { "Do \($0.random.below(9))." },
                    assignees: some(50, upTo: 1) { $0.actor() },
                    due: maybe(35) { $0.date() }))
        }
    }

    private mutating func announcement(_ draft: inout Draft) {
        draft.category = maybe(70) { history in
            history.random.pick([
                "launch", "launch", "membership", "intent", "strategy", "target", "forecast", "appointment", "product",
                "restriction", "statement", "situation",
            ])
        }
        draft.post = maybe(15) { "Post \($0.random.below(3))" }
        draft.appointee = maybe(15) { $0.actor() }
        draft.organisation = maybe(45) { $0.actor() }
        for actor in ["p", "q", "s"] where draft.organisation != nil || random.happens(percent: 5) {
            if random.happens(percent: 35) { draft.members.append(membership(actor)) }
        }
        draft.products = some(20, upTo: 2) { history in
            (name: "g\(history.random.below(3))", owner: history.maybe(85) { $0.actor() })
        }
        draft.restricts = some(10, upTo: 1) { (subject: "chips", on: [$0.actor()]) }
    }

    private mutating func membership(_ actor: String) -> Draft.Membership {
        Draft.Membership(ref: actor, since: maybe(30) { $0.date() }, until: maybe(20) { $0.date() })
    }

    private mutating func investment(_ draft: inout Draft) {
        let isStated = draft.verb != .cancelled || random.happens(percent: 20)
        if isStated {
            let currency = random.pick(["EUR", "RUB", "USD"])
            draft.amount = amount(in: currency)
        }
        draft.flow = maybe(40) { history in
            history.random.pick([
                "indicative", "pledge", "commitment", "disbursement", "expenditure", "equity", "none",
            ])
        }
        draft.stage = maybe(30) { $0.random.pick(["pipeline", "implementation", "closed"]) }
        draft.sector = maybe(20) { "Sector \($0.random.below(2))" }
    }

    private mutating func amount(in currency: String) -> Draft.Amount {
        let value = decimal()
        switch random.below(100) {
        case 0..<20: return Draft.Amount(value: nil, currency: currency)
        case 20..<30: return Draft.Amount(value: value, max: "\(random.number(1_800...2_400))", currency: currency)
        case 30..<40 where value.utf8.first != UInt8(ascii: "-"):
            return Draft.Amount(value: value, bound: random.pick(["upTo", "atLeast"]), currency: currency)
        default: return Draft.Amount(value: value, currency: currency)
        }
    }

    private mutating func actorEvent(_ draft: inout Draft) {
        switch draft.verb {
        case .registered:
            if random.happens(percent: 50) { draft.occurred = nil }
            draft.name = maybe(70) { "N\($0.random.below(9))" }
            draft.aliases = some(40, upTo: 2) { "A\($0.random.below(5))" }
            draft.actorKind = maybe(60) { $0.random.pick(["person", "organisation", "state", "group", "unknown"]) }
            draft.memberOf = some(25, upTo: 1) { $0.membership($0.actor()) }
        case .renamed: draft.name = "N\(random.below(9))"
        case .merged: draft.into = actor()
        default: draft.memberOf = [membership(actor())]
        }
        if draft.verb != .registered { draft.actorKind = maybe(10) { $0.random.pick(["person", "group"]) } }
    }
}
