/// The one JSON reader, for event files and for the log: RFC 8259 syntax in a single pass over the bytes.
///
/// It judges syntax alone and stops at the first fault. What I-JSON (RFC 7493) asks beyond that is
/// ``Document/strictFaults(limit:)``'s to say, and only files that people drop are asked. That the bytes are UTF-8 is
/// the caller's to know.
extension Document {
    /// How deep arrays and objects may nest in a file.
    package static let maximumDepth = 64

    /// How deep they may nest in a line of the log: an event stands in its line's object, and the short form of an
    /// event, which a correction may hold another of, nests deeper once it is written out.
    package static let maximumLineDepth = 80

    /// Replaces this document's contents by what `source` says; memory once allocated is used again.
    ///
    /// - Parameter source: a line of the log, or another JSON text that the program itself has written, at most 4 GiB.
    /// - Throws: the first syntax fault, with its byte offset in `source`. The document is empty then.
    package mutating func read(json source: RawSpan) throws(Fault) {
        bytes.removeAll(keepingCapacity: true)
        tape.removeAll(keepingCapacity: true)
        // The span is valid for the whole call, and the bytes are copied at once.
        unsafe source.withUnsafeBytes { buffer in unsafe bytes.append(contentsOf: buffer) }
        _ = try scan(0..<bytes.count, maximumDepth: Self.maximumLineDepth)
    }

    /// A document of `source`, a JSON text of a file, white space around it allowed.
    package init(json source: [UInt8]) throws(Fault) {
        self.init(over: source)
        _ = try append(json: 0..<source.count)
    }

    /// A document without a node over the bytes of a file; ``append(json:)`` reads the texts in it.
    package init(over source: [UInt8]) {
        self.init()
        bytes = source
    }

    /// Reads the JSON text that stands in a part of ``bytes``, after those read before.
    ///
    /// - Returns: its root.
    /// - Throws: the first syntax fault, with its offset in ``bytes``. The document is as it was before.
    package mutating func append(json range: Range<Int>) throws(Fault) -> Node {
        try scan(range, maximumDepth: Self.maximumDepth)
    }

    /// Reads a line of the log, behind those read before.
    ///
    /// - Returns: its root.
    /// - Throws: the first syntax fault. The document has no new node then.
    package mutating func append(json line: RawSpan) throws(Fault) -> Node {
        let start = bytes.count
        // The span is valid for the whole call, and the bytes are copied at once.
        unsafe line.withUnsafeBytes { buffer in unsafe bytes.append(contentsOf: buffer) }
        return try scan(start..<bytes.count, maximumDepth: Self.maximumLineDepth)
    }

    /// Makes room for so many bytes, and for the nodes that they are likely to be.
    package mutating func reserve(_ count: Int) {
        bytes.reserveCapacity(bytes.count + count)
        tape.reserveCapacity(tape.count + count / 8)
    }

    private mutating func scan(_ range: Range<Int>, maximumDepth: Int) throws(Fault) -> Node {
        guard bytes.count < Int(UInt32.max) else { throw Fault(at: 0, "the text is larger than 4 GiB") }
        let root = tape.count
        if let flaw = JSONScanner.scan(bytes, range, maximumDepth: maximumDepth, onto: &tape) {
            tape.removeSubrange(root...)
            throw flaw.fault(in: bytes[range])
        }
        return root
    }
}
