import EventModel

/// The entries of the log by their numbers: who each is, what it says of the world, and whom it names.
///
/// What an entry says is a fact: of an event, what happened; of a correction, what another event should have been. An
/// entry has no more than one, so that a fact's number is its entry's. About 60 bytes an entry, and the id where it is not
/// the usual one.
package struct Entries: ColumnOwner {
    // Who it is.

    /// A hash of the entry's id; 0 for other people's events, here as below.
    fileprivate(set) var hashes = Column<UInt64>()
    /// A hash of its source and its id.
    fileprivate var ties = Column<UInt64>()
    fileprivate(set) var sources = Column<Symbol>()
    /// Where its id begins in ``texts``; ``usual`` where it is `SLUG:VERB:DATE`.
    fileprivate var ids = Column<UInt32>()
    /// Texts behind their lengths, which take two bytes each, the lower one first.
    fileprivate var texts = Column<UInt8>()
    /// Where its line begins in its file, in bytes; a hint for whoever looks for it there.
    fileprivate var offsets = Column<UInt32>()

    // What it says of the world.

    /// The stream; ``Symbol/none`` where it says nothing: other people's events, and corrections that take something back.
    fileprivate(set) var subjects = Column<Symbol>()
    /// The verb's code, and above it whether a correction says it.
    fileprivate var codes = Column<UInt8>()
    fileprivate(set) var dates = Column<DateSymbol>()
    fileprivate var traits = Column<UInt8>()
    /// Every use of an actor.
    fileprivate var allUses = Lists<ActorUse>()

    // What some say of others, in the order of the log.

    fileprivate(set) var changes = Column<Change>()
    /// That actors became others: every answer names actors as they are called at its point.
    fileprivate(set) var merges = Column<Merge>()

    private static let usual = UInt32.max
    private static let replacement: UInt8 = 0x80

    package init() {}

    /// How many entries there are, other people's events among them.
    var count: Int { hashes.count }

    // MARK: Folding

    /// Makes room for so many more entries.
    mutating func reserve(_ count: Int) {
        hashes.reserve(count)
        ties.reserve(count)
        sources.reserve(count)
        ids.reserve(count)
        offsets.reserve(count)
        subjects.reserve(count)
        codes.reserve(count)
        dates.reserve(count)
        traits.reserve(count)
        allUses.reserve(count)
    }

    /// Takes in an entry of another people's type.
    mutating func append(at place: EntryPlace) {
        appendIdentity(EventName(), id: Self.usual, place)
        appendNothing(at: place)
    }

    /// Takes in an event of the timeline that is no correction.
    mutating func append(_ event: borrowing EventView, at place: EntryPlace, _ symbols: inout Symbols) {
        appendIdentity(event.name, id: id(of: event), place)
        appendContent(event, at: place, &symbols)
    }

    /// Takes in a correction; what it says follows, by ``appendContent(_:at:_:)`` or ``appendNothing(at:)``.
    ///
    /// - Parameter target: the source and the id of what it names; the latter among the bytes of `event`.
    mutating func append(
        correction event: borrowing EventView, of target: (source: Symbol, id: Range<Int>?), at place: EntryPlace
    ) {
        appendIdentity(event.name, id: id(of: event), place)
        let id = append(target.id, event.document.bytes)
        changes.append(Change(event, of: target.source, id: id))
    }

    private mutating func appendIdentity(_ name: EventName, id: UInt32, _ place: EntryPlace) {
        hashes.append(name.hash)
        ties.append(name.tie)
        sources.append(name.source)
        ids.append(id)
        offsets.append(UInt32(clamping: place.byteOffset))
    }

    /// Takes in that the last entry says nothing of the world.
    mutating func appendNothing(at place: EntryPlace) {
        subjects.append(.none)
        codes.append(0)
        dates.append(.none)
        traits.append(Traits(beginsBatch: place.beginsBatch).bits)
        allUses.appendRow()
    }

    /// Takes in what the last entry says of the world.
    mutating func appendContent(_ event: borrowing EventView, at place: EntryPlace, _ symbols: inout Symbols) {
        guard event.isFact else { return appendNothing(at: place) }
        subjects.append(event.subject)
        codes.append(event.deed.code | (event.isReplacement ? Self.replacement : 0))
        dates.append(event.date ?? .always)
        traits.append(Traits(event, beginsBatch: place.beginsBatch).bits)
        allUses.appendRow()
        // There are few.
        for use in event.uses { allUses.append(use) }
        guard event.deed == Deed(.merged), let node = event[.into] else { return }
        merges.append(Merge(seq: event.seq, into: event.symbol(.actor, node, &symbols)))
    }

    private mutating func id(of event: borrowing EventView) -> UInt32 {
        guard !event.name.isUsual else { return Self.usual }
        return append(event.name.id.map { event.document.range($0) }, event.document.bytes)
    }

    /// - Returns: where the text begins. Ids are short, so that those of 2^32 entries would find no memory first.
    private mutating func append(_ range: Range<Int>?, _ bytes: borrowing [UInt8]) -> UInt32 {
        let start = UInt32(clamping: texts.count)
        let range = range ?? 0..<0
        let count = UInt16(clamping: range.count)
        texts.append(UInt8(truncatingIfNeeded: count))
        texts.append(UInt8(truncatingIfNeeded: count >> 8))
        texts.append(contentsOf: bytes[range.prefix(Int(count))])
        return start
    }

    // MARK: Facts

    /// Whether the entry says something of the world.
    @inline(__always)
    func isFact(_ seq: UInt32) -> Bool { subjects[Int(seq)] != .none }

    /// What happened by what the entry says of the world.
    @inline(__always)
    func deed(_ seq: UInt32) -> Deed { Deed(code: codes[Int(seq)] & ~Self.replacement) }

    /// Whether what it says is what another event should have been.
    @inline(__always)
    func isReplacement(_ seq: UInt32) -> Bool { codes[Int(seq)] & Self.replacement != 0 }

    /// The actors that it names, each with its use, in the order of the event.
    func uses(_ seq: UInt32) -> ArraySlice<ActorUse> { allUses[Int(seq)] }

    func traits(_ seq: UInt32) -> Traits { Traits(bits: traits[Int(seq)]) }

    // MARK: Who an entry is

    /// Where in its file the line of an entry begins, in bytes; nil for an entry that there is not.
    func byteOffset(of seq: UInt64) -> Int? {
        seq < UInt64(offsets.count) ? Int(offsets[Int(seq)]) : nil
    }

    /// What decides between entries of which nothing else does: it means nothing, and does not depend on arrival.
    func tie(of seq: UInt32) -> UInt64 { ties[Int(seq)] }

    /// The change that the entry `seq` makes, by its place among the changes; nil where it is no correction.
    func change(at seq: UInt32) -> Int? {
        let place = changes.firstPlace(from: seq)
        return place < changes.count && changes[place].seq == seq ? place : nil
    }

    /// The stream of an entry as it was recorded, a correction's own among them; ``Symbol/none`` for other people's events.
    func stream(of seq: UInt32) -> Symbol { change(at: seq).map { changes[$0].subject } ?? subjects[Int(seq)] }

    func text(at start: UInt32) -> ArraySlice<UInt8> {
        let start = Int(start)
        let count = Int(texts[start]) | Int(texts[start + 1]) << 8
        return texts.slice(start + 2..<start + 2 + count)
    }

    /// The id of an entry of the timeline, as it stands in the line.
    func id(of seq: UInt32, _ symbols: Symbols) -> ArraySlice<UInt8> {
        let id = ids[Int(seq)]
        guard id == Self.usual else { return text(at: id) }
        let colon = UInt8(ascii: ":")
        if let change = change(at: seq).map({ changes[$0] }) {
            let verb = change.deed.verb.rawValue
            return symbols.utf8(change.subject) + [colon] + verb.utf8 + [colon] + symbols.utf8(change.date)
        }
        let verb = deed(seq).verb.rawValue
        return symbols.utf8(subjects[Int(seq)]) + [colon] + verb.utf8 + [colon] + symbols.utf8(dates[Int(seq)])
    }
}

extension Entries {
    /// What else questions ask of an entry.
    struct Traits {
        fileprivate(set) var bits: UInt8

        /// It is the first of its batch.
        var beginsBatch: Bool { bits & 1 != 0 }
        /// It tells of something new.
        var isLaunch: Bool { bits & 2 != 0 }
        /// It says what an actor is, or is called.
        var describes: Bool { bits & 4 != 0 }

        fileprivate init(bits: UInt8) { self.bits = bits }

        init(beginsBatch: Bool) { bits = beginsBatch ? 1 : 0 }

        init(_ event: borrowing EventView, beginsBatch: Bool) {
            self.init(beginsBatch: beginsBatch)
            if let category = event[.category], event.document.equals(category, "launch") { bits |= 2 }
            if case .actor = event.kind, event.hasAny(Self.describing) { bits |= 4 }
        }

        private static let describing: DataKeys = [.name, .aliases, .kind, .identifiers]
    }

    /// A correction: who it is, and what it says of what it names.
    struct Change: Factual, Equatable, ColumnElement {
        var seq: UInt32
        /// The stream of the correction itself, and its date.
        var subject: Symbol
        var date: DateSymbol
        /// The source of what it names.
        var source: Symbol
        /// Where the id of what it names begins among the texts.
        var id: UInt32
        /// The verb's code, and above it whether it says what an event should have been.
        private var code: UInt32

        init(_ event: borrowing EventView, of source: Symbol, id: UInt32) {
            seq = event.seq
            subject = event.subject
            date = event.date ?? .none
            self.source = source
            self.id = id
            code = UInt32(event.deed.code)
        }

        var deed: Deed { Deed(code: UInt8(truncatingIfNeeded: code)) }

        func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self {
            var change = self
            change.seq = numbers.entry(seq)
            change.subject = numbers.name(subject)
            change.date = numbers.date(date)
            change.source = numbers.name(source)
            change.id = id + place
            return change
        }

        /// Whether it takes back what it names.
        var isRetraction: Bool { deed == Deed(.retracted) }

        func isSound(_ limits: ColumnLimits) -> Bool {
            limits.holds(seq: seq) && limits.holds(subject) && limits.holds(date) && source.isSound(limits)
                && code <= UInt32(UInt8.max) && Deed.isCode(UInt8(truncatingIfNeeded: code))
        }
    }

    /// That one actor became another.
    struct Merge: Factual, Equatable, ColumnElement {
        var seq: UInt32
        var into: Symbol

        func isSound(_ limits: ColumnLimits) -> Bool { limits.holds(seq: seq) && limits.holds(into) }

        func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self {
            Merge(seq: numbers.entry(seq), into: numbers.name(into))
        }
    }
}

// MARK: - Columns

extension Entries {
    package static let columns: [OwnedColumn<Self>] =
        [
            .init("entries.id-hash") { $1(&$0.hashes) }, .init("entries.tie") { $1(&$0.ties) },
            .init("entries.source") { $1(&$0.sources) },
            .init("entries.id", pointingBehind: { $0.texts.count }) { $1(&$0.ids) },
            .init("entries.text") { $1(&$0.texts) },
            .init("entries.offset") { $1(&$0.offsets) },
            .init("entries.subject") { $1(&$0.subjects) }, .init("entries.verb") { $1(&$0.codes) },
            .init("entries.date") { $1(&$0.dates) },
            .init("entries.traits") { $1(&$0.traits) },
            .init("entries.change", pointingBehind: { $0.texts.count }) { $1(&$0.changes) },
            .init("entries.merge") { $1(&$0.merges) },
        ] + OwnedColumn.lists("entries.use") { $1(&$0.allUses) }

    package mutating func finishReading(_ limits: ColumnLimits) throws(ColumnError) {
        let counts = [
            ties.count, sources.count, ids.count, offsets.count, subjects.count, codes.count, dates.count, traits.count,
        ]
        guard hashes.count == limits.entries, counts.allSatisfy({ $0 == hashes.count }) else { throw .cut }
        guard allUses.isSound(rows: hashes.count), codes.allSatisfy({ Deed.isCode($0 & ~Self.replacement) }),
            changes.isAscending, merges.isAscending
        else { throw .unsound }
        for id in ids where id != Self.usual { try checkText(at: id) }
        for change in changes { try checkText(at: change.id) }
    }

    private func checkText(at start: UInt32) throws(ColumnError) {
        let start = Int(start)
        guard start + 2 <= texts.count, start + 2 + Int(texts[start]) + Int(texts[start + 1]) << 8 <= texts.count
        else { throw .unsound }
    }
}
