/// Which actors have become others, by the merges that have begun at a point.
struct ActorMerges {
    /// The actor that another one has become.
    private var successors: [Symbol: Symbol] = [:]
    /// Whether there is a successor, by the actor's symbol; empty where nobody has one.
    private var hasSuccessor: [Bool] = []
    /// All that go by one name, by that name; of those alone that something was merged into, or that were merged.
    private var together: [Symbol: [Symbol]] = [:]
    private let symbols: Symbols

    /// Nobody has become another.
    init(_ symbols: Symbols) { self.symbols = symbols }

    init(_ question: Question) {
        self.init(question.symbols)
        let merges = question.identities.merges
        // Nearly every log has none.
        guard !merges.isEmpty else { return }
        let begun = question.begun(merges).sorted { $0.fact < $1.fact }
        successors = Dictionary(begun.map { ($0.fact.subject, $0.row.into) }) { _, last in last }
        guard !successors.isEmpty else { return }
        hasSuccessor = Array(repeating: false, count: symbols.count)
        for actor in successors.keys { hasSuccessor[Int(actor.index)] = true }
        for actor in Set(successors.keys).union(successors.values) {
            together[canonical(actor), default: []].append(actor)
        }
    }

    /// Whether every actor goes by its own name.
    var isEmpty: Bool { successors.isEmpty }

    /// Those that have become others.
    var merged: some Sequence<Symbol> { successors.keys }

    /// The actors that are one with this one, itself among them.
    func all(with actor: Symbol) -> [Symbol] { together[canonical(actor)] ?? [actor] }

    /// The name under which an actor goes at the point; every other stream goes by its own.
    ///
    /// Merges in a circle lead nowhere: of such a circle the first name stands for all.
    func canonical(_ actor: Symbol) -> Symbol {
        // Who was never met has no place.
        guard Int(actor.index) < hasSuccessor.count, hasSuccessor[Int(actor.index)] else { return actor }
        var path: [Symbol] = [actor]
        while let last = path.last, let next = successors[last] {
            if let start = path.firstIndex(of: next) {
                return path[start...].min(by: symbols.precedes) ?? actor
            }
            path.append(next)
        }
        return path.last ?? actor
    }
}
