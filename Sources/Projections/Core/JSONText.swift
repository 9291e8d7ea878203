import EventModel

/// JSON while it is written, value by value, without a tree of it in memory.
///
/// What says nothing leaves nothing: a member whose body writes no value is left out, name and all. Commas are put where
/// they belong; whoever writes answers for the rest, such as that a member's body writes no more than one value.
///
///     var text = JSONText()
///     text.object {
///         $0.member("subject", "directive/d")
///         $0.member("title") { if let title { $0.string(title) } }
///     }
struct JSONText {
    /// The UTF-8 of what was written.
    private(set) var bytes: [UInt8] = []

    /// Begins anew, with the memory it has.
    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    // MARK: Containers

    mutating func object(_ members: (inout JSONText) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "{"))
        members(&self)
        bytes.append(UInt8(ascii: "}"))
    }

    mutating func array(_ elements: (inout JSONText) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "["))
        elements(&self)
        bytes.append(UInt8(ascii: "]"))
    }

    /// An array, nothing where it has no elements.
    mutating func list(_ elements: (inout JSONText) -> Void) {
        let start = bytes.count
        array(elements)
        if bytes[bytes.count - 2] == UInt8(ascii: "[") { bytes.removeSubrange(start...) }
    }

    /// A member of the object that is open.
    mutating func member(_ key: StaticString, _ value: (inout JSONText) -> Void) {
        let start = bytes.count
        separate()
        bytes.append(UInt8(ascii: "\""))
        // The literal lives for ever and holds so many bytes.
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        let begin = bytes.count
        value(&self)
        if bytes.count == begin { bytes.removeSubrange(start...) }
    }

    /// No value ends in what a container or a member begins with, as a string ends in its quote.
    private mutating func separate() {
        switch bytes.last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): break
        default: bytes.append(UInt8(ascii: ","))
        }
    }

    // MARK: Scalars

    mutating func string(_ text: String) { string(text.utf8.span) }

    /// A string by its UTF-8.
    mutating func string(_ text: Span<UInt8>) {
        separate()
        JSONEscapes.append(text, to: &bytes)
    }

    /// A string that `body` appends as it stands between the quotes, escapes and all.
    mutating func string(_ body: (inout [UInt8]) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        body(&bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func integer(_ value: some BinaryInteger) {
        separate()
        bytes.append(contentsOf: String(value).utf8)
    }

    mutating func bool(_ value: Bool) {
        separate()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// A value whose JSON was written before.
    mutating func value(_ json: ArraySlice<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// A value as it stands in canonical JSON, byte for byte.
    mutating func excerpt(_ document: Document, _ node: Document.Node) {
        separate()
        bytes.append(contentsOf: document.source(node))
    }

    // MARK: Members of scalars

    mutating func member(_ key: StaticString, _ text: String?) {
        if let text { member(key) { $0.string(text) } }
    }

    mutating func member(_ key: StaticString, _ number: (some BinaryInteger)?) {
        if let number { member(key) { $0.integer(number) } }
    }
}
