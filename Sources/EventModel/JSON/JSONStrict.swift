extension Document {
    /// What I-JSON (RFC 7493 §2) asks of a dropped file beyond syntax, in the order of the text: no key twice, no half of
    /// a surrogate pair, no noncharacter, no number that a double cannot keep.
    ///
    /// - Parameter limit: how many faults are enough; without one a hostile file could have millions.
    package func strictFaults(limit: Int = .max) -> [Fault] {
        var faults: [Fault] = []
        // Hardly any text has one that is not an escape.
        let holdsNoncharacter = TextScan.noncharacter(in: bytes.span, 0..<bytes.count) != nil
        for node in tape.indices where faults.count < limit {
            switch tape[node].kind {
            case .string:
                if tape[node].isEscaped { faults += escapeFaults(node) }
                if holdsNoncharacter { faults += noncharacterFaults(node) }
            case .number: faults += numberFaults(node)
            case .object: if !keysAscend(node) { faults += duplicateKeyFaults(node, limit: limit - faults.count) }
            default: break
            }
        }
        return faults.sorted { $0.offset < $1.offset }
    }

    private func escapeFaults(_ node: Node) -> [Fault] {
        guard let (index, scalar) = JSONEscapes.noCharacter(in: bytes[range(node)]) else { return [] }
        if let scalar { return [.noncharacter(scalar, at: base + index)] }
        return [
            Fault(
                at: base + index, "half of a surrogate pair", expected: "two \\u escapes, the first \\uD800 to \\uDBFF",
                hint: "write the character itself")
        ]
    }

    private func noncharacterFaults(_ node: Node) -> [Fault] {
        guard let index = TextScan.noncharacter(in: bytes.span, range(node)) else { return [] }
        // Where the bytes are not the source itself, only the text has a place in it.
        let place = offsets.isEmpty ? base + index : offset(node)
        return [.noncharacter(TextScan.scalar(at: index, in: bytes.span), at: place)]
    }

    /// Whether each key comes after the one before it, as in the canonical form: then no key stands twice.
    private func keysAscend(_ node: Node) -> Bool {
        var last: Node?
        for (key, _) in walk(node) {
            if let last, compare(last, key) >= 0 { return false }
            last = key
        }
        return true
    }

    private func numberFaults(_ node: Node) -> [Fault] {
        // Fifteen digits always survive: most numbers need no closer look.
        if range(node).count <= 15, bytes[range(node)].allSatisfy({ $0 | 0x20 != UInt8(ascii: "e") }) { return [] }
        let spelling = string(node)
        guard let loss = JSONNumber.loss(of: spelling) else { return [] }
        let shown = Fault.excerpt(spelling, limit: 40)
        let problem =
            switch loss {
            case .tooLarge: "lies beyond the largest double, 1.7976931348623157e308"
            case .tooSmall: "is so near to 0 that a double takes it for 0"
            case .tooManyDigits:
                "has more than \(JSONNumber.significantDigits) significant digits, which no double keeps"
            case .nearest(let double): "is no double: the nearest is \(Fault.excerpt(double, limit: 40))"
            }
        return [
            Fault(
                at: offset(node), "the number \(shown) \(problem)", expected: "a number that a double keeps (RFC 7493)",
                hint: spelling.utf8.count <= 40
                    ? "write it as a string: \"\(spelling)\"" : "write it as a string, in quotes")
        ]
    }

    private func duplicateKeyFaults(_ node: Node, limit: Int) -> [Fault] {
        var keys: [Node] = []
        forEachMember(node) { key, _ in keys.append(key) }
        guard keys.count > 1 else { return [] }
        // Sorting brings equal keys together without a copy of any; among equals the order of the text stays.
        keys.sort { left, right in
            let order = compare(left, right)
            return order == 0 ? left < right : order < 0
        }
        var faults: [Fault] = []
        var first = keys[0]
        for key in keys.dropFirst() where faults.count < limit {
            if compare(first, key) != 0 {
                first = key
                continue
            }
            faults.append(
                Fault(
                    at: offset(key), "the key \"\(Fault.excerpt(string(key)))\" stands twice in one object",
                    expected: "each key once",
                    hint: "remove or rename one of them", first: offset(first)))
        }
        return faults
    }

    /// Orders the texts of two strings by their code units: negative, 0 or positive.
    func compare(_ left: Node, _ right: Node) -> Int {
        withUTF8(left) { left in withUTF8(right) { right in Self.compare(left, right) } }
    }

    /// Whether the text of a string comes before `text`, by code units.
    func precedes(_ node: Node, _ text: String) -> Bool { withUTF8(node) { Self.compare($0, text.utf8.span) < 0 } }

    private static func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
            return left[index] < right[index] ? -1 : 1
        }
        return left.count - right.count
    }
}
