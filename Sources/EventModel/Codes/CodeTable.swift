/// Codes of two or three capital letters with what they stand for, found by their bytes in one step.
///
/// A list of codes is data: text in a file of its own, one row a line, columns between bars. It is read when the first
/// code is looked for, never at the start of a program.
struct CodeTable: Sendable {
    /// In the order of the list; the uses of one code stand together, in the order of time.
    let entries: [DatedCode]
    /// For each code that letters can spell, one more than the place of its first use; 0 for none.
    private let places: [UInt16]
    /// For each entry whether its code has not always been in use, or not for one thing.
    private let dated: [Bool]
    /// For each entry when its code is in use; nil where another has it, too.
    private let times: [Bounds?]

    init(_ entries: [DatedCode]) {
        self.entries = entries
        var places = [UInt16](repeating: 0, count: 27 * 27 * 27)
        for (place, entry) in entries.enumerated().reversed() {
            if let slot = Self.slot(entry.code.utf8.span) { places[slot] = UInt16(place + 1) }
        }
        self.places = places
        dated = entries.map { $0.since != nil || $0.until != nil }
        times = entries.indices.map { place in
            let isShared = [place - 1, place + 1].contains { other in
                entries.indices.contains(other) && entries[other].code == entries[place].code
            }
            return isShared ? nil : entries[place].bounds
        }
    }

    /// The place of the first use of `code`, in UTF-8, among ``entries``; nil for none.
    func place(of code: Span<UInt8>) -> Int? {
        guard let slot = Self.slot(code), places[slot] > 0 else { return nil }
        return Int(places[slot]) - 1
    }

    /// Whether the code whose first use has this place has not always been in use, or not for one thing.
    func isDated(_ place: Int) -> Bool { dated[place] }

    /// Whether nothing is to be said of this code at `date`, as it has one meaning and may be in use then.
    func isPlain(_ place: Int, at date: Bounds) -> Bool { times[place]?.overlaps(date) ?? false }

    /// All uses of the code whose first use has this place.
    func uses(at place: Int) -> ArraySlice<DatedCode> {
        entries[place...].prefix { $0.code == entries[place].code }
    }

    /// All uses of `code`; empty where there is none.
    func uses(of code: String) -> ArraySlice<DatedCode> { place(of: code.utf8.span).map(uses(at:)) ?? [] }

    /// What `code` stands for: today, or last.
    func current(_ code: String) -> DatedCode? { uses(of: code).last }

    /// The number that two or three capital letters spell.
    private static func slot(_ code: Span<UInt8>) -> Int? {
        guard 2...3 ~= code.count else { return nil }
        var slot = 0
        for index in 0..<3 {
            let letter = index < code.count ? Int(code[index]) - 0x40 : 0
            guard 1...26 ~= letter || index == 2 && code.count == 2 else { return nil }
            slot = slot * 27 + letter
        }
        return slot
    }
}

/// The rows of a list that is text.
enum CodeText {
    /// The columns of each line.
    static func rows(_ text: String) -> [[String]] {
        text.utf8.split(separator: UInt8(ascii: "\n")).map { line in
            line.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false).map { String(Substring($0)) }
        }
    }

    /// Whether `word`, in UTF-8, stands among words of one length, sorted, one byte apart, which are not taken apart for it.
    static func contains(_ word: Span<UInt8>, sorted text: String) -> Bool {
        let bytes = text.utf8.span
        let stride = word.count + 1
        var (low, high) = (0, (bytes.count + 1) / stride)
        while low < high {
            let middle = (low + high) / 2
            let candidate = bytes.extracting(middle * stride..<middle * stride + word.count)
            if candidate.isSame(as: word) { return true }
            if precedes(candidate, word) { low = middle + 1 } else { high = middle }
        }
        return false
    }

    private static func precedes(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        for index in left.indices where left[index] != right[index] { return left[index] < right[index] }
        return false
    }

    /// Whether `word` stands among words of any length with one byte between them.
    static func contains(_ word: some StringProtocol, in text: String) -> Bool {
        text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }.contains { $0.elementsEqual(word.utf8) }
    }
}
