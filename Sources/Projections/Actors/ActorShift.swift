extension Actors {
    package func streams(movedBy shift: Shift) -> Set<Symbol>? {
        var actors: Set<Symbol> = []
        let (question, entries) = (shift.later, shift.later.entries)
        let merges = question.known(entries.merges)
        for merge in merges where shift.moves(merge.seq) {
            actors.formUnion([question.subject(merge.seq), merge.into])
        }
        // Who goes by another name is called so in the rows of those to whom it belongs, too.
        let (before, after) = (shift.earlier.merges, question.merges)
        let subjects = merges.map { question.subject($0.seq) }
        let renamed = Set(subjects.filter { after.canonical($0) != before.canonical($0) })
        actors.formUnion(renamed)
        // What is denied or withdrawn in the end has founded nothing, in whatever event it was told.
        let doubtful = ActorCensus.undone(question).symmetricDifference(ActorCensus.undone(shift.earlier))
        let isMoved = { (seq: UInt32) in shift.moves(seq) || doubtful.contains(question.subject(seq)) }
        for row in question.facts() where isMoved(row.seq) {
            for use in entries.uses(row.seq) { actors.insert(use.actor) }
        }
        for membership in question.known(memberships) {
            let (member, organisation) = (membership.member, membership.organisation)
            if isMoved(membership.seq) || shift.moves(membership.since) || shift.moves(membership.until)
                || renamed.contains(member) || renamed.contains(organisation)
            {
                actors.formUnion([member, organisation])
            }
        }
        for product in question.known(products) where isMoved(product.seq) { actors.insert(product.owner) }
        return actors.union(actors.map(after.canonical)).union(actors.map(before.canonical))
    }
}
