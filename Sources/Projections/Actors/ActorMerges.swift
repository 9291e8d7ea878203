/// Which actors have become others, by the merges that have begun at a point.
struct ActorMerges {
    /// The name under which each goes that has become another.
    private var names: [Symbol: Symbol] = [:]
    /// Whether there is a successor, by the actor's symbol; empty where nobody has one.
    private var hasSuccessor: [Bool] = []
    private var together: [Symbol: [Symbol]] = [:]
    private let symbols: Symbols

    /// Nobody has become another.
    init(_ symbols: Symbols) { self.symbols = symbols }

    init(_ question: Question) {
        self.init(question.symbols)
        let merges = question.known(question.entries.merges)
        // Nearly every log has none.
        guard !merges.isEmpty else { return }
        let begun = question.begun(merges).sorted { $0.fact < $1.fact }
        let successors = Dictionary(begun.map { ($0.fact.subject, $0.row.into) }) { _, last in last }
        guard !successors.isEmpty else { return }
        hasSuccessor = Array(repeating: false, count: symbols.count)
        for actor in successors.keys { hasSuccessor[Int(actor.index)] = true }
        resolve(successors)
        for actor in Set(successors.keys).union(successors.values) {
            together[canonical(actor), default: []].append(actor)
        }
    }

    /// Follows each chain of merges once, however long it is: what an earlier walk has met is known.
    ///
    /// Merges in a circle lead nowhere: of such a circle the first name stands for all.
    private mutating func resolve(_ successors: [Symbol: Symbol]) {
        for start in successors.keys where names[start] == nil {
            var (path, places) = ([Symbol](), [Symbol: Int]())
            var last = start
            while names[last] == nil, places[last] == nil, let next = successors[last] {
                places[last] = path.count
                path.append(last)
                last = next
            }
            let name = names[last] ?? places[last].flatMap { path[$0...].min(by: symbols.precedes) } ?? last
            for actor in path { names[actor] = name }
        }
    }

    /// Whether every actor goes by its own name.
    var isEmpty: Bool { names.isEmpty }

    /// Those that have become others.
    var merged: some Sequence<Symbol> { names.keys }

    /// All that go by one name, by that name; of those alone that something was merged into, or that were merged.
    var groups: [Symbol: [Symbol]] { together }

    /// The actors that are one with this one, itself among them.
    func all(with actor: Symbol) -> [Symbol] { together[canonical(actor)] ?? [actor] }

    /// The name under which an actor goes at the point; every other stream goes by its own.
    func canonical(_ actor: Symbol) -> Symbol {
        // Who was never met has no place.
        guard Int(actor.index) < hasSuccessor.count, hasSuccessor[Int(actor.index)] else { return actor }
        return names[actor] ?? actor
    }
}
