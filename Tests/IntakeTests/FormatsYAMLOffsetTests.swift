import EventModel
import Intake
import Testing

@Suite struct FormatsYAMLOffsetTests {
    /// Letters of one to four bytes.
    static let letters = Array("abz\u{E9}\u{416}\u{20AC}\u{4E2D}\u{1F600}\u{10348}")

    @Test(arguments: ["\n", "\r\n", "\r"], [true, false])
    func `a node's offset is the byte where it stands in the file`(lineEnd: String, hasMark: Bool) throws {
        var random = FormatsRandom(seed: 11)
        let word = { (random: inout FormatsRandom) in
            String(
                (0..<Int.random(in: 1...6, using: &random)).map { _ in Self.letters.randomElement(using: &random) ?? "a"
                })
        }
        for _ in 0..<200 {
            var text = (hasMark ? "\u{FEFF}" : "") + "# \(word(&random))" + lineEnd
            for key in 0..<8 {
                text += "\(word(&random))\(key): \(word(&random)) # \(word(&random))" + lineEnd
                text +=
                    "\(word(&random))-\(key):" + lineEnd + "  - \"\(word(&random))\"" + lineEnd
                    + "  - [\(word(&random)), {x: \(word(&random))}]" + lineEnd
            }
            let bytes = Array(text.utf8)
            let file = EventFile.read(name: "a.yaml", bytes: bytes)
            #expect(file.faults == [])
            let event = try #require(file.events.first)
            var count = 0
            check(file.document, event, bytes, &count)
            #expect(count == 8 * 7)
        }
    }

    /// Compares every scalar below `node` with the bytes that stand at its offset.
    private func check(_ document: Document, _ node: Document.Node, _ bytes: [UInt8], _ count: inout Int) {
        let offset = document.offset(node)
        switch document.kind(node) {
        case .array:
            #expect(bytes[offset] == UInt8(ascii: "[") || bytes[offset] == UInt8(ascii: "-"))
            for element in document.elements(node) { check(document, element, bytes, &count) }
        case .object:
            for member in document.members(node) {
                check(document, member.key, bytes, &count)
                check(document, member.value, bytes, &count)
            }
        default:
            count += 1
            let text = document.utf8(node)
            let start = bytes[offset] == UInt8(ascii: "\"") ? offset + 1 : offset
            #expect(Array(bytes[start...].prefix(text.count)) == text)
        }
    }

    @Test func `a fault behind characters of several bytes has the right column`() {
        #expect(
            Reading("a.yaml", "\u{FEFF}\u{20AC}: \u{1F600}\r\n\u{E9}: *x\r\n").faults.map { $0.prefix(5) } == ["2:4: "])
        #expect(Reading("a.yaml", "# \u{1F600}\n\u{20AC}: \"\u{1F600}\n").faults.map { $0.prefix(5) } == ["2:4: "])
        #expect(Reading("a.yaml", "\u{FEFF}\u{20AC}: \u{1F600}\u{7}\n").faults.map { $0.prefix(5) } == ["1:5: "])
        #expect(Reading("a.yaml", "\u{20AC}: \u{E9}: b\n").faults.map { $0.prefix(5) } == ["1:5: "])
    }
}
