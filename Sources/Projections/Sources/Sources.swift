import EventModel

/// What rests on one source, or on none that is named: every fact with the number of sources that it rests on.
///
///     {"subject": "investment/yandex-indonesia-ai", "seq": 7, "verb": "planned", "class": "unattributed",
///      "count": 1, "attribution": {"mode": "unattributed"}, "named": [],
///      "confidence": {"reliability": "c", "credibility": "3"}, "occurred": {"text": "[..2024-11]", …}, "title": "…"}
///
/// Independent are the publishers cited and whoever the fact is attributed to, each once, and named once in `named`
/// however they are spelled (``SourceName``); a publication without a
/// publisher counts by its hash, else its address, else its title. Where somebody is said to say so, one publication
/// without a publisher may be just the place where it stands, and is not counted beside them, unless they published,
/// too: what is not shown to be independent is not taken for it. `class` is `none` without citation and attribution, `unattributed` where the event
/// says that nobody is named, else `single` or `several`.
///
/// ``Filter/since`` and ``Filter/until`` choose facts by their own dates.
package struct Sources: Projection {
    package static let name = "sources"
    package static let question = "what rests on one source, or on none that is named"
    package static let classes = Standing.allCases.map(\.rawValue)

    private struct Entry: Factual, Equatable, ColumnElement {
        var seq: UInt32
        /// The standing's code, and above it the count.
        private var code: UInt32

        init(seq: UInt32, support: Support) {
            self.seq = seq
            code = UInt32(support.standing.code) | UInt32(UInt16(clamping: support.count)) << 8
        }

        var standing: Standing { Standing.codes[UInt8(truncatingIfNeeded: code)] ?? .none }
        var count: UInt32 { code >> 8 }

        func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self {
            var row = self
            row.seq = numbers.entry(seq)
            return row
        }

        func isSound(_ limits: ColumnLimits) -> Bool {
            limits.holds(seq: seq) && Standing.codes[UInt8(truncatingIfNeeded: code)] != nil
        }
    }

    private var entries = Column<Entry>()

    package init() {}

    package mutating func reserve(_ count: Int) { entries.reserve(count) }

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        if event.isFact { entries.append(Entry(seq: event.seq, support: Support(event))) }
    }

    package func forEachRow(_ question: Question, _ body: (() -> Row) -> Void) {
        let chosen = chosen(question)
        let groups = question.grouped(chosen.indices) { question.canonical(question.subject(chosen[$0].seq)) }
        for (group, (_, places)) in groups.enumerated() where question.wants(group: group) {
            for entry in question.begun(places.lazy.map { chosen[$0] }).sorted(by: { $0.fact < $1.fact }) {
                body { row(entry, question) }
            }
        }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        for entry in question.begun(chosen(question)) { body(entry.row.standing.rawValue) }
    }

    /// Those entries that are asked for, whether they have begun or not.
    private func chosen(_ question: Question) -> [Entry] {
        question.known(entries).filter { entry in
            question.wants(subject: question.subject(entry.seq))
                && question.wants(class: entry.standing.rawValue) && question.wants(event: entry.seq)
                && question.isInWindow(question.symbols.when(question.entries.dates[Int(entry.seq)]))
        }
    }

    private func row(_ entry: Dated<Entry>, _ question: Question) -> Row {
        let fact = entry.fact
        let words = question.words.of(fact.seq)
        return Row { row in
            row.member("subject", name: question.canonical(fact.subject), question)
            row.fact(fact)
            row.member("class", entry.row.standing.rawValue)
            row.member("count", entry.row.count)
            row.copy(.attribution, from: words)
            row.member("named") { $0.array { Citations([words]).writeNames(to: &$0) } }
            row.copy(.confidence, from: words)
            row.member("occurred", date: fact.date, question)
            row.copy(.title, from: words)
        }
    }

    // MARK: Columns

    package static let columns: [OwnedColumn<Self>] = [.init("sources") { $1(&$0.entries) }]

    package mutating func finishReading(_ limits: ColumnLimits) throws(ColumnError) {
        guard entries.isAscending, entries.areFacts(limits) else { throw .unsound }
    }
}

/// What a fact rests on.
enum Standing: String, Coded {
    case none, unattributed, single, several

    static let codes = Codes<Self>()

    var code: UInt8 {
        switch self {
        case .none: 0
        case .unattributed: 1
        case .single: 2
        case .several: 3
        }
    }
}

/// How it came to us.
enum AttributionMode: String, Sendable, CaseIterable {
    case direct, reported, unattributed, editorial
}
