import EventModel

/// Who there is, by which names, in what, and with what.
extension Oracle {
    struct Membership {
        var member: String
        var organisation: String
        var since: Dates?
        var until: Dates?
        var isEnd: Bool
    }

    func actors() -> [String] {
        var groups: [String: Set<String>] = [:]
        let named = facts.map(actorsNamed)
        for slug in Set(named.joined()) { groups[currentName(of: slug), default: []].insert(slug) }
        let memberships = memberships
        return groups.keys.sorted().map { name in
            let slugs = (groups[name] ?? []).union([name])
            let count = named.filter { !$0.isDisjoint(with: slugs) }.count
            return actor(name, slugs, memberships) + " events=\(count)"
        }
    }

    /// Everybody whom an event names, in whatever place.
    func actorsNamed(by fact: Fact) -> Set<String> {
        var names = fact.list("actors").compactMap { $0["ref"]?.text }
        names += [
            fact.data["attribution"]?["by"], fact.data["appointee"], fact.data["organisation"], fact.data["into"],
        ]
        .compactMap { $0?.text }
        names += fact.list("quotes").compactMap { $0["speaker"]?.text }
        names += fact.list("products").compactMap { $0["owner"]?.text }
        names += (fact.list("members") + fact.list("memberOf")).compactMap { $0["ref"]?.text }
        names += fact.list("restricts").flatMap { $0["on"]?.elements ?? [] }.compactMap(\.text)
        names += fact.list("provisions").flatMap { $0["assignee"]?.elements ?? [] }.compactMap(\.text)
        if fact.verb.kind == .actor { names.append(fact.slug) }
        return Set(names)
    }

    /// The name under which an actor goes once the merges that have begun are followed; of a circle its first name.
    func currentName(of slug: String) -> String {
        var path = [slug]
        while true {
            let merges = facts.filter { $0.verb == .merged && $0.slug == path[path.count - 1] }
            guard let next = merges.last?.text("into"), next != path[path.count - 1] else {
                return path[path.count - 1]
            }
            if let place = path.firstIndex(of: next) { return path[place...].min() ?? next }
            path.append(next)
        }
    }

    /// Announcements that were denied or withdrawn in the end found nothing, join nobody and make nothing.
    private func isVoid(_ fact: Fact) -> Bool {
        let last = facts(of: fact.subject).last?.verb
        return fact.verb.kind == .announcement && (last == .denied || last == .withdrawn)
    }

    private func actor(_ name: String, _ slugs: Set<String>, _ memberships: [Membership]) -> String {
        let own = facts.filter { $0.verb.kind == .actor && slugs.contains($0.slug) }
        let members = tenures(memberships.filter { slugs.contains(currentName(of: $0.organisation)) }, \.member)
        let memberOf = tenures(memberships.filter { slugs.contains(currentName(of: $0.member)) }, \.organisation)
        let launches = facts.filter {
            $0.text("category") == "launch" && slugs.contains($0.text("organisation") ?? "") && !isVoid($0)
        }
        let isJoined =
            memberships.contains { slugs.contains($0.organisation) }
            || facts.contains { slugs.contains($0.text("organisation") ?? "") }
        // Whoever was merged goes by the other's name, and is what the other is.
        let ofName = own.filter { $0.slug == name }
        let called = ofName.last("name")?.text
        let former = own.filter { $0.slug != name }.compactMap { $0.text("name") }
        let aliases = Set(own.flatMap { $0.list("aliases").compactMap(\.text) } + former).subtracting([called ?? ""])
        let products = facts.filter { !isVoid($0) }.flatMap { fact in
            fact.list("products").filter { slugs.contains($0["owner"]?.text ?? "") }.compactMap { $0["name"]?.text }
        }
        let isCountry = name.count == 2 && name == name.uppercased() && name != "EU" && name != "UN"
        return
            "actor/\(name): \(ofName.last("kind")?.text ?? (isCountry ? "state" : isJoined ? "organisation" : "unknown")) name=\(called ?? "-")"
            + " aliases=\(aliases.sorted()) founded=\(launches.first?.when.text ?? "-") members=\(members)"
            + " memberOf=\(memberOf) products=\(Set(products).sorted()) merged=\(slugs.subtracting([name]).sorted())"
    }

    // MARK: Memberships

    /// Every membership that an event tells of.
    private var memberships: [Membership] {
        facts.filter { !isVoid($0) }.flatMap { fact -> [Membership] in
            if fact.verb.kind == .actor {
                return fact.list("memberOf").compactMap { entry in
                    entry["ref"]?.text.map { membership(fact.slug, in: $0, entry, fact) }
                }
            }
            guard let organisation = fact.text("organisation") else { return [] }
            return fact.list("members").compactMap { entry in
                entry["ref"]?.text.map { membership($0, in: organisation, entry, fact) }
            }
        }
    }

    private func membership(_ member: String, in organisation: String, _ entry: JSON, _ fact: Fact) -> Membership {
        let since = entry["since"]?.text.map { Dates($0) }
        let until = entry["until"]?.text.map { Dates($0) }
        let isEnd = fact.verb == .left
        // Who is registered as a member may have been one for long.
        let isSinceThen = ![.left, .registered].contains(fact.verb)
        return Membership(
            member: member, organisation: organisation,
            since: since ?? (isSinceThen ? fact.when : nil), until: until ?? (isEnd ? fact.when : nil), isEnd: isEnd)
    }

    /// What the memberships with each other actor come to: `p 2020–2021`.
    private func tenures(_ memberships: [Membership], _ other: (Membership) -> String) -> [String] {
        // Nobody is a member of what they are.
        let apart = memberships.filter { currentName(of: $0.member) != currentName(of: $0.organisation) }
        let names = Set(apart.map { currentName(of: other($0)) })
        let lines = names.sorted().flatMap { name in
            tenures(apart.filter { currentName(of: other($0)) == name }).map { tenure in
                let isOver = tenure.hasLeft || tenure.until.map(hasPassed) ?? false
                return (isOver ? "once " : "") + "\(name) \(tenure.since?.text ?? "")–\(tenure.until?.text ?? "")"
            }
        }
        return lines.filter { !$0.hasPrefix("once ") } + lines.filter { $0.hasPrefix("once ") }
    }

    /// Those of one actor in another, in the order of the world: whoever leaves ends the membership that is open, and
    /// what is told again is no second one.
    private func tenures(_ memberships: [Membership]) -> [(since: Dates?, until: Dates?, hasLeft: Bool)] {
        var tenures: [(since: Dates?, until: Dates?, hasLeft: Bool)] = []
        for told in memberships {
            let open = tenures.lastIndex { $0.until == nil }
            let lasting = told.isEnd ? nil : tenures.lastIndex { isLasting($0, told) }
            guard let place = open ?? lasting else {
                tenures.append((told.since, told.until, told.isEnd))
                continue
            }
            if !told.isEnd { tenures[place].since = tenures[place].since ?? told.since }
            if let until = told.until { (tenures[place].until, tenures[place].hasLeft) = (until, told.isEnd) }
        }
        return tenures.filter { $0.since.map(hasBegun) ?? true }
    }

    private func isLasting(_ tenure: (since: Dates?, until: Dates?, hasLeft: Bool), _ told: Membership) -> Bool {
        guard let until = tenure.until, let since = told.since else { return true }
        return since < until
    }
}
