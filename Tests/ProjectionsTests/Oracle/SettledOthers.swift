import EventModel

extension SettledQuestionTests {
    private static let euros = "'amount': {'value': '1', 'currency': 'EUR'}"

    static let others = money + relations + actors + sources

    private static let money = [
        // “Who pays; where there is none, it is `by`.”
        Example(
            testDescription: "who announces a cancellation does not pay for what somebody else does",
            events: [
                (.planned, "f", "'occurred': '2024', 'actors': [{'ref': 'p', 'role': 'provider'}], \(euros)"),
                (.cancelled, "f", "'occurred': '2025', 'actors': [{'ref': 'q', 'role': 'by'}]"),
            ],
            projection: "totals by investor", says: [#"["p"]: 1"#]),
        Example(
            testDescription: "nor for what somebody else promised",
            events: [
                (
                    .pledged, "f",
                    "'occurred': '2024', 'actors': [{'ref': 'p', 'role': 'by'}, {'ref': 'r', 'role': 'for'}], \(euros)"
                ),
                (
                    .revised, "f",
                    "'occurred': '2025', 'actors': [{'ref': 'q', 'role': 'by'}, {'ref': 's', 'role': 'to'}], \(euros)"
                ),
            ],
            projection: "investments",
            says: [
                #"investment/f: planned= pledged=1 EUR committed= paid= cancelled=false investors=["p"] recipients=["r"]"#
            ]),
        Example(
            testDescription: "where nobody promised, the last to speak of it does",
            events: [
                (.revised, "f", "'occurred': '2024', 'actors': [{'ref': 'p', 'role': 'by'}]"),
                (.cancelled, "f", "'occurred': '2025', 'actors': [{'ref': 'q', 'role': 'by'}]"),
            ],
            projection: "totals by investor", says: [#"["q"]: 1"#]),
        // “An amount is the investor's that its own event names; only where that names none, the last one's before it.”
        Example(
            testDescription: "what names nobody is of those whom the event before it names",
            events: [
                (.disbursed, "f", "'occurred': '2024-01', 'actors': [{'ref': 'p', 'role': 'provider'}], \(euros)"),
                (.disbursed, "f", "'occurred': '2024-02', \(euros)"),
                (.disbursed, "f", "'occurred': '2024-03', 'actors': [{'ref': 'q', 'role': 'provider'}], \(euros)"),
            ],
            projection: "totals by investor",
            says: [
                #"["p"]: 1 planned= pledged= committed= paid=2 EUR"#,
                #"["q"]: 1 planned= pledged= committed= paid=1 EUR"#,
            ]),
        Example(
            testDescription: "and of nobody before the first to name any",
            events: [
                (.planned, "f", "'occurred': '2024-01', \(euros)"),
                (.disbursed, "f", "'occurred': '2024-02', 'actors': [{'ref': 'q', 'role': 'by'}], \(euros)"),
            ],
            projection: "totals by investor",
            says: [#"[]: 1 planned=1 EUR"#, #"["q"]: 1 planned= pledged= committed= paid=1 EUR"#]),
        Example(
            testDescription: "who pays by themselves is the investor, whoever provided before",
            events: [
                (.planned, "f", "'occurred': '2024-01', 'actors': [{'ref': 'p', 'role': 'provider'}], \(euros)"),
                (.disbursed, "f", "'occurred': '2024-02', 'actors': [{'ref': 'q', 'role': 'by'}], \(euros)"),
            ],
            projection: "totals by investor",
            says: [
                #"["p"]: 1 planned=1 EUR pledged= committed= paid="#,
                #"["q"]: 1 planned= pledged= committed= paid=1 EUR"#,
            ]),
        Example(
            testDescription: "a revision replaces the part of those whom it names",
            events: [
                (.pledged, "f", "'occurred': '2024-01', 'actors': [{'ref': 'p', 'role': 'by'}], \(euros)"),
                (.pledged, "f", "'occurred': '2024-02', 'actors': [{'ref': 'q', 'role': 'by'}], \(euros)"),
                (
                    .revised, "f",
                    "'occurred': '2024-03', 'actors': [{'ref': 'p', 'role': 'by'}], 'amount': {'value': '7', 'currency': 'EUR'}"
                ),
            ],
            projection: "totals by investor",
            says: [#"["p"]: 1 planned= pledged=7 EUR"#, #"["q"]: 1 planned= pledged=1 EUR"#]),
        Example(
            testDescription: "and of all where they had no part, or nobody is named",
            events: [
                (.pledged, "f", "'occurred': '2024-01', 'actors': [{'ref': 'p', 'role': 'by'}], \(euros)"),
                (
                    .revised, "f",
                    "'occurred': '2024-03', 'actors': [{'ref': 'r', 'role': 'provider'}], 'amount': {'value': '7', 'currency': 'EUR'}"
                ),
                (.revised, "f", "'occurred': '2024-04', 'amount': {'value': '9', 'currency': 'EUR'}"),
            ],
            projection: "investments",
            says: [#"investment/f: planned= pledged=9 EUR committed= paid= cancelled=false investors=["r"]"#]),
        // “Of several events each member is the last one stated.”
        Example(
            testDescription: "a goal without a date is due when the one before it was",
            events: [
                (
                    .made, "d",
                    "'occurred': '2024', 'targets': [{'indicator': 'i', 'goal': {'value': '1', 'due': '2025'}}]"
                ),
                (.confirmed, "d", "'occurred': '2025', 'targets': [{'indicator': 'i', 'goal': {'value': '2'}}]"),
            ],
            projection: "targets", says: ["announcement/d i: overdue due=2025 unit=- goal=2"]),
    ]

    private static let relations = [
        // “`resolved` says whether the log knows the target.”
        Example(
            testDescription: "an actor is known from its first use",
            events: [
                (
                    .made, "d",
                    """
                    'occurred': '2024', 'actors': [{'ref': 'p', 'role': 'by'}],
                    'relations': [{'type': 'follows', 'target': 'actor/p'}, {'type': 'follows', 'target': 'actor/z'}]
                    """
                )
            ],
            projection: "relations",
            says: ["announcement/d follows actor/p true", "announcement/d follows actor/z false"])
    ]

    private static let actors = [
        Example(
            testDescription: "members of an organisation that is not named exist",
            events: [(.made, "d", "'occurred': '2024', 'members': [{'ref': 's'}]")],
            projection: "actors", says: ["actor/s: unknown"]),
        Example(
            testDescription: "whatever event of theirs says what kind of actor somebody is",
            events: [(.joined, "q", "'occurred': '2024', 'kind': 'person', 'memberOf': [{'ref': 's'}]")],
            projection: "actors", says: ["actor/q: person"]),
        Example(
            testDescription: "a membership that is told of while it lasts is no second one",
            events: [
                (.joined, "q", "'occurred': '2024', 'memberOf': [{'ref': 's', 'until': '2026'}]"),
                (.made, "d", "'occurred': '2025', 'organisation': 's', 'members': [{'ref': 'q'}]"),
            ],
            projection: "actors",
            says: [
                #"actor/q: unknown name=- aliases=[] founded=- members=[] memberOf=["once s 2024–2026"] products"#
            ]),
        Example(
            testDescription: "whoever is merged takes their names along",
            events: [
                (.registered, "p", "'name': 'P', 'aliases': ['A', 'Q']"), (.registered, "q", "'name': 'Q'"),
                (.merged, "p", "'occurred': '2024', 'into': 'q'"),
            ],
            projection: "actors", says: [#"actor/q: unknown name=Q aliases=["A", "P"]"#]),
        // “Since: from (EDTF)”, as the event has it.
        Example(
            testDescription: "each membership has its own date as it was written",
            events: [
                (
                    .made, "d",
                    "'occurred': '2024', 'organisation': 'o', 'members': [{'ref': 'p', 'since': '2024-XX'}, {'ref': 'q'}]"
                )
            ],
            projection: "actors",
            says: [
                #"actor/o: organisation name=- aliases=[] founded=- members=["p 2024-XX–", "q 2024–"]"#
            ]),
    ]

    private static let sources = [
        Example(
            testDescription: "where somebody is said to say so and published, too, another place counts",
            events: [
                (
                    .made, "d",
                    """
                    'occurred': '2024', 'attribution': {'mode': 'reported', 'by': 'q'},
                    'citations': [{'publisher': 'Q'}, {'title': 'C'}]
                    """
                )
            ],
            projection: "sources", says: ["announcement/d #0: several 2"])
    ]
}
