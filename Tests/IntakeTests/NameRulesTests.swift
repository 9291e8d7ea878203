import Glibc
import Intake
import LinuxIO
import Testing

@Suite("Names of the drop folder")
struct NameRulesTests {
    private func name(_ text: String) throws -> FileName { try #require(FileName(text)) }

    @Test(arguments: [
        ".x.yaml", "x.yaml~", "x.yaml.tmp", "x.part", "x.yaml.partial", "x.yaml.filepart", "x.yaml.crdownload",
        ".x.yaml.swp", "x.swp", "#x.yaml#", "##",
    ])
    func `that programs use while they write are always left alone`(text: String) throws {
        #expect(try NameRules().leavesAlone(name(text)))
    }

    @Test(arguments: ["x.yaml", "#x.yaml", "x.yaml#", "part.yaml", "tmp", "x.partial.yaml", "filepart", "x.done", "#"])
    func `that only look alike are taken`(text: String) throws {
        // A single # both begins and ends the name: of such no file of events has the ending anyway.
        #expect(try NameRules().leavesAlone(name(text)) == (text == "#"))
    }

    @Test(arguments: [
        (".bak", ["x.bak", "x.yaml.bak"], ["bak", "x.bak.yaml", "xbak"]),
        ("scan-*", ["scan-", "scan-1.yaml"], ["scan", "xscan-1"]),
        ("*draft*", ["draft", "my-draft.yaml", "draftdraft"], ["drat", "dra-ft"]),
        ("a*b*a", ["aba", "abba", "axbya", "ababa"], ["a", "ab", "aa", "ba", "abab"]),
        ("README", ["README"], ["README.yaml", "readme"]), ("a**b", ["ab", "axb"], ["a", "ba"]),
    ])
    func `that an option describes are left alone`(pattern: String, good: [String], bad: [String]) throws {
        let rules = NameRules(ignored: [try #require(NamePattern(pattern))])
        for text in good { #expect(try rules.leavesAlone(name(text)), "\(text)") }
        for text in bad { #expect(try !rules.leavesAlone(name(text)), "\(text)") }
    }

    /// What a pattern means, said in the slowest way.
    private static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        if first == UInt8(ascii: "*") {
            return (name.startIndex...name.endIndex).contains { matches(pattern.dropFirst(), name[$0...]) }
        }
        return name.first == first && matches(pattern.dropFirst(), name.dropFirst())
    }

    @Test func `a star stands for any bytes`() throws {
        var random = SystemRandomNumberGenerator()
        func text(_ letters: String, _ count: ClosedRange<Int>) -> String {
            String(
                (0..<Int.random(in: count, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" })
        }
        for _ in 0..<20_000 {
            let (pattern, file) = (text("ab*", 1...7), text("ab", 1...8))
            let expected = Self.matches(Array(pattern.utf8)[...], Array(file.utf8)[...])
            #expect(try NamePattern(pattern)?.matches(name(file)) == expected, "\(pattern) \(file)")
        }
    }

    /// What may lie beside a file where a done-file is waited for; root alone can give a file to another.
    @Test(
        .enabled(if: getuid() == 0),
        arguments: [
            ("own", true), ("foreign", false), ("link", false), ("linkToOwn", false), ("directory", false),
            ("pipe", false),
            ("hardLink", false), ("older", false),
        ])
    func `of done-files count where they are plain files of the same owner`(sort: String, isDeclared: Bool) throws {
        let intake = try ScratchIntake()
        let path = intake.root + "/incoming/"
        let folder = try intake.directory("incoming")
        let done = path + "x.yaml.done"
        func make(_ file: String, _ owner: uid_t) throws {
            if try !folder.holds(name(file)) { _ = try folder.create(name(file), mode: 0o644) }
            // The paths of these calls live through them.
            try #require(unsafe chown(path + file, owner, owner) == 0)
        }
        if sort == "older" {
            try make("x.yaml.done", 8)
            // Longer than the clock of the file system needs for a step.
            usleep(50_000)
        }
        try make("x.yaml", 8)
        try folder.openForWriting(name("x.yaml")).write(Array("half".utf8))
        switch sort {
        case "own": try make("x.yaml.done", 8)
        case "foreign": try make("x.yaml.done", 1)
        case "link": try #require(unsafe symlink("/etc/passwd", done) == 0 && lchown(done, 8, 8) == 0)
        case "linkToOwn": try #require(unsafe symlink("x.yaml", done) == 0 && lchown(done, 8, 8) == 0)
        case "directory": try #require(unsafe mkdir(done, 0o755) == 0 && chown(done, 8, 8) == 0)
        case "pipe": try #require(unsafe mkfifo(done, 0o644) == 0 && chown(done, 8, 8) == 0)
        case "hardLink":
            try make("other", 8)
            try folder.link(name("other"), to: folder, as: name("x.yaml.done"))
        default: break
        }
        #expect(try NameRules(done: ".done").isDeclared(name("x.yaml"), in: folder) == isDeclared)
    }

    @Test func `of done-files belong to the files behind which they come`() throws {
        let rules = NameRules(done: ".done")
        #expect(try rules.file(ofDone: name("x.yaml.done")) == name("x.yaml"))
        #expect(try rules.done(of: name("x.yaml")) == name("x.yaml.done"))
        #expect(try rules.leavesAlone(name("x.yaml.done")) && !NameRules().leavesAlone(name("x.yaml.done")))
        #expect(try NameRules().file(ofDone: name("x.yaml.done")) == nil)
        #expect(try rules.file(ofDone: name(".done")) == nil)
        #expect(try rules.done(of: name(String(repeating: "x", count: 251))) == nil)
    }
}
