/// Values in the order of the log, which are only ever appended: a part of a state.
///
/// A prefix of the log has a prefix of each column, so that what was known at an entry is told by the same column as what
/// is known today.
struct Column<Element: ColumnElement>: Sendable, Equatable, RandomAccessCollection {
    private(set) var elements: [Element] = []

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

    func slice(_ range: Range<Int>) -> ArraySlice<Element> { elements[range] }

    // MARK: Bytes

    /// Calls `body` with the bytes from `offset` on.
    func withBytes(from offset: Int, _ body: (RawSpan) -> Void) {
        // No element has padding (see ColumnElement): every byte is initialised.
        let bytes = unsafe elements.span.bytes
        body(bytes.extracting(offset..<bytes.byteCount))
    }

    /// The column of these bytes, all of whose elements are sound.
    init(_ bytes: RawSpan, _ limits: ColumnLimits) throws(ColumnError) {
        let stride = MemoryLayout<Element>.stride
        guard bytes.byteCount % stride == 0 else { throw .cut }
        let count = bytes.byteCount / stride
        // The bytes are `count` strides, as the buffer is, and any bytes make an element (see ColumnElement).
        elements = unsafe Array(unsafeUninitializedCapacity: count) { buffer, initialized in
            unsafe bytes.withUnsafeBytes { unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
            initialized = count
        }
        for element in elements where !element.isSound(limits) { throw .unsound }
    }
}

/// Several values for each of some rows, in one flat column: those of a row have its place. Only ever appended to.
struct Lists<Element: ColumnElement>: Sendable, Equatable {
    /// Where the values of each row begin; they end where the next row's begin.
    var starts = Column<UInt32>()
    var all = Column<Element>()

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

    /// Whether there are so many rows, and each ends behind its beginning.
    func isSound(rows count: Int) -> Bool {
        guard starts.count == count else { return false }
        var last: UInt32 = 0
        for start in starts {
            guard start >= last else { return false }
            last = start
        }
        return Int(last) <= all.count
    }
}
