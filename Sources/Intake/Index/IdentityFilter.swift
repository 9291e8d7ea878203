/// A Bloom filter over the hashes of a run, one page of it at a time: it tells nearly always that an identity is new,
/// which most are, from 1.25 bytes an identity.
///
/// A page has 32,640 bits behind its head. The page is chosen as those of the run are, and six bits of it by the low bits
/// of the hash: bit (a + i × b) mod 32,640, where a is the hash mod 2^32, and b its bits from the 21st on, mod 2^32, and
/// odd. All six are set where the run has the hash.
enum IdentityFilter {
    private static let bits = UInt64(8 * (IdentityRun.pageSize - IdentityRun.headSize))
    private static let probes: UInt64 = 6

    /// How many pages of filter belong to so many of identities: ten bits for each that they have on average.
    static func pages(for pages: Int) -> Int { pages / 20 + 1 }

    static func insert(_ hash: UInt64, into page: inout [UInt8]) {
        for probe in 0..<probes {
            let (byte, bit) = place(of: hash, probe)
            page[byte] |= bit
        }
    }

    static func mayHold(_ hash: UInt64, _ page: [UInt8]) -> Bool {
        for probe in 0..<probes {
            let (byte, bit) = place(of: hash, probe)
            if page[byte] & bit == 0 { return false }
        }
        return true
    }

    private static func place(of hash: UInt64, _ probe: UInt64) -> (byte: Int, bit: UInt8) {
        let (first, step) = (hash & 0xFFFF_FFFF, hash >> 21 & 0xFFFF_FFFF | 1)
        let bit = (first + probe * step) % bits
        return (IdentityRun.headSize + Int(bit / 8), 1 << UInt8(bit % 8))
    }
}
