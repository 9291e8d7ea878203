package import EventModel

/// A row of an answer: an object whose first member is `subject`.
package struct Row: Sendable {
    /// The object as JSON in UTF-8.
    package let text: [UInt8]

    init(_ members: (inout JSONText) -> Void) {
        // Most rows need no more.
        var row = JSONText(capacity: 2_048)
        row.object(members)
        text = row.bytes
    }

    /// One line without white space.
    package var line: String { String(decoding: text, as: UTF8.self) }

    /// The object, to be looked into.
    package var json: JSON {
        var document = Document()
        // Written member by member, of values that were read as JSON themselves. UInt8 has no padding that could be
        // uninitialised.
        let isRead = (try? unsafe document.read(json: text.span.bytes)) != nil
        precondition(isRead, "a row is JSON")
        return .excerpt(document, document.root)
    }
}

/// What the rows of several projections are made of.
extension JSONText {
    /// A stream's name, `KIND/SLUG`.
    mutating func name(_ subject: Symbol, _ question: Question) {
        let symbols = question.symbols
        guard let kind = symbols.space(subject).kind else { return slug(subject, question) }
        let slug = symbols.utf8(subject)
        string { text in
            text.append(contentsOf: kind.rawValue.utf8)
            text.append(UInt8(ascii: "/"))
            JSONEscapes.append(part: slug.span, to: &text)
        }
    }

    /// A name without its kind.
    mutating func slug(_ symbol: Symbol, _ question: Question) {
        let name = question.symbols.utf8(symbol)
        string(name.span)
    }

    mutating func member(_ key: StaticString, name subject: Symbol?, _ question: Question) {
        if let subject { member(key) { $0.name(subject, question) } }
    }

    mutating func member(_ key: StaticString, slug symbol: Symbol?, _ question: Question) {
        if let symbol { member(key) { $0.slug(symbol, question) } }
    }

    /// Slugs in a list, which may be empty.
    mutating func member(_ key: StaticString, slugs: some Sequence<Symbol>, _ question: Question) {
        member(key) { $0.array { list in slugs.forEach { list.slug($0, question) } } }
    }

    /// A member of an event's data, as it stands there; left out where it has none.
    mutating func copy(_ key: DataKey, from words: EventWords?) {
        if let words, words.has(key) { member(key) { words.write(key, to: &$0) } }
    }

    /// Which entry tells a fact, what the fact is of, where a correction says it, and what happened.
    mutating func fact(_ fact: Fact) {
        place(fact)
        member("verb", fact.verb.rawValue)
    }

    /// Which entry tells a fact, and what the fact is of, where a correction says it.
    mutating func place(_ fact: Fact) {
        member("seq", fact.seq)
        member("original", fact.original)
    }

    // MARK: Dates

    /// `{"text": "2024-12", "earliest": "2024-12-01T00:00:00Z", "latest": "2024-12-31T23:59:59Z"}`; an open end is left
    /// out.
    mutating func date(_ when: When, text: (inout JSONText) -> Void) {
        object {
            $0.member("text", text)
            $0.member("earliest", instant: when.earliest)
            $0.member("latest", instant: when.latest)
        }
    }

    /// A date of the state; left out where none is said.
    mutating func member(_ key: StaticString, date: DateSymbol, _ question: Question) {
        if date != .none { member(key) { question.dateTexts.write(date, to: &$0) } }
    }

    /// A date of the data that no fact keeps; left out where the words have none that EDTF knows.
    mutating func member(_ key: DataKey, dateOf words: EventWords) {
        guard let (text, when) = words.date(key) else { return }
        member(key) { $0.date(when) { $0.string(text) } }
    }

    /// An RFC 3339 instant of whole seconds; left out where the end is open.
    private mutating func member(_ key: StaticString, instant second: Int64) {
        guard second != .min, second != .max else { return }
        member(key) { $0.string { Instant.append(second: second, to: &$0) } }
    }
}
