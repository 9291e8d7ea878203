package import EventModel

/// What a file says before anybody asks what it means: its events, and what is wrong with their writing.
///
/// An event whose writing has faults is here all the same wherever it could be read, so that everything wrong with a
/// file is said at once. A file with faults is never accepted.
package struct ParsedFile: Sendable {
    /// What the file says.
    package private(set) var document = Document()
    /// The objects in it that are to be events, in the order of the file.
    package private(set) var events: [Document.Node] = []
    /// In the order of the file, at most ``maximumFaults`` and a last one that says so.
    package private(set) var faults: [Fault] = []
    private var places: Set<Int> = []

    /// What it is read for: the words of its faults follow from it.
    let purpose: Purpose

    enum Purpose: Sendable { case events, settings }

    init(_ purpose: Purpose = .events) { self.purpose = purpose }

    /// More than a person reads; without a limit a file of a few megabytes could have millions.
    package static let maximumFaults = Fault.maximumCount

    /// Whether there are so many faults that reading on is of no use.
    package var isFull: Bool { faults.count > Self.maximumFaults }

    /// Adds a fault, unless there is one at that place already: the first says why, what follows only echoes it.
    mutating func report(_ fault: Fault) {
        guard !isFull else { return }
        if faults.count == Self.maximumFaults { return faults.append(Self.more(than: faults, "faults")) }
        if places.insert(fault.offset).inserted { faults.append(fault) }
    }

    /// The faults of this file and those that its meaning has, without what only echoes a fault of its writing; again
    /// at most ``maximumFaults`` and a last one that says so.
    package func faults(with others: [Fault]) -> [Fault] {
        if isFull { return faults }
        let all = faults + others.filter { !places.contains($0.offset) }
        return Self.limited(all, "faults")
    }

    /// The first ``maximumFaults`` of `faults`, which are called so, and a last one that says where there are more.
    package static func limited(_ faults: [Fault], _ noun: String) -> [Fault] {
        guard faults.count > maximumFaults else { return faults }
        let shown = Array(faults.prefix(maximumFaults))
        return shown + [more(than: shown, noun)]
    }

    /// Says that there are more; behind all of them, wherever the one is that was too many.
    private static func more(than faults: [Fault], _ noun: String) -> Fault {
        let last = faults.map(\.offset).max() ?? 0
        return Fault(
            at: last, "more than \(maximumFaults) \(noun): the rest is not shown",
            severity: faults.first?.severity ?? .problem)
    }

    /// Takes the events of `document`, which holds the whole file.
    ///
    /// - Parameters:
    ///   - roots: the texts in it; each is an event, or a list of events where `allowsLists` is true.
    mutating func add(_ document: Document, roots: [Document.Node], allowsLists: Bool) {
        self.document = document
        for fault in document.strictFaults(limit: Self.maximumFaults + 1) { report(fault) }
        for root in roots {
            if purpose == .settings {
                add(root, expected: "options, one a line: KEY: VALUE")
            } else if allowsLists, document.kind(root) == .array {
                document.forEachElement(root) { add($0, expected: "an event: an object with its keys") }
            } else {
                add(
                    root,
                    expected: allowsLists ? "an event (an object), or a list of events" : "an event (an object)")
            }
        }
        faults.sort { $0.offset < $1.offset }
    }

    private mutating func add(_ node: Document.Node, expected: String) {
        guard document.kind(node) == .object else {
            if isFull { return }
            let problem =
                "\(document.kind(node).noun) where \(purpose == .events ? "an event belongs" : "options belong")"
            return report(Fault(at: document.offset(node), problem, expected: expected))
        }
        events.append(node)
    }
}

extension Document.Kind {
    /// What a node is in a sentence.
    fileprivate var noun: String {
        switch self {
        case .null: "null stands"
        case .boolean: "true or false stands"
        case .number: "a number stands"
        case .string: "a text stands"
        case .array: "a list stands"
        case .object: "an object stands"
        }
    }
}
