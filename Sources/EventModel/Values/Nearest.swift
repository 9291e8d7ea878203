/// The word among `candidates` that somebody who wrote `text` most likely meant; nil where none is near.
///
/// First the same word in other letter cases, then a word that `text` begins, or that begins it, from three letters on;
/// then the least number of letters left out, added, changed or swapped (restricted Damerau-Levenshtein), at most a
/// third of the length. Of equals the first.
package func nearest(to text: String, among candidates: [String]) -> String? {
    let wanted = Array(text.lowercased().unicodeScalars)
    guard !wanted.isEmpty, wanted.count <= 100 else { return nil }
    let words = candidates.map { Array($0.lowercased().unicodeScalars) }
    if let same = words.firstIndex(of: wanted) { return candidates[same] }
    let limit = max(1, wanted.count / 3)
    var best: (index: Int, distance: Int)?
    for (index, word) in words.enumerated() where abs(word.count - wanted.count) <= limit {
        let distance = editDistance(wanted, word)
        // A change of every letter is another word, however short the words are.
        guard distance <= limit, distance < max(wanted.count, word.count) else { continue }
        if distance < best?.distance ?? .max { best = (index, distance) }
    }
    // One slip of the pen is nearer than a word cut short; two are not.
    if let best, best.distance == 1 { return candidates[best.index] }
    if wanted.count >= 3,
        let prefix = words.firstIndex(where: { $0.starts(with: wanted) || ($0.count >= 3 && wanted.starts(with: $0)) })
    {
        return candidates[prefix]
    }
    return best.map { candidates[$0.index] }
}

/// The number of letters left out, added, changed, or swapped with their neighbour, between two words.
private func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for row in 1..<(first.count + 1) {
        var current = [row]
        for column in 1..<(second.count + 1) {
            let change = first[row - 1] == second[column - 1] ? 0 : 1
            var least = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + change)
            if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1] {
                least = min(least, beforeLast[column - 2] + 1)
            }
            current.append(least)
        }
        beforeLast = last
        last = current
    }
    return last[second.count]
}
