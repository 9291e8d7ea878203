import EventModel
import Testing

@testable import Projections

struct SymbolsTests {
    @Test func `equal names have one symbol, in each space its own`() {
        var symbols = Symbols()
        var random = FixedGenerator(state: 1)
        var known: [String: Symbol] = [:]
        for _ in 0..<20_000 {
            let text = String(repeating: "é", count: random.below(3)) + "name-\(random.below(5_000))"
            let bytes = Array(("<" + text + ">").utf8)
            let symbol = symbols.intern(.actor, bytes, 1..<bytes.count - 1)
            #expect(known[text, default: symbol] == symbol)
            known[text] = symbol
        }
        #expect(symbols.count == known.count)
        for (text, symbol) in known {
            #expect(symbols.find(.actor, text) == symbol)
            #expect(symbols.find(.text, text) == nil)
            #expect(symbols.subject(symbol) == "actor/" + text)
        }
    }

    @Test func `names are in the order of their bytes`() {
        var symbols = Symbols()
        var random = FixedGenerator(state: 2)
        // Few letters, so that many begin alike; some are above 0x7F.
        let names = (0..<400).map { _ in
            let beginning = [UInt8](repeating: UInt8(ascii: "a"), count: [0, 30][random.below(2)])
            return beginning
                + (0..<random.below(20)).map { _ in [UInt8(ascii: "a"), UInt8(ascii: "b"), 0xC3, 0x20][random.below(4)]
                }
        }
        let all = names.map { (name: $0, symbol: symbols.intern(.actor, $0, $0.indices)) }
        for left in all {
            for right in all {
                let isBefore = left.name.lexicographicallyPrecedes(right.name)
                #expect(symbols.precedes(left.symbol, right.symbol) == isBefore)
            }
        }
        let sorted = all.sorted { $0.name.lexicographicallyPrecedes($1.name) }.map(\.symbol)
        #expect(symbols.sorted(all.map(\.symbol)) == sorted)
        let event = symbols.intern(.event, [0], 0..<1)
        let directive = symbols.intern(.directive, [0xFF], 0..<1)
        #expect(symbols.sorted([event] + sorted + [directive]) == [directive] + sorted + [event])
    }

    @Test func `names are told apart by every byte, at every length and wherever they stand`() {
        var symbols = Symbols()
        var names: [[UInt8]] = []
        for count in 1...40 {
            let plain = [UInt8](repeating: UInt8(ascii: "a"), count: count)
            names.append(plain)
            for place in 0..<count {
                for byte in [0, UInt8(ascii: "b")] {
                    var other = plain
                    other[place] = byte
                    names.append(other)
                }
            }
        }
        for padding in [0, 1, 23, 24, 25] {
            for (number, name) in names.enumerated() {
                let bytes = [1, 2, 3] + name + [UInt8](repeating: UInt8(ascii: "a"), count: padding)
                let range = 3..<3 + name.count
                let sought = symbols.seek(.text, bytes, range)
                symbols.fetch(sought)
                #expect(symbols.intern(sought, bytes).index == UInt32(number))
                #expect(symbols.intern(.text, bytes, range).index == UInt32(number))
            }
        }
        #expect(symbols.count == names.count)
        for (number, name) in names.enumerated() {
            #expect(Array(symbols.utf8(Symbol(index: UInt32(number)))) == name)
        }
    }

    @Test func `every word of the model is found by its bytes, wherever it stands`() {
        for word in DataKey.allCases {
            for padding in [0, 3, 20] {
                let bytes = Array(word.rawValue.utf8) + Array(repeating: UInt8(ascii: "x"), count: padding)
                let short = ShortWord(bytes, 0..<word.rawValue.utf8.count)
                #expect(short.flatMap { DataKey.table[$0] } == word)
            }
        }
        #expect(Set(DataKey.allCases.map(\.place)).count == DataKey.allCases.count)
        #expect(DataKey.allCases.allSatisfy { (0..<DataKey.limit).contains($0.place) })
        #expect(ShortWord(Array("sixteen bytes ok".utf8), 0..<16) == ShortWord("sixteen bytes ok"))
        #expect(ShortWord(Array("seventeen bytes, n".utf8), 0..<17) == nil)
        #expect(DataKey.table[ShortWord("occured")] == nil)
    }

    @Test(arguments: Verb.allCases)
    func `a verb is read from its type, and from no other`(verb: Verb) throws {
        let read = { (type: String) throws -> Verb? in
            try Deed(type: Document(json: Array("\"\(type)\"".utf8)), 0)?.verb
        }
        #expect(try read(verb.type) == verb)
        for other in [
            verb.type + "0", "x" + verb.type, verb.type.replacing("v1", with: "v2"),
            verb.type.replacing("timeline", with: "timelime"),
            "timeline.\(verb.rawValue).v1", "timeline.\(verb.kind.rawValue).\(verb.rawValue)x.v1", "",
            "timeline.\(verb.kind == .actor ? "directive" : "actor").\(verb.rawValue).v1",
        ] { #expect(try read(other) == nil, "\(other)") }
    }

    @Test func `every role is a use, and every verb of a kind comes in the order of a life`() {
        for role in Role.allCases { #expect(Use(role).role == role) }
        for kind in Kind.allCases { #expect(kind.verbs.map(\.code) == kind.verbs.map(\.code).sorted()) }
    }

    @Test func `an actor and its use come out of four bytes as they went in`() {
        for index in [0, 1, 77, UInt32(NameTable.limit) - 1] {
            let actor = Symbol(index: index)
            for use in Use.allCases {
                let packed = ActorUse(actor: actor, use: use)
                #expect(packed.actor == actor && packed.use == use)
            }
        }
    }

    @Test func `a date is read once, and means what it meant`() throws {
        var symbols = Symbols()
        let bytes = Array("2024-12 nonsense [..2025-01-02] 2024-12".utf8)
        let found = [0..<7, 8..<16, 17..<31, 32..<39].map { symbols.date(bytes, $0) }
        let month = try #require(found[0])
        let bound = try #require(found[2])
        #expect(found[1] == nil)
        #expect(found[3] == month)
        let meant = try ["2024-12", "[..2025-01-02]"].map { When(try EDTF($0).extent) }
        #expect([month, bound].map(symbols.when) == meant)
        #expect(symbols.utf8(bound).elementsEqual("[..2025-01-02]".utf8))
        #expect(symbols.when(.always) == .always)
    }
}
