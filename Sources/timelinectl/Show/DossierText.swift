import EventModel
import Projections
import Timeline

/// A dossier as people read it: the state first, then the story.
///
/// What would be said of every event again is said once: of a long story each event has only what is not as in the one
/// before, and remarks of one kind are counted.
struct DossierText {
    /// So many of one kind are told each by itself.
    private static let few = 3

    private let dossier: Dossier
    private let answers: [(type: any Projection.Type, rows: [JSON])]
    private let columns: Int
    private let style: Style

    init(_ dossier: Dossier, _ answers: [(type: any Projection.Type, rows: [JSON])], columns: Int, _ style: Style) {
        self.dossier = dossier
        self.answers = answers
        self.columns = columns
        self.style = style
    }

    var lines: [String] {
        guard case .entity(let kind, _) = dossier.matter else { return Array(events.dropFirst()) + mentions() }
        let state = StateFields(dossier.name, answers).fields.lines(columns: columns, style)
        if kind == .actor { return state + ActorStory(self).lines }
        return state + events + mentions()
    }

    // MARK: Events

    /// Every event, an empty line before each.
    private var events: [String] {
        var lines: [String] = []
        var previous: Fields?
        var reason: String?
        let known = Dictionary(dossier.events.map { ($0.seq, $0) }) { first, _ in first }
        for entry in dossier.events {
            let corrected = dossier.corrections.target(of: entry.seq).flatMap { known[$0] }
            let fields = EntryText.verbose(entry, correcting: corrected)
            var told = fields
            if dossier.events.count > Self.few, let previous { told = fields.without(previous) }
            told.insert("now", fate(of: entry.seq, &reason))
            lines += [""] + told.lines(columns: columns, style)
            previous = fields
        }
        return lines
    }

    /// - Parameter last: the reason that was told last, which is not told again.
    private func fate(of seq: UInt64, _ last: inout String?) -> Styled? {
        guard let fate = dossier.corrections.fate(of: seq) else { return nil }
        guard let reason = fate.reason else { return fate.text }
        defer { last = reason }
        return fate.text + (reason == last ? ", for the same reason" : ": \(reason)")
    }

    // MARK: What others say

    private func mentions() -> [String] { section("Said of it elsewhere", dossier.mentions) }

    /// Entries a line or two each; many of one stream with one verb are told by the first of them.
    fileprivate func section(_ title: String, _ entries: [LoggedEntry]) -> [String] {
        guard !entries.isEmpty else { return [] }
        // Every correction is a stream of its own; what is alike is what they are of.
        let groups = Self.grouped(entries) { entry in
            [entry.verb?.rawValue ?? entry.type, entry["replacement"]?["subject"]?.text ?? entry.subject ?? entry.id]
        }
        let texts = groups.map { group in
            let more =
                group.count > 1
                ? Styled(Self.more(group.count - 1, until: group.last.map { "#\($0.seq)" }), .faint) : ""
            return EntryText.short(group[0]) + more
        }
        return ["", Styled(title, .strong).rendered(style)]
            + texts.flatMap { $0.indented(by: 2, to: columns).map { $0.rendered(style) } }
    }

    fileprivate static func more(_ count: Int, until last: String?) -> String {
        " and \(Grouped.text(count)) like it" + (last.map { ", the last \($0)" } ?? "")
    }

    /// Values in groups of those that have the same key, where there are more than a few of them; else each by itself.
    fileprivate static func grouped<Value>(_ values: [Value], by key: (Value) -> [String]) -> [[Value]] {
        let keys = values.map(key)
        let counts = Dictionary(keys.map { ($0, 1) }, uniquingKeysWith: +)
        var places: [[String]: Int] = [:]
        var groups: [[Value]] = []
        for (value, key) in zip(values, keys) {
            if counts[key] ?? 0 > few, let place = places[key] {
                groups[place].append(value)
            } else {
                places[key] = groups.count
                groups.append([value])
            }
        }
        return groups
    }

    // MARK: Actors

    /// What an actor did, in which role and with whom; what it said; and where else it is named.
    private struct ActorStory {
        private let text: DossierText
        private let deeds: [JSON]
        private let said: [JSON]

        init(_ text: DossierText) {
            self.text = text
            let row = text.answers.first?.rows.first
            deeds = row?["deeds"]?.elements ?? []
            said = row?["said"]?.elements ?? []
        }

        var lines: [String] {
            let known = Set(deeds.compactMap { $0["seq"]?.count })
            return section("Deeds", DossierText.grouped(deeds, by: Self.key).flatMap(deed))
                + section("Said", said.flatMap(quote))
                + text.section("Named in", text.dossier.mentions.filter { !known.contains($0.seq) })
        }

        private func section(_ title: String, _ lines: [Styled]) -> [String] {
            guard !lines.isEmpty else { return [] }
            return ["", Styled(title, .strong).rendered(text.style)] + lines.map { $0.rendered(text.style) }
        }

        private static func key(_ deed: JSON) -> [String] {
            [
                deed["subject"]?.text ?? "", deed["verb"]?.text ?? "", deed["roles"]?.line ?? "",
                deed["with"]?.line ?? "",
            ]
        }

        /// - Parameter group: at least one.
        private func deed(_ group: [JSON]) -> [Styled] {
            let deed = group[0]
            var title = Styled(deed["title"]?.text ?? "", .strong)
            if group.count > 1 {
                let last = DateText.text(group[group.count - 1]["occurred"]).map { DateText.prose($0).text }
                title += Styled(DossierText.more(group.count - 1, until: last), .faint)
            }
            // What it is told of itself needs no role.
            let roles = (deed["roles"]?.elements ?? []).compactMap(\.text).filter { $0 != "itself" }
            var event = roles.isEmpty ? "" : Styled(roles.joined(separator: ", ") + ": ", .faint)
            event += ValueText.word(deed["verb"]) + " " + Styled(deed["subject"]?.text ?? "", .name)
            event += Styled(" #\(deed["seq"]?.scalar ?? "")", .faint)
            return FactLines(columns: text.columns, indent: 2, cuts: false).lines(
                date: DateText.text(deed["occurred"]), title: title, event: event,
                rest: ValueText.parties(deed["with"]))
        }

        private func quote(_ quote: JSON) -> [Styled] {
            let words = Styled("“\(quote["text"]?.text ?? "")”") + Styled(" #\(quote["seq"]?.scalar ?? "")", .faint)
            return FactLines(columns: text.columns, indent: 2, cuts: false).lines(
                date: DateText.text(quote["occurred"]), title: "", event: words, rest: "")
        }
    }
}
