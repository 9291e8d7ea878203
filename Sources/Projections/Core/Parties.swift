import EventModel

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

    subscript(place: Int) -> ArraySlice<Party> {
        all[Int(starts[place])..<(place + 1 < starts.count ? Int(starts[place + 1]) : all.count)]
    }

    /// Who must take part.
    struct Criterion {
        let role: Role?
        /// Of each alternative those who take part together, each by all the names of one actor.
        let alternatives: [[[Symbol]]]

        /// - Parameter names: all the names of the actor that is called so.
        init(_ filter: PartyFilter, _ names: (String) -> [Symbol]) {
            role = filter.role
            alternatives = filter.alternatives.map { $0.map(names) }
        }

        func isMet(by parties: ArraySlice<Party>) -> Bool {
            isMet { actor in parties.contains { $0.actor == actor && (role == nil || $0.role == role) } }
        }

        func isMet(by parts: ArraySlice<Actors.Part>) -> Bool {
            let use = role.map(Actors.Use.init)
            return isMet { actor in parts.contains { $0.actor == actor && (use == nil || $0.use == use) } }
        }

        /// Whether the actors themselves are among these, in whatever role.
        func isMet(by actors: Set<Symbol>) -> Bool { isMet(actors.contains) }

        private func isMet(_ takesPart: (Symbol) -> Bool) -> Bool {
            alternatives.contains { $0.allSatisfy { $0.contains(where: takesPart) } }
        }
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
