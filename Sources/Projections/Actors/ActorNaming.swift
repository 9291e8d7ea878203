/// Which actors are one at a point, by their slugs: for whoever reads the log itself.
package struct ActorNaming: Sendable {
    /// The slug by which an actor goes; of those alone that are one with others.
    private var currents: [String: String] = [:]
    /// All slugs of an actor, in their order, by that.
    private var together: [String: [String]] = [:]

    /// Nobody has become another.
    package init() {}

    fileprivate init(_ merges: ActorMerges, _ symbols: Symbols) {
        for (name, actors) in merges.groups {
            let current = symbols.text(name)
            let slugs = actors.map(symbols.text).sorted()
            together[current] = slugs
            for slug in slugs { currents[slug] = current }
        }
    }

    /// The slugs of the actor that is called so: that by which it goes, that one, and the others.
    package func all(with slug: String) -> [String] {
        let current = current(slug)
        guard let slugs = together[current] else { return [slug] }
        return [current] + (slug == current ? [] : [slug]) + slugs.filter { $0 != current && $0 != slug }
    }

    /// Whether an actor is one with others.
    package func isMerged(_ slug: String) -> Bool { currents[slug] != nil }

    /// The slug by which it goes.
    package func current(_ slug: String) -> String { currents[slug] ?? slug }
}

extension Fold {
    /// Which actors are one at a point.
    package func actorNaming(at point: Point) -> ActorNaming {
        ActorNaming(question(point, Filter(), .none).merges, symbols)
    }
}
