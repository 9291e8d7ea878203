import LinuxIO

/// The key of an identity or a file, and its entry.
struct IndexedIdentity: Sendable, Hashable {
    var key: IdentityKey
    var seq: UInt64
}

/// A page of the index that is not as it was written, or cannot be read: nothing of the index is to be believed.
struct IndexFlaw: Error {}

/// The identities of a stretch of the log in a file: what ``IdentityIndex`` is in memory, however long the log is.
///
/// Behind an ``IndexHeader`` stand as many pages of 4,096 bytes as it says, all numbers little-endian:
///
///     0    CRC-32C of the rest of the page
///     4    how many identities it has, 0 to 170
///     8    the run's number plus the page's, so that no page can stand for another
///     16   identities, 24 bytes each: key (high half, low half), sequence number
///
/// All of a run stands in the order of keys. Behind those pages stand its fences, in pages with the same head: of each page
/// the high half of its first key, of an empty one all bits. They are read once and kept: eight bytes for 170 identities. A
/// lookup is one pread(2) then: a mapping would end the program where the file is shortened, or the disk fails.
final class IdentityRun {
    static let pageSize = 4_096
    static let headSize = 16
    static let recordSize = 24
    /// How many identities a page has room for.
    static let capacity = (pageSize - headSize) / recordSize
    /// How many fences a page has room for.
    static let fencesPerPage = (pageSize - headSize) / 8

    let header: IndexHeader
    private let file: File
    /// Where the first page begins, in bytes.
    private let start: Int
    private var page = [UInt8](repeating: 0, count: pageSize)
    /// Nil until they were needed.
    private var fences: [UInt64]?

    /// - Returns: nil where there is no whole file of an index under this name.
    init?(_ name: FileName, in directory: borrowing Directory) {
        guard let file = try? directory.openForReading(name), let size = try? file.status().size,
            let line = Self.firstLine(file), let header = IndexHeader(line: line)
        else { return nil }
        start = (line.count / IndexHeader.alignment + 1) * IndexHeader.alignment
        guard size == start + (header.pages + Self.fencePages(for: header.pages)) * Self.pageSize,
            // So many have room; the rest of what is reckoned with them follows.
            header.sequences.upperBound - header.sequences.lowerBound <= UInt64(header.pages * Self.capacity)
        else { return nil }
        self.header = header
        self.file = file
    }

    private static func firstLine(_ file: borrowing File) -> ArraySlice<UInt8>? {
        var count = IndexHeader.alignment
        while count <= IndexHeader.maximumLength {
            guard let bytes = try? file.read(at: 0, count: count) else { return nil }
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) { return bytes[..<end] }
            // Nothing more is there, and no room is needed for it.
            guard bytes.count == count else { return nil }
            count *= 8
        }
        return nil
    }

    /// The entries that have the identity with this key.
    func entries(_ key: IdentityKey) throws(IndexFlaw) -> [UInt64] {
        let fences = try readFences()
        // Keys that begin alike can begin on the page before the first fence that they reach.
        var page = max(0, fences.partition { $0 < key.high } - 1)
        var found: [UInt64] = []
        while page < header.pages, fences[page] <= key.high {
            let count = try read(page)
            var place = (0..<count).partition { self.key($0) < key }
            while place < count, self.key(place) == key {
                found.append(seq(place))
                place += 1
            }
            // What stands on the page behind is greater, unless all of this one is less or the same.
            if place < count { break }
            page += 1
        }
        return found
    }

    /// How many keys it has at most: as many as its pages that are not empty have room for.
    func keys() throws(IndexFlaw) -> Int { try readFences().count { $0 != .max } * Self.capacity }

    /// All identities of a page, in the order of their keys.
    func identities(on page: Int) throws(IndexFlaw) -> [IndexedIdentity] {
        let count = try read(page)
        return (0..<count).map { IndexedIdentity(key: key($0), seq: seq($0)) }
    }

    private func readFences() throws(IndexFlaw) -> [UInt64] {
        if let fences { return fences }
        var read: [UInt64] = []
        read.reserveCapacity(header.pages)
        for number in 0..<Self.fencePages(for: header.pages) {
            let count = try self.read(header.pages + number)
            for place in 0..<count { read.append(self.number(at: Self.headSize + 8 * place)) }
        }
        guard read.count == header.pages else { throw IndexFlaw() }
        fences = read
        return read
    }

    /// Reads a page into memory and checks it.
    ///
    /// - Returns: how many identities or fences are on it.
    private func read(_ number: Int) throws(IndexFlaw) -> Int {
        guard (try? file.read(at: start + number * Self.pageSize, into: &page, from: 0)) == Self.pageSize else {
            throw IndexFlaw()
        }
        let head = self.number(at: 0)
        let count = Int(head >> 32)
        guard UInt32(truncatingIfNeeded: head) == Self.checksum(page),
            count <= (number < header.pages ? Self.capacity : Self.fencesPerPage),
            self.number(at: 8) == header.run &+ UInt64(number)
        else { throw IndexFlaw() }
        return count
    }

    private func key(_ place: Int) -> IdentityKey {
        let start = Self.headSize + Self.recordSize * place
        return IdentityKey(high: number(at: start), low: number(at: start + 8))
    }

    private func seq(_ place: Int) -> UInt64 { number(at: Self.headSize + Self.recordSize * place + 16) }

    private func number(at offset: Int) -> UInt64 {
        // Every pattern of bits is a UInt64; the page lives through the call, and no place is beyond its capacity.
        unsafe UInt64(
            littleEndian: page.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) })
    }

    // MARK: What a writer shares

    /// How many pages so many keys need.
    static func pages(for count: Int) -> Int { count / capacity + 1 }

    static func fencePages(for pages: Int) -> Int { (pages - 1) / fencesPerPage + 1 }

    /// - Parameter page: its own checksum stands in the first four bytes.
    static func checksum(_ page: [UInt8]) -> UInt32 {
        var sum = CRC32C()
        // UInt8 has no padding that could be uninitialised.
        unsafe sum.add(page.span.bytes.extracting(4..<pageSize))
        return sum.value
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first index whose element `isBefore` does not hold for; it holds for all elements before that, and for none
    /// behind it.
    func partition(_ isBefore: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
