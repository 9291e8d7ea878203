/// Which columns of a table stand in a terminal, and how wide they are.
///
/// Where there is too little room for the least that every column needs, columns give way in this order:
///
/// 1. the columns of a stack become one, stack by stack;
/// 2. columns are left out, those of the highest rank first;
/// 3. the widest of those that are left gives up what is missing.
///
/// What is over goes to the name and the title first.
struct TableLayout {
    /// One column as it is shown: a column of the table, or a stack of them.
    struct Slot {
        var title: String
        /// The places of its columns, each with its label.
        var parts: [(place: Int, label: String)]
        var room: Table.Column.Room
        var alignRight: Bool
        var rank: Int
        /// In columns of the terminal.
        var width = 0
        /// What its widest cell needs, and what nine cells in ten do.
        fileprivate var natural = 0
        fileprivate var typical = 0
    }

    static let gap = 2
    private(set) var slots: [Slot] = []
    /// The places of the columns that are left out, in their order.
    private(set) var leftOut: [Int] = []
    private let total: Int

    /// - Parameters:
    ///   - sample: rows to go by.
    ///   - isWhole: whether there are no others, so that a column in which none of them has anything is not shown.
    ///   - total: of the terminal, in columns.
    init(_ columns: [Table.Column], sample: [[Table.Cell]], isWhole: Bool, total: Int) {
        self.total = total
        slots = columns.indices.compactMap { place in
            let column = columns[place]
            let isShown = !isWhole || column.placeholder != nil || sample.contains { !$0[place].isEmpty }
            return isShown ? Slot(column, place, sample) : nil
        }
        while isTooWide, stackNext(columns, sample) || leaveNextOut() {}
        for index in slots.indices { slots[index].width = least(slots[index]) }
        squeeze()
        spread()
    }

    private var isTooWide: Bool { slots.reduce(0) { $0 + least($1) } + gaps > total }
    private var gaps: Int { Self.gap * max(0, slots.count - 1) }
    private var missing: Int { slots.reduce(0) { $0 + $1.width } + gaps - total }

    /// What a column needs.
    private func least(_ slot: Slot) -> Int {
        let least =
            switch slot.room {
            case .whole: slot.natural
            case .name: min(slot.typical, max(14, min(total / 4, 32)))
            case .title: min(slot.typical, max(18, min(total * 3 / 10, 48)))
            case .text(let least): min(slot.typical, least)
            }
        return max(least, Width.columns(slot.title))
    }

    // MARK: Giving way

    private mutating func stackNext(_ columns: [Table.Column], _ sample: [[Table.Cell]]) -> Bool {
        let stacks = slots.filter { $0.parts.count == 1 }.compactMap { columns[$0.parts[0].place].stack }
        let open = stacks.filter { stack in stacks.count { $0.title == stack.title } > 1 }
        guard let next = open.min(by: { $0.order < $1.order }) else { return false }
        let members = slots.indices.filter { index in
            slots[index].parts.count == 1 && columns[slots[index].parts[0].place].stack?.title == next.title
        }
        slots[members[0]] = Slot(stacking: members.map { slots[$0].parts[0].place }, columns, sample)
        for index in members.dropFirst().reversed() { slots.remove(at: index) }
        return true
    }

    private mutating func leaveNextOut() -> Bool {
        guard let place = slots.indices.max(by: { slots[$0].rank < slots[$1].rank }), slots[place].rank > 0 else {
            return false
        }
        leftOut += slots.remove(at: place).parts.map(\.place)
        leftOut.sort()
        return true
    }

    /// Takes what is missing from the widest, from those that are whole last.
    private mutating func squeeze() {
        for takesAll in [false, true] {
            while missing > 0 {
                let givers = slots.indices.filter { slots[$0].width > 6 && (takesAll || !slots[$0].room.isWhole) }
                guard let giver = givers.max(by: { slots[$0].width < slots[$1].width }) else { break }
                slots[giver].width -= 1
            }
        }
    }

    // MARK: Spreading

    private mutating func spread() {
        let names = slots.indices.filter { if case .name = slots[$0].room { true } else { false } }
        let titles = slots.indices.filter { if case .title = slots[$0].room { true } else { false } }
        let texts = slots.indices.filter { if case .text = slots[$0].room { true } else { false } }
        // In two lines most titles are whole.
        for index in titles { grow(index, to: slots[index].typical * 11 / 20) }
        for index in texts + titles + names { grow(index, to: slots[index].typical) }
        for index in texts + titles + names { grow(index, to: slots[index].natural) }
    }

    private mutating func grow(_ index: Int, to width: Int) {
        slots[index].width += max(0, min(width - slots[index].width, -missing))
    }
}

extension TableLayout.Slot {
    fileprivate init(_ column: Table.Column, _ place: Int, _ sample: [[Table.Cell]]) {
        self.init(
            title: column.title, parts: [(place, "")], room: column.room, alignRight: column.alignRight,
            rank: column.rank)
        measure(sample.map { $0[place].width })
        natural = max(natural, Width.columns(column.placeholder ?? ""))
    }

    fileprivate init(stacking places: [Int], _ columns: [Table.Column], _ sample: [[Table.Cell]]) {
        let members = places.map { columns[$0] }
        let least = members.compactMap { if case .text(let least) = $0.room { least } else { nil } }.max()
        let parts = places.map { (place: $0, label: columns[$0].stack?.label ?? "") }
        self.init(
            title: members[0].stack?.title ?? "", parts: parts,
            room: least.map { .text($0) } ?? .whole,
            alignRight: false, rank: members.map(\.rank).min() ?? 0)
        measure(
            sample.map { row in
                parts.map { part in
                    let width = row[part.place].width
                    return width == 0 ? 0 : width + (part.label.isEmpty ? 0 : Width.columns(part.label) + 1)
                }.max() ?? 0
            })
    }

    private mutating func measure(_ widths: [Int]) {
        let full = widths.filter { $0 > 0 }.sorted()
        natural = full.last ?? 0
        typical = full.isEmpty ? 0 : full[(full.count * 9 + 9) / 10 - 1]
    }
}

extension Table.Column.Room {
    var isWhole: Bool { if case .whole = self { true } else { false } }
}
