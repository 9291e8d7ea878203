import EventModel
import Intake
import LinuxIO
import Testing

/// timeline-event(5) says what a file may not hold, and how much it may.
@Suite struct FormatsManualTests {
    private static func page() throws -> String {
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let name = try #require(FileName("timeline-event.5"))
        let file = try Directory.open("\(root)/Deploy/man").openForReading(name)
        return String(decoding: try file.readAll(size: try file.status().size, limit: 1 << 20), as: UTF8.self)
    }

    /// The examples of the section on YAML: all that is refused, as the page has it.
    private static func examples() throws -> [String] {
        let page = try page()
        let section = page.split(separator: ".Ss YAML")[1].split(separator: ".Ss ")[0]
        return section.split(separator: "\n").filter { $0.hasPrefix(".It Li ") }.map { line in
            let text = line.dropFirst(".It Li ".count)
            return text.hasPrefix("\"") ? String(text.dropFirst().dropLast()) : String(text)
        }
    }

    @Test func `what the manual says is refused is refused, alone and in an event`() throws {
        let examples = try Self.examples()
        #expect(examples.count == 10)
        for example in examples {
            #expect(Reading("a.yaml", example).faults.count >= 1, "\(example)")
            // An anchor for the alias, and an end for the directive's lines.
            let text = example.hasPrefix("%") ? "\(example)\n---\nz: y\n" : "name: &name x\n\(example)\n"
            let faults = Reading("a.yaml", text).faults.filter { !$0.contains("an anchor (&)") }
            #expect(faults.count >= 1 || example.contains("&"), "\(text)")
        }
    }

    @Test(arguments: ["%YAML 1.1", "%YAML 1.2"]) func `what the manual excepts is read`(directive: String) throws {
        #expect(try Self.page().contains(".Li \(directive)"))
        #expect(Reading("a.yaml", "\(directive)\n---\na: b\n").faults == [])
    }

    @Test func `the limits in the manual are those that hold`() throws {
        let page = try Self.page()
        #expect(page.contains("\n\(DropFolder.defaultLimit >> 20) MiB, or what\n"))
        #expect(page.contains("\n\(EventFile.maximumKeyLength) characters, on one line.\n"))
    }
}
