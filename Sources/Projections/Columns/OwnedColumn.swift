/// A part of a state, which keeps columns: the names, the entries, or what a projection keeps besides.
package protocol ColumnOwner: Sendable, Equatable {
    /// Every column that it keeps, each with the name of its file.
    static var columns: [OwnedColumn<Self>] { get }

    init()

    /// Makes whole what was read column by column, and checks what of it hangs together.
    mutating func finishReading(_ limits: ColumnLimits) throws(ColumnError)
}

extension ColumnOwner {
    package mutating func finishReading(_ limits: ColumnLimits) throws(ColumnError) {}

    /// Adds the same part of a state whose entries come after this one's.
    mutating func append(_ other: Self, _ numbers: Renumbering) {
        let places = Self.columns.map { $0.place(in: self) }
        for (column, place) in zip(Self.columns, places) { column.append(to: &self, other, numbers, from: place) }
    }

    /// The memory of the columns, in bytes.
    package var byteCount: Int { Self.columns.reduce(0) { $0 + $1.byteCount(in: self) } }
}

/// One of the columns that a part of a state keeps.
package struct OwnedColumn<Owner: Sendable>: Sendable {
    package let name: String
    /// The bytes of an element.
    let stride: Int
    private let count: @Sendable (Owner) -> Int
    private let visit: @Sendable (Owner, Int, (RawSpan) -> Void) -> Void
    private let fill: @Sendable (inout Owner, RawSpan, ColumnLimits) throws(ColumnError) -> Void
    private let base: @Sendable (Owner) -> Int
    private let add: @Sendable (inout Owner, Owner, Renumbering, UInt32) -> Void

    /// - Parameter base: where that begins which the elements of another state point at, once it is added to this part.
    init<Element>(
        _ name: String, _ path: any WritableKeyPath<Owner, Column<Element>> & Sendable,
        pointingBehind base: @escaping @Sendable (Owner) -> Int = { _ in 0 }
    ) {
        self.name = name
        stride = MemoryLayout<Element>.stride
        count = { $0[keyPath: path].count }
        visit = { owner, offset, body in owner[keyPath: path].withBytes(from: offset, body) }
        fill = { (owner, bytes, limits) throws(ColumnError) in
            owner[keyPath: path] = try Column(bytes, limits)
        }
        self.base = base
        add = { owner, other, numbers, place in
            let elements = other[keyPath: path]
            owner[keyPath: path].append(contentsOf: elements.lazy.map { $0.renumbered(numbers, from: place) })
        }
    }

    /// The two columns of lists: where those of each row begin, and all of them.
    static func lists<Element>(
        _ name: String, _ starts: any WritableKeyPath<Owner, Column<UInt32>> & Sendable,
        _ all: any WritableKeyPath<Owner, Column<Element>> & Sendable
    ) -> [Self] {
        [Self(name + "-starts", starts, pointingBehind: { $0[keyPath: all].count }), Self(name, all)]
    }

    /// How many bytes it has.
    package func byteCount(in owner: Owner) -> Int { count(owner) * stride }

    /// Calls `body` with its bytes from `offset` on.
    package func withBytes(in owner: Owner, from offset: Int, _ body: (RawSpan) -> Void) { visit(owner, offset, body) }

    /// Takes in its bytes.
    package func read(into owner: inout Owner, _ bytes: RawSpan, _ limits: ColumnLimits) throws(ColumnError) {
        try fill(&owner, bytes, limits)
    }

    /// Where that will begin which the elements of another state point at.
    func place(in owner: Owner) -> UInt32 { UInt32(base(owner)) }

    /// Adds the elements of the same part of another state.
    func append(to owner: inout Owner, _ other: Owner, _ numbers: Renumbering, from place: UInt32) {
        add(&owner, other, numbers, place)
    }
}
