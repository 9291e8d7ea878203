import EventModel

/// A closed list whose cases columns keep as numbers.
///
/// A case's number reaches files: each is written out, and none is ever given to another case.
protocol Coded: CaseIterable, Hashable, Sendable {
    var code: UInt8 { get }
}

/// The cases of a list by their codes.
struct Codes<Value: Coded>: Sendable {
    private let values: [Value?]

    init() {
        var values: [Value?] = []
        for value in Value.allCases {
            let code = Int(value.code)
            while values.count <= code { values.append(nil) }
            precondition(values[code] == nil, "two cases of one code")
            values[code] = value
        }
        self.values = values
    }

    /// Nil for a code that no case has.
    @inline(__always)
    subscript(code: UInt8) -> Value? { Int(code) < values.count ? values[Int(code)] : nil }
}

extension Relation: Coded {
    static let codes = Codes<Self>()

    var code: UInt8 {
        switch self {
        case .follows: 0
        case .partOf: 1
        case .amends: 2
        case .supersedes: 3
        case .revokes: 4
        case .implements: 5
        case .contextOf: 6
        case .possiblySameAs: 7
        case .suspends: 8
        case .resumes: 9
        case .continues: 10
        }
    }
}

extension TargetStatus: Coded {
    static let codes = Codes<Self>()

    var code: UInt8 {
        switch self {
        case .scheduled: 0
        case .partiallyMet: 1
        case .met: 2
        case .notMet: 3
        }
    }
}

extension Verb: Coded {
    static let codes = Codes<Self>()

    /// Verbs of a kind have codes in the order of a life: of two things of one date the issue comes before the
    /// revocation, whichever arrived first.
    var code: UInt8 {
        switch self {
        case .issued: 0
        case .commenced: 1
        case .amended: 2
        case .suspended: 3
        case .resumed: 4
        case .superseded: 5
        case .revoked: 6
        case .expired: 7
        case .implemented: 8
        case .made: 9
        case .confirmed: 10
        case .denied: 11
        case .withdrawn: 12
        case .fulfilled: 13
        case .planned: 14
        case .pledged: 15
        case .committed: 16
        case .disbursed: 17
        case .revised: 18
        case .cancelled: 19
        case .registered: 20
        case .renamed: 21
        case .merged: 22
        case .joined: 23
        case .left: 24
        case .corrected: 25
        case .retracted: 26
        }
    }
}
