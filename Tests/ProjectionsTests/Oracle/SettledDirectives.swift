import EventModel

extension SettledQuestionTests {
    private static let follows = "'relations': [{'type': 'follows', 'target': 'directive/b'}]"
    private static let followsEvent = "'relations': [{'type': 'follows', 'target': 'b:issued:2024'}]"
    private static let x = "'provisions': [{'id': 'x'}]"

    static let directives = endings + beginnings + duties

    private static let endings = [
        // “Who ended it, where another directive did.”
        Example(
            testDescription: "what expires was not ended by what it follows",
            events: [(.issued, "a", "'occurred': '2024', 'expires': '2025', \(follows)")],
            says: ["directive/a: ended began=2024 until=2025 ended=expired by=- #0"]),
        Example(
            testDescription: "what ended it may be named by an event of it",
            events: [(.issued, "b", "'occurred': '2024'"), (.superseded, "a", "'occurred': '2025', \(followsEvent)")],
            says: ["directive/a: ended until=2025 ended=superseded by=directive/b #1"]),
        Example(
            testDescription: "and is related to it then, too",
            events: [(.issued, "b", "'occurred': '2024'"), (.superseded, "a", "'occurred': '2025', \(followsEvent)")],
            projection: "relations", says: ["directive/b supersedes directive/a true [] implied #1"]),
        Example(
            testDescription: "of two endings on one day the one that says by whom",
            events: [(.revoked, "a", "'occurred': '2025'"), (.superseded, "a", "'occurred': '2025', \(follows)")],
            says: ["directive/a: ended until=2025 ended=superseded by=directive/b #1"]),
        Example(
            testDescription: "what ended part by part is not suspended",
            events: [
                (.issued, "a", "'occurred': '2024', \(x)"), (.suspended, "a", "'occurred': '2025'"),
                (.revoked, "a", "'occurred': '2026', \(x)"),
            ],
            says: ["directive/a: ended began=2024 until=2026 ended=revoked by=- #2"]),
        Example(
            testDescription: "an ending holds from when it takes effect, whenever it was decided, and is told then",
            asOf: "2025",
            events: [
                (.issued, "a", "'occurred': '2024'"), (.revoked, "a", "'occurred': '2026', 'effective': '2024-06'"),
            ],
            says: [
                "directive/a: ended began=2024 until=2024-06 ended=revoked by=- #1",
                "directive/a history: 0 issued, 1 revoked",
            ]),
        Example(
            testDescription: "and what ends another one is in force from then on itself",
            asOf: "2025",
            events: [
                (
                    .issued, "b",
                    """
                    'occurred': '2026', 'effective': '2024',
                    'relations': [{'type': 'supersedes', 'target': 'directive/z'}]
                    """
                )
            ],
            says: [
                "directive/b: inForce began=2024", "directive/b history: 0 issued",
                "directive/z: ended until=2024 ended=superseded by=directive/b #0",
            ]),
        Example(
            testDescription: "a suspension and a resumption likewise",
            asOf: "2024-08",
            events: [
                (.issued, "a", "'occurred': '2024'"), (.suspended, "a", "'occurred': '2026', 'effective': '2024-06'"),
                (.resumed, "a", "'occurred': '2026', 'effective': '2024-09'"),
            ],
            says: ["directive/a: suspended began=2024 suspended=2024-06", "directive/a history: 0 issued, 1 suspended"]),
        Example(
            testDescription: "what is decided later and takes effect later is not told yet",
            asOf: "2025",
            events: [(.issued, "a", "'occurred': '2024'"), (.revoked, "a", "'occurred': '2026', 'effective': '2027'")],
            says: ["directive/a: inForce began=2024", "directive/a history: 0 issued"]),
    ]

    private static let beginnings = [
        // “`since` is when it came into force, or `from` when it will.”
        Example(
            testDescription: "what ended before it began was never in force",
            asOf: "2025",
            events: [
                (.issued, "a", "'occurred': '2024-01', 'effective': '2026'"), (.revoked, "a", "'occurred': '2024-06'"),
            ],
            says: ["directive/a: ended until=2024-06 ended=revoked"]),
        Example(
            testDescription: "it is in force since the first of its parts is",
            asOf: "2024",
            events: [
                (.issued, "a", "'occurred': '2022', \(x)"), (.commenced, "a", "'occurred': '2026'"),
                (.commenced, "a", "'occurred': '2023', \(x)"),
            ],
            says: ["directive/a: inForce began=2023 since=2023 impl"]),
        Example(
            testDescription: "it is partly in force from its own beginning on, where parts commence later",
            asOf: "2025",
            events: [(.issued, "a", "'occurred': '2024', \(x)"), (.commenced, "a", "'occurred': '2026', \(x)")],
            says: ["directive/a: partly began=2024 since=2024 impl", "directive/a x: notYet from=2026"]),
        Example(
            testDescription: "a part is in force until the whole expires",
            events: [(.issued, "a", "'occurred': '2024', 'expires': '2030', \(x)")],
            says: ["directive/a x: inForce began=2024 until=2030"]),
        Example(
            testDescription: "where a part has ended and the rest is to come, nothing is in force",
            asOf: "2025",
            events: [
                (.issued, "a", "'occurred': '2024-01', 'effective': '2026'"),
                (.revoked, "a", "'occurred': '2024-06', \(x)"),
            ],
            says: ["directive/a: notYet from=2026"]),
        Example(
            testDescription: "an amendment does not wait for its own day",
            asOf: "2025",
            events: [
                (.issued, "a", "'occurred': '2022', 'effective': '2027', 'expires': '2023'"),
                (.amended, "a", "'occurred': '2026', 'effective': '2024', 'expires': '2030'"),
            ],
            says: ["directive/a: inForce began=2024 until=2030", "directive/a history: 0 issued, 1 amended"]),
        Example(
            testDescription: "an amendment that takes effect later leaves what is in force in force",
            asOf: "2025",
            events: [
                (.issued, "a", "'occurred': '2022'"), (.amended, "a", "'occurred': '2024', 'effective': '2026'"),
            ],
            says: ["directive/a: inForce began=2022 since=2022 impl"]),
        Example(
            testDescription: "nor does it move what may have begun by then",
            asOf: "2025",
            events: [
                (.issued, "a", "'occurred': '2022', 'effective': '2024'"),
                (.amended, "a", "'occurred': '2024-03', 'effective': '2026'"),
            ],
            says: ["directive/a: inForce began=2024 since=2024 impl"]),
        Example(
            testDescription: "a part that an amendment adds comes with it, and what was there stays",
            asOf: "2025",
            events: [
                (.issued, "a", "'occurred': '2022'"),
                (.amended, "a", "'occurred': '2024', 'effective': '2026', \(x)"),
            ],
            says: ["directive/a: partly began=2022", "directive/a x: notYet from=2026"]),
        Example(
            testDescription: "a part is put off without the whole",
            asOf: "2026",
            events: [
                (.issued, "a", "'occurred': '2022', 'effective': '2025', \(x)"),
                (.amended, "a", "'occurred': '2024', 'effective': '2027', \(x)"),
            ],
            says: ["directive/a: partly began=2025 since=2025", "directive/a x: notYet from=2027"]),
    ]

    private static let duties = [
        // “Who owes what to whom, by when: of each part, or of the whole where it has no parts.”
        Example(
            testDescription: "the whole is owed where a part was ended that was never described",
            events: [
                (.issued, "a", "'occurred': '2024', 'actors': [{'ref': 'p', 'role': 'to'}]"),
                (.revoked, "a", "'occurred': '2025', \(x)"),
            ],
            projection: "duties", says: [#"directive/a owed: - who=["p"] toWhom=[] due=- open"#]),
        Example(
            testDescription: "a part that was carried out counts, described or not",
            events: [
                (.issued, "a", "'occurred': '2024'"),
                (.implemented, "a", "'occurred': '2025', 'provisions': [{'id': 'y'}]"),
            ],
            says: ["directive/a: inForce began=2024 since=2024 implementation=partiallyMet"]),
        Example(
            testDescription: "a part that it never had does not",
            events: [
                (.issued, "a", "'occurred': '2024', \(x)"),
                (.implemented, "a", "'occurred': '2025', 'provisions': [{'id': 'y'}]"),
            ],
            says: ["directive/a: inForce began=2024 since=2024 implementation=scheduled"]),
        Example(
            testDescription: "an amendment may name others who owe it, to whom it was",
            events: [
                (
                    .issued, "a",
                    "'occurred': '2024', 'actors': [{'ref': 'm', 'role': 'by'}, {'ref': 'p', 'role': 'to'}]"
                ),
                (
                    .amended, "a",
                    "'occurred': '2025', 'actors': [{'ref': 'n', 'role': 'by'}, {'ref': 'q', 'role': 'to'}]"
                ),
                (.amended, "a", "'occurred': '2026', 'actors': [{'ref': 'r', 'role': 'lead'}]"),
            ],
            says: [
                #"directive/a: inForce began=2024 since=2024 implementation=scheduled due=- by=["m"] to=["q"] lead=["r"] knownOnlyBy=-"#
            ]),
    ]
}
