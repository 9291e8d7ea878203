extension Schema {
    /// An order that somebody gives: decree, order, instruction, law, regulation.
    static let directive = fact(
        .directive,
        [
            Field(
                "instrument", .word(["decree", "order", "instruction", "law", "regulation", "other"]),
                "what kind of order it is"),
            Field("effective", .edtf, "in force from (EDTF), where that is not when it occurred"),
            Field("expires", .edtf, "in force until (EDTF)"),
            Field("due", .edtf, "to be carried out by (EDTF)"),
            Field(
                "endedBy", .reference, onlyFor: [.revoked, .superseded], "the directive that revoked or superseded it"),
            Field("provisions", .list(.object(.provision)), "its parts; a later event may name some of them"),
        ], dateOrder: [("expires", ["effective", "occurred"]), ("due", ["occurred"])])

    private static let provision = Schema(
        [
            Field("id", .slug, "name of the part within the directive"),
            Field("text", .prose(5_000), "what it demands"),
            Field("assignee", .list(.actor), "who has to do it"),
            Field("due", .edtf, "by when (EDTF)"),
        ], required: ["id"])
}
