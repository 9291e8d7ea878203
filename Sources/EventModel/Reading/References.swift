/// How one event names another, or the thing that others are about.
extension EventReader {
    /// `KIND/SLUG`; a bare slug means the same kind; what holds a colon is an event's id.
    mutating func reference(_ node: Document.Node, _ name: String, _ place: Place) {
        guard isText(node, .reference, name) else { return }
        if document.withUTF8(node, { TextScan.holds(UInt8(ascii: ":"), $0) }) {
            if isEventID(node, name) { write(node) }
            return
        }
        if document.withUTF8(node, { Self.isWholeReference($0) }) { return write(node) }
        let text = document.string(node)
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let kinds = Kind.allCases.map(\.rawValue)
        guard parts.count == 1 || kinds.contains(parts[0]) else {
            return fault(
                node, "\(name) \(quoted(text)): there is no kind \(named(parts[0]))",
                expected: expectation(.reference),
                hint: nearest(to: parts[0], among: kinds).map { "\($0)/\(parts[1])" }.flatMap { guess in
                    Self.isWholeReference(guess.utf8.span) ? .ask("\"\(guess)\"") : nil
                })
        }
        let kind = parts.count == 1 ? place.kind.rawValue : parts[0]
        let slug = parts[parts.count - 1]
        let failure = kind == Kind.actor.rawValue ? Slug.actorFault(in: slug) : Slug.fault(in: slug)
        if var failure {
            failure.hint = failure.hint?.within { parts.count == 1 ? $0 : "\(kind)/\($0)" }
            return fault(node, name, failure, expected: expectation(.reference))
        }
        write("\(kind)/\(slug)")
    }

    /// Whether `text`, in UTF-8, is `KIND/SLUG`, which is written as it stands.
    private static func isWholeReference(_ text: Span<UInt8>) -> Bool {
        guard let slash = text.indices.first(where: { text[$0] == UInt8(ascii: "/") }),
            let kind = Kind.named(text.extracting(0..<slash))
        else { return false }
        return kind.isName(text.extracting(slash + 1..<text.count))
    }

    /// Whether a text can be the id of an event; false with a fault.
    mutating func isEventID(_ node: Document.Node, _ name: String) -> Bool {
        let isGood = document.withUTF8(node) { text in
            !text.isEmpty && text.count <= Self.attributeLimit
                && TextScan.unfit(in: text, 0..<text.count, for: .attribute) == nil
        }
        if isGood { return true }
        fault(
            node, "\(name) \(quoted(document.string(node))) is no event's id", expected: expectation(.identity))
        return false
    }
}
