import EventModel

/// One event of the log as every projection reads it, taken apart once.
///
/// A correction is read first as what it is, then, where it says what an event should have been, as that event.
///
/// The view is meant to be used again for the next event, with the memory it has. Between ``read(_:_:seq:recorded:_:)``
/// and ``release()`` it shares the document's bytes.
package struct EventView: Sendable {
    private(set) var document = Document()
    private(set) var seq: UInt32 = 0
    /// When the log recorded it, in microseconds of UTC since 1970.
    private(set) var recorded: Int64 = 0
    private(set) var kind: Kind = .directive
    /// The verb's place among all verbs; those of a kind stand in the order of a life.
    private(set) var deed = Deed(.issued)
    private(set) var subject: Symbol = .none
    /// Whether it is what a correction says that another event should have been.
    private(set) var isReplacement = false
    /// How others name the entry.
    private(set) var name = EventName()
    /// When it holds in the world; nil only where an actor or a correction is told of without a date.
    private(set) var date: DateSymbol?
    /// Every use of an actor: its own stream, those who take part, as listed, and those whom the data names elsewhere.
    private(set) var uses: [ActorUse] = []
    /// The parties while their names are looked up.
    private var found: [FoundParty] = []
    private var members = DataMembers()
    // Held here, as what is static is looked for anew each time it is used.
    fileprivate let keys = DataKey.table
    private let roles = Vocabulary.roles

    package init() {}

    var verb: Verb { deed.verb }

    /// Whether it is a fact of the world: a correction is one of our record, and only of an actor something can be told
    /// without a date.
    var isFact: Bool {
        switch kind {
        case .correction: false
        case .actor: true
        case .directive, .announcement, .investment: date != nil
        }
    }

    /// The member of the data that `key` names.
    subscript(key: DataKey) -> Document.Node? { members[key] }

    /// Whether the data has any of these members.
    @inline(__always)
    func hasAny(_ keys: DataKeys) -> Bool { members.hasAny(keys) }

    /// Takes an event apart.
    ///
    /// - Parameters:
    ///   - event: the node of a canonical event, checked by the intake.
    ///   - seq: its number in the log, below 2^32: the states of so many events fit no machine's memory.
    ///   - recorded: when the log took it, in microseconds of UTC since 1970.
    /// - Returns: whether it is an event of the timeline; projections pass over all others.
    mutating func read(
        _ document: Document, _ event: Document.Node, seq: UInt64, recorded: Int64, _ symbols: inout Symbols
    ) -> Bool {
        self.document = document
        self.seq = UInt32(seq)
        self.recorded = recorded
        isReplacement = false
        let keys = keys
        let envelope = Envelope(document, event, keys)
        guard readContent(document, envelope, keys, &symbols) else { return false }
        readName(document, envelope, &symbols)
        return true
    }

    private mutating func readName(_ document: borrowing Document, _ envelope: Envelope, _ symbols: inout Symbols) {
        let id = envelope.id.map { document.range($0) } ?? 0..<0
        let source = envelope.source.map { document.range($0) } ?? 0..<0
        name.id = envelope.id
        name.source = symbols.intern(.text, document.bytes, source)
        name.hash = StableHash.of(document.bytes, id)
        name.tie = StableHash.pair(StableHash.of(document.bytes, source), name.hash)
        let day = self[.occurred].map { document.range($0) } ?? 0..<0
        let slug = envelope.subject.map { document.range($0).dropFirst(kind.rawValue.utf8.count + 1) } ?? 0..<0
        name.isUsual = date != nil && Self.isUsual(document.bytes, id, slug, verb, day)
    }

    /// Whether an id is `SLUG:VERB:DATE`.
    private static func isUsual(
        _ bytes: borrowing [UInt8], _ id: Range<Int>, _ slug: Range<Int>, _ verb: Verb, _ day: Range<Int>
    ) -> Bool {
        let text = bytes.span
        let word = verb.rawValue.utf8
        guard id.count == slug.count + 1 + word.count + 1 + day.count else { return false }
        let (first, second) = (id.lowerBound + slug.count, id.upperBound - day.count - 1)
        return text[first] == UInt8(ascii: ":") && text[second] == UInt8(ascii: ":")
            && text.extracting(id.lowerBound..<first).isSame(as: text.extracting(slug))
            && text.extracting(second + 1..<id.upperBound).isSame(as: text.extracting(day))
            && bytes[first + 1..<second].elementsEqual(word)
    }

    /// Turns from a correction to the event that it says another one should have been.
    ///
    /// - Returns: false where it says none; the view is then of no use until the next event is read.
    mutating func readReplacement(_ symbols: inout Symbols) -> Bool {
        guard deed == Deed(.corrected), let node = self[.replacement] else { return false }
        isReplacement = true
        let (document, keys) = (document, keys)
        guard readContent(document, Envelope(document, node, keys), keys, &symbols) else { return false }
        if case .correction = kind { return false }
        return true
    }

    // The document and the keys are handed down to what reads them: of what belongs to a value that changes a reference
    // is taken, and given back, at every step.

    private mutating func readContent(
        _ document: borrowing Document, _ envelope: Envelope, _ keys: borrowing WordTable<DataKey>,
        _ symbols: inout Symbols
    ) -> Bool {
        guard let type = envelope.type, let deed = Deed(type: document, type), let name = envelope.subject,
            let data = envelope.data, case .object = document.kind(data)
        else { return false }
        self.deed = deed
        kind = deed.verb.kind
        let range = document.range(name)
        let slug = range.lowerBound + kind.rawValue.utf8.count + 1
        guard slug < range.upperBound else { return false }
        let stream = symbols.seek(Symbols.Space(kind), document.bytes, slug..<range.upperBound)
        members.read(document, data, keys)
        let day = self[.occurred].map { document.range($0) }
        let dayName = day.map { symbols.seekDate(document.bytes, $0) }
        seekParties(document, keys, symbols)
        symbols.fetch(stream)
        if let dayName { symbols.fetchDate(dayName) }
        for index in found.indices { symbols.fetch(found[index].name) }
        subject = symbols.intern(stream, document.bytes)
        date = nil
        if let day, let dayName { date = symbols.date(dayName, document.bytes, day) }
        readParties(document, &symbols)
        readOtherUses(document, &symbols)
        return true
    }

    /// Lets go of the document, so that its reader can use its memory for the next line.
    mutating func release() { document = Document() }

    private mutating func seekParties(
        _ document: borrowing Document, _ keys: borrowing WordTable<DataKey>, _ symbols: borrowing Symbols
    ) {
        found.removeAll(keepingCapacity: true)
        guard let list = self[.actors] else { return }
        let roles = roles
        var entries = Elements(document, list)
        while let entry = entries.next(document) {
            var actor: Document.Node?
            var role: Role?
            var cursor = Members(document, entry)
            while let (key, value) = cursor.next(document, keys) {
                switch key {
                case .ref: actor = value
                case .role: role = Self.word(document, value, of: roles)
                default: break
                }
            }
            guard let actor, let role else { continue }
            found.append(
                FoundParty(
                    name: symbols.seek(.actor, document.bytes, document.range(actor)), actor: actor, role: role))
        }
    }

    private mutating func readParties(_ document: borrowing Document, _ symbols: inout Symbols) {
        uses.removeAll(keepingCapacity: true)
        if case .actor = kind { uses.append(ActorUse(actor: subject, use: .itself)) }
        for index in found.indices {
            let party = found[index]
            let actor =
                document.isEscaped(party.actor)
                ? Self.symbol(document, .actor, party.actor, &symbols) : symbols.intern(party.name, document.bytes)
            uses.append(ActorUse(actor: actor, use: Use(party.role)))
        }
    }

    private mutating func readOtherUses(_ document: borrowing Document, _ symbols: inout Symbols) {
        guard hasAny(ActorUses.keys) else { return }
        var all: [ActorUse] = []
        swap(&all, &uses)
        ActorUses.forEach(in: document, member: { self[$0] }) { use, node in
            all.append(ActorUse(actor: Self.symbol(document, .actor, node, &symbols), use: use))
        }
        swap(&all, &uses)
    }

    // MARK: Values

    /// The date at `node`; ``DateSymbol/none`` where there is none that EDTF knows.
    func date(_ node: Document.Node, _ symbols: inout Symbols) -> DateSymbol {
        symbols.date(document.bytes, document.range(node)) ?? .none
    }

    /// The source and the id that a correction names; the latter as it stands in the document.
    func target(_ symbols: inout Symbols) -> (source: Symbol, id: Range<Int>?) {
        var target: (source: Symbol, id: Range<Int>?) = (.none, nil)
        guard let node = self[.of] else { return target }
        var members = Members(document, node)
        while let (key, value) = members.next(document, keys) {
            switch key {
            case .source: target.source = symbols.intern(.text, document.bytes, document.range(value))
            case .id: target.id = document.range(value)
            default: break
            }
        }
        return target
    }

    /// The text at `node` as a symbol.
    func symbol(_ space: Symbols.Space, _ node: Document.Node, _ symbols: inout Symbols) -> Symbol {
        Self.symbol(document, space, node, &symbols)
    }

    private static func symbol(
        _ document: borrowing Document, _ space: Symbols.Space, _ node: Document.Node, _ symbols: inout Symbols
    ) -> Symbol {
        guard document.isEscaped(node) else { return symbols.intern(space, document.bytes, document.range(node)) }
        let text = document.utf8(node)
        return symbols.intern(space, text, text.indices)
    }

    /// The word at `node`, if the list knows it.
    func word<Value>(_ node: Document.Node, of table: WordTable<Value>) -> Value? {
        Self.word(document, node, of: table)
    }

    private static func word<Value>(
        _ document: borrowing Document, _ node: Document.Node, of table: borrowing WordTable<Value>
    ) -> Value? {
        ShortWord(document.bytes, document.range(node)).flatMap { table[$0] }
    }

    /// The exact decimal at `node`, in billionths.
    func decimal(_ node: Document.Node) -> Int128? {
        Decimal.units(utf8: document.bytes.span.extracting(document.range(node)))
    }
}

/// A party whose name is being looked up.
private struct FoundParty: Sendable {
    var name: NameTable.Name
    var actor: Document.Node
    var role: Role
}

/// Steps through an object whose keys may be the model's.
struct Members {
    private var child: Document.Node
    private let end: Document.Node

    init(_ document: borrowing Document, _ node: Document.Node) {
        child = node + 1
        end = if case .object = document.kind(node) { document.next(node) } else { child }
    }

    /// The next member; its key is nil where no projection reads it.
    mutating func next(_ document: borrowing Document) -> (key: DataKey?, value: Document.Node)? {
        next(document, DataKey.table)
    }

    /// The same for whoever has an event in hand, and with it the keys.
    @inline(__always)
    mutating func next(_ event: borrowing EventView) -> (key: DataKey?, value: Document.Node)? {
        next(event.document, event.keys)
    }

    /// The same for whoever has the keys in hand.
    @inline(__always)
    mutating func next(
        _ document: borrowing Document, _ keys: borrowing WordTable<DataKey>
    ) -> (key: DataKey?, value: Document.Node)? {
        guard child < end else { return nil }
        let key = ShortWord(document.bytes, document.range(child)).flatMap { keys[$0] }
        // A key is one node, and its value follows it.
        let value = child + 1
        child = document.next(value)
        return (key, value)
    }
}

/// Steps through an array.
struct Elements {
    private var child: Document.Node
    private let end: Document.Node

    init(_ document: borrowing Document, _ node: Document.Node) {
        child = node + 1
        end = if case .array = document.kind(node) { document.next(node) } else { child }
    }

    mutating func next(_ document: borrowing Document) -> Document.Node? {
        guard child < end else { return nil }
        defer { child = document.next(child) }
        return child
    }
}
