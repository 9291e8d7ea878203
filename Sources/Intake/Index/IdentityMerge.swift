import LinuxIO

/// Identities in the order of their hashes, from memory or from the pages of a run.
struct IdentityCursor {
    private var pages: (run: IdentityRun, next: Int)?
    private let sequences: Range<UInt64>
    private var identities: ArraySlice<IndexedIdentity>

    /// - Parameter identities: in the order of their hashes.
    init(_ identities: [IndexedIdentity]) {
        self.identities = identities[...]
        sequences = 0..<UInt64.max
    }

    /// Those of a run that are of these entries.
    init(_ run: IdentityRun, _ sequences: Range<UInt64>) throws(IndexFlaw) {
        pages = (run, 0)
        self.sequences = sequences
        identities = []
        try fill()
    }

    /// The hash that comes next; nil at the end.
    var hash: UInt64? { identities.first?.hash }

    mutating func next() throws(IndexFlaw) -> IndexedIdentity? {
        guard let identity = identities.popFirst() else { return nil }
        if identities.isEmpty { try fill() }
        return identity
    }

    private mutating func fill() throws(IndexFlaw) {
        while identities.isEmpty, let (run, page) = pages, page < run.header.pages {
            identities = try run.identities(on: page).filter { sequences.contains($0.seq) }[...]
            pages = (run, page + 1)
        }
    }
}

/// Writes the file of an ``IdentityRun``, one page after the other.
struct IdentityWriter: ~Copyable {
    /// What a hash belongs to that too many others belong to.
    struct Overflow: Error {}

    private let file: File
    private let header: IndexHeader
    private var page: [UInt8] = []
    private var number = 0
    /// Pages that wait to be written.
    private var written: [UInt8] = []
    private var filter: [[UInt8]]
    private static let pagesAtOnce = 64

    /// How many pages the identities of so many entries need.
    static func pages(_ sequences: Range<UInt64>) -> Int {
        Int(clamping: sequences.upperBound - sequences.lowerBound) / IdentityRun.load + 1
    }

    init(_ file: consuming File, _ header: IndexHeader) {
        self.file = file
        self.header = header
        written = header.bytes
        filter = Array(
            repeating: [UInt8](repeating: 0, count: IdentityRun.pageSize),
            count: IdentityFilter.pages(for: header.pages))
    }

    /// Adds an identity whose hash is none less than the last one's.
    mutating func add(_ identity: IndexedIdentity) throws {
        let place = IdentityRun.page(of: identity.hash, among: header.pages)
        while number < place { try endPage() }
        guard page.count < 16 * IdentityRun.capacity else { throw Overflow() }
        page.append(littleEndian: identity.hash)
        page.append(littleEndian: identity.seq)
        IdentityFilter.insert(identity.hash, into: &filter[IdentityRun.page(of: identity.hash, among: filter.count)])
    }

    /// Writes what is left.
    consuming func finish() throws {
        while number < header.pages { try endPage() }
        for bits in filter {
            page = Array(bits.dropFirst(IdentityRun.headSize))
            try endPage()
        }
        try file.write(written)
    }

    private mutating func endPage() throws {
        var whole: [UInt8] = []
        whole.reserveCapacity(IdentityRun.pageSize)
        whole.append(littleEndian: UInt64(page.count / 16) << 32)
        whole.append(littleEndian: header.run &+ UInt64(number))
        whole += page
        whole += [UInt8](repeating: 0, count: IdentityRun.pageSize - whole.count)
        let sum = IdentityRun.checksum(whole)
        for byte in 0..<4 { whole[byte] = UInt8(truncatingIfNeeded: sum >> (8 * byte)) }
        written += whole
        page.removeAll(keepingCapacity: true)
        number += 1
        if written.count >= Self.pagesAtOnce * IdentityRun.pageSize {
            try file.write(written)
            written.removeAll(keepingCapacity: true)
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(littleEndian value: UInt64) {
        // Eight bytes without padding, which live through the call.
        unsafe Swift.withUnsafeBytes(of: value.littleEndian) { unsafe append(contentsOf: $0) }
    }
}
