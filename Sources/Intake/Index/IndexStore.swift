import EventLog
import LinuxIO

/// The files of an index in cache/: safe to delete at any moment.
///
///     cache/index                     the daemon's: what is known of the log at some places, and the newest identities
///     cache/index-<16 hex digits>     a base, which the file above names: the identities of all entries before those
///
/// The daemon writes the first, rarely, and alone decides which base belongs to it. Bases are made by ``consolidate()``,
/// at leisure and in another process, from a base and what stands in the first file; the daemon takes the new one up when
/// it writes the next time. Every file is made beside and renamed, and none is ever written to again. None is synced: a
/// file that a crash tears does not fit its checksums, and is as if it were not there.
package struct IndexStore: Sendable {
    private static let tail = name("index")
    private static let prefix = "index-"
    private static let draftPrefix = ".index-"

    private let path: String

    /// - Parameter path: of cache/, which need not be there.
    package init(_ path: String) { self.path = path }

    // MARK: Reading

    /// What the daemon wrote last; nil where there is nothing whole.
    func read() -> (tail: IdentityRun, base: IdentityRun?)? {
        guard let cache = try? Directory.open(path), let tail = IdentityRun(Self.tail, in: cache) else { return nil }
        guard let number = tail.header.base else { return tail.header.sequences.lowerBound == 0 ? (tail, nil) : nil }
        guard let base = IdentityRun(Self.name(base: number), in: cache), base.header.run == number,
            base.header.sequences.lowerBound == 0, base.header.sequences.upperBound >= tail.header.sequences.lowerBound
        else { return nil }
        return (tail, base)
    }

    /// The longest base that was made out of one of these runs.
    func base(from sources: Set<UInt64>) -> IdentityRun? {
        guard let cache = try? Directory.open(path), let names = try? cache.names() else { return nil }
        return names.filter { $0.hasPrefix(Self.prefix) }.compactMap { IdentityRun($0, in: cache) }
            .filter { $0.header.source.map(sources.contains) == true && $0.header.sequences.lowerBound == 0 }
            .max { $0.header.sequences.upperBound < $1.header.sequences.upperBound }
    }

    /// Whether this base is there.
    func holds(base run: IdentityRun) -> Bool {
        (try? Directory.open(path).status(of: Self.name(base: run.header.run))) != nil
    }

    // MARK: Writing

    /// Writes what the daemon knows, and removes the bases that it does not name.
    ///
    /// - Throws: ``IndexFlaw`` where a source cannot be read, `IOError`.
    func writeTail(_ header: IndexHeader, _ sources: [IdentityCursor]) throws -> IdentityRun? {
        let run = try write(header, sources, as: Self.tail)
        let cache = try Directory.open(path)
        let named = header.base.map(Self.name(base:))
        for name in try cache.names() where name.hasPrefix(Self.prefix) && name != named { try? cache.remove(name) }
        return run
    }

    /// Makes a new base out of all that the daemon has written, where that has grown enough.
    package func consolidate() throws {
        guard let (tail, base) = read(), self.base(from: [tail.header.run]) == nil else { return }
        let (from, end) = (tail.header.sequences.lowerBound, tail.header.sequences.upperBound)
        guard end - from > from / 16 else { return }
        let header = IndexHeader(sequences: 0..<end, source: tail.header.run)
        do {
            var sources = [try IdentityCursor(tail, from..<end)]
            if let base { sources.append(try IdentityCursor(base, 0..<from)) }
            _ = try write(header, sources, as: Self.name(base: header.run))
        } catch let flaw as IndexFlaw {
            // Where the daemon misses the base that it names, it makes all anew.
            if let base { try? Directory.open(path).remove(Self.name(base: base.header.run)) }
            throw flaw
        }
    }

    /// Removes all files of an index, and nothing else that lies there.
    package func clear() {
        removeDrafts()
        guard let cache = try? Directory.open(path), let names = try? cache.names() else { return }
        for name in names where name == Self.tail || Self.isBase(name) { try? cache.remove(name) }
    }

    private static func isBase(_ name: FileName) -> Bool {
        let digits = name.bytes.dropFirst(prefix.utf8.count)
        return name.hasPrefix(prefix) && digits.count == 16
            && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// Removes what a crash has left half-written.
    package func removeDrafts() {
        guard let cache = try? Directory.open(path), let names = try? cache.names() else { return }
        for name in names where name.hasPrefix(Self.draftPrefix) { try? cache.remove(name) }
    }

    private func write(_ header: IndexHeader, _ sources: [IdentityCursor], as name: FileName) throws -> IdentityRun? {
        let cache = try Directory.make(path, mode: 0o750)
        let draft = Self.name("\(Self.draftPrefix)\(String(header.run, radix: 16))")
        do {
            var header = header
            header.pages = IdentityRun.pages(for: sources.reduce(0) { $0 + $1.count })
            try merge(sources, into: IdentityWriter(cache.create(draft, mode: 0o640), header))
            try cache.replace(name, with: draft)
        } catch {
            try? cache.remove(draft)
            throw error
        }
        return IdentityRun(name, in: cache)
    }

    private func merge(_ sources: [IdentityCursor], into writer: consuming IdentityWriter) throws {
        var sources = sources
        while true {
            var least: (place: Int, key: IdentityKey)?
            for place in sources.indices {
                guard let key = sources[place].key, least.map({ key < $0.key }) ?? true else { continue }
                least = (place, key)
            }
            guard let place = least?.place, let identity = try sources[place].next() else { break }
            try writer.add(identity)
        }
        try writer.finish()
    }

    // MARK: Names

    private static func name(base run: UInt64) -> FileName {
        let digits = String(run, radix: 16)
        return name(prefix + String(repeating: "0", count: 16 - digits.utf8.count) + digits)
    }

    private static func name(_ text: String) -> FileName {
        guard let name = FileName(text) else { preconditionFailure("letters and digits are a name") }
        return name
    }
}
