package import EventModel

extension Actors {
    package func forEachRow(_ question: Question, _ body: (JSON) -> Void) {
        let census = ActorCensus(self, question)
        for record in census.records {
            let row = ActorRow(state: self, census: census, record: record, question: question)
            if question.wants(class: row.kind) { body(row.json) }
        }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        let census = ActorCensus(self, question)
        for record in census.records {
            let kind = ActorRow(state: self, census: census, record: record, question: question).kind
            if question.wants(class: kind) { body(kind) }
        }
    }
}

/// An actor as people see it.
private struct ActorRow {
    let state: Actors
    let census: ActorCensus
    let record: ActorCensus.Record
    let question: Question
    private let namings: [(Fact, EventWords)]

    init(state: Actors, census: ActorCensus, record: ActorCensus.Record, question: Question) {
        self.state = state
        self.census = census
        self.record = record
        self.question = question
        namings = record.namings.sorted().map { ($0, question.words.of($0.seq)) }
    }

    /// What the last event that says so has.
    private func latest(_ key: StaticString) -> JSON? { namings.reversed().lazy.compactMap { $0.1[key] }.first }

    var kind: String { latest("kind")?.text ?? (record.isOrganisation ? "organisation" : "unknown") }

    var json: JSON {
        .members([
            ("subject", question.name(record.subject)), ("kind", .string(kind)), ("name", latest("name")),
            ("aliases", aliases(namings.map(\.1), but: latest("name")?.text)), ("identifiers", latest("identifiers")),
            ("names", Question.list(names(namings))), ("founded", founded), ("members", members),
            ("memberOf", memberOf), ("products", products),
            ("merged", Question.list(record.merged.sorted(by: question.symbols.precedes).map(question.slug))),
            ("events", .integer(record.eventCount)), ("deeds", question.isParticular ? .array(deeds) : nil),
            ("said", question.isParticular ? .array(said) : nil),
        ])
    }

    // MARK: Names

    private func names(_ namings: [(Fact, EventWords)]) -> [JSON] {
        namings.compactMap { fact, words in
            words["name"].map { name in
                .members([
                    ("name", name), ("since", fact.when == .always ? nil : question.date(words["occurred"], fact.when)),
                    ("seq", Question.seq(fact.seq)), ("original", Question.original(fact)),
                ])
            }
        }
    }

    /// Every other name it was ever said to have, and those of the actors that were merged into it.
    private func aliases(_ namings: [EventWords], but name: String?) -> JSON? {
        let former = record.formerNamings.sorted().map { question.words.of($0.seq) }
        var all = Distinct()
        for words in namings + former {
            for alias in words.list("aliases").compactMap(\.text) { all.add(alias) }
        }
        for formerName in former.compactMap({ $0.text("name") }) { all.add(formerName) }
        return Question.list(all.texts.filter { !$0.utf8.elementsEqual((name ?? "").utf8) }.map { .string($0) })
    }

    // MARK: Members and products

    private var founded: JSON? {
        record.launches.min().map { fact in
            let words = question.words.of(fact.seq)
            return .members([
                ("occurred", question.date(words["occurred"], fact.when)), ("by", words.actors(.by)),
                ("subject", question.name(fact.subject)), ("seq", Question.seq(fact.seq)),
                ("original", Question.original(fact)),
            ])
        }
    }

    private var members: JSON? {
        tenures(record.members) { census.canonical($0.member) }
    }

    private var memberOf: JSON? {
        tenures(record.memberOf) { census.canonical($0.organisation) }
    }

    private func tenures(
        _ memberships: [Dated<Actors.Membership>], other: (Actors.Membership) -> Symbol
    ) -> JSON? {
        Question.list(
            Tenure.all(of: memberships, question, other: other).map { tenure in
                .members([
                    ("ref", question.slug(tenure.actor)),
                    ("since", date(tenure.since)), ("until", date(tenure.until)),
                    ("seq", Question.seq(tenure.told.seq)), ("original", Question.original(tenure.told)),
                ])
            })
    }

    /// A date as its own event has it; nil where none is said.
    private func date(_ date: DateSymbol) -> JSON? {
        question.when(date).map { question.date(question.symbols.text(date).map { .string($0) }, $0) }
    }

    private var products: JSON? {
        var seen: Set<Symbol> = []
        let ordered = record.products.sorted { $0.fact < $1.fact }.filter { seen.insert($0.row.name).inserted }
        let named = ordered.sorted { question.symbols.precedes($0.row.name, $1.row.name) }
        return Question.list(
            named.map { product in
                let words = question.words.of(product.fact.seq)
                return .members([
                    ("name", question.slug(product.row.name)),
                    ("since", question.date(words["occurred"], product.fact.when)),
                    ("subject", question.name(product.fact.subject)), ("seq", Question.seq(product.fact.seq)),
                    ("original", Question.original(product.fact)),
                ])
            })
    }

    // MARK: Deeds and words

    /// Its mentions in the order of the world, each with every use.
    private var mentions: [(fact: Fact, uses: [Actors.Use])] {
        var mentions: [(fact: Fact, uses: [Actors.Use])] = []
        var last: Int?
        for (index, use) in record.uses {
            if index != last {
                guard let fact = question.fact(state.mentions[index].record) else { continue }
                mentions.append((fact, []))
            }
            last = index
            let place = mentions.count - 1
            if !mentions[place].uses.contains(use) { mentions[place].uses.append(use) }
        }
        return mentions.sorted { $0.fact < $1.fact }
    }

    private var deeds: [JSON] {
        mentions.map { fact, uses in
            let words = question.words.of(fact.seq)
            let others = words.list("actors").filter { !isSelf($0["ref"]) }
            return .members([
                ("seq", Question.seq(fact.seq)), ("original", Question.original(fact)),
                ("roles", .array(uses.map { .string($0.rawValue) })),
                ("kind", .string(fact.verb.kind.rawValue)), ("verb", .string(fact.verb.rawValue)),
                ("subject", question.name(fact.subject)),
                ("occurred", question.date("occurred", of: words)), ("title", words["title"]),
                ("with", Question.list(others)),
            ])
        }
    }

    private var said: [JSON] {
        mentions.filter { $0.uses.contains(.speaker) }.flatMap { fact, _ in
            let words = question.words.of(fact.seq)
            return words.list("quotes").filter { isSelf($0["speaker"]) }.map { quote in
                JSON.members([
                    ("seq", Question.seq(fact.seq)), ("original", Question.original(fact)), ("text", quote["text"]),
                    ("lang", quote["lang"]), ("occurred", question.date("occurred", of: words)),
                    ("subject", question.name(fact.subject)),
                ])
            }
        }
    }

    private func isSelf(_ ref: JSON?) -> Bool {
        guard let text = ref?.text, let symbol = question.symbols.find(.actor, text) else { return false }
        return census.canonical(symbol) == record.subject
    }
}
