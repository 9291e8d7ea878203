extension JSON {
    /// One line, members in their given order, no white space.
    package var line: String { String(decoding: encoded(sorted: false), as: UTF8.self) }

    /// The canonical form of RFC 8785 (JCS): members sorted by UTF-16 code units, numbers as ECMAScript writes them.
    ///
    /// Numbers must be such as a double holds; intake has refused all others.
    package var canonical: [UInt8] { encoded(sorted: true) }

    private func encoded(sorted: Bool) -> [UInt8] {
        var output: [UInt8] = []
        write(to: &output, sorted: sorted)
        return output
    }

    /// Appends the value, its members sorted as RFC 8785 says or in their given order.
    func write(to output: inout [UInt8], sorted: Bool) {
        switch self {
        // Canonical as it is.
        case .excerpt(let document, let node): output.append(contentsOf: document.source(node))
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let spelling):
            output.append(contentsOf: (sorted ? JSONNumber.canonical(spelling) ?? spelling : spelling).utf8)
        case .string(let text): JSONEscapes.append(text, to: &output)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                element.write(to: &output, sorted: sorted)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            let ordered = sorted ? members.sorted { Self.precedes($0.key, $1.key) } : members
            output.append(UInt8(ascii: "{"))
            for (index, member) in ordered.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                JSONEscapes.append(member.key, to: &output)
                output.append(UInt8(ascii: ":"))
                member.value.write(to: &output, sorted: sorted)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    /// The order of RFC 8785 §3.2.3: by UTF-16 code units, which of ASCII are its bytes.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        if left.utf8.allSatisfy({ $0 < 0x80 }), right.utf8.allSatisfy({ $0 < 0x80 }) {
            return left.utf8.lexicographicallyPrecedes(right.utf8)
        }
        return left.utf16.lexicographicallyPrecedes(right.utf16)
    }

    /// Several lines, two spaces a level, members in their given order.
    package var pretty: String { pretty(indent: "") }

    /// The same as part of a text in which its own line begins with `indent`.
    package func pretty(indent: String) -> String {
        let inner = indent + "  "
        switch opened {
        case .array(let elements) where !elements.isEmpty:
            return "[\n" + elements.map { inner + $0.pretty(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members) where !members.isEmpty:
            let lines = members.map { inner + JSON.string($0.key).line + ": " + $0.value.pretty(indent: inner) }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        default: return line
        }
    }
}
