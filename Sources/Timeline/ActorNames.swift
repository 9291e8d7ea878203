import EventModel
package import Projections

/// Finding actors by the names that their events register.
extension TimelineReader {
    /// The slugs of actors that are or were called `name`, capitals or not, by their names and aliases.
    package func actors(
        named name: String, knownAt: PointExpression.KnownAt? = nil
    ) throws(TimelineError) -> [String] {
        let wanted = name.lowercased()
        var found: [String] = []
        try forEach(knownAt: knownAt, containing: Needle(text: name)) { entry in
            let replacement = entry["replacement"]
            for (subject, data) in [
                (entry.subject, entry.data.map { JSON($0, of: entry.document) }),
                (replacement?["subject"]?.text, replacement?["data"]),
            ] {
                guard let subject, let data, subject.hasPrefix("actor/") else { continue }
                let names =
                    [data["name"]?.text].compactMap { $0 } + (data["aliases"]?.elements ?? []).compactMap(\.text)
                let slug = String(subject.dropFirst("actor/".utf8.count))
                if names.contains(where: { $0.lowercased() == wanted }), !found.contains(slug) { found.append(slug) }
            }
            return true
        }
        return found
    }

    /// Which actors are one at a point.
    package func actorNaming(
        at point: Point, knownAt: PointExpression.KnownAt? = nil
    ) throws(TimelineError) -> ActorNaming {
        var isMerged = false
        try forEach(knownAt: knownAt, containing: Needle(value: Verb.merged.type)) { _ in
            isMerged = true
            return false
        }
        return isMerged ? try fold([]).actorNaming(at: self.point(point, knownAt: knownAt)) : ActorNaming()
    }

    /// The numbers of the entries that `filter` wants, as far as `knownAt` reaches.
    package func entries(
        _ filter: EntryFilter, knownAt: PointExpression.KnownAt? = nil
    ) throws(TimelineError) -> Set<UInt64> {
        var found: Set<UInt64> = []
        try forEach(knownAt: knownAt, containing: filter.needle) { entry in
            if filter.wants(entry) { found.insert(entry.seq) }
            return true
        }
        return found
    }
}
