import EventModel

/// What is asked of single facts: when, by whom it is said, to what it is related.
extension Oracle {
    /// `2 surely`, in the order of the world.
    func timeline() -> [String] {
        facts.filter { $0.when.text != nil }.map { fact in
            "\(fact.subject) #\(fact.place) \(fact.verb) \(fact.when.surely <= asOf ? "surely" : "possibly")"
        }
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
            return "\(fact.subject) #\(fact.place): \(isUnattributed ? "unattributed" : word) \(count)"
        }.sorted()
    }

    func relations() -> [String] {
        var lines: Set<String> = []
        for fact in facts {
            for relation in fact.list("relations") {
                guard let type = relation["type"]?.text, let target = relation["target"]?.text else { continue }
                let stream = stream(named: target)
                let event = target.contains(":") ? event(named: target).map { " \($0.subject) #\($0.seq)" } ?? "" : ""
                lines.insert("\(fact.subject) \(type) \(target)\(event) \(isMet(stream)) #\(fact.place)")
                if let implied = implied(fact, type, stream) { lines.insert(implied) }
            }
        }
        return lines.sorted()
    }

    /// Whether the log knows a stream, whenever it begins.
    private func isMet(_ stream: String?) -> Bool {
        guard let stream else { return false }
        if entries.contains(where: { $0.target != nil && $0.content.subject == stream }) { return true }
        return known.contains { fact in
            fact.subject == stream
                || actorsNamed(by: fact).contains { "actor/\($0)" == stream }
        }
    }

    /// What a directive did to this one, where only this one's event says so.
    private func implied(_ fact: Fact, _ type: String, _ stream: String?) -> String? {
        let types: [Verb: String] = [.superseded: "supersedes", .revoked: "revokes", .amended: "amends"]
        guard let word = types[fact.verb], ["follows", "implements", "partOf"].contains(type), let stream,
            stream.hasPrefix("directive/"), stream != fact.subject
        else { return nil }
        return "\(stream) \(word) \(fact.subject) implied #\(fact.place)"
    }
}
