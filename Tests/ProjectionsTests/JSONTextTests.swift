import EventModel
import Histories
import Testing

@testable import Projections

/// What is written value by value is JSON, whatever is left out.
struct JSONTextTests {
    private func text(_ write: (inout JSONText) -> Void) -> String {
        var text = JSONText()
        write(&text)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    @Test func `what says nothing leaves nothing`() {
        let written = text { row in
            row.object {
                $0.member("none") { _ in }
                $0.member("first", "a")
                $0.member("absent", String?.none)
                $0.member("list") { $0.list { _ in } }
                $0.member("array") { $0.array { _ in } }
                $0.member("inner") { $0.object { $0.member("none", Int?.none) } }
                $0.member("last") { _ in }
            }
        }
        #expect(written == #"{"first":"a","array":[],"inner":{}}"#)
    }

    @Test func `commas stand between values alone`() {
        let written = text { row in
            row.array { list in
                // Texts that end in what containers begin with.
                for text in ["[", "{", ":", ",", ""] { list.string(text) }
                list.integer(-7)
                list.bool(true)
                list.value("null".utf8.span)
                list.array { $0.array { _ in } }
                list.object { $0.member("[", "{") }
                list.string { $0.append(contentsOf: "a".utf8) }
            }
        }
        #expect(written == ##"["[","{",":",",","",-7,true,null,[[]],{"[":"{"},"a"]"##)
    }

    @Test(arguments: Repetitions.seeds(300))
    func `it is the JSON that a tree of the same values is`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let tree = Self.value(depth: 4, &random)
        #expect(text { Self.write(tree, to: &$0) } == tree.line)
    }

    private static func value(depth: Int, _ random: inout SeededRandom) -> JSON {
        switch random.number(0...(depth == 0 ? 3 : 5)) {
        case 0: .null
        case 1: .bool(random.happens(percent: 50))
        case 2: .integer(random.number(-1_000...1_000))
        case 3: .string(["", "a\"b\\", "\u{1F}é[", "{", "x:"][random.number(0...4)])
        case 4: .array((0..<random.number(0...3)).map { _ in value(depth: depth - 1, &random) })
        default: .object(["a", "b"].prefix(random.number(0...2)).map { ($0, value(depth: depth - 1, &random)) })
        }
    }

    private static func write(_ value: JSON, to output: inout JSONText) {
        switch value {
        case .null: output.value("null".utf8.span)
        case .bool(let bool): output.bool(bool)
        case .number(let number): output.integer(Int(number) ?? 0)
        case .string(let text): output.string(text)
        case .array(let elements): output.array { list in for element in elements { write(element, to: &list) } }
        case .object(let members):
            output.object { object in
                for (key, value) in members { object.member(key == "a" ? "a" : "b") { write(value, to: &$0) } }
            }
        case .excerpt(let document, let node): output.excerpt(document, node)
        }
    }
}
