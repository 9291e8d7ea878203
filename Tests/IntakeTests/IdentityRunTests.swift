import EventLog
import EventModel
import Histories
import LinuxIO
import Testing

@testable import Intake

/// The file of sorted identities, whatever keys are in it: also those that begin alike, which can be made.
struct `A run of identities` {
    /// Keys that share their beginnings more often than chance allows, each with its entries.
    private static func identities(_ random: inout SeededRandom) -> [IndexedIdentity] {
        let count = random.pick([0, 1, 169, 170, 171, 340, 511, 86_701, random.number(2...3_000)])
        let beginnings = random.pick([1, 2, 40, 1 << 40])
        return (0..<count).map { seq in
            let high = UInt64(random.below(beginnings)) &* (random.happens(percent: 1) ? .max : 0x9E37_79B9_7F4A_7C15)
            return IndexedIdentity(
                key: IdentityKey(high: high, low: UInt64(random.below(max(1, count * 9 / 10)))), seq: UInt64(seq))
        }
    }

    @Test(arguments: Repetitions.seeds(20)) func `has all that was written, and nothing else`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let log = try IndexedLog()
        let identities = Self.identities(&random)
        var header = IndexHeader(sequences: 0..<UInt64(identities.count))
        header.pages = IdentityRun.pages(for: identities.count)
        let sorted = identities.sorted { $0.key < $1.key }
        let name = try #require(FileName("index"))
        var writer = IdentityWriter(try log.cache().create(name, mode: 0o600), header)
        for identity in sorted { try writer.add(identity) }
        try writer.finish()
        let cache = try log.cache()
        let opened = IdentityRun(name, in: cache)
        let run = try #require(opened)
        let entries = Dictionary(grouping: identities, by: \.key).mapValues { $0.map(\.seq) }
        var memory = IdentityIndex()
        for identity in identities { memory.insert(identity.key, seq: identity.seq) }
        for (key, seqs) in entries {
            #expect(try run.entries(key).sorted() == seqs)
            #expect(memory.entries(key) == seqs)
            let other = IdentityKey(high: key.high, low: key.low &+ 1)
            #expect(try run.entries(other).sorted() == entries[other] ?? [])
        }
        for high in [0, 1, UInt64.max] {
            let other = IdentityKey(high: high, low: .max)
            #expect(try run.entries(other) == entries[other] ?? [])
        }
        var cursor = try IdentityCursor(run, header.sequences)
        var read: [IdentityKey] = []
        while let identity = try cursor.next() { read.append(identity.key) }
        #expect(read == sorted.map(\.key))
    }

    @Test func `takes no more keys than it has room for`() throws {
        let log = try IndexedLog()
        var header = IndexHeader(sequences: 0..<1)
        header.pages = IdentityRun.pages(for: 1)
        #expect(throws: IndexFlaw.self) {
            var writer = IdentityWriter(try log.cache().create(#require(FileName("index")), mode: 0o600), header)
            for low in 0..<UInt64(IdentityRun.capacity + 1) {
                try writer.add(IndexedIdentity(key: IdentityKey(high: 0, low: low), seq: low))
            }
        }
    }

    /// FIPS 180-4 and RFC 6234 give the hash; the bytes are those that IdentityKey promises.
    @Test func `has the same key for an identity on every machine`() {
        let key = IdentityKey(EventIdentity(source: "/desk", id: "a"))
        #expect((key.high, key.low) == (0x1AFC51F7_AEB88ECA, 0x3ACE7C55_4D4B85A8))
        // Where the source ends is part of it.
        #expect(IdentityKey(EventIdentity(source: "/d", id: "eska")) != key)
    }
}
