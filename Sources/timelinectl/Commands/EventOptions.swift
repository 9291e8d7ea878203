import ArgumentParser
import EventModel
import Projections
import Timeline

/// What is asked of events, alike of entries of the log and of what states are made of.
struct EventOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "In which this actor takes part, by slug or registered name; A+B: both of them.", valueName: "ACTOR"))
    var actor: [String] = []

    @Option(help: ArgumentHelp("That this actor issued, made, planned or paid.", valueName: "ACTOR"))
    var by: [String] = []

    @Option(help: ArgumentHelp("That are addressed to this actor.", valueName: "ACTOR"))
    var to: [String] = []

    @Option(help: ArgumentHelp("That are done with this actor.", valueName: "ACTOR"))
    var with: [String] = []

    @Option(help: ArgumentHelp("With this tag.", valueName: "TAG"))
    var tag: [String] = []

    @Option(help: ArgumentHelp("That hold in this country: RU, EU, UN, INT.", valueName: "CODE"))
    var jurisdiction: [String] = []

    @Option(help: ArgumentHelp("That contain this text, capitals or not.", valueName: "TEXT"))
    var text: String?

    func validate() throws {
        for code in jurisdiction {
            if let fault = Country.fault(in: code) {
                throw ValidationError("--jurisdiction \(code): \(fault.problem)")
            }
        }
        for tag in tag {
            if let fault = Slug.fault(in: tag) { throw ValidationError("--tag \(tag): \(fault.problem)") }
        }
        if let text, text.isEmpty { throw ValidationError("--text needs a text") }
    }

    var isEmpty: Bool { !namesActors && !asksTheLog }

    /// Whether an actor must take part.
    var namesActors: Bool { !parties.allSatisfy(\.words.isEmpty) }

    /// Whether something is asked that only the words of the log can answer.
    private var asksTheLog: Bool { !tag.isEmpty || !jurisdiction.isEmpty || text != nil }

    private var parties: [(role: Role?, words: [String])] { [(nil, actor), (.by, by), (.to, to), (.with, with)] }

    /// Who must take part; names that are no slugs are looked for among those that events registered.
    ///
    /// - Throws: that no actor has such a name.
    func partyFilters(_ names: ActorName) throws(Trouble) -> [PartyFilter] {
        var filters: [PartyFilter] = []
        for (role, words) in parties where !words.isEmpty {
            var alternatives: [[String]] = []
            for word in words { alternatives += try Self.alternatives(word, names) }
            filters.append(PartyFilter(role: role, alternatives))
        }
        return filters
    }

    /// Every choice of actors that `A+B` can mean.
    private static func alternatives(_ word: String, _ names: ActorName) throws(Trouble) -> [[String]] {
        var choices: [[String]] = [[]]
        for part in word.split(separator: "+", omittingEmptySubsequences: false) {
            let name = part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
            let slugs = try names.slugs(String(name))
            choices = choices.flatMap { choice in slugs.map { choice + [$0] } }
        }
        return choices
    }

    private static func slug(_ actor: String) -> String {
        actor.hasPrefix("actor/") ? String(actor.dropFirst("actor/".utf8.count)) : actor
    }

    /// What is asked of entries of the log.
    ///
    /// - Parameter naming: which actors are one; entries name them as they were called when they were recorded.
    func addTo(
        _ filter: inout EntryFilter, _ reader: TimelineReader, _ knownAt: PointExpression.KnownAt?,
        _ naming: ActorNaming
    ) throws(Trouble) {
        filter.parties = try partyFilters(ActorName(reader, knownAt) { reader.names($0, knownAt) }).map {
            PartyFilter(role: $0.role, $0.alternatives.map { $0.map { naming.current(Self.slug($0)) } })
        }
        filter.naming = naming
        filter.subjects = filter.subjects.flatMap { subject -> [String] in
            let slug = Self.slug(subject)
            let others = naming.all(with: slug).filter { $0 != slug }
            return [subject] + others.map { "actor/\($0)" }
        }
        filter.tags = tag
        filter.jurisdictions = jurisdiction
        filter.text = text
    }

    /// The entries that only the words of the log can tell; nil where none of that is asked.
    func entries(
        _ reader: TimelineReader, _ knownAt: PointExpression.KnownAt?
    ) throws(Trouble) -> Set<UInt64>? {
        guard asksTheLog else { return nil }
        var filter = EntryFilter()
        filter.tags = tag
        filter.jurisdictions = jurisdiction
        filter.text = text
        do { return try reader.entries(filter, knownAt: knownAt) } catch { throw Trouble(error) }
    }
}

/// Actors as people call them: by a slug, `actor/SLUG`, or a name that events registered.
struct ActorName {
    private let reader: TimelineReader
    private let knownAt: PointExpression.KnownAt?
    private let isKnown: (String) -> Bool

    /// - Parameter isKnown: whether an event names the actor of a slug.
    init(_ reader: TimelineReader, _ knownAt: PointExpression.KnownAt?, isKnown: @escaping (String) -> Bool) {
        self.reader = reader
        self.knownAt = knownAt
        self.isKnown = isKnown
    }

    /// The slugs that `text` can mean: an actor's own goes before the names of others.
    ///
    /// - Throws: that no actor has such a name; a slug that no event names stays as it is.
    func slugs(_ text: String) throws(Trouble) -> [String] {
        let slug = text.hasPrefix("actor/") ? String(text.dropFirst("actor/".utf8.count)) : text
        let isSlug = Slug.actorFault(in: slug) == nil
        if isSlug, text != slug || isKnown(slug) { return [slug] }
        let found = try reader.actors(called: text, knownAt)
        if !found.isEmpty { return found }
        if isSlug { return [slug] }
        throw Trouble(
            "no actor is called '\(text)'", hint: "find it with: timelinectl state actors", status: .negative)
    }
}

extension TimelineReader {
    /// Which actors are one at a point; nobody is in a log that cannot be read, which whoever lists it says.
    func naming(at point: Point, _ knownAt: PointExpression.KnownAt?) -> ActorNaming {
        (try? actorNaming(at: point, knownAt: knownAt)) ?? ActorNaming()
    }

    func actors(called name: String, _ knownAt: PointExpression.KnownAt?) throws(Trouble) -> [String] {
        do { return try actors(named: name, knownAt: knownAt) } catch { throw Trouble(error) }
    }

    /// Whether an event names the actor of a slug; true of a log that cannot be read, which is told elsewhere.
    fileprivate func names(_ slug: String, _ knownAt: PointExpression.KnownAt?) -> Bool {
        var isFound = false
        do {
            try forEach(knownAt: knownAt, containing: Needle(value: slug)) { entry in
                isFound = ActorNames.all(in: entry.document).contains(slug) || entry.subject == "actor/\(slug)"
                return !isFound
            }
        } catch { return true }
        return isFound
    }
}
