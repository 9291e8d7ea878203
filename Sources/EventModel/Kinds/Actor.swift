extension Schema {
    /// Who somebody is. An actor exists from its first use; these events say more of it.
    static let actor = Schema(
        [
            Field("name", .line(200), requiredBy: [.renamed], "the name it goes by"),
            Field("occurred", .edtf, requiredBy: [.renamed, .merged, .joined, .left], "since when (EDTF)"),
            Field("aliases", .list(.line(200)), "other names"),
            Field("kind", .word(["person", "organisation", "state", "group", "unknown"]), "what it is"),
            Field("identifiers", .object(.identifiers), "its identifiers elsewhere"),
            Field("memberOf", .list(.object(.membership)), requiredBy: [.joined, .left], "what it belongs to"),
            Field("into", .actor, requiredBy: [.merged], "the actor it becomes one with"),
            Field("title", .line(300), "what happened, in one line"),
            Field("reported", .edtf, "when it was reported (EDTF)"),
            Field("text", .prose(20_000), "what there is to say beyond the name"),
        ] + shared, allowsRoles: true)

    private static let identifiers = Schema(
        [
            Field("wikidata", .wikidata, "Wikidata item"),
            Field("lei", .lei, "Legal Entity Identifier (ISO 17442)"),
            Field("iso3166", .country, "country code (ISO 3166-1)"),
        ], anyOf: ["wikidata", "lei", "iso3166"])
}
