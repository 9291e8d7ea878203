extension Schema {
    /// A change of our record, where the world has not changed.
    static let correction = Schema(
        [
            Field("of", .identity, requiredBy: Kind.correction.verbs, "the event it corrects"),
            Field("reason", .line(500), requiredBy: Kind.correction.verbs, "why"),
            Field(
                "replacement", .replacement, requiredBy: [.corrected], "the whole event as it should have been"),
            Field("title", .line(300), "the correction in one line"),
            Field("occurred", .edtf, "when the mistake came to light (EDTF)"),
            Field("reported", .edtf, "when it was reported (EDTF)"),
            Field("text", .prose(20_000), "what there is to say of it"),
        ] + shared, allowsRoles: true)

    /// Why an event was retracted.
    package static let retractionReasons = ["duplicate", "error", "withdrawnBySource", "legal"]
}
