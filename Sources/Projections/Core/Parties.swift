/// The parties of facts, one flat list for all of them: those of a fact have its place.
struct Parties: Sendable, Equatable {
    private var all: [Party] = []
    private var starts: [UInt32] = []

    init() {}

    /// Makes room for those of so many more facts, as far as that is known.
    mutating func reserve(_ count: Int) { starts.reserveCapacity(starts.count + count) }

    /// Takes in the parties of the next fact.
    mutating func append(_ parties: Span<Party>) {
        starts.append(UInt32(all.count))
        // There are few.
        for index in parties.indices { all.append(parties[index]) }
    }

    /// Gives the last fact one more party.
    mutating func extend(by party: Party) { all.append(party) }

    subscript(place: Int) -> ArraySlice<Party> {
        all[Int(starts[place])..<(place + 1 < starts.count ? Int(starts[place + 1]) : all.count)]
    }

    var byteCount: Int { all.byteCount + starts.byteCount }

    // MARK: Archive

    func archive(into writer: inout ArchiveWriter) {
        writer.append(starts)
        writer.append(all)
    }

    /// - Parameter count: of how many facts.
    init(from reader: inout ArchiveReader, _ bytes: RawSpan, count: Int) throws(ArchiveError) {
        starts = try reader.array(bytes)
        all = try reader.array(bytes)
        guard starts.count == count else { throw .unsound }
        try reader.checkStarts(starts, end: all.count)
    }
}
