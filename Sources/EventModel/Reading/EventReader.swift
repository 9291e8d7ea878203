/// Reads one event, CloudEvent or short form, into its canonical form, and finds every fault on the way.
///
/// The two forms differ in their envelope alone: the words of `data` are the same in both.
package struct EventReader {
    /// What an event of the short form gets where it says nothing.
    package struct Defaults: Sendable {
        /// The CloudEvents `source`, a URI-reference.
        package var source: String

        package init(source: String = "/desk") { self.source = source }
    }

    let document: Document
    let defaults: Defaults
    var faults: [Fault] = []
    /// What is remarked on the event that was read last, in no particular order; counts only where it has no faults.
    package private(set) var remarks: [Fault] = []
    /// The canonical form as far as it is read; worth nothing once there is a fault.
    var output: [UInt8] = []
    /// The members of the objects that are being read, those of the innermost last; see ``FoundMembers``.
    var members: [Document.Node] = []
    /// Codes whose meaning hangs on a date that is not read yet.
    var codes: [NotedCode] = []
    /// The event that this one corrects, and where it says so.
    var corrects: (identity: EventIdentity, offset: Int)?

    /// - Parameter document: the text that all events read here stand in.
    package init(_ document: Document, defaults: Defaults) {
        self.document = document
        self.defaults = defaults
    }

    /// The event at `node`, or every fault it has, in no particular order.
    package mutating func read(_ node: Document.Node) -> Result<Event, EventFaults> {
        output.removeAll(keepingCapacity: true)
        faults = []
        remarks = []
        codes.removeAll(keepingCapacity: true)
        corrects = nil
        guard let event = event(node), faults.isEmpty else { return .failure(EventFaults(faults: faults)) }
        return .success(event)
    }

    /// The only event that is read of a document, or every fault it has, in no particular order.
    package static func read(
        _ document: Document, _ node: Document.Node, defaults: Defaults
    ) -> Result<Event, EventFaults> {
        var reader = EventReader(document, defaults: defaults)
        return reader.read(node)
    }

    private mutating func event(_ node: Document.Node) -> Event? {
        guard document.kind(node) == .object else {
            fault(node, "an event cannot be \(description(node))", expected: "an object with the keys of an event")
            return nil
        }
        return document.isCloudEvent(node) ? cloudEvent(node) : shortForm(node)
    }

    // MARK: Faults

    /// Whether there are so many faults that reading on is of no use; what could have millions of them asks.
    var isFull: Bool { faults.count > Fault.maximumCount }

    mutating func fault(
        _ node: Document.Node, _ problem: String, expected: String? = nil, hint: Hint? = nil
    ) {
        faults.append(Fault(at: document.offset(node), problem, expected: expected, hint: hint))
    }

    /// A fault of the text at `node`: `failure`, whose offset counts within that text, in the words of its place.
    mutating func fault(_ node: Document.Node, _ name: String, _ failure: Fault, expected: String? = nil) {
        fault(
            node, "\(name) \(quoted(document.string(node))): \(failure.problem)",
            expected: failure.expected ?? expected,
            hint: failure.hint)
    }

    /// Says something of what stands at `node` that does not keep the event from being accepted.
    mutating func remark(
        _ node: Document.Node, _ problem: String, expected: String? = nil, hint: Hint? = nil
    ) {
        // An event may have a million places; more remarks than a person reads are not kept.
        guard remarks.count <= Fault.maximumCount else { return }
        remarks.append(
            Fault(at: document.offset(node), problem, expected: expected, hint: hint, severity: .remark))
    }

    /// Says that a key is not known here, and which known one it may have been meant for.
    mutating func unknownKey(_ key: Document.Node, among known: [String], in place: String) {
        let name = document.string(key)
        let hint: Hint
        if let nearest = nearest(to: name, among: known) {
            hint = .ask("\"\(nearest)\"")
        } else {
            hint = "the keys known here are \(known.sorted().joined(separator: ", "))"
        }
        fault(key, "unknown key \(named(name)) in \(place)", hint: hint)
    }

    /// A value in the words of a sentence: "a list", "the number 5".
    func description(_ node: Document.Node) -> String {
        switch document.kind(node) {
        case .null: "null"
        case .boolean: document.string(node)
        case .number: "the number \(Fault.excerpt(document.string(node)))"
        case .string: quoted(document.string(node))
        case .array: "a list"
        case .object: "an object"
        }
    }

    /// `text` as a sentence can show it.
    func quoted(_ text: String) -> String { "\"\(Fault.excerpt(text))\"" }

    /// The same of a word that is known only in ASCII: the first other character is named, as it may look like one.
    func named(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard let stranger = bytes.firstIndex(where: { $0 >= 0x80 }) else { return quoted(text) }
        return quoted(text) + ", with " + TextCursor.describe(bytes[stranger...])
    }
}

/// All that is wrong with one event.
package struct EventFaults: Error, Sendable {
    package var faults: [Fault]
}
