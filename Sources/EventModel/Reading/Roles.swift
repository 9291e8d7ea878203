/// Who takes part in a fact: `actors` and the keys of the roles, which say the same in two ways.
extension EventReader {
    private struct RolePair {
        /// Its place among all roles.
        var role: Int
        /// The text that names the actor.
        var ref: Document.Node
        /// Where a fault of the pair is shown.
        var node: Document.Node
    }

    /// Writes `actors` and the role keys as one list, sorted by role, each role's actors as they were listed; nothing
    /// where none of them stands there.
    mutating func actors(_ found: FoundMembers, _ schema: Schema, _ key: [UInt8], _ place: Place) {
        guard let actorsPlace = schema.actorsPlace else { return }
        var pairs: [RolePair] = []
        var isStated = false
        if let node = member(found, actorsPlace) {
            isStated = true
            pairs = listed(node, place)
        }
        for (index, role) in Role.allCases.enumerated() {
            guard let node = member(found, schema.place(of: index)) else { continue }
            isStated = true
            for child in document.alone(or: node) where !isFull {
                guard isScalar(child, .actor, role.rawValue) else { continue }
                pairs.append(RolePair(role: index, ref: child, node: child))
            }
        }
        guard isStated else { return }
        refuseRepetitions(of: pairs)
        output += key
        append("[")
        for (index, role) in Role.allCases.enumerated() {
            for pair in pairs where pair.role == index {
                append("{\"ref\":")
                write(pair.ref)
                append(",\"role\":")
                write(role.rawValue)
                append("},")
            }
        }
        close("]")
        append(",")
    }

    /// The pairs that stand in `actors`.
    private mutating func listed(_ list: Document.Node, _ place: Place) -> [RolePair] {
        var pairs: [RolePair] = []
        // Written in the order of the roles later on; here it is only checked.
        let start = output.count
        for child in document.alone(or: list) where !isFull {
            object(child, .actorInRole, "actors", place)
            if let pair = pair(child) { pairs.append(pair) }
        }
        output.removeLast(output.count - start)
        return document.alone(or: list).allSatisfy { document.kind($0) == .object } ? pairs : []
    }

    private func pair(_ entry: Document.Node) -> RolePair? {
        guard let ref = document.member(entry, "ref"), let role = document.member(entry, "role"),
            document.kind(ref) == .string, document.withUTF8(ref, { Slug.isActor($0) }),
            let index = document.withUTF8(role, { Role.index(of: $0) })
        else { return nil }
        return RolePair(role: index, ref: ref, node: entry)
    }

    /// Says which actors stand in one role twice. A file may name a million of them: sorting brings equals together.
    private mutating func refuseRepetitions(of pairs: [RolePair]) {
        // Pairs of which each comes after the one before it are all different.
        if zip(pairs, pairs.dropFirst()).allSatisfy({ order($0, $1) < 0 }) { return }
        let sorted = pairs.sorted { left, right in
            let order = order(left, right)
            return order == 0 ? left.ref < right.ref : order < 0
        }
        for (first, second) in zip(sorted, sorted.dropFirst()) where order(first, second) == 0 {
            fault(
                second.node,
                "\(quoted(document.string(second.ref))) stands twice in the role "
                    + quoted(Role.allCases[second.role].rawValue), hint: "leave one of them out")
        }
    }

    private func order(_ left: RolePair, _ right: RolePair) -> Int {
        left.role == right.role ? document.compare(left.ref, right.ref) : left.role - right.role
    }
}
