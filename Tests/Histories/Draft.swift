package import EventModel

/// An event before it is written: what a generator decides about it.
///
/// Plain fields and arrays; what is empty or nil is not stated.
package struct Draft: Sendable {
    package struct Attribution: Sendable {
        package var mode: String
        package var by: String?
    }

    package struct Quote: Sendable {
        package var speaker: String?
        package var text: [String]
    }

    package struct Citation: Sendable {
        package var title: [String] = []
        package var publisher: String?
        package var url: String?
        package var issued: String?
        package var sha256: String?
    }

    package struct Link: Sendable {
        package var type: Relation
        package var target: String
        /// The parts of the target that it is about.
        package var provisions: [String] = []
    }

    package struct Goal: Sendable {
        package var indicator: String
        package var unit: String?
        package var baseline: String?
        package var value: String?
        package var due: String?
        package var status: TargetStatus?
    }

    package struct Provision: Sendable {
        package var id: String
        package var text: String?
        package var assignees: [String] = []
        package var due: String?
    }

    package struct Membership: Sendable {
        package var ref: String
        package var since: String?
        package var until: String?
    }

    package struct Amount: Sendable {
        /// Nil where the amount is unknown.
        package var value: String?
        /// The upper end of a range that begins with ``value``.
        package var max: String?
        /// `upTo` or `atLeast`.
        package var bound: String?
        package var currency: String
    }

    /// What a correction names, why, and what it puts in its place.
    package struct Change: Sendable {
        package var source: String
        package var id: String
        package var reason: String
        /// One draft, or none for a retraction: an array, since a struct cannot hold itself.
        package var replacement: [Draft]
    }

    package var verb: Verb
    package var slug: String
    package var id = ""
    package var source = "/desk"
    package var time: String?

    package var title: [String] = []
    package var occurred: String?
    package var reported: String?
    package var text: [String] = []
    package var lang: String?
    package var tags: [String] = []
    package var jurisdiction: [String] = []
    /// In the order of roles, as the canonical form has them.
    package var actors: [(ref: String, role: Role)] = []
    package var modality: String?
    package var attribution: Attribution?
    package var credibility: String?
    package var quotes: [Quote] = []
    package var citations: [Citation] = []
    package var relations: [Link] = []
    package var targets: [Goal] = []
    package var context: [String] = []

    package var instrument: String?
    package var effective: String?
    package var expires: String?
    package var endedBy: String?
    package var due: String?
    package var provisions: [Provision] = []

    package var category: String?
    package var post: String?
    package var appointee: String?
    package var organisation: String?
    package var products: [(name: String, owner: String?)] = []
    package var members: [Membership] = []
    package var restricts: [(subject: String, on: [String])] = []

    package var amount: Amount?
    package var flow: String?
    package var stage: String?
    package var sector: String?
    package var purpose: String?

    package var name: String?
    package var aliases: [String] = []
    package var actorKind: String?
    package var wikidata: String?
    package var memberOf: [Membership] = []
    package var into: String?

    package var change: Change?

    package init(_ verb: Verb, _ slug: String) {
        self.verb = verb
        self.slug = slug
    }

    /// The stream, `KIND/SLUG`.
    package var subject: String { "\(verb.kind.rawValue)/\(slug)" }
}
