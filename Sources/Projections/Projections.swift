/// The projections there are. Another one is a file of its own and a line here.
package enum Projections {
    package static let all: [any Projection.Type] = [
        Timeline.self,
        Directives.self,
        Announcements.self,
        Investments.self,
        Targets.self,
        Actors.self,
        Sources.self,
        Relations.self,
        Corrections.self,
    ]

    /// The projection that people ask for by `name`.
    package static func named(_ name: String) -> (any Projection.Type)? {
        all.first { $0.name.utf8.elementsEqual(name.utf8) }
    }
}
