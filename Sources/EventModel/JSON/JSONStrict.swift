extension Document {
    /// What I-JSON (RFC 7493 §2) and the event model ask of a dropped file beyond syntax, every fault at once, in the
    /// order of the text: no key twice, no half of a surrogate pair, no number that a double cannot keep.
    package func strictFaults() -> [Fault] {
        var faults: [Fault] = []
        var node = 0
        while node < tape.count {
            switch tape[node].kind {
            case .string: faults += surrogateFaults(node)
            case .number: faults += numberFaults(node)
            case .object: faults += duplicateKeyFaults(node)
            default: break
            }
            node += 1
        }
        return faults.sorted { $0.offset < $1.offset }
    }

    private func surrogateFaults(_ node: Node) -> [Fault] {
        guard isEscaped(node), let index = JSONEscapes.loneSurrogate(in: bytes[range(node)]) else { return [] }
        return [
            Fault(
                at: base + index, "half of a surrogate pair", expected: "two \\u escapes, the first \\uD800 to \\uDBFF",
                hint: "write the character itself")
        ]
    }

    private func numberFaults(_ node: Node) -> [Fault] {
        let spelling = string(node)
        guard !JSONNumber.isExact(spelling) else { return [] }
        return [
            Fault(
                at: offset(node), "the number \(spelling) has more digits, or is larger, than a double can keep",
                expected: "a number that survives being read",
                hint: "write it as a string: \"\(spelling)\"")
        ]
    }

    private func duplicateKeyFaults(_ node: Node) -> [Fault] {
        var faults: [Fault] = []
        var seen: Set<[UInt8]> = []
        forEachMember(node) { key, _ in
            if !seen.insert(utf8(key)).inserted {
                faults.append(
                    Fault(
                        at: offset(key), "the key \"\(string(key))\" stands twice in one object",
                        expected: "each key once", hint: "remove or rename one of them"))
            }
        }
        return faults
    }
}
