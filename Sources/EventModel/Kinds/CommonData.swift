/// What every fact may say of itself, whatever its kind.
extension Schema {
    /// A schema of the common fields, those of one kind between them.
    static func fact(
        _ kind: Kind, _ own: [Field], dateOrder: [(later: String, earlier: [String])] = []
    ) -> Schema {
        let verbs = kind.verbs
        return Schema(
            [
                Field("title", .line(300), requiredBy: verbs, "what it is, in one line"),
                Field("occurred", .edtf, requiredBy: verbs, "when it happened in the world (EDTF)"),
                Field("reported", .edtf, "when it was reported (EDTF)"),
                Field("text", .prose(20_000), "what there is to say beyond the title"),
            ] + own + shared, allowsRoles: true, dateOrder: dateOrder)
    }

    static let shared: [Field] = [
        Field("lang", .language, "language of title and text (BCP 47)"),
        Field("tags", .list(.slug), "keywords"),
        Field("jurisdiction", .list(.country), "where it holds (ISO 3166-1, EU, UN, INT)"),
        Field("actors", .list(.object(.actorInRole)), "who takes part, each with a role"),
        Field("modality", .word(["asserted", "ordered", "planned", "forecast", "opinion"]), "how it is said"),
        Field("attribution", .object(.attribution), "who says so"),
        Field("confidence", .object(.confidence), "how far to trust it (Admiralty code)"),
        Field("quotes", .list(.object(.quote)), "words as they were spoken"),
        Field("citations", .list(.object(.citation)), "where it stands written"),
        Field("relations", .list(.object(.relation)), "how it stands to other facts"),
        Field("targets", .list(.object(.target)), "what is to be reached, from where, by when"),
        Field("context", .list(.prose(2_000)), "remarks of the source that are no facts"),
    ]

    static let actorInRole = Schema(
        [
            Field("ref", .actor, "the actor"),
            Field("role", .word(Role.allCases.map(\.rawValue)), "what they do in it"),
        ], required: ["ref", "role"])

    static let attribution = Schema(
        [
            Field("mode", .word(["direct", "reported", "unattributed", "editorial"]), "how it came to us"),
            Field("by", .actor, "who says so"),
        ], required: ["mode"])

    static let confidence = Schema(
        [
            Field("reliability", .word(["a", "b", "c", "d", "e", "f"]), "of the source, a best"),
            Field("credibility", .word(["1", "2", "3", "4", "5", "6"]), "of the fact, 1 best"),
        ], anyOf: ["reliability", "credibility"])

    static let quote = Schema(
        [
            Field("speaker", .actor, "who said it"),
            Field("text", .prose(5_000), "the words"),
            Field("lang", .language, "their language (BCP 47)"),
        ], required: ["text"])

    static let citation = Schema(
        [
            Field("title", .line(500), "title of the document"),
            Field("publisher", .line(300), "who published it"),
            Field("url", .uri, "where it can be read"),
            Field("issued", .edtf, "when it was published (EDTF)"),
            Field("accessed", .edtf, "when it was read (EDTF)"),
            Field("sha256", .sha256, "hash of the document's bytes"),
            Field("locator", .line(300), "page, section or paragraph"),
            Field("quote", .prose(5_000), "the passage"),
        ], anyOf: ["title", "publisher", "url", "sha256"])

    static let relation = Schema(
        [
            Field("type", .word(Relation.allCases.map(\.rawValue)), "how it stands to the target"),
            Field("target", .reference, "KIND/SLUG, a slug of the same kind, or an event's id"),
            Field("provisions", .list(.slug), "the parts of the target that it is about; without them, the whole"),
        ], required: ["type", "target"])

    static let equivalent = Schema(
        [
            Field("value", .decimal, "the amount"),
            Field("currency", .currency, "its currency (ISO 4217)"),
            Field("asstated", .line(200), "in the source's words"),
        ], required: ["value", "currency"])

    static let target = Schema(
        [
            Field("indicator", .line(300), "what is measured"),
            Field("kind", .word(["target", "forecast"]), "whether it is wanted or expected"),
            Field("unit", .line(50), "of both values: percent, RUB, …"),
            Field("baseline", .object(.baseline), "where it starts"),
            Field("goal", .object(.goal), "where it is to end"),
            Field("status", .word(TargetStatus.allCases.map(\.rawValue)), "how far it has come (OCDS milestone)"),
        ], required: ["indicator"], dateOrder: [("goal.due", ["baseline.period"])])

    static let baseline = Schema(
        [
            Field("value", .decimal, "the value there was"),
            Field("period", .edtf, "when (EDTF)"),
            Field("asstated", .line(200), "in the source's words"),
        ], anyOf: ["value", "asstated"])

    static let goal = Schema(
        [
            Field("value", .decimal, "the value to reach"),
            Field("due", .edtf, "when (EDTF)"),
            Field("duequalifier", .word(["by", "in"]), "by that date, or in it"),
            Field("asstated", .line(200), "in the source's words"),
            Field("equivalents", .list(.object(.equivalent)), "the same in other currencies, as the source has it"),
        ], anyOf: ["value", "asstated"])

    /// What `amount` may hold; ``Shape/amount`` adds its rules.
    package static let amount = Schema([
        Field("kind", .word(["unknown"]), "the source says that there is one, not how much"),
        Field("value", .decimal, "the amount, an exact decimal in quotes"),
        Field("bound", .word(["upTo", "atLeast"]), "whether the value is the most or the least that it is"),
        Field("min", .decimal, "the least, where the source states two sums"),
        Field("max", .decimal, "the most"),
        Field("currency", .currency, "its currency (ISO 4217)"),
        Field("asstated", .line(200), "in the source's words"),
        Field("period", .edtf, "the time it is for (EDTF)"),
        Field("multiple", .object(.multiple), "stated as a multiple of another time's"),
        Field("equivalents", .list(.object(.equivalent)), "the same in other currencies, as the source has it"),
    ])

    static let multiple = Schema(
        [
            Field("factor", .decimal, "how many times"),
            Field("baseperiod", .edtf, "of the amount of that time (EDTF)"),
            Field("asstated", .line(200), "in the source's words"),
        ], required: ["factor"])
}

/// How one fact stands to another.
package enum Relation: String, Sendable, CaseIterable {
    case follows, partOf, amends, supersedes, revokes, implements, contextOf, possiblySameAs
    case suspends, resumes, continues

    /// What a directive that stands so to another does to it, as the verb of an event of the other; nil where it does
    /// nothing to it.
    package var deed: Verb? {
        switch self {
        case .amends, .continues: .amended
        case .suspends: .suspended
        case .resumes: .resumed
        case .supersedes: .superseded
        case .revokes: .revoked
        case .follows, .partOf, .implements, .contextOf, .possiblySameAs: nil
        }
    }
}

/// How far a target or an obligation has come, in the words of OCDS milestones.
package enum TargetStatus: String, Sendable, CaseIterable {
    case scheduled, partiallyMet, met, notMet
}
