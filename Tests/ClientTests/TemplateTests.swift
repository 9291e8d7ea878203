import EventModel
import Intake
import Testing

@testable import timelinectl

@Suite("Templates")
struct TemplateTests {
    private static func problems(_ text: String) -> [String] {
        CheckedFile.check(
            name: "template.yaml", bytes: Array(text.utf8), defaults: EventReader.Defaults(), roomForEvent: 65_000
        ).problems.map { $0.line(file: "template.yaml") }
    }

    /// What a person would write for `<…>`.
    private static func filled(_ template: String) -> String {
        let words = [
            "<slug>": "chip-plant", "<one line>": "A plant for chips", "<date>": "2024-05~", "<actor>": "example-labs",
            "<amount>": "\"1000000 EUR\"", "<id>": "chip-plant:planned:2024-05", "[<actor>]": "[example-labs]",
        ]
        return words.reduce(template) { text, word in replace(word.key, by: word.value, in: text) }
    }

    private static func replace(_ word: String, by other: String, in text: String) -> String {
        text.split(separator: word, omittingEmptySubsequences: false).joined(separator: other)
    }

    /// Every example taken from behind its `#`; `# ` before a letter is prose.
    private static func uncommented(_ template: String) -> String {
        template.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let isProse = line.hasPrefix("# ") && !line.hasPrefix("#  ")
            return line.hasPrefix("#") && !isProse ? String(line.dropFirst()) : String(line)
        }.joined(separator: "\n")
    }

    @Test(arguments: Verb.allCases)
    func `a template with what it asks for passes the check`(verb: Verb) {
        let text = Self.filled(Template(verb.kind, verb: verb).text)
        #expect(!text.contains(": <") && !text.contains("ref: <"))
        #expect(Self.problems(text) == [])
    }

    @Test(arguments: Verb.allCases)
    func `every example behind a # is right as it stands`(verb: Verb) {
        #expect(Self.problems(Self.uncommented(Self.filled(Template(verb.kind, verb: verb).text))) == [])
    }

    @Test(arguments: Kind.allCases)
    func `a template that nobody filled in is not accepted by accident`(kind: Kind) {
        #expect(!Self.problems(Template(kind).text).isEmpty)
    }

    @Test(arguments: Kind.allCases)
    func `what must be written comes before what may be`(kind: Kind) {
        let lines = Template(kind, slug: "a-name").text.split(separator: "\n").dropFirst(3)
        let firstOptional = lines.firstIndex { $0.hasPrefix("#") } ?? lines.endIndex
        #expect(lines[firstOptional...].allSatisfy { $0.hasPrefix("#") })
        #expect(lines.first?.hasPrefix("\(kind.rawValue): a-name ") == true)
    }
}
