import EventModel
import Testing

/// What holds for every event that the schema allows.
struct EventPropertyTests {
    private static let seeds: Range<UInt64> = 0..<2_000

    @Test func `the canonical form, read again, is the same to the byte`() throws {
        for seed in Self.seeds {
            var generator = EventGenerator(seed: seed)
            let text = generator.shortForm()
            guard case .success(let event) = try read(text) else {
                Issue.record("seed \(seed): \(try problems(text)) in \(text)")
                return
            }
            let canonical = String(decoding: event.canonical, as: UTF8.self)
            let again = try read(canonical, source: "/elsewhere").get()
            try #require(again.canonical == event.canonical, "seed \(seed): \(canonical)")
            try #require(again.identity == event.identity && again.verb == event.verb && again.actors == event.actors)
            try #require(again.subject == event.subject)
        }
    }

    @Test func `neither the order of members nor white space changes the canonical form`() throws {
        for seed in Self.seeds {
            var generator = EventGenerator(seed: seed)
            let (first, second) = generator.spellings()
            let canonical = try canonicalEvent(first)
            let other = try canonicalEvent(second)
            try #require(canonical == other, "seed \(seed): \(first)")
        }
    }

    @Test func `of a spoiled event each problem has its place in the text`() throws {
        var refused = 0
        for seed in Self.seeds {
            var generator = EventGenerator(seed: seed)
            var bytes = Array(generator.shortForm().utf8)
            for _ in 0..<generator.random.number(1...3) {
                let place = generator.random.number(0...bytes.count - 1)
                switch generator.random.number(0...2) {
                case 0: bytes.remove(at: place)
                case 1: bytes[place] = generator.random.element(of: Array(#"{}[]",:0x- "#.utf8))
                default: bytes.insert(generator.random.element(of: Array(#"{}[]",:9eZ"#.utf8)), at: place)
                }
            }
            guard let document = try? Document(json: bytes) else { continue }
            guard
                case .failure(let failure) = EventReader.read(
                    document, document.root, defaults: .init(source: "/desk"))
            else { continue }
            refused += 1
            try #require(!failure.faults.isEmpty, "seed \(seed)")
            for fault in failure.faults {
                try #require((0...bytes.count).contains(fault.offset), "seed \(seed): \(fault)")
                try #require(!fault.problem.isEmpty)
            }
        }
        #expect(refused > 200)
    }
}
