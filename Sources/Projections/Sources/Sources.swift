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
    package static let version = 2
    package static let question = "what rests on one source, or on none that is named"
    package static let classes = Standing.allCases.map(\.rawValue)

    private struct Entry: Sendable, Equatable, Factual, Archivable {
        var record: FactRecord
        /// The standing's number, and above it the count.
        private var code: UInt32

        init(record: FactRecord, support: Support) {
            self.record = record
            code = UInt32(support.standing.number) | UInt32(UInt16(clamping: support.count)) << 8
        }

        var standing: Standing { Standing.numbered[Int(code & 0xFF)] }
        var count: UInt32 { code >> 8 }

        func isSound(_ limits: ArchiveLimits) -> Bool {
            record.isSound(limits) && Int(code & 0xFF) < Standing.numbered.count
        }
    }

    private var entries: [Entry] = []
    private var parties = Parties()

    package init() {}

    package var byteCount: Int { entries.byteCount + parties.byteCount }

    package mutating func reserve(_ count: Int) {
        entries.reserveCapacity(entries.count + count)
        parties.reserve(count)
    }

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        guard let record = event.record else { return }
        entries.append(Entry(record: record, support: Support(event)))
        parties.append(event.parties.span)
    }

    /// Calls `body` with every fact as the log has it, whether it counts or not, and who takes part in it.
    func forEachFact(_ body: (FactRecord, ArraySlice<Party>) -> Void) {
        for (place, entry) in entries.enumerated() { body(entry.record, parties[place]) }
    }

    /// Who takes part in what the entry `seq` says.
    func parties(of seq: UInt32) -> ArraySlice<Party> {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].record.seq < seq { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].record.seq == seq ? parties[low] : []
    }

    package func forEachRow(_ question: Question, _ body: (() -> Row) -> Void) {
        let chosen = chosen(question)
        let groups = question.grouped(chosen) { question.canonical(entries[$0].record.subject) }
        for (group, (_, places)) in groups.enumerated() where question.wants(group: group) {
            for entry in question.begun(places.lazy.map { entries[$0] }).sorted(by: { $0.fact < $1.fact }) {
                body { row(entry, question) }
            }
        }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        for entry in question.begun(chosen(question).map { entries[$0] }) { body(entry.row.standing.rawValue) }
    }

    /// Where those entries lie that are asked for, whether they have begun or not.
    private func chosen(_ question: Question) -> some Sequence<Int> {
        entries.indices.lazy.filter { place in
            question.wants(subject: entries[place].record.subject)
                && question.wants(class: entries[place].standing.rawValue)
                && question.wants(event: entries[place].record.seq, parties[place])
                && question.isInWindow(question.symbols.when(entries[place].record.date))
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

    // MARK: Archive

    package func archive(into writer: inout ArchiveWriter) {
        writer.append(entries)
        parties.archive(into: &writer)
    }

    package init(from reader: inout ArchiveReader, _ bytes: RawSpan) throws(ArchiveError) {
        entries = try reader.array(bytes)
        parties = try Parties(from: &reader, bytes, count: entries.count)
    }
}

/// What a fact rests on.
enum Standing: String, Sendable, CaseIterable, Numbered {
    case none, unattributed, single, several

    static let numbered = allCases
}

/// How it came to us.
enum AttributionMode: String, Sendable, CaseIterable {
    case direct, reported, unattributed, editorial
}
