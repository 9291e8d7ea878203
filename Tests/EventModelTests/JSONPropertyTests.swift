import EventModel
import Testing

@Suite struct JSONPropertyTests {
    @Test func `what is written canonically reads back the same`() throws {
        var random = JSONRandom(seed: 1)
        for _ in 0..<3_000 {
            let bytes = random.json(depth: 5).canonical
            #expect(faults(inJSON: bytes) == [])
            #expect(try canonical(bytes) == bytes)
        }
    }

    @Test func `one line and several lines say the same`() throws {
        var random = JSONRandom(seed: 2)
        for _ in 0..<2_000 {
            let value = random.json(depth: 5)
            #expect(try canonical(Array(value.line.utf8)) == value.canonical)
            #expect(try canonical(Array(value.pretty.utf8)) == value.canonical)
            #expect(!value.line.utf8.contains(UInt8(ascii: "\n")))
        }
    }

    @Test func `an excerpt of a document is the value that stands there`() throws {
        var random = JSONRandom(seed: 5)
        for _ in 0..<2_000 {
            let document = try Document(json: random.json(depth: 5).canonical)
            try compare(.excerpt(document, document.root), JSON(document.root, of: document))
        }
    }

    private func compare(_ excerpt: JSON, _ value: JSON) throws {
        #expect(excerpt.line == value.line)
        #expect(excerpt.canonical == value.canonical)
        #expect(excerpt.pretty == value.pretty)
        #expect(excerpt.text == value.text)
        #expect(excerpt.elements.map(\.line) == value.elements.map(\.line))
        #expect(excerpt.members.map(\.key) == value.members.map(\.key))
        for (key, member) in value.members { try compare(#require(excerpt[key]), member) }
        #expect(excerpt["no such key"] == nil)
    }

    @Test func `a damaged text is refused, or means what it says when it is written again`() throws {
        var random = JSONRandom(seed: 3)
        var accepted = 0
        for _ in 0..<30_000 {
            let bytes = random.mutated(random.json(depth: 4).canonical)
            guard faults(inJSON: bytes).isEmpty else { continue }
            accepted += 1
            let once = try canonical(bytes)
            #expect(faults(inJSON: once) == [])
            #expect(try canonical(once) == once)
        }
        #expect(accepted > 1_000)
    }

    @Test func `a fault lies in the text, or right behind it`() {
        var random = JSONRandom(seed: 4)
        for _ in 0..<10_000 {
            let bytes = random.mutated(random.json(depth: 3).canonical)
            for fault in faults(inJSON: bytes) { #expect((0...bytes.count).contains(fault.offset)) }
        }
    }

    @Test func `every beginning of a text is refused, but for numbers`() {
        let text = #"{"a":[1,-2.5e3,true,null,"x\n\u00e9"],"b":{"c":{},"d":[]},"e":"# + "\"\u{20AC}\u{1F600}\"}"
        let bytes = Array(text.utf8)
        for end in bytes.indices { #expect(faults(inJSON: Array(bytes[..<end])).count == 1, "\(end)") }
        #expect(faults(inJSON: bytes) == [])
    }

    @Test func `a string is read to its end at every length, with anything in it, and wherever the text ends`() throws {
        for count in 0..<40 {
            for place in 0...count {
                for (inner, meaning) in [("", ""), ("\\\"", "\""), ("\u{7F}", "\u{7F}"), ("é", "é"), (" ", " ")] {
                    let (head, tail) = (
                        String(repeating: "x", count: place), String(repeating: "y", count: count - place)
                    )
                    for padding in [0, 1, 15, 16, 17] {
                        let end = String(repeating: " ", count: padding)
                        let text = Array("\"\(head)\(inner)\(tail)\"\(end)".utf8)
                        let document = try Document(json: text)
                        #expect(document.string(document.root) == head + meaning + tail)
                        let key = try Document(json: Array("{\"\(head)\(inner)\(tail)\":1}\(end)".utf8))
                        #expect(key.string(1) == head + meaning + tail)
                    }
                }
                let broken = Array(("\"" + String(repeating: "x", count: place) + "\u{1F}").utf8)
                #expect(throws: Fault.self) {
                    try Document(json: broken + [UInt8](repeating: UInt8(ascii: "y"), count: count - place) + [0x22])
                }
            }
        }
    }

    @Test func `nesting is allowed to 64 levels and refused at the 65th`() {
        for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
            let at = { (depth: Int) in
                String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
            }
            #expect(faults(inJSON: at(64)) == [])
            #expect(faults(inJSON: at(65)).map(\.offset) == [64 * open.utf8.count])
            #expect(faults(inJSON: at(10_000)).map(\.offset) == [64 * open.utf8.count])
            #expect(faults(inJSON: String(repeating: open, count: 100_000)).map(\.offset) == [64 * open.utf8.count])
        }
    }

    @Test func `as many nodes as a text can hold find their place`() throws {
        let texts = [
            "[" + String(repeating: "1,", count: 5_000) + "1]", "[" + String(repeating: "[],", count: 5_000) + "[]]",
            "[" + String(repeating: #"{"":[]},"#, count: 5_000) + "{}]", String(repeating: "[", count: 64),
            String(repeating: "[", count: 64) + String(repeating: "]", count: 64), "[1]", "1", "[[[1]]]",
        ]
        for text in texts {
            let isComplete = text.hasSuffix("]") || text == "1"
            #expect(faults(inJSON: text).isEmpty == isComplete)
        }
    }
}
