/// The parts that a fold can be kept in: what all projections share, and each projection for itself.
///
/// A question about directives needs `symbols`, `entries` and `directives` alone. Each part begins with a seal (its
/// name and version) and the number of entries that it is of, so that no part is taken for another or read beside one of
/// another moment.
extension Fold {
    private static let shared: [(name: String, version: Int)] = [
        ("symbols", Symbols.version), ("entries", Entries.version),
    ]

    /// The names of the parts that a fold of `projections` is read from, in the order in which they are read.
    package static func parts(of projections: [any Projection.Type] = Projections.all) -> [String] {
        shared.map(\.name) + Projections.needed(by: projections).map { $0.name }
    }

    /// The version of a part; nil where there is no such part.
    package static func version(of part: String) -> Int? {
        shared.first { $0.name == part }?.version ?? Projections.named(part)?.version
    }

    /// A part, its bytes the same for equal states; nil where this fold has no such part.
    package func archive(_ part: String) -> ArchiveWriter? {
        var writer = ArchiveWriter()
        guard let seal = Self.seal(of: part) else { return nil }
        writer.append(seal)
        writer.append(count)
        switch part {
        case "symbols": symbols.archive(into: &writer)
        case "entries": entries.archive(into: &writer)
        default:
            guard let projection = projections.first(where: { type(of: $0).name == part }) else { return nil }
            projection.archive(into: &writer)
        }
        return writer
    }

    /// The fold of `chosen` that was archived. It answers, and goes on folding, as the one archived does.
    ///
    /// - Parameter archive: the bytes of a part.
    /// - Throws: why they are not of one fold of this program: it is to be folded anew from the log.
    package init<Failure>(
        _ chosen: [any Projection.Type], from archive: (_ part: String) throws(Failure) -> [UInt8]
    ) throws {
        var reader = FoldReader(chosen)
        for part in reader.parts {
            let bytes = try archive(part)
            // Bytes have no padding that could be uninitialised.
            try reader.read(part, unsafe bytes.span.bytes)
        }
        self = try reader.fold()
    }

    fileprivate static func seal(of part: String) -> UInt64? {
        version(of: part).map { StableHash.pair(StableHash.of(part), UInt64($0)) }
    }
}

/// One part of a fold, read from its bytes.
package struct FoldPart: Sendable {
    fileprivate enum Value: Sendable {
        case symbols(Symbols)
        case entries(Entries)
        case projection(any Projection)
    }

    fileprivate let value: Value
    /// How many entries the fold has.
    fileprivate let count: UInt64
}

/// Reads a fold from its parts, so that the bytes of none need lie in memory longer than it takes to read them.
///
///     var reader = FoldReader([Directives.self])
///     for part in reader.parts { try reader.read(part, bytes(of: part)) }
///     let fold = try reader.fold()
///
/// Once the first part was taken in, several threads can ``decode(_:_:)`` the others.
package struct FoldReader: Sendable {
    private let chosen: [any Projection.Type]
    private var count: UInt64?
    private var symbols: Symbols?
    private var entries: Entries?
    private var projections: [any Projection] = []

    package init(_ chosen: [any Projection.Type]) { self.chosen = Projections.needed(by: chosen) }

    /// What is to be read, in this order.
    package var parts: [String] { Fold.parts(of: chosen) }

    /// Takes in the next of ``parts``.
    package mutating func read(_ part: String, _ bytes: RawSpan) throws(ArchiveError) { add(try decode(part, bytes)) }

    /// What the bytes of one of ``parts`` hold; for any but the first that one must have been taken in.
    package func decode(_ part: String, _ bytes: RawSpan) throws(ArchiveError) -> FoldPart {
        var (reader, count) = try opened(part, bytes)
        let value: FoldPart.Value
        if part == "symbols" {
            value = .symbols(try Symbols(from: &reader, bytes))
        } else if part == "entries" {
            value = .entries(try Entries(from: &reader, bytes))
        } else if let type = chosen.first(where: { $0.name == part }) {
            value = .projection(try type.init(from: &reader, bytes))
        } else {
            throw .foreign
        }
        try reader.checkEnd(bytes)
        return FoldPart(value: value, count: count)
    }

    /// Takes in the next of ``parts``.
    package mutating func add(_ part: FoldPart) {
        count = part.count
        switch part.value {
        case .symbols(let symbols): self.symbols = symbols
        case .entries(let entries): self.entries = entries
        case .projection(let projection): projections.append(projection)
        }
    }

    /// What was read.
    package func fold() throws(ArchiveError) -> Fold {
        guard let symbols, let entries, projections.count == chosen.count else { throw .cut }
        return Fold(symbols, entries, projections)
    }

    /// A reader behind the seal and the number of entries.
    private func opened(
        _ part: String, _ bytes: RawSpan
    ) throws(ArchiveError) -> (reader: ArchiveReader, count: UInt64) {
        var head = ArchiveReader()
        guard try head.integer(bytes) == Fold.seal(of: part) else { throw .foreign }
        let entries = try head.integer(bytes)
        guard entries <= UInt64(UInt32.max), count ?? entries == entries else { throw .apart }
        // Only the symbols come before there are any.
        guard part == "symbols" || symbols != nil else { throw .apart }
        return (head.limited(to: symbols?.limits(entries: Int(entries)) ?? ArchiveLimits()), entries)
    }
}
