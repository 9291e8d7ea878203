import TestSupport
import Testing

/// A directory that is named by mistake.
struct `A directory that is plainly no timeline` {
    /// What lies in one, and whether a timeline may.
    private static let contents: [(script: String, isForeign: Bool)] = [
        ("mkdir -p log/apt cache/apt spool run && touch log/syslog", true),
        ("touch notes.txt", true),
        ("mkdir -p src .git", true),
        ("mkdir -p bin etc run", true),
        ("mkdir -p incoming log && touch log/mail.log", true),
        (":", false),
        ("mkdir -p .cache lost+found", false),
        ("mkdir -p incoming && touch notes.txt", false),
        ("mkdir log && touch notes.txt", false),
        ("printf 'scan: 1 s\\n' > timelined.yaml && touch notes.txt", false),
        ("mkdir conf.d", false),
    ]

    @Test(arguments: contents)
    func `is left as it is, with what to do`(script: String, isForeign: Bool) throws {
        let drops = try Drops()
        try drops.shell("rm -r incoming archive rejected log run; \(script)")
        let before = try drops.shell("find . | sort").text
        let checked = try Command(Programs.timelined, "--root", drops.root, "--check-config").run()
        #expect(checked.errorText.contains("name the timeline's directory, or an empty one") == isForeign, "\(checked)")
        let started = try drops.daemon("--once").run()
        #expect(started.status == .exited(isForeign ? 78 : 0), "\(started)")
        guard isForeign else { return }
        #expect(started.errorText.contains("opening a timeline in \(drops.root)"), "\(started)")
        #expect(started.errorText.contains("name the timeline's directory, or an empty one"), "\(started)")
        #expect(try drops.shell("find . | sort").text == before, "\(started)")
    }
}
