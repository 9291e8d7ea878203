import TestSupport
import Testing

/// What administrators ask the journal, and what it takes from a flood.
@Suite(.whereContainersRun, .inContainer, .serialized) struct `The journal of the service` {
    private static let spool = InstalledPackage.spool

    /// The commands shown in timelined(8).
    private static func queries() throws -> [String] {
        let page = try Command("cat", Programs.repository + "/Deploy/man/timelined.8").run().text
        return page.replacing("|\n", with: "|").split(separator: "\n").map(String.init).filter {
            $0.hasPrefix("journalctl ")
        }
    }

    @Test func `every query of the manual has its answer`() throws {
        let package = try InstalledPackage.installed()
        try package.drop(
            "order.yaml", "directive: o\ntitle: T\noccurred: 2025\nby: putin\nto: sberbank\n", as: "anna")
        try package.drop("bad.yaml", "directive: x\ntitel: T\noccurred: 2025-02-30\n", as: "ivan")
        try package.wait("test -e \(Self.spool)/rejected/bad.yaml.reason && test -e \(Self.spool)/archive/*/order.yaml")
        try package.drop("secret.yaml", event("secret"), umask: "077")
        try package.wait("journalctl -t timelined -o cat | grep -q 'secret.yaml from .*: can.t be read'")
        // One task that fails, and works again.
        let options = "/etc/timelined/conf.d/50-test.yaml"
        try package.shell("rm \(Self.spool)/incoming/secret.yaml; echo 'metrics: /run/none/x.prom' > \(options)")
        try package.shell("systemctl reload timelined")
        try package.wait("journalctl -t timelined -o cat | grep -q 'writing the metrics fails'")
        try package.shell("rm \(options); systemctl reload timelined")
        _ = try package.container.run("journalctl", "--sync")
        let queries = try Self.queries()
        #expect(queries.count >= 10)
        var answers: [String: String] = [:]
        for query in queries {
            let answer = try package.shell(query).text
            #expect(!answer.isEmpty && !answer.contains("No entries"), "\(query)\n\(answer)")
            answers[query] = answer
        }
        func answer(_ part: String) -> String { answers.first { $0.key.contains(part) }?.value ?? "" }
        #expect(answer("-S today").contains("bad.yaml: rejected from ivan: 3 problems, first: line 1, column 1"))
        #expect(answer("--output-fields=TIMELINE_SUBMITTER") == "anna\n")
        #expect(answer("TIMELINE_ACTOR").contains("order.yaml: accepted 1 event (#0) from anna"))
        #expect(answer("jq").wholeMatch(of: /([0-9]+ batch [^\n]*\n)+/) != nil, "\(answer("jq"))")
    }

    @Test func `names cannot forge a line or a field`() throws {
        let package = try InstalledPackage.installed()
        let name = #"$(printf 'evil\nPRIORITY=0\nMESSAGE=all is well\033[2J.yaml')"#
        try package.shell("printf 'x: 1\\n' > \"\(Self.spool)/incoming/\(name)\"", as: "ivan")
        try package.wait("ls \(Self.spool)/rejected | grep -q evil")
        let cat = try package.journal()
        #expect(!cat.split(separator: "\n").contains("all is well"))
        #expect(!cat.split(separator: "\n").contains { $0.hasPrefix("MESSAGE=") || $0.hasPrefix("PRIORITY=") })
        #expect(!cat.contains("\u{1B}"))
        let json = try package.shell("journalctl -t timelined -o json | grep evil | head -n 1").text
        #expect(json.contains(#""PRIORITY":"4""#), "\(json)")
    }

    /// The rate limit of journald counts 10,000 entries in 30 seconds; this is more than that in less.
    @Test func `a bulk import stays inside the rate limit, and every rejection is seen`() throws {
        let package = try InstalledPackage.installed()
        let before = try package.count()
        try package.shell("systemctl stop timelined")
        try package.shell(
            """
            cd \(Self.spool)/incoming
            awk 'BEGIN { for (n = 0; n < 12000; n++) { f = "bulk-" n ".yaml"
                if (n % 40 == 0) print "announcement: b" n "\\ntitel: T" > f
                else print "announcement: b" n "\\ntitle: T\\noccurred: 2025" > f
                close(f) } }'
            """, as: "anna", timeout: .seconds(180))
        try package.shell("systemctl start timelined", timeout: .seconds(120))
        try package.shell(
            "until test -z \"$(ls \(Self.spool)/incoming)\"; do sleep 1; done", timeout: .seconds(240))
        #expect(try package.count() == before + 11_700)
        _ = try package.container.run("journalctl", "--sync")
        let suppressed = try package.shell("journalctl -u systemd-journald -o cat | grep -c Suppressed || :").text
        #expect(suppressed == "0\n")
        let rejected = try package.shell(
            "journalctl -t timelined -p warning -o cat | grep -c '^bulk-[0-9]*.yaml: rejected'"
        ).text
        #expect(rejected == "300\n")
        // The summary comes as the window of the budget ends.
        try package.shell(
            "until journalctl -t timelined -o cat | grep -q 'with nothing new, without an entry each'; do sleep 1; done",
            timeout: .seconds(90))
    }
}
