import EventModel
import Projections

/// What differs in one member of a row: of a list, element by element.
struct FieldDifference {
    let name: String
    let before: JSON?
    let after: JSON?
    /// Of a status, since when it is that.
    var since: JSON?

    /// The member by which the elements of a list are told apart; of other lists they are the same if all of them is.
    private static let keys = [
        "provisions": "id", "members": "ref", "memberOf": "ref", "formerMembers": "ref",
        "formerMemberOf": "ref", "products": "name", "restricts": "subject",
        "names": "name", "planned": "currency", "pledged": "currency", "committed": "currency", "paid": "currency",
    ]

    /// Its name and what differs, a line or two each.
    func lines(indent: Int, columns: Int) -> [Styled] {
        let label = Styled("\(Wording.key(name)):", .faint)
        let texts = texts
        if texts.count == 1 { return (label + " " + texts[0]).indented(by: indent, to: columns, limit: 4) }
        return label.indented(by: indent, to: columns)
            + texts.flatMap { $0.indented(by: indent + 2, to: columns, limit: 2) }
    }

    private var texts: [Styled] {
        if Self.keys[name] == "currency" { return [money] }
        guard isList else { return [change] }
        return Self.isScalars(before) && Self.isScalars(after) ? [scalars] : elements
    }

    private var isList: Bool { [before, after].contains { if case .array = $0?.opened { true } else { false } } }

    private static func isScalars(_ list: JSON?) -> Bool { (list?.elements ?? []).allSatisfy { $0.scalar != nil } }

    // MARK: Elements

    private typealias Pair = (before: JSON?, after: JSON?)

    /// Each element at both points.
    private var pairs: [Pair] {
        var pairs: [Pair] = (after?.elements ?? []).map { (nil, $0) }
        for element in before?.elements ?? [] {
            let place = pairs.firstIndex { pair in
                pair.before == nil && pair.after.map { isOne(element, $0) } ?? false
            }
            if let place { pairs[place].before = element } else { pairs.append((element, nil)) }
        }
        return pairs
    }

    private func isOne(_ one: JSON, _ other: JSON) -> Bool {
        guard let key = Self.keys[name] else { return Differences.isSame(one, other) }
        return Differences.isSame(one[key], other[key])
    }

    /// What came, went and changed; elements that changed alike stand together.
    private var elements: [Styled] {
        var texts: [Styled] = []
        var changed: [(text: Styled, keys: [Styled])] = []
        for pair in pairs {
            switch (pair.before, pair.after) {
            case (nil, let after?): texts.append(Self.came + ValueText.one(name, after))
            case (let before?, nil): texts.append(Self.went + (key(before) ?? ValueText.one(name, before)))
            case (let before?, let after?):
                guard let key = key(after), let text = members(before, after) else { continue }
                if let place = changed.firstIndex(where: { $0.text == text }) {
                    changed[place].keys.append(key)
                } else {
                    changed.append((text, [key]))
                }
            case (nil, nil): break
            }
        }
        return texts
            + changed.map { Styled("~ ", .open) + $0.keys.joined(separator: ", ") + ": " + $0.text }
    }

    private static let came = Styled("+ ", .good)
    private static let went = Styled("- ", .bad)

    private func key(_ element: JSON) -> Styled? {
        Self.keys[name].map { Styled(element[$0]?.text ?? "", .name) }
    }

    /// `due 1 May 2026 → 1 May 2027; force in force → revoked, 1 May 2026`; nil where they say the same.
    private func members(_ before: JSON, _ after: JSON) -> Styled? {
        var names: [String] = []
        for (name, _) in after.members + before.members where !names.contains(name) { names.append(name) }
        let changes = names.filter { $0 != "seq" && $0 != "original" }.compactMap { name -> Styled? in
            if Differences.isSame(before[name], after[name]) { return nil }
            let texts = FieldDifference(name: name, before: before[name], after: after[name]).texts
            return Styled("\(Wording.key(name)) ", .faint) + texts.joined(separator: "; ")
        }
        return changes.isEmpty ? nil : changes.joined(separator: "; ")
    }

    /// `+ nist, omb; - bis`
    private var scalars: Styled {
        let texts = { (mark: Styled, elements: [JSON]) -> Styled? in
            elements.isEmpty ? nil : mark + elements.map { ValueText.one(name, $0) }.joined(separator: ", ")
        }
        let pairs = pairs
        let parts = [
            texts(Self.came, pairs.filter { $0.before == nil }.compactMap(\.after)),
            texts(Self.went, pairs.filter { $0.after == nil }.compactMap(\.before)),
        ].compactMap { $0 }
        return parts.isEmpty ? "in another order" : parts.joined(separator: "; ")
    }

    // MARK: Money

    /// What is not the same of the sums, each currency by itself: `nothing → 1,000,000 USD`.
    private var money: Styled {
        let text = { (value: JSON?) in value.map(AmountText.exact) ?? Self.nothing }
        let pairs = pairs.filter { !Differences.isSame($0.before, $0.after) }
        // What all of them came from, or went to, is said once.
        let (before, after) = (pairs.map { text($0.before) }, pairs.map { text($0.after) })
        if Set(before.map(\.text)).count == 1 { return before[0] + Self.arrow + after.joined(separator: ", ") }
        if Set(after.map(\.text)).count == 1 { return before.joined(separator: ", ") + Self.arrow + after[0] }
        return zip(before, after).map { $0 + Self.arrow + $1 }.joined(separator: ", ")
    }

    // MARK: One value

    private static let nothing = Styled("nothing", .faint)
    private static let arrow = Styled(" → ", .faint)
    /// Of a longer text only the place is told where it differs, in characters.
    private static let longest = 80

    /// `in force, 2024 → revoked, 1 May 2026`; of what has come and come out since, how it did.
    private var change: Styled {
        if let old = before?.text, let new = after?.text, old.count > Self.longest || new.count > Self.longest {
            return Self.excerpt(old, new) + Self.arrow + Self.excerpt(new, old)
        }
        let new = value(after) + (DateText.text(since).map { ", " + DateText.prose($0) } ?? "")
        if before == nil, name == "force" || name == "status" { return new }
        let old = value(before)
        // What is not the same may stand in none of the words.
        if old == new, let before, let after, let members = members(before, after) { return members }
        return old + Self.arrow + new
    }

    private static func excerpt(_ text: String, _ other: String) -> Styled {
        let same = zip(text, other).prefix { $0 == $1 }.count
        guard same >= 30 else { return "“" + Styled(text).truncated(to: longest) + "”" }
        // Some words lead to it.
        let rest = text.dropFirst(same - 20)
        let words = rest.prefix(20).firstIndex(of: " ").map { rest[rest.index(after: $0)...] } ?? rest
        return "“…" + Styled(words).truncated(to: longest) + "”"
    }

    /// The members that hold a word of one of the model's lists.
    private static let words: Set<String> = [
        "status", "kind", "modality", "category", "instrument", "stage", "flow", "implementation", "state", "class",
    ]

    private func value(_ value: JSON?) -> Styled {
        if name == "knownOnlyBy" { return Styled("its \(value?.text ?? "issue")") }
        guard let value else { return Self.nothing }
        if let text = value.text { return Self.words.contains(name) ? ValueText.word(value) : Styled(text) }
        if value.scalar != nil { return ValueText.plain(value) }
        if value["text"] != nil, let date = DateText.text(value) { return DateText.prose(date) }
        switch name {
        case "force": return ForceText.sentence(value)
        case "implementation":
            let due = DateText.text(value["due"]).map { ", " + DateText.phrase("due", $0) }
            return ValueText.word(value["state"]) + (due ?? "")
        case "founded": return DateText.text(value["occurred"]).map(DateText.prose) ?? Self.nothing
        case "goal": return ValueText.goal(value, nil)
        case "baseline": return ValueText.baseline(value, nil)
        default: return ValueText.one(name, value)
        }
    }
}
