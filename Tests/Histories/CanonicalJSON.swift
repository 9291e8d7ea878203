/// JSON, with a comma wherever one is due.
extension CanonicalWriter {
    mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func byte(_ scalar: Unicode.Scalar) { bytes.append(UInt8(ascii: scalar)) }

    mutating func quote() { byte("\"") }

    /// Begins an object or a list, or an element of one.
    mutating func open(_ bracket: Unicode.Scalar) {
        comma()
        byte(bracket)
    }

    /// Nothing stands before the first element; everything else ends in a quote or a bracket.
    private mutating func comma() {
        switch bytes.last {
        case UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "]"): byte(",")
        default: break
        }
    }

    mutating func key(_ name: String) {
        comma()
        quote()
        raw(name)
        quote()
        byte(":")
    }

    private mutating func quoted(_ value: String) {
        quote()
        raw(value)
        quote()
    }

    mutating func text(_ name: String, _ value: String?) {
        guard let value else { return }
        key(name)
        quoted(value)
    }

    /// One text of several pieces, with blanks between them.
    mutating func words(_ name: String, _ pieces: [String]) {
        guard !pieces.isEmpty else { return }
        key(name)
        quote()
        for (place, piece) in pieces.enumerated() {
            if place > 0 { byte(" ") }
            raw(piece)
        }
        quote()
    }

    mutating func texts(_ name: String, _ values: [String]) {
        guard !values.isEmpty else { return }
        key(name)
        byte("[")
        for value in values {
            comma()
            quoted(value)
        }
        byte("]")
    }

    mutating func object(_ name: String, _ body: (inout Self) -> Void) {
        key(name)
        byte("{")
        body(&self)
        byte("}")
    }

    mutating func list<Element>(_ name: String, _ elements: [Element], _ body: (inout Self, Element) -> Void) {
        guard !elements.isEmpty else { return }
        key(name)
        byte("[")
        for element in elements {
            open("{")
            body(&self, element)
            byte("}")
        }
        byte("]")
    }
}
