/// The one JSON reader, for event files and for the log: RFC 8259 syntax in a single pass over the bytes.
///
/// It judges syntax alone and stops at the first fault. What I-JSON (RFC 7493) asks beyond that, and whether the bytes
/// are UTF-8, is ``Document/strictFaults()``'s to say, and only files that people drop are asked.
extension Document {
    /// How deep arrays and objects may nest.
    package static let maximumDepth = 64

    /// Replaces this document's contents by what `source` says; memory once allocated is used again.
    ///
    /// - Parameter source: one JSON text, at most 4 GiB. White space around it is allowed.
    /// - Throws: the first syntax fault, with its byte offset in `source`. The document is empty then.
    package mutating func read(json source: RawSpan) throws(Fault) {
        bytes.removeAll(keepingCapacity: true)
        // The span is valid for the whole call, and the bytes are copied at once.
        unsafe source.withUnsafeBytes { buffer in unsafe bytes.append(contentsOf: buffer) }
        try scan()
    }

    /// A document of `source`; see ``read(json:)``.
    package init(json source: [UInt8]) throws(Fault) {
        self.init()
        bytes = source
        try scan()
    }

    private mutating func scan() throws(Fault) {
        tape.removeAll(keepingCapacity: true)
        // The tape moves into the scanner and back, so that its memory serves again.
        var scanner = JSONScanner(tape: exchange(&tape, with: []))
        // UInt8 has no padding that could be uninitialised.
        try unsafe scanner.scan(bytes.span.bytes)
        tape = scanner.tape
    }
}
