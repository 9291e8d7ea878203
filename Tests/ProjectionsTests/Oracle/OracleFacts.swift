import EventModel

/// What is asked of single facts: when, by whom it is said, to what it is related.
extension Oracle {
    /// `2 surely`, in the order of the world, and what is to come among them by its date.
    func timeline() -> [String] {
        var lines: [String] = []
        var ahead = prospects[...]
        for fact in facts where fact.when.text != nil {
            while let next = ahead.first, next.when < fact.when { lines.append(ahead.removeFirst().line) }
            lines.append(
                "\(current(fact.subject)) #\(fact.place) \(fact.verb) \(fact.when.surely <= asOf ? "surely" : "possibly")"
            )
        }
        return lines + ahead.map(\.line)
    }

    func sources() -> [String] {
        facts.map { fact in
            let attribution = fact.data["attribution"]
            let publications = fact.list("citations")
            var named = Set(publications.compactMap { $0["publisher"]?.text }.map { Slug.proposal(for: $0) ?? $0 })
            let others = publications.filter { $0["publisher"] == nil }.compactMap {
                $0["sha256"] ?? $0["url"] ?? $0["title"]
            }
            var count = Set(others.compactMap(\.text)).count
            if let by = attribution?["by"]?.text {
                // It may be just where their words stand, unless those stand elsewhere.
                if !named.contains(by) { count = max(0, count - 1) }
                named.insert(by)
            }
            count += named.count
            let word = count == 0 ? "none" : count == 1 ? "single" : "several"
            let isUnattributed = attribution?["mode"]?.text == "unattributed"
            return "\(current(fact.subject)) #\(fact.place): \(isUnattributed ? "unattributed" : word) \(count)"
        }.sorted()
    }

    /// One saying of a relation.
    private struct Saying {
        var fact: Fact
        var source: String
        var type: String
        /// As written, or as the other side is called.
        var target: String
        /// What the row says of the target besides.
        var found: String
        var parts: [String]
        /// What makes it the same as another: the stream where something is done to it, else what is written.
        var identity: String
        var isImplied: Bool
    }

    func relations() -> [String] {
        let sayings = facts.flatMap { fact in fact.list("relations").flatMap { stated(fact, $0) } + impliedByEnd(fact) }
        let groups = Dictionary(grouping: sayings) { saying in
            "\(saying.source) \(saying.type) \(saying.identity) \(saying.parts.sorted())"
        }
        return groups.values.map { group in
            let ordered = group.enumerated().sorted { one, two in
                (one.element.isImplied ? 1 : 0, place(one.element.fact.seq), one.offset)
                    < (two.element.isImplied ? 1 : 0, place(two.element.fact.seq), two.offset)
            }.map(\.element)
            let first = ordered[0]
            var places: [String] = []
            for saying in ordered where !places.contains(saying.fact.place) { places.append(saying.fact.place) }
            return "\(first.source) \(first.type) \(first.target)\(first.found) \(first.parts)"
                + (first.isImplied ? " implied" : "") + " #\(places.joined(separator: " "))"
        }.sorted()
    }

    private func stated(_ fact: Fact, _ relation: JSON) -> [Saying] {
        guard let type = relation["type"]?.text, let target = relation["target"].flatMap(\.text).map(current) else {
            return []
        }
        let stream = stream(named: target).map(current)
        let parts = (relation["provisions"]?.elements ?? []).compactMap(\.text)
        let event = target.contains(":") ? event(named: target).map { " \(current($0.subject)) #\($0.seq)" } ?? "" : ""
        let isDeed = ["amends", "continues", "suspends", "resumes", "supersedes", "revokes"].contains(type)
        var saying = Saying(
            fact: fact, source: current(fact.subject), type: type, target: target, found: "\(event) \(isMet(stream))",
            parts: parts,
            identity: isDeed ? stream ?? target : target, isImplied: false)
        if type == "possiblySameAs", !target.contains(":"), precedes(target, current(fact.subject)) {
            (saying.source, saying.target, saying.identity) = (target, current(fact.subject), current(fact.subject))
            saying.found = " true"
        }
        let implied = ["follows", "implements", "partOf"].contains(type) ? implied(fact, stream) : []
        return implied.isEmpty || !parts.isEmpty ? [saying] + implied : implied
    }

    private func impliedByEnd(_ fact: Fact) -> [Saying] {
        fact.text("endedBy").map { implied(fact, stream(named: $0)) } ?? []
    }

    /// What a directive did to this one, as this one's event says.
    private func implied(_ fact: Fact, _ doer: String?) -> [Saying] {
        let types: [Verb: String] = [
            .superseded: "supersedes", .revoked: "revokes", .amended: "amends", .suspended: "suspends",
            .resumed: "resumes",
        ]
        guard let type = types[fact.verb], let doer, doer.hasPrefix("directive/"), doer != fact.subject else {
            return []
        }
        return [
            Saying(
                fact: fact, source: doer, type: type, target: fact.subject, found: " true",
                parts: fact.list("provisions").compactMap { $0["id"]?.text }, identity: fact.subject, isImplied: true)
        ]
    }

    /// The order of streams: by kind, then by name.
    func precedes(_ one: String, _ two: String) -> Bool {
        let kinds = Kind.allCases.map(\.rawValue)
        let rank = { (name: String) in kinds.firstIndex(of: String(name.prefix { $0 != "/" })) ?? 0 }
        return rank(one) == rank(two) ? one < two : rank(one) < rank(two)
    }

    /// Whether the log knows a stream, whenever it begins.
    private func isMet(_ stream: String?) -> Bool {
        guard let stream else { return false }
        if entries.contains(where: { $0.target != nil && $0.content.subject == stream }) { return true }
        return known.contains { fact in
            current(fact.subject) == stream
                || actorsNamed(by: fact).contains { current("actor/\($0)") == stream }
        }
    }
}
