import EventModel

/// The columns that a fold is kept in: those that all projections share, and each projection's own.
///
/// Equal logs give equal columns, to the byte, and a longer log has longer columns that begin with those of the shorter.
extension Fold {
    /// Rises with every change of what the columns mean.
    private static let version: UInt64 = 1

    /// A number that changes with the names, the elements and the codes of the columns: other columns are not read.
    package static let seal: String = {
        var seal = Seal(version)
        for part in parts(of: Projections.all) {
            for column in part.columns { seal.add(column.name, column.stride) }
        }
        for verb in Verb.allCases { seal.add(verb.rawValue, verb.code) }
        for relation in Relation.allCases { seal.add(relation.rawValue, relation.code) }
        for status in TargetStatus.allCases { seal.add(status.rawValue, status.code) }
        for flow in Flow.allCases { seal.add(flow.rawValue, flow.code) }
        for standing in Standing.allCases { seal.add(standing.rawValue, standing.code) }
        for use in Use.allCases { seal.add(use.rawValue, use.code) }
        for kind in Kind.allCases { seal.add(kind.rawValue, Symbols.Space(kind).rawValue) }
        return String(seal.value, radix: 16)
    }()

    private struct Seal {
        var value: UInt64

        init(_ version: UInt64) { value = version }

        mutating func add(_ name: String, _ number: some BinaryInteger) {
            value = StableHash.pair(StableHash.pair(value, StableHash.of(name)), UInt64(number))
        }
    }

    /// The parts of a fold of `projections`, in the order in which they are read: each needs those before it that all
    /// share.
    private static func parts(of projections: [any Projection.Type]) -> [PartColumns] {
        [PartColumns(Symbols.self), PartColumns(Entries.self)] + projections.map { Self.columns(of: $0) }
    }

    private static func columns<Part: ColumnOwner>(of type: Part.Type) -> PartColumns { PartColumns(type) }

    /// Calls `body` with each column of all projections: its name, how many bytes it has, and what gives the bytes from an
    /// offset on.
    package func forEachColumn<Failure>(
        _ body: (_ name: String, _ count: Int, _ from: (Int, (RawSpan) -> Void) -> Void) throws(Failure) -> Void
    ) throws(Failure) {
        try Self.forEachColumn(of: symbols, body)
        try Self.forEachColumn(of: entries, body)
        for projection in projections { try Self.forEachColumn(of: projection, body) }
    }

    private static func forEachColumn<Part: ColumnOwner, Failure>(
        of part: Part,
        _ body: (_ name: String, _ count: Int, _ from: (Int, (RawSpan) -> Void) -> Void) throws(Failure) -> Void
    ) throws(Failure) {
        for column in Part.columns {
            try body(column.name, column.byteCount(in: part)) { offset, body in
                column.withBytes(in: part, from: offset, body)
            }
        }
    }
}

/// The names of one part's columns, and the bytes of their elements.
private struct PartColumns {
    let columns: [(name: String, stride: Int)]

    init<Part: ColumnOwner>(_ type: Part.Type) { columns = Part.columns.map { ($0.name, $0.stride) } }
}

/// Reads a fold from its columns, part by part, so that several threads can read those of projections side by side.
///
///     var reader = FoldReader([Directives.self], entries: 1_204)
///     try reader.readShared(columns)
///     let fold = try reader.fold(of: reader.projections.map { try reader.read($0, columns) })
package struct FoldReader: Sendable {
    /// Calls its second argument with the bytes of the column that is named.
    package typealias Columns = (String, (RawSpan) throws(ColumnError) -> Void) throws(ColumnError) -> Void

    package let projections: [any Projection.Type]
    private var symbols = Symbols()
    private var entries = Entries()
    private var limits = ColumnLimits()

    /// - Parameter entries: how many entries the fold has; below 2^32.
    package init(_ chosen: [any Projection.Type], entries: UInt64) {
        projections = Projections.needed(by: chosen)
        limits.entries = Int(clamping: entries)
    }

    /// Reads what all projections share.
    package mutating func readShared(_ columns: Columns) throws(ColumnError) {
        symbols = try part(columns)
        limits = symbols.limits(entries: limits.entries)
        entries = try part(columns)
        limits.read = entries
    }

    /// Reads what one projection keeps.
    package func read(_ type: any Projection.Type, _ columns: Columns) throws(ColumnError) -> any Projection {
        try projection(type, columns)
    }

    private func projection<State: Projection>(
        _ type: State.Type, _ columns: Columns
    ) throws(ColumnError) -> any Projection {
        let state: State = try part(columns)
        return state
    }

    private func part<Part: ColumnOwner>(_ columns: Columns) throws(ColumnError) -> Part {
        var part = Part()
        for column in Part.columns {
            try columns(column.name) { (bytes) throws(ColumnError) in try column.read(into: &part, bytes, limits) }
        }
        try part.finishReading(limits)
        return part
    }

    /// - Parameter states: of ``projections``, in their order.
    package func fold(of states: [any Projection]) -> Fold { Fold(symbols, entries, states) }
}
