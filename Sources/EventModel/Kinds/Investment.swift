extension Schema {
    /// Money that somebody plans, promises or pays. Stages and flows are IATI's.
    static let investment = fact(
        .investment,
        [
            Field(
                "amount", .amount, requiredBy: Kind.investment.verbs.filter { $0 != .cancelled },
                "how much: an exact decimal with its currency, or unknown"),
            Field(
                "stage",
                .word(["pipeline", "implementation", "finalisation", "closed", "cancelled", "suspended"]),
                "how far the activity is (IATI activity status)"),
            Field(
                "flow",
                .word(["indicative", "pledge", "commitment", "disbursement", "expenditure", "equity", "none"]),
                "what kind of movement it is (IATI)"),
            Field("instrument", .word(["grant", "loan", "equity", "budget", "other"]), "the form of the money"),
            Field("sector", .line(200), "the field it goes to"),
            Field("purpose", .line(500), "what it is for"),
        ])
}
