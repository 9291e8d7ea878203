/// A parsed text: a flat tape of nodes over its bytes.
///
/// One shape serves the intake (JSON and YAML alike, with positions for diagnostics) and the log (a million lines a
/// second, the same document read again and again, nothing allocated a line). A node is named by its index on the
/// tape; the root is node 0. The children of an array follow it one after the other; those of an object alternate
/// key, value. ``next(_:)`` steps over a whole subtree.
public struct Document: Sendable {
    /// What a node is. YAML scalars are all ``string``: the text that stands there.
    public enum Kind: UInt8, Sendable {
        case null, boolean, number, string, array, object
    }

    /// A value or a key by its place on the tape.
    public typealias Node = Int

    @usableFromInline
    struct Entry: Sendable {
        /// Bytes of the value in ``Document/bytes``; of a string without its quotes.
        @usableFromInline var start: UInt32
        @usableFromInline var end: UInt32
        /// The tape index after this node's last descendant.
        @usableFromInline var next: UInt32
        @usableFromInline var kind: Kind
        /// The bytes hold escapes; ``Document/string(_:)`` decodes them.
        @usableFromInline var isEscaped: Bool
    }

    /// The bytes that the nodes' ranges lie in: for JSON the source itself, for YAML the decoded scalars.
    package internal(set) var bytes: [UInt8] = []
    @usableFromInline var tape: [Entry] = []
    /// Where each node begins in the source file, in bytes, where ``bytes`` is not the source itself; else empty.
    var offsets: [UInt32] = []
    /// Where the text begins in its source file, in bytes: not 0 for a line of NDJSON, or behind a byte order mark.
    package var base = 0

    /// An empty document, to be filled by a reader.
    package init() {}

    package var root: Node { 0 }
    package var isEmpty: Bool { tape.isEmpty }

    // What is asked of every node of every line is inlined into other modules, which wants a type that is public.

    @inlinable @inline(__always) package func kind(_ node: Node) -> Kind { tape[node].kind }

    /// Where `node` begins in the source, in bytes from its start.
    package func offset(_ node: Node) -> Int {
        guard offsets.isEmpty else { return base + Int(offsets[node]) }
        return base + Int(tape[node].start) - (tape[node].kind == .string ? 1 : 0)
    }

    /// The tape index after `node` and all that is in it.
    @inlinable @inline(__always) package func next(_ node: Node) -> Node { Int(tape[node].next) }

    /// The bytes of a scalar as they stand in ``bytes``; those of a string are undecoded when ``isEscaped(_:)``.
    @inlinable @inline(__always) package func range(_ node: Node) -> Range<Int> {
        let entry = tape[node]
        return Int(entry.start)..<Int(entry.end)
    }

    @inlinable @inline(__always) package func isEscaped(_ node: Node) -> Bool { tape[node].isEscaped }

    /// The decoded text of a string, or the spelling of a number, boolean or null.
    package func string(_ node: Node) -> String {
        String(decoding: utf8(node), as: UTF8.self)
    }

    /// The decoded bytes of a scalar. A lone surrogate, which only an unchecked document can hold, reads as U+FFFD.
    package func utf8(_ node: Node) -> [UInt8] {
        let range = range(node)
        guard tape[node].isEscaped else { return Array(bytes[range]) }
        return JSONEscapes.decode(bytes[range])
    }

    /// What `body` makes of the decoded bytes of a scalar; of one without escapes nothing is copied.
    @inline(__always)
    func withUTF8<Result>(_ node: Node, _ body: (Span<UInt8>) -> Result) -> Result {
        if tape[node].isEscaped { return body(JSONEscapes.decode(bytes[range(node)]).span) }
        return body(bytes.span.extracting(range(node)))
    }

    /// Appends a text, or some of its decoded bytes, as a JSON string in canonical form.
    func append(_ node: Node, _ range: Range<Int>? = nil, to output: inout [UInt8]) {
        if !tape[node].isEscaped {
            let whole = self.range(node)
            let part = range.map { whole.lowerBound + $0.lowerBound..<whole.lowerBound + $0.upperBound } ?? whole
            return JSONEscapes.append(bytes.span.extracting(part), to: &output)
        }
        let decoded = JSONEscapes.decode(bytes[self.range(node)])
        JSONEscapes.append(decoded.span.extracting(range ?? 0..<decoded.count), to: &output)
    }

    /// The value of `key` in an object; nil where `node` is no object or has no such member.
    package func member(_ node: Node, _ key: StaticString) -> Node? {
        guard tape[node].kind == .object else { return nil }
        var child = node + 1
        let end = Int(tape[node].next)
        while child < end {
            let value = Int(tape[child].next)
            if equals(child, key) { return value }
            child = Int(tape[value].next)
        }
        return nil
    }

    /// The same for a key that is not known beforehand.
    package func member(_ node: Node, named key: String) -> Node? {
        for (found, value) in walk(node) where equals(found, key) { return value }
        return nil
    }

    /// The bytes of a value as it stands in a JSON text, a string with its quotes.
    package func source(_ node: Node) -> ArraySlice<UInt8> { bytes[sourceRange(node)] }

    /// Where they stand in ``bytes``.
    @inlinable @inline(__always)
    package func sourceRange(_ node: Node) -> Range<Int> {
        let range = range(node)
        return kind(node) == .string ? (range.lowerBound - 1)..<(range.upperBound + 1) : range
    }

    /// Whether the text of a string is `literal`, by bytes.
    package func equals(_ node: Node, _ literal: StaticString) -> Bool {
        let entry = tape[node]
        if entry.isEscaped { return utf8(node).elementsEqual(Self.bytes(of: literal)) }
        let count = literal.utf8CodeUnitCount
        guard Int(entry.end - entry.start) == count else { return false }
        let start = Int(entry.start)
        // The literal lives for ever and holds `count` bytes; `bytes` is bounds-checked.
        let pointer = unsafe literal.utf8Start
        for index in 0..<count where unsafe bytes[start + index] != pointer[index] { return false }
        return true
    }

    /// Whether the text of a string is `text`, by bytes.
    package func equals(_ node: Node, _ text: String) -> Bool { withUTF8(node) { $0.isSame(as: text.utf8.span) } }

    private static func bytes(of literal: StaticString) -> [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// Calls `body` with each element of an array, in order; does nothing for other kinds.
    package func forEachElement<E>(_ node: Node, _ body: (Node) throws(E) -> Void) throws(E) {
        guard tape[node].kind == .array else { return }
        var child = node + 1
        let end = Int(tape[node].next)
        while child < end {
            try body(child)
            child = Int(tape[child].next)
        }
    }

    /// Calls `body` with each key and value of an object, in order; does nothing for other kinds.
    package func forEachMember<E>(_ node: Node, _ body: (_ key: Node, _ value: Node) throws(E) -> Void) throws(E) {
        guard tape[node].kind == .object else { return }
        var child = node + 1
        let end = Int(tape[node].next)
        while child < end {
            let value = Int(tape[child].next)
            try body(child, value)
            child = Int(tape[value].next)
        }
    }

    /// The elements of an array, empty for other kinds.
    package func elements(_ node: Node) -> [Node] {
        var result: [Node] = []
        forEachElement(node) { result.append($0) }
        return result
    }

    /// The members of an object, empty for other kinds.
    package func members(_ node: Node) -> [(key: Node, value: Node)] {
        var result: [(key: Node, value: Node)] = []
        forEachMember(node) { result.append(($0, $1)) }
        return result
    }

    /// A walk over the members of an object that allocates nothing; over none of other kinds.
    struct MemberWalk: Sequence, IteratorProtocol {
        private let tape: [Entry]
        private var key: Node
        private let end: Node

        init(_ tape: [Entry], _ node: Node) {
            self.tape = tape
            key = node + 1
            end = tape[node].kind == .object ? Int(tape[node].next) : key
        }

        mutating func next() -> (key: Node, value: Node)? {
            guard key < end else { return nil }
            let value = Int(tape[key].next)
            defer { key = Int(tape[value].next) }
            return (key, value)
        }
    }

    func walk(_ node: Node) -> MemberWalk { MemberWalk(tape, node) }

    /// The nodes of a value that may stand alone or in a list: itself, or the elements.
    func alone(or list: Node) -> some Sequence<Node> { ElementWalk(tape, list) }

    private struct ElementWalk: Sequence, IteratorProtocol {
        private let tape: [Entry]
        private var node: Node
        private let end: Node

        init(_ tape: [Entry], _ list: Node) {
            self.tape = tape
            node = tape[list].kind == .array ? list + 1 : list
            end = Int(tape[list].next)
        }

        mutating func next() -> Node? {
            guard node < end else { return nil }
            defer { node = Int(tape[node].next) }
            return node
        }
    }
}
