import EventModel

/// Every key that a projection reads in an event's data, at any depth: one table finds them all.
enum DataKey: String, CaseIterable, Sendable {
    // Of the data itself.
    case occurred, actors, attribution, quotes, citations, relations, targets
    case effective, expires, due, provisions, endedBy
    case appointee, products, organisation, members, category
    case amount, flow
    case name, aliases, kind, identifiers, memberOf, into, of, replacement, restricts
    // Of the data, copied into rows alone.
    case modality, confidence, instrument, text, reported, post, stage, sector, purpose, reason
    // Of the event that it stands in.
    case subject, data
    // Of what stands in it.
    case ref, role, mode, by, speaker, publisher, url, sha256, locator, title, type, target
    case indicator, goal, value, status
    case id, source, assignee, owner, since, until, currency, on

    static let table = WordTable(DataKey.self)

    /// Places enough for every key; a test counts them.
    static let limit = 64

    /// The key's place in a table of ``limit``.
    var place: Int {
        // An enumeration of at most 256 cases without payloads is one byte, which numbers its cases.
        unsafe Int(unsafeBitCast(self, to: UInt8.self))
    }

    /// A bit of 64 that no other key has.
    @inline(__always)
    var bit: UInt64 { 1 &<< UInt64(truncatingIfNeeded: place) }
}

/// Some of the keys.
struct DataKeys: ExpressibleByArrayLiteral, Sendable {
    private(set) var bits: UInt64 = 0

    @inline(__always)
    init(arrayLiteral keys: DataKey...) {
        for key in keys { bits |= key.bit }
    }
}

/// Where the members stand that projections read of an event's data.
struct DataMembers: Sendable {
    /// Which there are.
    private var present: UInt64 = 0
    private var data: Document.Node = 0
    /// Their nodes from that of the data on, by the places of the keys; a line of the log has fewer than 2^16.
    private var nodes = [64 of UInt16](repeating: 0)

    init() {}

    init(_ document: borrowing Document, _ data: Document.Node, _ keys: borrowing WordTable<DataKey>) {
        read(document, data, keys)
    }

    mutating func read(
        _ document: borrowing Document, _ data: Document.Node, _ keys: borrowing WordTable<DataKey>
    ) {
        present = 0
        self.data = data
        var cursor = Members(document, data)
        while let (key, value) = cursor.next(document, keys) {
            guard let key else { continue }
            present |= key.bit
            nodes[key.place] = UInt16(value - data)
        }
    }

    @inline(__always)
    subscript(key: DataKey) -> Document.Node? { present & key.bit == 0 ? nil : data + Int(nodes[key.place]) }

    /// Whether there are any of these.
    @inline(__always)
    func hasAny(_ keys: DataKeys) -> Bool { present & keys.bits != 0 }
}
