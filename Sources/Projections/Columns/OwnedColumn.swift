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
///
///     .init("targets") { $1(&$0.entries) }
package struct OwnedColumn<Owner: Sendable>: Sendable {
    package let name: String
    /// The bytes of an element.
    let stride: Int
    private let count: @Sendable (Owner) -> Int
    private let visit: @Sendable (Owner, Int, (RawSpan) -> Void) -> Void
    private let fill: @Sendable (inout Owner, RawSpan, ColumnLimits) throws(ColumnError) -> Void
    private let base: @Sendable (Owner) -> Int
    private let add: @Sendable (inout Owner, Owner, Renumbering, UInt32) -> Void

    /// - Parameters:
    ///   - base: where that begins which the elements of another state point at, once it is added to this part.
    ///   - access: hands the column to its second argument.
    init<Element>(
        _ name: String, pointingBehind base: @escaping @Sendable (Owner) -> Int = { _ in 0 },
        _ access: @escaping @Sendable (inout Owner, (inout Column<Element>) -> Void) -> Void
    ) {
        @Sendable func column(_ owner: Owner) -> Column<Element> {
            var (owner, column) = (owner, Column<Element>())
            access(&owner) { column = $0 }
            return column
        }
        self.name = name
        stride = MemoryLayout<Element>.stride
        count = { column($0).count }
        visit = { owner, offset, body in column(owner).withBytes(from: offset, body) }
        fill = { (owner, bytes, limits) throws(ColumnError) in
            let read = try Column<Element>(bytes, limits)
            access(&owner) { $0 = read }
        }
        self.base = base
        add = { owner, other, numbers, place in
            let elements = column(other)
            access(&owner) { $0.append(contentsOf: elements.lazy.map { $0.renumbered(numbers, from: place) }) }
        }
    }

    /// The two columns of lists: where those of each row begin, and all of them.
    static func lists<Element>(
        _ name: String, _ access: @escaping @Sendable (inout Owner, (inout Lists<Element>) -> Void) -> Void
    ) -> [Self] {
        @Sendable func count(_ owner: Owner) -> Int {
            var (owner, count) = (owner, 0)
            access(&owner) { count = $0.all.count }
            return count
        }
        let starts = Self(name + "-starts", pointingBehind: count) { owner, body in access(&owner) { body(&$0.starts) }
        }
        return [starts, Self(name) { owner, body in access(&owner) { body(&$0.all) } }]
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
