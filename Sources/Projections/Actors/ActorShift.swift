extension Actors {
    package func streams(movedBy shift: Shift, from earlier: Self) -> Set<Symbol>? {
        var actors: Set<Symbol> = []
        let merges = shift.later.identities.merges
        for merge in merges where shift.moves(merge.record) { actors.formUnion([merge.record.subject, merge.into]) }
        // Who goes by another name is called so in the rows of those to whom it belongs, too.
        let after = shift.later.merges
        let former = Self.formerNames(shift)
        let renamed = Set(merges.map(\.record.subject).filter { after.canonical($0) != former[$0, default: $0] })
        actors.formUnion(renamed)
        // What is denied or withdrawn in the end has founded nothing, in whatever event it was told.
        let formerlyUndone = Set(ActorCensus.undone(earlier, shift.earlier).compactMap(shift.renumbered))
        let doubtful = ActorCensus.undone(self, shift.later).symmetricDifference(formerlyUndone)
        let isMoved = { (record: FactRecord) in shift.moves(record) || doubtful.contains(record.subject) }
        for (place, mention) in mentions.enumerated() where isMoved(mention.record) {
            for part in parts(of: place) { actors.insert(part.actor) }
        }
        for membership in memberships {
            let (member, organisation) = (membership.member, membership.organisation)
            if isMoved(membership.record) || shift.moves(membership.since) || shift.moves(membership.until)
                || renamed.contains(member) || renamed.contains(organisation)
            {
                actors.formUnion([member, organisation])
            }
        }
        for product in products where isMoved(product.record) { actors.insert(product.owner) }
        return actors.union(actors.map(after.canonical)).union(actors.map { former[$0, default: $0] })
    }

    /// The names by which merged actors go to the earlier question.
    private static func formerNames(_ shift: Shift) -> [Symbol: Symbol] {
        let merges = shift.earlier.merges
        let names = shift.earlier.identities.merges.compactMap { merge -> (Symbol, Symbol)? in
            guard let actor = shift.renumbered(merge.record.subject),
                let name = shift.renumbered(merges.canonical(merge.record.subject))
            else { return nil }
            return (actor, name)
        }
        return Dictionary(names) { first, _ in first }
    }
}
