package import EventModel

/// One thing that is not the same at two points.
///
///     {"change": "ended", "kind": "directive", "subject": "directive/ru-cn-ai-cooperation", "title": "…",
///      "fields": [{"name": "force", "before": {"state": "inForce", …}, "after": {"state": "ended", …}}]}
///
/// `change` is one of ``changes``: how something came (`issued`, `announced`, `planned`, `pledged`, `committed`, `paid`,
/// `set` for a target, `appeared` for an actor and for what is known by something else than its beginning), how it came
/// out (`confirmed`, `denied`, `withdrawn`, `fulfilled`; `partiallyMet`, `met`, `notMet`, `overdue`; `ended`; `cancelled`),
/// that it `changed`, was `removed` (nothing of it is left), or that our record was `corrected` or `retracted`. What came
/// and came out between the two points has both, two differences of one subject. `fields` are those members of its row
/// that differ; what is new has those alone that say how it came out, and its money. A correction has its `reason` and
/// `seq`, and names the stream that it corrects as its `subject`.
package struct Difference: Sendable {
    /// Every word that a change can have, in the order in which people look for them.
    package static let changes =
        ["issued", "announced", "planned", "pledged", "committed", "paid", "set", "appeared", "changed"]
        + ["confirmed", "fulfilled", "partiallyMet", "met", "overdue", "notMet", "denied", "withdrawn"]
        + ["ended", "cancelled", "removed", "corrected", "retracted"]

    package var change: String
    package var subject: String
    package var title: String?
    /// Of a target, which of its subject's.
    package var indicator: String?
    package var fields: [(name: String, before: JSON?, after: JSON?)] = []
    /// The reason of a correction.
    package var reason: String?
    /// Its sequence number.
    package var seq: JSON?

    /// Where its change stands among all.
    fileprivate var place: Int { Self.changes.firstIndex(of: change) ?? Self.changes.count }

    package var json: JSON {
        .members([
            ("change", .string(change)), ("kind", .string(String(subject.prefix { $0 != "/" }))),
            ("subject", .string(subject)), ("indicator", indicator.map { .string($0) }),
            ("title", title.map { .string($0) }), ("seq", seq),
            ("reason", reason.map { .string($0) }),
            (
                "fields",
                fields.isEmpty
                    ? nil
                    : .array(
                        fields.map {
                            .members([("name", .string($0.name)), ("before", $0.before), ("after", $0.after)])
                        })
            ),
        ])
    }
}

/// What is not the same in the rows of two points, projection by projection.
package enum Differences {
    /// The projections that are compared, in the order of the answer.
    package static let projections: [any Projection.Type] = [
        Directives.self, Announcements.self, Investments.self, Targets.self, Actors.self, Corrections.self,
    ]

    /// Of one projection, at two points of a state.
    package static func between(
        _ before: Point, _ after: Point, of projection: any Projection.Type, in fold: Fold, words: Words
    ) -> [Difference] {
        let streams = streams(of: projection, between: before, after, in: fold)
        let rows = [before, after].map { Self.rows(of: projection, streams, at: $0, in: fold, words) }
        return between(rows[0], rows[1], of: projection)
    }

    /// The streams whose rows may differ: of a long log few are touched by what a month or a batch brings. Nil for all.
    private static func streams(
        of projection: any Projection.Type, between one: Point, _ other: Point, in fold: Fold
    ) -> Set<String>? {
        let shift = Shift(fold.question(one, Filter(), .none), fold.question(other, Filter(), .none))
        // Who goes by another name may stand in any row.
        if projection != Actors.self, shift.movesNames { return nil }
        return fold.streams(of: projection, movedBy: shift).map { Set($0.map(fold.symbols.subject)) }
    }

    private static func rows(
        of projection: any Projection.Type, _ streams: Set<String>?, at point: Point, in fold: Fold, _ words: Words
    ) -> [JSON] {
        if streams?.isEmpty ?? false { return [] }
        var filter = Filter()
        filter.streams = streams
        return fold.rows(of: projection, at: point, filter, words: words)
    }

    /// - Parameters:
    ///   - before: the rows of `projection` at one point, at least those that are not the same at the other.
    ///   - after: its rows at the other.
    package static func between(
        _ before: [JSON], _ after: [JSON], of projection: any Projection.Type
    ) -> [Difference] {
        let old = Dictionary(before.map { (key($0), $0) }) { first, _ in first }
        let new = Dictionary(after.map { (key($0), $0) }) { first, _ in first }
        let gone = before.filter { new[key($0)] == nil }
        let all = after.map { (old[key($0)], Optional($0)) } + gone.map { (Optional($0), nil) }
        return all.flatMap { before, after in differences(before, after, projection.name) }.sorted {
            ($0.subject, $0.place) < ($1.subject, $1.place)
        }
    }

    /// What makes a row the same at both points.
    private static func key(_ row: JSON) -> String {
        [row["subject"], row["indicator"]].compactMap { $0?.text }.joined(separator: "\n")
    }

    private static func differences(_ before: JSON?, _ after: JSON?, _ projection: String) -> [Difference] {
        switch projection {
        case Investments.name: money(before, after)
        case Corrections.name: correction(before, after)
        default: fact(before, after, projection)
        }
    }

    /// Of a directive, an announcement, a target or an actor.
    private static func fact(_ before: JSON?, _ after: JSON?, _ projection: String) -> [Difference] {
        guard let row = after ?? before, let subject = row["subject"]?.text else { return [] }
        let plain = Difference(
            change: "removed", subject: subject, title: title(row), indicator: row["indicator"]?.text)
        guard let after else { return [plain] }
        let outcome = outcome(after, projection)
        var difference = plain
        guard let before else {
            var found: [Difference] = []
            if let came = coming(after, projection, isOver: outcome != nil) {
                difference.change = came
                found.append(difference)
            }
            if let outcome {
                difference.change = outcome.change
                difference.fields = outcome.members.filter { after[$0] != nil }.map { ($0, nil, after[$0]) }
                found.append(difference)
            }
            return found
        }
        difference.fields = fields(before, after)
        if difference.fields.isEmpty { return [] }
        let isNews = outcome?.change != Self.outcome(before, projection)?.change
        difference.change = isNews ? outcome?.change ?? "changed" : "changed"
        return [difference]
    }

    /// The word for how a row came; nil of what is known by its end alone.
    private static func coming(_ row: JSON, _ projection: String, isOver: Bool) -> String? {
        let known = isOver ? nil : "appeared"
        switch projection {
        case Directives.name: return row["issued"] == nil ? known : "issued"
        case Announcements.name: return row["announced"] == nil ? known : "announced"
        case Targets.name: return "set"
        default: return "appeared"
        }
    }

    /// How a row has come out, and the members that say so; nil while it is open.
    private static func outcome(_ row: JSON, _ projection: String) -> (change: String, members: [String])? {
        switch projection {
        case Directives.name:
            return row["force"]?["state"]?.text == Force.State.ended.rawValue ? ("ended", ["force"]) : nil
        case Announcements.name:
            guard let status = row["status"]?.text, status != Verb.made.rawValue else { return nil }
            return (status, ["status", "since"])
        case Targets.name:
            guard let status = row["status"]?.text, status != TargetStatus.scheduled.rawValue else { return nil }
            return (status, ["status"])
        default: return nil
        }
    }

    private static func title(_ row: JSON) -> String? {
        row["title"]?.text ?? row["name"]?.text
    }

    /// Members that tell how a row came to be what it is, or follow from the others.
    private static let derived: Set<String> = [
        "subject", "history", "amounts", "seqs", "events", "citations", "sources", "obligations", "gap", "title",
    ]

    private static func fields(_ before: JSON, _ after: JSON) -> [(name: String, before: JSON?, after: JSON?)] {
        var names: [String] = []
        for row in [after, before] {
            for (name, _) in row.members where !names.contains(name) && !derived.contains(name) { names.append(name) }
        }
        // A title is a fact of its own: it changes only where the record was corrected.
        names.append("title")
        return names.compactMap { name in
            let (old, new) = (before[name], after[name])
            return isSame(old, new) ? nil : (name, old, new)
        }
    }

    /// Whether two values say the same, whichever entries tell it.
    package static func isSame(_ one: JSON?, _ other: JSON?) -> Bool {
        switch (one, other) {
        case (nil, nil): true
        // Nearly all are the same to the byte.
        case (.excerpt(let one, let first)?, .excerpt(let other, let second)?)
        where one.source(first) == other.source(second): true
        case (let one?, let other?): plain(one) == plain(other)
        default: false
        }
    }

    /// A value without the numbers of the entries that tell it: the same fact told by another entry is no change.
    private static func plain(_ value: JSON?) -> String {
        value.map { withoutSeq($0).line } ?? ""
    }

    private static func withoutSeq(_ value: JSON) -> JSON {
        switch value.opened {
        case .object(let members):
            .object(members.filter { $0.key != "seq" && $0.key != "original" }.map { ($0.key, withoutSeq($0.value)) })
        case .array(let elements): .array(elements.map(withoutSeq))
        case let scalar: scalar
        }
    }

    // MARK: Money

    /// Each firmness that came is a change of its own: what is paid is news also where something was planned before. What
    /// of the money went is told by the cancellation, or else has changed.
    private static func money(_ before: JSON?, _ after: JSON?) -> [Difference] {
        guard let row = after ?? before, let subject = row["subject"]?.text else { return [] }
        let plain = Difference(change: "removed", subject: subject, title: title(row))
        guard let after else { return [plain] }
        var found: [Difference] = []
        func add(_ change: String, _ fields: [(name: String, before: JSON?, after: JSON?)]) {
            var difference = plain
            (difference.change, difference.fields) = (change, fields)
            found.append(difference)
        }
        let told = told(before, after)
        var others: [(name: String, before: JSON?, after: JSON?)] = []
        for bucket in Firmness.allCases.map(\.rawValue) {
            let (old, new) = (before?[bucket], after[bucket])
            let isSame = isEmpty(old) && isEmpty(new) || isSame(old, new)
            let hasCome = !isEmpty(new) && (isEmpty(old) || told.contains(bucket))
            // A promise that was made and cancelled between the points has left no money.
            if !isSame && hasCome {
                add(bucket, [(bucket, old, new)])
            } else {
                if told.contains(bucket), isSame, isEmpty(new), after["cancelled"] != nil { add(bucket, []) }
                if !isSame { others.append((bucket, old, new)) }
            }
        }
        if before?["cancelled"] == nil, after["cancelled"] != nil {
            add("cancelled", others)
            others = []
        }
        if let before {
            others += fields(before, after).filter { Firmness(rawValue: $0.name) == nil && $0.name != "cancelled" }
        }
        if !others.isEmpty { add("changed", others) }
        return found
    }

    /// Whether there are no sums.
    private static func isEmpty(_ sums: JSON?) -> Bool { sums?.elements.isEmpty ?? true }

    /// The firmness of every promise and payment that one row tells and the other does not, each once.
    private static func told(_ before: JSON?, _ after: JSON?) -> [String] {
        // What was corrected is the same step under another number.
        let number = { (step: JSON) in (step["original"] ?? step["seq"]).map(plain) ?? "" }
        let known = Set((before?["history"]?.elements ?? []).map(number))
        let steps = (after?["history"]?.elements ?? []).filter { !known.contains(number($0)) }
        let told = steps.compactMap { $0["verb"]?.text.flatMap(Verb.init).flatMap(Firmness.init) }
        return Firmness.allCases.filter { told.contains($0) }.map(\.rawValue)
    }

    // MARK: Corrections

    private static func correction(_ before: JSON?, _ after: JSON?) -> [Difference] {
        // A correction that was there at both points is no news, whatever became of it: another correction is.
        guard before == nil, let after, let verb = after["verb"]?.text else { return [] }
        let target = after["root"]?["subject"]?.text ?? after["target"]?["subject"]?.text
        return [
            Difference(
                change: verb, subject: target ?? after["subject"]?.text ?? "",
                title: after["title"]?.text ?? after["replacement"]?["title"]?.text, reason: after["reason"]?.text,
                seq: after["seq"])
        ]
    }
}
