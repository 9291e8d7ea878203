/// Which actors are one at a point, by their slugs: for whoever reads the log itself.
package struct ActorNaming: Sendable {
    /// All slugs of an actor, that by which it goes first; by each of them. Of merged actors alone.
    private var together: [String: [String]] = [:]

    /// Nobody has become another.
    package init() {}

    fileprivate init(_ merges: ActorMerges, _ symbols: Symbols) {
        for actor in merges.merged {
            let (own, name) = (symbols.text(actor), symbols.text(merges.canonical(actor)))
            let all = merges.all(with: actor).map(symbols.text).filter { $0 != name && $0 != own }.sorted()
            let named = [name] + (own == name ? [] : [own]) + all
            together[own] = named
            together[name] = [name] + named.dropFirst().sorted()
        }
    }

    /// The slugs of the actor that is called so, that by which it goes first.
    package func all(with slug: String) -> [String] { together[slug] ?? [slug] }

    /// The slug by which it goes.
    package func current(_ slug: String) -> String { together[slug]?.first ?? slug }
}

extension Fold {
    /// Which actors are one at a point.
    package func actorNaming(at point: Point) -> ActorNaming {
        ActorNaming(question(point, Filter(), .none).merges, symbols)
    }
}
