/// The projections there are. Another one is a file of its own and a line here.
package enum Projections {
    package static let all: [any Projection.Type] = [
        Timeline.self,
        Directives.self,
        Duties.self,
        Announcements.self,
        Investments.self,
        Targets.self,
        Actors.self,
        Sources.self,
        Relations.self,
        Corrections.self,
    ]

    /// The projections whose states are needed to answer by `chosen`, those themselves among them.
    static func needed(by chosen: [any Projection.Type]) -> [any Projection.Type] {
        let all = chosen.flatMap { $0.needs + [$0] }
        return Self.all.filter { type in all.contains { $0 == type } }
    }

    /// The projection that people ask for by `name`.
    package static func named(_ name: String) -> (any Projection.Type)? {
        all.first { $0.name.utf8.elementsEqual(name.utf8) }
    }
}
