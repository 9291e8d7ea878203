/// Every key that a projection reads in an event's data, at any depth: one table finds them all.
enum DataKey: String, CaseIterable, Sendable {
    // Of the data itself.
    case occurred, actors, attribution, quotes, citations, relations, targets
    case effective, expires, due, provisions
    case appointee, products, organisation, members, category
    case amount, flow
    case name, aliases, kind, identifiers, memberOf, into, of, replacement, restricts
    // Of the event that it stands in.
    case subject, data
    // Of what stands in it.
    case ref, role, mode, by, speaker, publisher, url, sha256, title, type, target
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
