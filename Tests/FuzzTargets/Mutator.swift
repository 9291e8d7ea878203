/// Changes inputs at random, the same way in every run.
package struct Mutator {
    private var state: UInt64
    /// What most makes a difference to the readers.
    private static let words = [
        "{", "}", "[", "]", "\"", "\\", ":", ",", "\n", "\r\n", " ", "\t", "- ", "? ", ": ", "#", "&a ", "*a", "!a ",
        "|",
        ">", "%TAG !a! b\n", "---\n", "...\n", "'", "\\u", "\\ud83d", "\u{FEFF}", "\u{2028}", "\u{E9}", "\u{1F600}",
        "\u{0}",
        "\u{1B}", "0", "9", "-", "1e400", "0.1", "9007199254740993", "null", "true", "..", "/", "~", "X", "Y1", "S2",
        "E9",
        "2025-02-29", "2025-01-02", "[..", "unknown", "data", "specversion", "id", "actors", "occurred", "\"to\":",
        "\"last\":", "}}", "{}",
    ].map { Array($0.utf8) }

    package init(seed: UInt64) { state = seed }

    /// SplitMix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which is at least 1.
    private mutating func number(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    /// One of `seeds`, which are not empty, changed in a few places.
    package mutating func input(from seeds: [[UInt8]]) -> [UInt8] {
        var bytes = seeds[number(seeds.count)]
        for _ in 0...number(4) { change(&bytes, seeds) }
        return Array(bytes.prefix(64 << 10))
    }

    private mutating func change(_ bytes: inout [UInt8], _ seeds: [[UInt8]]) {
        let place = number(bytes.count + 1)
        let range = place..<min(bytes.count, place + 1 + number(40))
        switch number(8) {
        case 0: if place < bytes.count { bytes[place] ^= 1 << UInt8(number(8)) }
        case 1: if place < bytes.count { bytes[place] = UInt8(number(256)) }
        case 2: bytes.replaceSubrange(range, with: Self.words[number(Self.words.count)])
        case 3: bytes.insert(contentsOf: Self.words[number(Self.words.count)], at: place)
        case 4: bytes.removeSubrange(range)
        case 5:
            let copies = repeatElement(bytes[range], count: 1 + number(200)).flatMap(\.self)
            bytes.insert(contentsOf: copies, at: place)
        case 6: splice(&bytes, seeds[number(seeds.count)], at: place)
        default: bytes.removeSubrange(place...)
        }
    }

    /// Goes on with a part of another input.
    private mutating func splice(_ bytes: inout [UInt8], _ other: [UInt8], at place: Int) {
        let start = number(other.count + 1)
        bytes.replaceSubrange(place..<(number(2) == 0 ? bytes.count : place), with: other[start...])
    }
}
