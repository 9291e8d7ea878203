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

    init<Element>(_ name: String, _ path: any WritableKeyPath<Owner, Column<Element>> & Sendable) {
        self.name = name
        stride = MemoryLayout<Element>.stride
        count = { $0[keyPath: path].count }
        visit = { owner, offset, body in owner[keyPath: path].withBytes(from: offset, body) }
        fill = { (owner, bytes, limits) throws(ColumnError) in
            owner[keyPath: path] = try Column(bytes, limits)
        }
    }

    /// The two columns of lists: where those of each row begin, and all of them.
    static func lists<Element>(
        _ name: String, _ starts: any WritableKeyPath<Owner, Column<UInt32>> & Sendable,
        _ all: any WritableKeyPath<Owner, Column<Element>> & Sendable
    ) -> [Self] { [Self(name + "-starts", starts), Self(name, all)] }

    /// How many bytes it has.
    package func byteCount(in owner: Owner) -> Int { count(owner) * stride }

    /// Calls `body` with its bytes from `offset` on.
    package func withBytes(in owner: Owner, from offset: Int, _ body: (RawSpan) -> Void) { visit(owner, offset, body) }

    /// Takes in its bytes.
    package func read(into owner: inout Owner, _ bytes: RawSpan, _ limits: ColumnLimits) throws(ColumnError) {
        try fill(&owner, bytes, limits)
    }
}
