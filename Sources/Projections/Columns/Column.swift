/// Values in the order of the log, which are only ever appended: a part of a state.
///
/// A prefix of the log has a prefix of each column, so that what was known at an entry is told by the same column as what
/// is known today.
struct Column<Element: ColumnElement>: Sendable, Equatable, RandomAccessCollection {
    private var elements: [Element] = []

    init() {}

    var startIndex: Int { 0 }
    var endIndex: Int { elements.count }

    @inline(__always)
    subscript(place: Int) -> Element { elements[place] }

    @inline(__always)
    mutating func append(_ element: Element) { elements.append(element) }

    mutating func append(contentsOf elements: some Sequence<Element>) { self.elements.append(contentsOf: elements) }

    /// Makes room for so many more.
    mutating func reserve(_ count: Int) { elements.reserveCapacity(elements.count + count) }

    /// The memory in use, in bytes.
    var byteCount: Int { elements.byteCount }

    func slice(_ range: Range<Int>) -> ArraySlice<Element> { elements[range] }

    // MARK: Archive

    func archive(into writer: inout ArchiveWriter) { writer.append(elements) }

    init(from reader: inout ArchiveReader, _ bytes: RawSpan) throws(ArchiveError) {
        elements = try reader.array(bytes)
    }
}

/// Several values for each of some rows, in one flat column: those of a row have its place.
struct Lists<Element: ColumnElement>: Sendable, Equatable {
    /// Where the values of each row begin; they end where the next row's begin.
    private(set) var starts = Column<UInt32>()
    private(set) var all = Column<Element>()

    init() {}

    /// How many rows there are.
    var count: Int { starts.count }

    /// Begins the next row, which has no values yet.
    mutating func appendRow() { starts.append(UInt32(all.count)) }

    /// Adds a value to the last row.
    mutating func append(_ element: Element) { all.append(element) }

    /// Makes room for so many more rows, as far as that is known.
    mutating func reserve(_ count: Int) { starts.reserve(count) }

    func range(of row: Int) -> Range<Int> {
        Int(starts[row])..<(row + 1 < starts.count ? Int(starts[row + 1]) : all.count)
    }

    subscript(row: Int) -> ArraySlice<Element> { all.slice(range(of: row)) }

    var byteCount: Int { starts.byteCount + all.byteCount }

    // MARK: Archive

    func archive(into writer: inout ArchiveWriter) {
        starts.archive(into: &writer)
        all.archive(into: &writer)
    }

    /// - Parameter count: of how many rows.
    init(from reader: inout ArchiveReader, _ bytes: RawSpan, rows count: Int) throws(ArchiveError) {
        starts = try Column(from: &reader, bytes)
        all = try Column(from: &reader, bytes)
        guard starts.count == count else { throw .unsound }
        var last: UInt32 = 0
        for start in starts {
            guard start >= last else { throw .unsound }
            last = start
        }
        guard Int(last) <= all.count else { throw .unsound }
    }
}

extension Array {
    /// The memory of the elements, in bytes.
    var byteCount: Int { count * MemoryLayout<Element>.stride }
}
