/// Which entries hold once every correction of the log is applied, and of what they tell.
///
/// The last standing correction of a thing counts. A retraction of an event leaves nothing of it; one of a correction
/// brings back what was before; a correction of a correction changes what that one says.
///
/// Worked out when a question is put, in time linear in the corrections however they hang together; a state that kept
/// it up to date would, for a long chain of them, do all of it again with every link. Corrections that lead to no event
/// of the log, or in a circle, change nothing.
struct Effects {
    /// What comes of an event or a correction.
    private enum Value: Equatable {
        /// It says what this entry says.
        case content(UInt32)
        /// An event that was none.
        case tombstone
        /// A correction that is as if it had never been made.
        case withdrawn
    }

    /// How one correction stands.
    enum Standing: String {
        /// What it says counts.
        case applies
        /// Another correction counts instead.
        case replaced
        /// It was taken back.
        case retracted
    }

    /// One correction's place among them all, and what comes of it.
    private struct Node {
        /// The entry it names, and the event that a chain of such names ends at; nil where the log has none.
        var target: UInt32?
        var root: UInt32?
        /// The correction before it that names the same.
        var sibling: Int?
        var value: Value
        /// The correction of this one that decides what it says.
        var decider: Int?
    }

    /// How many entries of the log are known: no other correction counts.
    let bound: Int
    private let entries: Entries
    /// The corrections among them.
    private let changes: Slice<Column<Entries.Change>>
    private var nodes: [Node] = []
    /// The last correction that names an entry, by that entry.
    private var last: [UInt32: Int] = [:]
    /// What comes of the events that were corrected.
    private var roots: [UInt32: (value: Value, decider: Int?)] = [:]
    /// A bit for each entry; empty where there are no corrections and all entries hold.
    private var bits: [UInt64] = []

    /// - Parameter bound: at most as many as there are.
    init(_ entries: Entries, bound: Int, _ symbols: Symbols) {
        self.entries = entries
        self.bound = bound
        changes = entries.changes[..<entries.changes.firstPlace(from: UInt32(bound))]
        guard !changes.isEmpty else { return }
        link(entries.targetsOfChanges(changes.count, bound: bound, symbols))
        let order = order()
        for place in order.reversed() {
            let (value, decider) = decide(changes[place].seq, nodes[place].value, isRoot: false)
            nodes[place].value = value
            nodes[place].decider = decider
        }
        for place in order {
            guard let target = nodes[place].target, target == nodes[place].root, roots[target] == nil else { continue }
            roots[target] = decide(target, .content(target), isRoot: true)
        }
        setBits()
    }

    // MARK: Working it out

    /// - Parameter found: of each correction the entry that it names.
    private mutating func link(_ found: [UInt32?]) {
        nodes.reserveCapacity(changes.count)
        for (place, change) in changes.enumerated() {
            // What cannot be understood changes nothing.
            let own: Value =
                entries.isFact(change.seq) ? .content(change.seq) : change.isRetraction ? .tombstone : .withdrawn
            var node = Node(value: own)
            if let target = found[place] {
                node.target = target
                node.sibling = last.updateValue(place, forKey: target)
            }
            nodes.append(node)
        }
    }

    /// The corrections that lead to an event, each after what it names.
    private mutating func order() -> [Int] {
        var order: [Int] = []
        for place in nodes.indices {
            guard let target = nodes[place].target, entries.change(at: target) == nil else { continue }
            nodes[place].root = target
            order.append(place)
        }
        var next = 0
        while next < order.count {
            let place = order[next]
            next += 1
            var child = last[changes[place].seq]
            while let each = child {
                nodes[each].root = nodes[place].root
                order.append(each)
                child = nodes[each].sibling
            }
        }
        return order
    }

    /// What comes of the entry `seq`, once the corrections that name it are decided, and which of them decides.
    private func decide(_ seq: UInt32, _ own: Value, isRoot: Bool) -> (value: Value, decider: Int?) {
        var place = last[seq]
        while let each = place {
            switch nodes[each].value {
            case .withdrawn: place = nodes[each].sibling
            case .content: return (nodes[each].value, each)
            case .tombstone: return (isRoot ? .tombstone : .withdrawn, each)
            }
        }
        return (own, nil)
    }

    private mutating func setBits() {
        bits = Array(repeating: .max, count: (bound + 63) / 64)
        for change in changes { bits[Int(change.seq / 64)] &= ~(1 << UInt64(change.seq % 64)) }
        for (root, (value, _)) in roots where value != .content(root) {
            bits[Int(root / 64)] &= ~(1 << UInt64(root % 64))
            if case .content(let seq) = value { bits[Int(seq / 64)] |= 1 << UInt64(seq % 64) }
        }
    }

    // MARK: Answers

    /// Whether what the entry `seq` says of the world counts: an event that stands as recorded, or the correction that
    /// says what one should have been.
    @inline(__always)
    func holds(_ seq: UInt32) -> Bool {
        bits.isEmpty || bits[Int(seq / 64)] & 1 << UInt64(seq % 64) != 0
    }

    /// The event of which a correction tells; `seq` itself where that is none.
    func root(of seq: UInt32) -> UInt32 {
        entries.change(at: seq).flatMap { nodes[$0].root } ?? seq
    }

    /// The entry that says what the event `root` says; nil of an event that was retracted.
    func entry(of root: UInt32) -> UInt32? {
        switch roots[root]?.value {
        case nil: root
        case .content(let seq): seq
        default: nil
        }
    }

    /// The entry that the correction `seq` names, the event that it changes in the end, and whether it does; nil where
    /// the log has none such.
    func change(_ seq: UInt32) -> (target: UInt32?, root: UInt32?, standing: Standing?) {
        guard let place = entries.change(at: seq) else { return (nil, nil, nil) }
        return (nodes[place].target, nodes[place].root, nodes[place].root.map { standing(of: place, $0) })
    }

    private func standing(of place: Int, _ root: UInt32) -> Standing {
        let node = nodes[place]
        if node.value == .withdrawn { return .retracted }
        if node.decider != nil { return .replaced }
        // A retraction counts where it decides of what it names; a replacement only where the event comes to say it.
        if case .content = node.value { return roots[root]?.value == node.value ? .applies : .replaced }
        guard let target = node.target else { return .replaced }
        let decider =
            target == root ? roots[root]?.decider : entries.change(at: target).flatMap { nodes[$0].decider }
        return decider == place ? .applies : .replaced
    }
}
