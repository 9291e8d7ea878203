import LinuxIO

/// Identities in the order of their keys, from memory or from the pages of a run.
struct IdentityCursor {
    private var pages: (run: IdentityRun, next: Int)?
    private let sequences: Range<UInt64>
    /// How many come at most.
    let count: Int
    private var identities: ArraySlice<IndexedIdentity>

    /// - Parameter identities: in the order of their keys.
    init(_ identities: [IndexedIdentity]) {
        self.identities = identities[...]
        sequences = 0..<UInt64.max
        count = identities.count
    }

    /// Those of a run that are of these entries.
    init(_ run: IdentityRun, _ sequences: Range<UInt64>) throws(IndexFlaw) {
        pages = (run, 0)
        self.sequences = sequences
        count = try run.keys()
        identities = []
        try fill()
    }

    /// The key that comes next; nil at the end.
    var key: IdentityKey? { identities.first?.key }

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
    private let file: File
    private let header: IndexHeader
    /// The page that is being filled, without its head.
    private var page: [UInt8] = []
    private var number = 0
    private var fences: [UInt64] = []
    /// Pages that wait to be written.
    private var written: [UInt8] = []
    private static let pagesAtOnce = 64

    init(_ file: consuming File, _ header: IndexHeader) {
        self.file = file
        self.header = header
        written = header.bytes
    }

    /// Adds an identity whose key is none less than the last one's.
    ///
    /// - Throws: `IOError`; ``IndexFlaw`` where there are more keys than its pages have room for.
    mutating func add(_ identity: IndexedIdentity) throws {
        if page.count == IdentityRun.capacity * IdentityRun.recordSize { try endPage(of: IdentityRun.recordSize) }
        if page.isEmpty {
            guard fences.count < header.pages else { throw IndexFlaw() }
            fences.append(identity.key.high)
        }
        page.append(littleEndian: identity.key.high)
        page.append(littleEndian: identity.key.low)
        page.append(littleEndian: identity.seq)
    }

    /// Writes what is left.
    consuming func finish() throws {
        while number < header.pages { try endPage(of: IdentityRun.recordSize) }
        fences += [UInt64](repeating: .max, count: header.pages - fences.count)
        for (place, fence) in fences.enumerated() {
            page.append(littleEndian: fence)
            if place % IdentityRun.fencesPerPage == IdentityRun.fencesPerPage - 1 || place == fences.count - 1 {
                try endPage(of: 8)
            }
        }
        try file.write(written)
    }

    /// - Parameter size: of one of the things on the page, in bytes.
    private mutating func endPage(of size: Int) throws {
        var whole: [UInt8] = []
        whole.reserveCapacity(IdentityRun.pageSize)
        whole.append(littleEndian: UInt64(page.count / size) << 32)
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
