import EventModel

/// Events made from the schema: whatever it allows may come.
struct EventGenerator {
    var random: SeededGenerator
    private let verb: Verb

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        verb = random.element(of: Verb.allCases.filter { $0.kind != .correction })
    }

    /// An event in short form, its members in a random order, with random white space between them.
    mutating func shortForm() -> String { spell(members()) }

    /// Two spellings of one event: the members of both are the same, their order and the space between are not.
    mutating func spellings() -> (String, String) {
        let members = members()
        return (spell(members), spell(members))
    }

    private mutating func members() -> [(String, String)] {
        var all = [(verb.kind.rawValue, "\"\(slug())\"")]
        if random.number(0...4) > 0 || verb.kind.defaultVerb != verb { all.append(("verb", "\"\(verb.rawValue)\"")) }
        all += object(verb.kind.schema, of: verb)
        for role in Role.allCases where random.number(0...4) == 0 {
            guard !all.contains(where: { $0.0 == role.rawValue }) else { continue }
            all.append((role.rawValue, list(.actor)))
        }
        return all
    }

    private mutating func object(_ schema: Schema, of verb: Verb? = nil) -> [(String, String)] {
        let needed = schema.anyOf.isEmpty ? nil : random.element(of: schema.anyOf)
        var members: [(String, String)] = []
        for field in schema.fields {
            let isRequired =
                schema.required.contains(field.name) || field.name == needed
                || verb.map { field.requiredBy.contains($0) } ?? false
            // An actor stands in one role once only: as `actors` or as a role's own key.
            if field.name == "actors" { continue }
            if !field.onlyFor.isEmpty, !(verb.map { field.onlyFor.contains($0) } ?? false) { continue }
            if isRequired || random.number(0...3) == 0 { members.append((field.name, value(field))) }
        }
        return members
    }

    private mutating func value(_ field: Field) -> String { value(field.shape) }

    private mutating func value(_ shape: Shape) -> String {
        switch shape {
        case .line(let limit): text(min(limit, 40))
        case .prose(let limit): text(min(limit, 200))
        case .edtf: quoted(date())
        case .instant: "\"2025-01-0\(random.number(1...9))T0\(random.number(0...9)):00:00Z\""
        case .slug, .reference: quoted(slug())
        case .actor: quoted(actor())
        case .decimal: quoted(decimal())
        case .currency: quoted(random.element(of: ["RUB", "USD", "EUR", "JPY", "CNY"]))
        case .country: quoted(random.element(of: ["RU", "CN", "US", "EU", "ID"]))
        case .language: quoted(random.element(of: ["en", "ru", "zh-Hans", "de-CH"]))
        case .uri: quoted("https://example.org/\(slug())")
        case .sha256:
            quoted((0..<64).map { _ in random.element(of: Array("0123456789abcdef").map(String.init)) }.joined())
        case .wikidata: quoted("Q\(random.number(1...99_999))")
        case .lei: quoted("529900T8BM49AURSDO55")
        case .word(let words): quoted(random.element(of: words))
        case .list(let element): list(element)
        case .object(let schema): spell(object(schema))
        case .amount: amount()
        case .identity, .replacement: quoted(slug())
        }
    }

    private mutating func list(_ element: Shape) -> String {
        var values: [String] = []
        for _ in 0..<random.number(1...3) {
            let value = value(element)
            if !values.contains(value) { values.append(value) }
        }
        // One value may stand without its list.
        if values.count == 1, let only = values.first, random.number(0...1) == 0 { return only }
        return "[" + values.joined(separator: ",") + "]"
    }

    private mutating func amount() -> String {
        switch random.number(0...6) {
        case 0: "\"unknown\""
        case 1: quoted("\(decimal()) EUR")
        case 2: quoted(random.element(of: ["..\(decimal()) EUR", "\(decimal()).. EUR", "-5..\(decimal()) EUR"]))
        case 3: spell([("min", "\"-5\""), ("max", quoted(decimal())), ("currency", "\"RUB\"")])
        case 4: spell([("value", quoted(decimal())), ("bound", "\"upTo\""), ("currency", "\"RUB\"")])
        default: spell([("value", quoted(decimal())), ("currency", "\"RUB\""), ("asstated", text(20))])
        }
    }

    private mutating func decimal() -> String {
        let whole = String(random.number(0...999_999_999))
        return random.number(0...2) == 0 ? "\(whole).\(random.number(10...99))" : whole
    }

    private mutating func actor() -> String { random.number(0...3) == 0 ? random.element(of: ["RU", "CN"]) : slug() }

    private mutating func slug() -> String {
        random.element(of: ["putin", "sberbank", "ai-alliance", "order-7", "x", "fund"]) + "-\(random.number(0...99))"
    }

    private mutating func date() -> String {
        random.element(of: [
            "2024-12", "[..2025-01-02]", "2030", "2024-12~", "2023?", "2025-01-02", "2024/2026", "202X",
        ])
    }

    /// Text with letters that JSON and YAML have to escape, and some that have none.
    private mutating func text(_ length: Int) -> String {
        let letters = Array(#"abcdefghij KLM éßЖ中😀"\/&<>–’."#)
        let body = (0..<random.number(0...length - 2)).map { _ in String(random.element(of: letters)) }.joined()
        return quoted("T" + body + ".")
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }

    private mutating func spell(_ members: [(String, String)]) -> String {
        var text = "{"
        for (index, member) in members.shuffled(using: &random).enumerated() {
            text += (index == 0 ? "" : ",") + space() + "\"\(member.0)\"" + space() + ":" + space() + member.1
        }
        return text + space() + "}"
    }

    private mutating func space() -> String { random.element(of: ["", "", " ", "\n", "\t ", "\r\n"]) }
}
