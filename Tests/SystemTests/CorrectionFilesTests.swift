import TestSupport
import Testing

/// Which corrections the daemon takes, whatever the order in which they and their targets arrive.
struct `Correction files` {
    private func retraction(_ slug: String, of id: String) -> String {
        "correction: \(slug)\nverb: retracted\nof: \"\(id)\"\nreason: error\n"
    }

    private func correction(_ slug: String, of id: String, _ title: String) -> String {
        """
        correction: \(slug)
        verb: corrected
        of: "\(id)"
        reason: The title was wrong.
        replacement:
          announcement: a
          verb: made
          title: \(title)
          occurred: 2025

        """
    }

    @Test func `may come before their target in one file`() throws {
        let scratch = try DaemonScratch()
        try scratch.write("a.yaml", correction("c", of: "a:made:2025", "Right") + "---\n" + event("a"))
        let outcome = try scratch.once()
        #expect(outcome.status == .exited(0), "\(outcome)")
        #expect(try scratch.count() == 2)
    }

    @Test func `may have names before those of their targets when they come together`() throws {
        let scratch = try DaemonScratch()
        // A chain through three files, each named before the one that it needs.
        try scratch.write("1.yaml", retraction("c2", of: "c1:corrected"))
        try scratch.write("2.yaml", correction("c1", of: "a:made:2025", "Right"))
        try scratch.write("3.yaml", event("a"))
        try scratch.write("4.yaml", retraction("c3", of: "nothing:made:2025"))
        let outcome = try scratch.once()
        #expect(outcome.status == .exited(1), "\(outcome)")
        #expect(try scratch.count() == 3)
        let ids = try scratch.client("log", "-o", "json").lines.map { $0.contains("\"name\":\"3.yaml\"") }
        #expect(ids == [true, false, false], "targets come first in the log")
        #expect(try scratch.names("rejected") == ["4.yaml", "4.yaml.reason"])
    }

    @Test func `may be more than one commit takes`() throws {
        let scratch = try DaemonScratch()
        let count = 1_030
        _ = try Command(
            "python3", "-c",
            """
            for i in range(\(count)):
                open('\(scratch.root)/incoming/a%d.yaml' % i, 'w').write(
                    'correction: c%d\\nverb: retracted\\nof: "e%d:made:2025"\\nreason: error\\n' % (i, i))
                open('\(scratch.root)/incoming/b%d.yaml' % i, 'w').write(
                    'announcement: e%d\\ntitle: T\\noccurred: 2025\\n' % i)
            """
        ).run()
        let outcome = try scratch.once()
        #expect(outcome.status == .exited(0), "\(outcome.errorText.suffix(500))")
        #expect(try scratch.count() == 2 * count)
    }

    @Test(arguments: [
        ("itself", "correction: c\nverb: retracted\nof: c:retracted\nreason: error\n", "cannot correct itself"),
        (
            "circle",
            """
            correction: c1
            verb: retracted
            of: c2:retracted
            reason: error
            ---
            correction: c2
            verb: retracted
            of: c1:retracted
            reason: error

            """, "correct each other in a circle"
        ),
        (
            "foreign", "correction: c\nverb: retracted\nof: {source: /elsewhere, id: \"a:made:2025\"}\nreason: error\n",
            "of the source \"/elsewhere\", and only that can correct it"
        ),
        (
            "unknown", "correction: c\nverb: retracted\nof: \"x:made:2025\"\nreason: error\n",
            "there is no event \"x:made:2025\""
        ),
    ])
    func `are refused with a reason`(name: String, text: String, reason: String) throws {
        let scratch = try DaemonScratch()
        try scratch.write("a.yaml", event("a"))
        try scratch.write("\(name).yaml", text)
        #expect(try scratch.once().status == .exited(1))
        let said = try scratch.reason("\(name).yaml")
        #expect(said.contains(reason), "\(said)")
        #expect(try scratch.count() == 1)
    }
}
