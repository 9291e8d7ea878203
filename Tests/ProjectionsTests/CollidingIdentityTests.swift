import EventModel
import Histories
import Testing

@testable import Projections

/// Events whose names have one hash are not one event: an attacker can make such names for any event.
struct CollidingIdentityTests {
    /// A text of which the hash is that of `text`, another one each time; nil for a text under 16 bytes.
    private static func collision(of text: String, _ random: inout FixedGenerator) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 16 else { return nil }
        let word = { (at: Int) in (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) } }
        let mix = { (value: UInt64) -> UInt64 in
            let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            return product.high ^ product.low
        }
        let start = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
        let second = mix(start ^ word(0)) ^ word(8)
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
        while true {
            let first = (0..<8).reduce(UInt64(0)) { $0 | UInt64(random.pick(letters)) << UInt64(8 * $1) }
            let found = second ^ mix(start ^ first)
            let tail = (0..<8).map { UInt8(truncatingIfNeeded: found >> UInt64(8 * $0)) }
            guard tail.allSatisfy({ 0x21..<0x7F ~= $0 && !"\"\\'".utf8.contains($0) }) else { continue }
            let head = (0..<8).map { UInt8(truncatingIfNeeded: first >> UInt64(8 * $0)) }
            return String(decoding: head + tail + bytes[16...], as: UTF8.self)
        }
    }

    /// Adds an event of a source, whose id need not be the usual one.
    private func add(_ verb: Verb, _ slug: String, source: String, id: String, _ data: String, to log: inout TestLog)
        throws
    {
        try log.add(
            event: """
                {"data":\(data.replacing("'", with: "\"")),"datacontenttype":"application/json","id":"\(id)",\
                "source":"\(source)","specversion":"1.0","subject":"\(verb.kind.rawValue)/\(slug)","type":"\(verb.type)"}
                """)
    }

    @Test(arguments: Repetitions.seeds(20), [false, true])
    func `a correction takes effect on the event that it names, and on no other`(seed: UInt64, bySource: Bool) throws {
        var random = FixedGenerator(state: seed)
        let slug = "close-the-plant-\(seed)"
        let victim = (source: "/desk/of-the-ministry", id: "\(slug):issued:2025-01-02")
        var evil = victim
        if bySource {
            evil.source = try #require(Self.collision(of: victim.source, &random))
        } else {
            evil.id = try #require(Self.collision(of: victim.id, &random))
        }
        #expect(
            StableHash.of(evil.source) == StableHash.of(victim.source)
                && StableHash.of(evil.id) == StableHash.of(victim.id))
        for isFirst in [false, true] {
            var log = TestLog()
            let own = {
                try add(
                    .made, "note", source: evil.source, id: evil.id, "{'title':'N','occurred':'2025'}", to: &log)
            }
            if isFirst { try own() }
            try add(
                .issued, slug, source: victim.source, id: victim.id, "{'title':'T','occurred':'2025-01-02'}", to: &log)
            if !isFirst { try own() }
            try add(
                .retracted, "mine", source: evil.source, id: "mine:retracted",
                "{'of':{'source':'\(evil.source)','id':'\(evil.id)'},'reason':'error'}", to: &log)
            let directives = try log.rows(Directives.self, asOf: "2026")
            #expect(directives.texts("subject") == ["directive/\(slug)"], "\(evil)")
            #expect(try log.rows(Announcements.self, asOf: "2026").isEmpty)
            #expect(try log.rows(Corrections.self, asOf: "2026").texts("of.id") == [evil.id])
        }
    }

    @Test(arguments: Repetitions.seeds(20)) func `a relation points at the event that it names`(seed: UInt64) throws {
        var random = FixedGenerator(state: seed)
        let target = "close-the-plant-\(seed):issued:2025-01-02"
        let evil = try #require(Self.collision(of: target, &random))
        var log = TestLog()
        try add(.made, "note", source: "/desk", id: evil, "{'title':'N','occurred':'2025'}", to: &log)
        let relation = "'relations':[{'type':'revokes','target':'\(target)'}]"
        try add(
            .issued, "b", source: "/desk", id: "b:issued:2026", "{'title':'B','occurred':'2026',\(relation)}", to: &log)
        #expect(try log.rows(Relations.self, asOf: "2026").texts("targetSubject") == [""])
        try add(
            .issued, "close-the-plant-\(seed)", source: "/wire", id: target, "{'title':'T','occurred':'2025-01-02'}",
            to: &log)
        #expect(
            try log.rows(Relations.self, asOf: "2026").texts("targetSubject") == ["directive/close-the-plant-\(seed)"])
        let force = try log.row(Directives.self, "directive/close-the-plant-\(seed)", asOf: "2026")
        #expect(force.line("force.state") == #""ended""#)
    }

    /// Names that FNV-1a, without a seed, does not tell apart; too long for slugs.
    @Test func `sources are told apart by their names`() throws {
        let more = String(repeating: " and others", count: 8)
        let (one, other) = ("8yn0iYCKYHlIj4-BwPqk" + more, "GReLUrM4wMqfg9yzV3KQ" + more)
        #expect(SourceName.key(one) != SourceName.key(other))
        var log = TestLog()
        let citations = { (name: String) in "{'title':'T','occurred':'2025','citations':[{'publisher':'\(name)'}]}" }
        try log.add(.issued, "a", id: "one", citations(one))
        try log.add(.amended, "a", id: "two", citations(other))
        #expect(try log.row(Directives.self, "a", asOf: "2026").line("sources") == "[\"\(one)\",\"\(other)\"]")
        let both = "{'title':'T','occurred':'2025','citations':[{'publisher':'\(one)'},{'publisher':'\(other)'}]}"
        try log.add(.made, "n", both)
        #expect(try log.row(Sources.self, "n", asOf: "2026").line("class") == #""several""#)
    }
}
