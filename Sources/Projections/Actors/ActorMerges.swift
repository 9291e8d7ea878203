/// Which actors have become others, by the merges that have begun at a point.
struct ActorMerges {
    /// The actor that another one has become.
    private let successors: [Symbol: Symbol]
    /// Whether there is a successor, by the actor's symbol; empty where nobody has one.
    private var hasSuccessor: [Bool] = []
    private let symbols: Symbols

    init(_ state: Actors, _ question: Question) {
        symbols = question.symbols
        let begun = question.begun(state.merges).sorted { $0.fact < $1.fact }
        successors = Dictionary(begun.map { ($0.fact.subject, $0.row.into) }) { _, last in last }
        if !successors.isEmpty {
            hasSuccessor = Array(repeating: false, count: symbols.count)
            for actor in successors.keys { hasSuccessor[Int(actor.index)] = true }
        }
    }

    /// Those that have become others.
    var merged: some Sequence<Symbol> { successors.keys }

    /// The name under which an actor goes at the point.
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
