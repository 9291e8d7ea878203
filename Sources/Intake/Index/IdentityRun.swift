import LinuxIO

/// The hash of an event's identity, and the entry that has it.
struct IndexedIdentity: Sendable, Hashable {
    var hash: UInt64
    var seq: UInt64
}

/// A page of the index that is not as it was written, or cannot be read: nothing of the index is to be believed.
struct IndexFlaw: Error {}

/// The identities of a stretch of the log in a file: what ``IdentityIndex`` is in memory, however long the log is.
///
/// Behind an ``IndexHeader`` stand as many pages of 4,096 bytes as it says, all numbers little-endian:
///
///     0    CRC-32C of the rest of the page
///     4    how many identities it has, 0 to 255
///     8    the run's number plus the page's, so that no page can stand for another
///     16   the identities in the order of their hashes, 16 bytes each: hash, sequence number
///
/// A hash belongs on the page that it is the same part of all hashes as the page is of all pages, so that all of a run
/// stands in the order of hashes. Behind those pages stand the pages of an ``IdentityFilter``, with the same head, each of
/// which is kept in memory once it was asked. A lookup that the filter does not settle is one pread(2): a mapping would
/// end the program where somebody shortens the file, or the disk fails.
final class IdentityRun {
    static let pageSize = 4_096
    static let headSize = 16
    static let capacity = 255
    /// So full are pages on average that none of a million is likely to overflow.
    static let load = 160

    let header: IndexHeader
    private let file: File
    /// Where the first page begins, in bytes.
    private let start: Int
    private var page = [UInt8](repeating: 0, count: pageSize)
    /// The pages of the filter; empty where one was not read yet.
    private var filter: [[UInt8]]

    /// - Returns: nil where there is no whole file of an index under this name.
    init?(_ name: FileName, in directory: borrowing Directory) {
        guard let file = try? directory.openForReading(name), let size = try? file.status().size,
            let line = Self.firstLine(file), let header = IndexHeader(line: line)
        else { return nil }
        start = (line.count / IndexHeader.alignment + 1) * IndexHeader.alignment
        let filterPages = IdentityFilter.pages(for: header.pages)
        guard size == start + (header.pages + filterPages) * Self.pageSize,
            // So many have room; the rest of what is reckoned with them follows.
            header.sequences.upperBound - header.sequences.lowerBound <= UInt64(header.pages * Self.capacity)
        else { return nil }
        self.header = header
        filter = Array(repeating: [], count: filterPages)
        self.file = file
    }

    private static func firstLine(_ file: borrowing File) -> ArraySlice<UInt8>? {
        var count = IndexHeader.alignment
        while count <= IndexHeader.maximumLength {
            guard let bytes = try? file.read(at: 0, count: count) else { return nil }
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) { return bytes[..<end] }
            count *= 8
        }
        return nil
    }

    /// The entries that may have the identity with this hash.
    func candidates(_ hash: UInt64) throws(IndexFlaw) -> [UInt64] {
        guard try mayHold(hash) else { return [] }
        let count = try read(Self.page(of: hash, among: header.pages))
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self.hash(middle) < hash { low = middle + 1 } else { high = middle }
        }
        var found: [UInt64] = []
        while low < count, self.hash(low) == hash {
            found.append(seq(low))
            low += 1
        }
        return found
    }

    private func mayHold(_ hash: UInt64) throws(IndexFlaw) -> Bool {
        let place = Self.page(of: hash, among: filter.count)
        if filter[place].isEmpty {
            _ = try read(header.pages + place)
            filter[place] = page
        }
        return IdentityFilter.mayHold(hash, filter[place])
    }

    /// All identities of a page, in the order of their hashes.
    func identities(on page: Int) throws(IndexFlaw) -> [IndexedIdentity] {
        let count = try read(page)
        return (0..<count).map { IndexedIdentity(hash: hash($0), seq: seq($0)) }
    }

    /// Reads a page into memory and checks it.
    ///
    /// - Returns: how many identities are on it.
    private func read(_ number: Int) throws(IndexFlaw) -> Int {
        guard (try? file.read(at: start + number * Self.pageSize, into: &page, from: 0)) == Self.pageSize else {
            throw IndexFlaw()
        }
        let head = self.number(at: 0)
        let count = Int(head >> 32)
        guard UInt32(truncatingIfNeeded: head) == Self.checksum(page), count <= Self.capacity,
            self.number(at: 8) == header.run &+ UInt64(number)
        else { throw IndexFlaw() }
        return count
    }

    private func hash(_ place: Int) -> UInt64 { number(at: Self.headSize + 16 * place) }
    private func seq(_ place: Int) -> UInt64 { number(at: Self.headSize + 16 * place + 8) }

    private func number(at offset: Int) -> UInt64 {
        // Every pattern of bits is a UInt64; the page lives through the call, and no place is beyond its capacity.
        unsafe UInt64(
            littleEndian: page.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) })
    }

    // MARK: What a writer shares

    static func page(of hash: UInt64, among pages: Int) -> Int {
        Int(hash.multipliedFullWidth(by: UInt64(pages)).high)
    }

    /// - Parameter page: its own checksum stands in the first four bytes.
    static func checksum(_ page: [UInt8]) -> UInt32 {
        var sum = CRC32C()
        // UInt8 has no padding that could be uninitialised.
        unsafe sum.add(page.span.bytes.extracting(4..<pageSize))
        return sum.value
    }
}
