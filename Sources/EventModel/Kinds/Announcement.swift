extension Schema {
    /// Something that somebody makes known.
    static let announcement = fact(
        .announcement,
        [
            Field(
                "category",
                .word([
                    "launch", "intent", "strategy", "target", "forecast", "appointment", "product", "membership",
                    "restriction", "statement", "situation",
                ]), "what is announced"),
            Field("post", .line(200), "the office filled (appointment)"),
            Field("appointee", .actor, "who fills it (appointment)"),
            Field("products", .list(.object(.product)), "products and their owners (product, situation)"),
            Field("organisation", .actor, "what is founded or joined (launch, membership)"),
            Field("members", .list(.object(.membership)), "who belongs to it (launch, membership)"),
            Field("restricts", .list(.object(.restriction)), "what is kept from whom (restriction)"),
        ])

    private static let product = Schema(
        [
            Field("name", .line(200), "name of the product"),
            Field("owner", .actor, "who owns it"),
        ], required: ["name"])

    /// Membership of an actor in an organisation, or of an organisation's member in it.
    static let membership = Schema(
        [
            Field("ref", .actor, "the actor"),
            Field("since", .edtf, "from (EDTF)"),
            Field("until", .edtf, "to (EDTF)"),
        ], required: ["ref"], dateOrder: [("until", ["since"])])

    private static let restriction = Schema(
        [
            Field("subject", .line(300), "what is restricted"),
            Field("on", .list(.actor), "for whom"),
        ], required: ["subject"])
}
