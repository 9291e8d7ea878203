import TestSupport
import Testing

/// The files of Events/, which people copy.
struct `Event files` {
    private static let events = Programs.repository + "/Events"

    private static func files(_ folder: String) throws -> [String] {
        try Command("ls", "\(events)/\(folder)").run().lines.map { "\(events)/\(folder)/\($0)" }
    }

    @Test(arguments: ["seed", "later", "examples"])
    func `all that stands in an example may be copied`(folder: String) throws {
        let outcome = try Command(words: [Programs.timelinectl, "check"] + Self.files(folder)).run()
        #expect(outcome.succeeded, "\(outcome)")
    }

    @Test func `the examples enter a log one after the other, corrections included`() throws {
        let scratch = try DaemonScratch()
        for file in try Self.files("examples") { _ = try Command("cp", file, "\(scratch.root)/incoming/").run() }
        let outcome = try scratch.once()
        #expect(outcome.status == .exited(0), "\(outcome)")
        #expect(try scratch.names("rejected") == [])
    }

    @Test func `each invalid file is refused, and the daemon goes on`() throws {
        let scratch = try DaemonScratch()
        let names = try Self.files("invalid").map {
            String($0[($0.lastIndex(of: "/") ?? $0.startIndex)...].dropFirst())
        }
        for name in names { _ = try Command("cp", "\(Self.events)/invalid/\(name)", "\(scratch.root)/incoming/").run() }
        #expect(try scratch.once().status == .exited(1))
        #expect(try scratch.names("rejected").filter { !$0.hasSuffix(".reason") }.sorted() == names.sorted())
        for name in names {
            // What only the log can tell is no business of the lint.
            let expected: Outcome.Status = name == "correction-of-nothing.yaml" ? .exited(0) : .exited(1)
            let outcome = try Command(Programs.timelinectl, "check", "\(Self.events)/invalid/\(name)").run()
            #expect(outcome.status == expected, "\(name) \(outcome)")
        }
    }

    @Test func `the ten facts of the seed are there`() throws {
        #expect(try Self.files("seed").count == 10)
    }
}
