/// A closed list of words, such as the keys of an object, in which a word is found by its bytes in a few steps.
///
/// The place of a word is computed from its fingerprint. When the table is made, a factor is looked for with which no two
/// of its words fall on one place, so that one comparison settles whether a text is among them.
struct KeyTable: Sendable {
    /// For each place that can be computed, which word has it; `none` for no word.
    private let slots: [UInt8]
    private let factor: UInt64
    private let fingerprints: [Fingerprint]
    /// The words, to compare those that are longer than what a fingerprint holds.
    private let words: [[UInt8]]

    private static let none = UInt8.max

    /// - Parameter words: at most a few dozen, each once.
    init(_ words: [String]) {
        let bytes = words.map { Array($0.utf8) }
        let fingerprints = bytes.map { Fingerprint($0.span) }
        var factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        var slots = Self.slots(fingerprints, factor)
        // Of some twenty factors one fits forty words; where so many do not, a word is there twice.
        for _ in 0..<100_000 where slots == nil {
            factor = factor &* 6_364_136_223_846_793_005 &+ 2
            slots = Self.slots(fingerprints, factor)
        }
        guard let slots else { preconditionFailure("a few dozen words, each once") }
        self.slots = slots
        self.factor = factor
        self.fingerprints = fingerprints
        self.words = bytes
    }

    /// Each word in a slot of its own; nil where two of them fall on one.
    private static func slots(_ fingerprints: [Fingerprint], _ factor: UInt64) -> [UInt8]? {
        var slots = Array(repeating: none, count: 256)
        for (place, fingerprint) in fingerprints.enumerated() {
            let index = Int(fingerprint.slot(factor))
            guard slots[index] == none else { return nil }
            slots[index] = UInt8(place)
        }
        return slots
    }

    /// The place of `text` in the list, from 0; nil where it is not there.
    func place(of text: Span<UInt8>) -> Int? {
        let fingerprint = Fingerprint(text)
        let place = Int(slots[Int(fingerprint.slot(factor))])
        guard place < fingerprints.count, fingerprints[place] == fingerprint else { return nil }
        if fingerprint.isWhole { return place }
        let word = words[place]
        return word.span.isSame(as: text) ? place : nil
    }
}

/// The length of a text with its first and last eight bytes: of a text of up to sixteen bytes, all of it.
private struct Fingerprint: Equatable {
    private let count: Int
    private var first: UInt64 = 0
    private var last: UInt64 = 0

    init(_ text: Span<UInt8>) {
        count = text.count
        switch count {
        case 8...: (first, last) = (text.word(0), text.word(count - 8))
        case 4...: (first, last) = (text.halfWord(0), text.halfWord(count - 4))
        default: for index in text.indices { first = first << 8 | UInt64(text[index]) }
        }
    }

    /// Whether two texts with this fingerprint are the same.
    var isWhole: Bool { count <= 16 }

    /// Eight bits of it, mixed with `factor`.
    func slot(_ factor: UInt64) -> UInt8 {
        let mixed = (first ^ (last << 23 | last >> 41)) &+ UInt64(truncatingIfNeeded: count)
        // The upper bits of a product depend on all bits of what is multiplied.
        return UInt8(truncatingIfNeeded: ((mixed ^ mixed >> 29) &* factor) >> 56)
    }
}
