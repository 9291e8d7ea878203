import EventModel

/// A closed list whose cases states keep as numbers.
protocol Numbered {
    /// Every case at its ``number``; stored, as rows are made by the thousand.
    static var numbered: [Self] { get }
}

extension Numbered {
    /// The case's place in the list.
    var number: UInt8 {
        // Those who conform are enumerations of at most 256 cases without payloads: one byte, which numbers the cases.
        unsafe unsafeBitCast(self, to: UInt8.self)
    }
}

extension Relation: Numbered {
    static let numbered = allCases
}

extension TargetStatus: Numbered {
    static let numbered = allCases
}
