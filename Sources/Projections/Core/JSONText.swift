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

    init() {}

    /// - Parameter capacity: so many bytes are likely to be written.
    init(capacity: Int) { bytes.reserveCapacity(capacity) }

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
        // The literal lives for ever and holds so many bytes.
        let name = unsafe UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
        member(unsafe Span(_unsafeElements: name), value)
    }

    /// The same under a name that the data of events has, too.
    mutating func member(_ key: DataKey, _ value: (inout JSONText) -> Void) { member(key.rawValue.utf8.span, value) }

    @inline(__always)
    private mutating func member(_ name: Span<UInt8>, _ value: (inout JSONText) -> Void) {
        let start = bytes.count
        separate()
        bytes.append(addingCapacity: name.count + 3) { output in
            output.append(UInt8(ascii: "\""))
            for index in name.indices { output.append(name[index]) }
            output.append(UInt8(ascii: "\""))
            output.append(UInt8(ascii: ":"))
        }
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
        guard let value = UInt64(exactly: value) else { return bytes.append(contentsOf: String(value).utf8) }
        var power: UInt64 = 1
        var count = 1
        while value / power >= 10 {
            power *= 10
            count += 1
        }
        bytes.append(addingCapacity: count) { output in
            while power > 0 {
                output.append(UInt8(ascii: "0") + UInt8(value / power % 10))
                power /= 10
            }
        }
    }

    mutating func bool(_ value: Bool) {
        separate()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// A value whose JSON was written before.
    mutating func value(_ json: Span<UInt8>) {
        separate()
        bytes.append(json)
    }

    /// A value as it stands in canonical JSON, byte for byte.
    mutating func excerpt(_ document: Document, _ node: Document.Node) {
        value(document.bytes.span.extracting(document.sourceRange(node)))
    }

    mutating func excerpt(_ excerpt: Excerpt) { self.excerpt(excerpt.words.document, excerpt.node) }

    // MARK: Members of scalars

    mutating func member(_ key: StaticString, _ text: String?) {
        if let text { member(key) { $0.string(text) } }
    }

    mutating func member(_ key: StaticString, _ number: (some BinaryInteger)?) {
        if let number { member(key) { $0.integer(number) } }
    }
}
