import EventModel

extension Actors {
    package func forEachRow(_ question: Question, _ body: (() -> Row) -> Void) {
        let census = ActorCensus(self, question)
        for (group, record) in census.records.enumerated() where question.wants(group: group) {
            let row = { ActorRow(state: self, census: census, record: record, question: question) }
            // Of what kind it is stands in the log.
            if question.filter.classes.isEmpty || question.wants(class: row().kind) { body { row().row } }
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
///
/// An object, since the closures that write it would copy a value.
private final class ActorRow {
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

    /// The words of the last event that has such a member.
    private func latest(_ key: DataKey) -> EventWords? { namings.last { $0.1.has(key) }?.1 }

    var kind: String {
        if let stated = latest(.kind)?.text(.kind) { return stated }
        // A country is named by its code of two capitals, which no slug has; unions of them have one, too.
        let name = question.symbols.text(record.subject)
        let isState =
            name.utf8.count == 2 && name.utf8.allSatisfy { 0x41...0x5A ~= $0 } && !["EU", "UN"].contains(name)
        return isState ? "state" : record.isOrganisation ? "organisation" : "unknown"
    }

    var row: Row {
        Row { row in
            row.member("subject", name: record.subject, question)
            row.member("kind", kind)
            row.copy(.name, from: latest(.name))
            row.member("aliases") { writeAliases(but: latest(.name)?.text(.name), to: &$0) }
            row.copy(.identifiers, from: latest(.identifiers))
            row.member("names") { $0.list { writeNames(to: &$0) } }
            row.member("founded") { writeFounding(to: &$0) }
            let members = Tenure.all(of: record.members, question) { census.canonical($0.member) }
            let memberOf = Tenure.all(of: record.memberOf, question) { census.canonical($0.organisation) }
            row.member("members") { write(members.filter { !$0.isOver(question) }, to: &$0) }
            row.member("formerMembers") { write(members.filter { $0.isOver(question) }, to: &$0) }
            row.member("memberOf") { write(memberOf.filter { !$0.isOver(question) }, to: &$0) }
            row.member("formerMemberOf") { write(memberOf.filter { $0.isOver(question) }, to: &$0) }
            row.member("products") { $0.list { writeProducts(to: &$0) } }
            if !record.merged.isEmpty {
                row.member("merged", slugs: record.merged.sorted(by: question.symbols.precedes), question)
            }
            row.member("events", record.eventCount)
            guard question.isParticular else { return }
            row.member("deeds") { $0.array { writeDeeds(to: &$0) } }
            row.member("said") { $0.array { writeSaid(to: &$0) } }
        }
    }

    // MARK: Names

    private func writeNames(to list: inout JSONText) {
        for (fact, words) in namings where words.has(.name) {
            list.object { naming in
                naming.copy(.name, from: words)
                if fact.when != .always { naming.member("since", date: fact.date, question) }
                naming.place(fact)
            }
        }
    }

    /// Every other name it was ever said to have, and those of the actors that were merged into it.
    private func writeAliases(but name: String?, to output: inout JSONText) {
        let former = record.formerNamings.sorted().map { question.words.of($0.seq) }
        var all = Distinct<Excerpt>()
        let add = { (node: Document.Node, words: EventWords) in
            guard let text = words.text(node), !text.utf8.elementsEqual((name ?? "").utf8) else { return }
            all.add(Excerpt(words, node))
        }
        for words in namings.map(\.1) + former { words.forEach(in: .aliases) { add($0, words) } }
        for words in former { if let formerName = words[.name] { add(formerName, words) } }
        output.list { list in for name in all.values { list.excerpt(name) } }
    }

    // MARK: Members and products

    private func writeFounding(to output: inout JSONText) {
        guard let fact = record.launches.min() else { return }
        let words = question.words.of(fact.seq)
        output.object { founded in
            founded.member("occurred", date: fact.date, question)
            founded.member("by") { words.writeActors(.by, question, to: &$0) }
            founded.member("subject", name: fact.subject, question)
            founded.place(fact)
        }
    }

    private func write(_ tenures: [Tenure], to output: inout JSONText) {
        output.list { list in
            for tenure in tenures {
                list.object { object in
                    object.member("ref", slug: tenure.actor, question)
                    object.member("since", date: tenure.since, question)
                    object.member("until", date: tenure.until, question)
                    object.place(tenure.told)
                }
            }
        }
    }

    private func writeProducts(to list: inout JSONText) {
        var seen: Set<Symbol> = []
        let ordered = record.products.sorted { $0.fact < $1.fact }.filter { seen.insert($0.row.name).inserted }
        let named = ordered.sorted { question.symbols.precedes($0.row.name, $1.row.name) }
        for product in named {
            list.object { object in
                object.member("name", slug: product.row.name, question)
                object.member("since", date: product.fact.date, question)
                object.member("subject", name: product.fact.subject, question)
                object.place(product.fact)
            }
        }
    }

    // MARK: Deeds and words

    /// Its mentions in the order of the world, each with every use.
    private var mentions: [(fact: Fact, uses: [Use])] {
        var mentions: [(fact: Fact, uses: [Use])] = []
        var last: UInt32?
        for (seq, use) in record.uses {
            if seq != last {
                guard let fact = question.fact(seq) else { continue }
                mentions.append((fact, []))
            }
            last = seq
            let place = mentions.count - 1
            if !mentions[place].uses.contains(use) { mentions[place].uses.append(use) }
        }
        return mentions.sorted { $0.fact < $1.fact }
    }

    private func writeDeeds(to list: inout JSONText) {
        for (fact, uses) in mentions {
            let words = question.words.of(fact.seq)
            list.object { deed in
                deed.place(fact)
                deed.member("roles") { $0.array { roles in for use in uses { roles.string(use.rawValue) } } }
                deed.member("kind", fact.verb.kind.rawValue)
                deed.member("verb", fact.verb.rawValue)
                deed.member("subject", name: fact.subject, question)
                deed.member("occurred", date: fact.date, question)
                deed.copy(.title, from: words)
                deed.member("with") { with in
                    with.list { others in
                        words.forEach(in: .actors) { actor in
                            if !isSelf(actor, "ref", words) { others.excerpt(words.document, actor) }
                        }
                    }
                }
            }
        }
    }

    private func writeSaid(to list: inout JSONText) {
        for (fact, uses) in mentions where uses.contains(.speaker) {
            let words = question.words.of(fact.seq)
            let document = words.document
            words.forEach(in: .quotes) { quote in
                guard isSelf(quote, "speaker", words) else { return }
                list.object { said in
                    said.place(fact)
                    for key: StaticString in ["text", "lang"] {
                        if let value = document.member(quote, key) { said.member(key) { $0.excerpt(document, value) } }
                    }
                    said.member("occurred", date: fact.date, question)
                    said.member("subject", name: fact.subject, question)
                }
            }
        }
    }

    /// Whether the actor that a member of `node` names is this one.
    private func isSelf(_ node: Document.Node, _ key: StaticString, _ words: EventWords) -> Bool {
        guard let text = words.document.member(node, key).flatMap(words.text),
            let symbol = question.symbols.find(.actor, text)
        else { return false }
        return census.canonical(symbol) == record.subject
    }
}
