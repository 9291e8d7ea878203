/// The last step of both forms: from the canonical form to what the program keeps of an event.
extension EventReader {
    /// The event whose canonical form has been written, unless faults were found on the way.
    func finished(_ identity: EventIdentity, _ verb: Verb?, at node: Document.Node) -> Event? {
        guard faults.isEmpty else { return nil }
        // Written piece by piece it may have room for twice as much; the copy has none to spare.
        return Event(
            identity: identity, verb: verb, corrects: corrects, canonical: output.span.array(),
            offset: document.offset(node))
    }

    // MARK: Writing

    /// Appends what stands in the canonical form as it stands here.
    mutating func append(_ literal: StaticString) {
        // A literal lives for ever, and its bytes are copied at once.
        literal.withUTF8Buffer { unsafe output.append(contentsOf: $0) }
    }

    /// Ends a list or an object whose elements each have a comma behind them.
    mutating func close(_ bracket: Unicode.Scalar) {
        if output.last == UInt8(ascii: ",") { output.removeLast() }
        output.append(UInt8(ascii: bracket))
    }

    /// Appends a text in quotes.
    mutating func write(_ text: String) { JSONEscapes.append(text, to: &output) }

    /// Appends the text of a node in quotes.
    mutating func write(_ node: Document.Node) { document.append(node, to: &output) }
}
