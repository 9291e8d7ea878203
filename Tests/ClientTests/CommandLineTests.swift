import TestSupport
import Testing

/// What is said of words that are wrong, and bytes that are no text.
@Suite("The command line")
struct CommandLineTests {
    private let timeline: ScratchTimeline

    init() throws { timeline = try ScratchTimeline() }

    /// Options that may stand before a command.
    private static let leading: [[String]] = [
        [], ["-q"], ["--root", "/r"], ["--root=/r"], ["--no-pager", "--color", "never", "--root", "/r"],
    ]

    @Test(arguments: leading) func `the word that is wrong is blamed`(before: [String]) throws {
        for (words, problem) in [
            (["bogus"], "there is no command 'bogus'"), (["verfy"], "did you mean 'verify'?"),
            (["--bogus", "log"], "--bogus"), (["log", "--bogus"], "--bogus"), (["log", "bogus"], "bogus"),
            (["--root"], "--root needs a value"), (["--color"], "--color needs a value"),
        ] {
            let outcome = try timeline.run(before + words)
            #expect(outcome.status == .exited(64) && outcome.errorText.contains(problem), "\(outcome)")
            for option in ["--root", "--color", "--no-pager"] where !words.contains(option) {
                #expect(!outcome.errorText.contains(option), "\(before + words): \(outcome)")
            }
        }
        for words in [["help"], ["help", "log"], ["--help"], ["--version"], ["log", "--help"], []] {
            let outcome = try timeline.run(before + words)
            #expect(outcome.succeeded && outcome.errors.isEmpty, "\(before + words): \(outcome)")
        }
    }

    @Test(arguments: [
        ["state", "bogus"], ["state", "-o", "bogus"], ["log", "-o", "bogus"], ["log", "-k", "bogus"],
        ["log", "--verb", "bogus"], ["new", "bogus"], ["state", "investments", "--total", "bogus"],
        ["check", "-o", "bogus", "x"], ["log", "--color", "bogus"],
    ])
    func `values to choose from are listed, not escaped`(words: [String]) throws {
        let outcome = try timeline.run(words)
        #expect(outcome.status == .exited(64) && outcome.errorText.contains("'bogus'"), "\(outcome)")
        #expect(!outcome.errorText.contains("\\"), "\(outcome)")
    }

    @Test func `what no terminal should act on stays escaped`() throws {
        let outcome = try timeline.run("log", "-k", "a\u{1B}[31m")
        #expect(outcome.errorText.contains("a\\x1B[31m"), "\(outcome)")
    }

    // MARK: Bytes

    /// Names in the shell's notation, and as they are shown.
    private static let names = [
        (#"na\xefve"#, #"na\xEFve"#), (#"\xff\xfe"#, #"\xFF\xFE"#), (#"a\xc3"#, #"a\xC3"#),
        (#"\xed\xa0\x80"#, #"\xED\xA0\x80"#), (#"\xf4\x8f\xbf\xbf"#, #"\u{10FFFF}"#), (#"plain"#, #"plain"#),
    ]

    private func shell(_ script: String) throws -> Outcome {
        var command = Command("bash", "-c", script)
        command.directory = timeline.root
        command.environment = [
            "T": try ScratchTimeline.program(), "D": Programs.timelined, "TIMELINED_ROOT": timeline.root, "TZ": "UTC",
        ]
        return try command.run()
    }

    @Test(arguments: names) func `a name that is not UTF-8 names its file`(name: String, shown: String) throws {
        _ = try shell("printf 'announcement: a\\ntitle: T\\noccurred: 2025\\n' > $'\(name).yaml'")
        let checked = try shell("$T check ./$'\(name).yaml'")
        #expect(checked.succeeded && checked.text.contains("\(shown).yaml: 1 event, nothing wrong"), "\(checked)")
        let missing = try shell("$T check $'\(name)-none.yaml'")
        #expect(missing.errorText.contains("cannot read \(shown)-none.yaml: No such file"), "\(missing)")
        let submitted = try shell("$T submit $'\(name).yaml' && test -e incoming/$'\(name).yaml'")
        #expect(submitted.succeeded && submitted.text.contains("\(shown).yaml"), "\(submitted)")
        try timeline.commit()
        let found = try shell("$T log -o cat --file $'\(name).yaml'")
        #expect(found.lines == ["T"], "\(found)")
        #expect(try shell("$T log -q -o cat --file x$'\(name).yaml'").lines.isEmpty)
        let renamed = try shell("$T submit --as $'\(name)-2.yaml' $'\(name).yaml' && ls incoming/$'\(name)-2.yaml'")
        #expect(renamed.succeeded, "\(renamed)")
    }

    // The last but one, which is UTF-8, is shown by its bytes there.
    @Test(arguments: names.filter { $0.1.first != "\\" || $0.1.dropFirst().first != "u" })
    func `a directory whose name is not UTF-8 is that directory`(name: String, shown: String) throws {
        let script = """
            set -e
            mkdir -p $'\(name)'/incoming
            printf 'announcement: a\\ntitle: T\\noccurred: 2025\\n' > $'\(name)'/incoming/a.yaml
            $D --root $'\(name)' --once
            test "$($T log --root $'\(name)' -o cat)" = T
            test "$(TIMELINED_ROOT=$'\(name)' $T log -o cat)" = T
            $T --root $'\(name)' publish $'\(name)-tiles'
            test -e $'\(name)-tiles'/checkpoint
            mkdir $'\(name)'/conf.d
            echo 'settel: 1 s' > $'\(name)'/conf.d/$'\(name).yaml'
            $D --root $'\(name)' --check-config 2> problem || grep -F '\(shown)/conf.d/\(shown).yaml:1:1: unknown' problem
            """
        let outcome = try shell(script)
        #expect(outcome.succeeded && outcome.text.contains("\(shown)-tiles holds 1 entry"), "\(outcome)")
        #expect(try shell("ls | grep -c '\u{FFFD}'").lines == ["0"])
    }
}
