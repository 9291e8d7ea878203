import EventModel
import Projections
import Timeline

/// All that the log holds on one event or one entity.
struct Dossier {
    enum Matter {
        case event
        /// A stream: `KIND/SLUG`.
        case entity(Kind, String)
    }

    var matter: Matter
    /// As people call it: `#12`, `directive/ru-cn-ai-cooperation`.
    var name: String
    /// Its own events, in the order of the log.
    var events: [LoggedEntry] = []
    /// Events of others that name it: relations, roles.
    var mentions: [LoggedEntry] = []
    /// What was corrected of it, by the corrections themselves and by others of those, in the order of the log.
    var corrections = CorrectionStory()

    /// What `text` names: an entry by `#SEQ`, an event by its id, a stream, or the streams of every kind with that slug.
    ///
    /// - Parameter naming: which actors are one.
    static func find(
        _ text: String, _ reader: TimelineReader, _ knownAt: PointExpression.KnownAt?, _ naming: ActorNaming
    ) throws(Trouble) -> [Dossier] {
        if text.utf8.first == UInt8(ascii: "#") { return try entry(text, reader, knownAt, naming) }
        var search = Search(text, naming)
        do {
            try reader.forEach(knownAt: knownAt, containing: search.isOfSeveral ? nil : needle(text)) { entry in
                search.add(entry)
                return true
            }
        } catch {
            throw Trouble(error)
        }
        return search.dossiers
    }

    /// An id stands whole in every line about it; of a subject the slug alone does.
    private static func needle(_ text: String) -> Needle {
        if text.utf8.contains(UInt8(ascii: ":")) { return Needle(value: text) }
        return Needle(value: text.split(separator: "/").last.map(String.init) ?? text)
    }

    private static func entry(
        _ text: String, _ reader: TimelineReader, _ knownAt: PointExpression.KnownAt?, _ naming: ActorNaming
    ) throws(Trouble) -> [Dossier] {
        guard let seq = UInt64(text.dropFirst()) else {
            throw Trouble("'\(text)' names no entry", hint: "an entry is named by # and its number, such as '#12'")
        }
        guard let entry = reader.entry(seq) else { return [] }
        // The whole story of an event is that of its id: what was said of it later, too.
        return try find(entry.id, reader, knownAt, naming).filter { $0.events.contains { $0.seq == seq } }
    }

    /// The rows that projections have on it; what was corrected of it joins its story.
    mutating func answers(
        _ reader: TimelineReader, _ point: Point, _ global: GlobalOptions
    ) throws(Trouble) -> [(type: any Projection.Type, rows: [JSON])] {
        let types = states
        let fold = try reader.fold(types + [Corrections.self], showing: "Reading", on: global).settled(at: point)
        let corrections = fold.rows(of: Corrections.self, at: point, words: reader.words(of: fold))
        addCorrections(corrections, reader)
        guard case .entity(_, let subject) = matter else { return [] }
        var filter = Filter()
        filter.subjects = [subject]
        return types.map { ($0, fold.rows(of: $0, at: point, filter, words: reader.words(of: fold))) }
    }

    /// The projections that have its state.
    private var states: [any Projection.Type] {
        guard case .entity(let kind, _) = matter else { return [] }
        switch kind {
        case .directive: return [Directives.self, Targets.self, Relations.self, Sources.self]
        case .announcement: return [Announcements.self, Targets.self, Relations.self, Sources.self]
        case .investment: return [Investments.self, Targets.self, Relations.self, Sources.self]
        case .actor: return [Actors.self]
        case .correction: return [Corrections.self]
        }
    }

    private mutating func addCorrections(_ rows: [JSON], _ reader: TimelineReader) {
        let known = Set(events.map(\.seq))
        corrections = CorrectionStory(of: known, rows)
        events += corrections.seqs.subtracting(known).compactMap(reader.entry)
        events.sort { $0.seq < $1.seq }
        let all = Set(events.map(\.seq))
        mentions.removeAll { all.contains($0.seq) }
    }

    /// `{"subject": …, "state": {PROJECTION: […]}, "events": [entry …], "corrections": [row …], "mentions": [entry …]}`.
    func json(_ answers: [(type: any Projection.Type, rows: [JSON])]) -> JSON {
        func lines(_ entries: [LoggedEntry]) -> JSON {
            .array(entries.map { (try? Document(json: $0.line)).map { JSON($0.root, of: $0) } ?? .null })
        }
        return .members([
            ("subject", .string(name)), ("state", .object(answers.map { ($0.type.name, .array($0.rows)) })),
            ("events", lines(events)), ("corrections", .array(corrections.rows)), ("mentions", lines(mentions)),
        ])
    }
}

/// One walk over the log for everything on one name.
private struct Search {
    private let text: String
    private var ofEvent: Dossier?
    private var streams: [Dossier] = []

    /// The actor's name, where it is one of several that are one.
    private let actor: String?
    private let naming: ActorNaming

    init(_ text: String, _ naming: ActorNaming) {
        self.text = text
        self.naming = naming
        let slug = text.hasPrefix("actor/") ? String(text.dropFirst("actor/".utf8.count)) : text
        actor = naming.all(with: slug).count > 1 ? naming.current(slug) : nil
    }

    /// Whether entries name what is sought by other names, too.
    var isOfSeveral: Bool { actor != nil }

    /// A stream under the name it goes by; nil for one that is not sought.
    private func sought(_ stream: String) -> String? {
        if stream.hasPrefix("actor/") {
            let name = naming.current(String(stream.dropFirst("actor/".utf8.count)))
            if let actor { return name.utf8.elementsEqual(actor.utf8) ? "actor/\(name)" : nil }
            return EntryFilter.matches(text, stream) ? "actor/\(name)" : nil
        }
        return EntryFilter.matches(text, stream) ? stream : nil
    }

    var dossiers: [Dossier] {
        // An id is one event's; a slug may be an actor's who was only ever named.
        if let ofEvent, !ofEvent.events.isEmpty { return [ofEvent] }
        return Kind.allCases.flatMap { kind in
            streams.filter { if case .entity(kind, _) = $0.matter { true } else { false } }
        }
    }

    mutating func add(_ entry: LoggedEntry) {
        if entry.id.utf8.elementsEqual(text.utf8) {
            if ofEvent == nil { ofEvent = Dossier(matter: .event, name: entry.id) }
            ofEvent?.events.append(entry)
        } else if entry.names(event: text) {
            if ofEvent == nil { ofEvent = Dossier(matter: .event, name: text) }
            ofEvent?.mentions.append(entry)
        }
        if let subject = entry.subject, let kind = entry.verb?.kind, let stream = sought(subject) {
            add(entry, to: kind, stream, isOwn: true)
        }
        for actor in ActorNames.all(in: entry.document) {
            if let stream = sought("actor/\(actor)") { add(entry, to: .actor, stream, isOwn: false) }
        }
        for other in entry.otherStreams {
            guard let kind = Kind(rawValue: String(other.prefix { $0 != "/" })), let stream = sought(other) else {
                continue
            }
            add(entry, to: kind, stream, isOwn: false)
        }
    }

    private mutating func add(_ entry: LoggedEntry, to kind: Kind, _ subject: String, isOwn: Bool) {
        let index = streams.firstIndex { $0.name.utf8.elementsEqual(subject.utf8) } ?? streams.count
        if index == streams.count { streams.append(Dossier(matter: .entity(kind, subject), name: subject)) }
        if isOwn { return streams[index].events.append(entry) }
        guard streams[index].mentions.last?.seq != entry.seq, streams[index].events.last?.seq != entry.seq else {
            return
        }
        streams[index].mentions.append(entry)
    }
}

extension LoggedEntry {
    /// What its relations point at, and those of the event that a correction puts in the place of another.
    private var targets: [String] {
        [self["relations"], self["replacement"]?["data"]?["relations"]].flatMap { $0?.elements ?? [] }
            .compactMap { $0["target"]?.text }
    }

    /// The streams of others that it is about, and that which a correction says its event belongs to.
    fileprivate var otherStreams: [String] { targets + [self["replacement"]?["subject"]?.text].compactMap { $0 } }

    /// Whether it corrects the event `id`, or relates to it.
    fileprivate func names(event id: String) -> Bool {
        if self["of"]?["id"]?.text?.utf8.elementsEqual(id.utf8) == true { return true }
        return targets.contains { $0.utf8.elementsEqual(id.utf8) }
    }
}
