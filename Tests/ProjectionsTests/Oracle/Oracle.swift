import EventModel

@testable import Projections

/// A second opinion of what a log says: every projection once more, from the documents alone.
///
/// It sorts, filters and folds from nothing for every question, and knows only structs, arrays and texts. Its answers
/// are lines, one a row; ``Plain`` writes the rows of the projections in the same words.
struct Oracle {
    /// What one event says: its own data, or what a correction put in its place.
    struct Content {
        var verb: Verb
        var subject: String
        var data: JSON
    }

    struct Entry {
        var seq: Int
        var source: String
        var id: String
        var content: Content
        /// What a correction names.
        var target: Identity?
        /// What a correction puts in its place.
        var replacement: Content?
    }

    struct Identity: Hashable {
        var source: String
        var id: String
    }

    /// A fact of the world, as the record stands.
    struct Fact {
        var root: Entry
        /// The entry that holds what it says.
        var seq: Int
        var content: Content
        var when: Dates
        /// How actors are called that were merged into others.
        var names: [String: String] = [:]

        var verb: Verb { content.verb }
        var subject: String { content.subject }
        var data: JSON { content.data }
        /// Its number; behind it the root's, where a correction holds what it says.
        var place: String { seq == root.seq ? "\(seq)" : "\(seq)(\(root.seq))" }
        var slug: String { String(subject.drop { $0 != "/" }.dropFirst()) }
    }

    let entries: [Entry]
    let asOf: Int64
    let certain: Bool
    /// All that the record says, in the order of the world; what has not begun is among them.
    private(set) var known: [Fact] = []
    /// Of these, what has begun.
    private(set) var facts: [Fact] = []

    /// - Parameter entries: the prefix of the log that was known.
    init(_ entries: [Entry], asOf: Int64, certain: Bool) {
        self.entries = entries
        self.asOf = asOf
        self.certain = certain
        known = entries.filter { $0.target == nil }.compactMap(fact).sorted(by: precedes)
        facts = known.filter { hasBegun($0.when) }
        let merged = Set(facts.filter { $0.verb == .merged }.map(\.slug))
        let names = Dictionary(uniqueKeysWithValues: merged.map { ($0, currentName(of: $0)) })
        for place in known.indices { known[place].names = names }
        facts = known.filter { hasBegun($0.when) }
    }

    private func fact(_ root: Entry) -> Fact? {
        guard case .content(let content, let seq) = value(of: root) else { return nil }
        return Fact(root: root, seq: seq, content: content, when: Dates(content.data["occurred"]?.text))
    }

    /// By date, then by the verb's place in a life, then by what no arrival can change.
    private func precedes(_ left: Fact, _ right: Fact) -> Bool {
        if left.when != right.when { return left.when < right.when }
        if left.verb != right.verb { return Self.rank(left.verb) < Self.rank(right.verb) }
        return Self.tie(left.root) < Self.tie(right.root)
    }

    static func rank(_ verb: Verb) -> Int { Verb.allCases.firstIndex(of: verb) ?? 0 }

    /// The one thing that is no second opinion: which hash decides among equals is not for documents to say.
    private static func tie(_ root: Entry) -> UInt64 {
        StableHash.pair(StableHash.of(root.source), StableHash.of(root.id))
    }

    // MARK: Questions

    func hasBegun(_ when: Dates) -> Bool { (certain ? when.surely : when.earliest) <= asOf }

    func hasPassed(_ when: Dates) -> Bool { when.latest < asOf }

    /// A stream under the name it goes by: actors that are one have one.
    func current(_ stream: String) -> String {
        stream.hasPrefix("actor/") ? "actor/" + currentName(of: String(stream.dropFirst("actor/".count))) : stream
    }

    func facts(of subject: String) -> [Fact] { facts.filter { $0.subject == subject } }

    /// The streams of a kind of which something has begun, by name.
    func subjects(_ kind: Kind) -> [String] {
        Set(facts.filter { $0.verb.kind == kind }.map(\.subject)).sorted()
    }

    /// The fact that a relation's target names by its event's id: a stream is written with a slash, an id with a colon.
    func event(named target: String) -> Fact? {
        known.filter { $0.root.id == target }.min { Self.tie($0.root) < Self.tie($1.root) }
    }

    /// The stream that a relation's target names, be it by an event.
    func stream(named target: String) -> String? {
        target.contains(":") ? event(named: target)?.subject : target
    }

    func sequence(_ facts: [Fact]) -> String { facts.map(\.place).joined(separator: " ") }
}

/// When something holds.
struct Dates: Hashable, Comparable {
    var text: String?
    /// What is told without a date holds always.
    var earliest = Int64.min
    var surely = Int64.min
    var latest = Int64.max

    init(_ text: String?) {
        guard let text, let date = EDTF.bounds(utf8: Array(text.utf8).span) else { return }
        self.text = text
        earliest = date.beginning.earliest
        surely = date.beginning.latest
        latest = date.ending.latest
    }

    static func == (left: Self, right: Self) -> Bool {
        (left.earliest, left.latest, left.surely) == (right.earliest, right.latest, right.surely)
    }

    static func < (left: Self, right: Self) -> Bool {
        (left.earliest, left.latest, left.surely) < (right.earliest, right.latest, right.surely)
    }
}

extension Oracle.Fact {
    func text(_ key: String) -> String? { data[key]?.text }

    func list(_ key: String) -> [JSON] { data[key]?.elements ?? [] }

    /// The date under a key; nil where none is stated.
    func date(_ key: String) -> Dates? { text(key).map { Dates($0) } }

    func actors(_ role: String) -> [String] {
        called(list("actors").filter { $0["role"]?.text == role }.compactMap { $0["ref"]?.text })
    }

    /// Actors by the names they go by, each once.
    func called(_ slugs: [String]) -> [String] {
        slugs.map { names[$0] ?? $0 }.reduce(into: []) { all, name in if !all.contains(name) { all.append(name) } }
    }
}

extension [Oracle.Fact] {
    /// What the last of them to state it has under a key.
    func last(_ key: String) -> JSON? { last { $0.data[key] != nil }?.data[key] }

    /// The actors in a role, as the last of them to name any has them.
    func lastActors(_ role: String) -> [String] { last { !$0.actors(role).isEmpty }?.actors(role) ?? [] }
}
