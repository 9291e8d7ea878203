import EventModel

/// What holds of every JSON text.
enum JSONProperties {
    static func check(_ bytes: [UInt8]) throws {
        let document: Document
        do {
            document = try Document(json: bytes)
        } catch {
            return try Broken.unless(
                (0...bytes.count).contains(error.offset), "a fault at \(error.offset) of \(bytes.count) bytes")
        }
        try readsFromLog(bytes)
        try staysInside(document, bytes.count)
        let faults = document.strictFaults()
        for fault in faults {
            try Broken.unless((0..<bytes.count).contains(fault.offset), "a fault at \(fault.offset): \(fault.problem)")
        }
        // What is not UTF-8, or no I-JSON, has no canonical form.
        guard faults.isEmpty, (try? UTF8Span(validating: bytes.span)) != nil else { return }
        try isFixedPoint(JSON(document.root, of: document).canonical)
    }

    /// The log's reader takes what the reader of files takes.
    private static func readsFromLog(_ bytes: [UInt8]) throws {
        var document = Document()
        // UInt8 has no padding that could be uninitialised.
        let read: Void? = unsafe try? document.read(json: bytes.span.bytes)
        try Broken.unless(read != nil, "a file may hold what the log may not")
    }

    private static func staysInside(_ document: Document, _ count: Int) throws {
        var node = document.root
        while node < document.next(document.root) {
            let range = document.range(node)
            try Broken.unless(
                range.upperBound <= count && (0..<count).contains(document.offset(node)), "a node outside of its text")
            node += 1
        }
        try Broken.unless(node == document.next(document.root), "a node outside of the tree")
    }

    private static func isFixedPoint(_ canonical: [UInt8]) throws {
        guard let again = try? Document(json: canonical) else { throw Broken("the canonical form is not JSON") }
        let faults = again.strictFaults()
        try Broken.unless(faults.isEmpty, "the canonical form is refused: \(faults.first?.problem ?? "")")
        try Broken.unless(
            JSON(again.root, of: again).canonical == canonical, "the canonical form has another canonical form")
    }
}
