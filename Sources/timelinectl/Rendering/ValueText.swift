import EventModel

/// The values of an event as people read them, each on one line.
enum ValueText {
    /// The value of the member `name` of an event's data; several lines where it is a list.
    static func lines(_ name: String, _ value: JSON) -> [Styled] {
        let value = value.opened
        if case .array(let elements) = value {
            if name != "context", elements.allSatisfy({ $0.scalar != nil }) {
                return [elements.map { one(name, $0) }.joined(separator: ", ")]
            }
            return elements.map { one(name, $0) }
        }
        if case .string(let text) = value, name == "text" { return Printable.lines(text).map { Styled($0) } }
        return [one(name, value)]
    }

    private static let dates: Set<String> = [
        "occurred", "reported", "effective", "expires", "due", "issued", "accessed", "period", "since", "until",
    ]

    /// One value of the member `name`, or one element of it.
    static func one(_ name: String, _ value: JSON) -> Styled {
        if let text = value.text, dates.contains(name) { return DateText.both(text) }
        switch name {
        case "amount": return amount(value)
        case "quotes": return quote(value)
        case "citations": return citation(value)
        case "relations": return relation(value)
        case "targets": return target(value)
        case "members", "memberOf", "formerMembers", "formerMemberOf": return member(value)
        case "products": return product(value)
        case "restricts": return restriction(value)
        case "provisions": return provision(value)
        case "amended": return amendment(value)
        case "contradictions": return contradiction(value)
        case "attribution": return attribution(value)
        default: return plain(value)
        }
    }

    /// Any value: a scalar as it stands, an object as its keys and values.
    static func plain(_ value: JSON) -> Styled {
        switch value.opened {
        case .object(let members):
            return members.map { Styled($0.key + " ", .faint) + plain($0.value) }.joined(separator: ", ")
        case .array(let elements): return elements.map(plain).joined(separator: ", ")
        default: return Styled(value.scalar ?? "null")
        }
    }

    /// A word of one of the model's lists, `partiallyMet` as `partially met`, in the ink of how well it stands.
    static func word(_ value: JSON?) -> Styled { value?.text.map { Styled(Wording.word($0), ink($0)) } ?? Styled() }

    static func ink(_ word: String) -> Ink {
        switch word {
        case "inForce", "met", "paid", "confirmed", "fulfilled", "several", "surely", "applies", "done": .good
        case "notYet", "partly", "partiallyMet", "scheduled", "single", "possibly", "suspended", "replaced", "open",
            "toCome":
            .open
        case "ended", "notMet", "overdue", "denied", "withdrawn", "cancelled", "none", "unattributed", "retracted",
            "revoked", "superseded", "expired", "contradictory":
            .bad
        default: .plain
        }
    }

    /// The names in a list: of actors, or of whatever is an actor's.
    static func names(_ value: JSON?) -> [Styled] {
        (value?.elements ?? []).compactMap { $0.text ?? $0["ref"]?.text }.map { Styled($0, .name) }
    }

    /// Actors in their roles, neighbours in one role together: `to ru-government, sberbank, lead sberbank`.
    static func parties(_ actors: JSON?) -> Styled {
        var roles: [(role: String, refs: [String])] = []
        for actor in actors?.elements ?? [] {
            guard let ref = actor["ref"]?.text, let role = actor["role"]?.text else { continue }
            if roles.last?.role == role { roles[roles.count - 1].refs.append(ref) } else { roles.append((role, [ref])) }
        }
        return roles.map { Styled("\($0.role) ", .faint) + $0.refs.map { Styled($0) }.joined(separator: ", ") }
            .joined(separator: ", ")
    }

    // MARK: Money

    /// `850,000,000,000 RUB “Rbs850bn”, for perhaps 2030, 7 times that of perhaps 2023`.
    static func amount(_ value: JSON) -> Styled {
        var text = AmountText.exact(value)
        if let stated = value["asstated"]?.text { text += Styled(" “\(stated)”", .faint) }
        if let period = value["period"]?.text { text += ", " + DateText.phrase("for", period) }
        if let multiple = value["multiple"], let factor = multiple["factor"]?.text {
            text += Styled(", \(factor) times")
            if let base = multiple["baseperiod"]?.text { text += " " + DateText.phrase("that of", base) }
            if let stated = multiple["asstated"]?.text { text += Styled(" “\(stated)”", .faint) }
        }
        return text + equivalents(value)
    }

    private static func equivalents(_ value: JSON) -> Styled {
        let parts = (value["equivalents"]?.elements ?? []).map(AmountText.exact)
        return parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + " by the source)"
    }

    // MARK: Objects of the model

    private static func quote(_ value: JSON) -> Styled {
        let words = Styled("“\(value["text"]?.text ?? "")”", .strong)
        return words + (value["speaker"]?.text.map { " — " + Styled($0, .name) } ?? "")
    }

    static func citation(_ value: JSON) -> Styled {
        var parts: [Styled] = []
        if let publisher = value["publisher"]?.text { parts.append(Styled(publisher)) }
        if let title = value["title"]?.text { parts.append(Styled("“\(title)”")) }
        if let issued = value["issued"]?.text { parts.append(DateText.prose(issued)) }
        if let locator = value["locator"]?.text { parts.append(Styled(locator)) }
        if let quote = value["quote"]?.text { parts.append(Styled("“\(quote)”")) }
        if let url = value["url"]?.text { parts.append(Styled(url)) }
        if let accessed = value["accessed"]?.text { parts.append(DateText.phrase("read", accessed)) }
        if let hash = value["sha256"]?.text { parts.append(Styled("sha256 \(hash.prefix(16))…", .faint)) }
        return parts.joined(separator: ", ")
    }

    private static func relation(_ value: JSON) -> Styled {
        let parts = names(value["provisions"]).joined(separator: ", ")
        return word(value["type"]) + " " + Styled(value["target"]?.text ?? "", .name)
            + (parts.isEmpty ? "" : " (" + parts + ")")
    }

    /// `workforce with AI skills: 5 percent in 2023 → 80 percent by 2030 (target)`.
    static func target(_ value: JSON) -> Styled {
        var text = Styled(value["indicator"]?.text ?? "") + ": "
        let unit = value["unit"]?.text
        if let baseline = value["baseline"] { text += Self.baseline(baseline, unit) + " → " }
        if let goal = value["goal"] { text += Self.goal(goal, unit) + equivalents(goal) }
        let kind = [value["kind"], value["status"]].compactMap { $0?.text }.map(Wording.word)
        return kind.isEmpty ? text : text + Styled(" (\(kind.joined(separator: ", ")))", .faint)
    }

    /// `5 percent in 2023`.
    static func baseline(_ value: JSON, _ unit: String?) -> Styled {
        quantity(value, unit) + (value["period"]?.text.map { " " + DateText.phrase("in", $0) } ?? "")
    }

    /// `80 percent by 2030`.
    static func goal(_ value: JSON, _ unit: String?) -> Styled {
        let qualifier = value["duequalifier"]?.text ?? "by"
        return quantity(value, unit) + (value["due"]?.text.map { " " + DateText.phrase(qualifier, $0) } ?? "")
    }

    /// `5 percent`, to the last digit, or how the source has it.
    static func quantity(_ value: JSON, _ unit: String?) -> Styled {
        guard let number = value["value"]?.text else { return Styled("“\(value["asstated"]?.text ?? "")”") }
        let unit = value["unit"]?.text ?? unit
        return Styled([AmountText.grouped(number), unit].compactMap { $0 }.joined(separator: " "), .strong)
    }

    static func member(_ value: JSON) -> Styled {
        var text = Styled(value["ref"]?.text ?? "", .name)
        if let since = DateText.text(value["since"]) { text += " " + DateText.phrase("since", since) }
        if let until = DateText.text(value["until"]) { text += " " + DateText.phrase("until", until) }
        return text
    }

    static func product(_ value: JSON) -> Styled {
        Styled(value["name"]?.text ?? "", .strong)
            + (value["owner"]?.text.map { " (" + Styled($0, .name) + ")" } ?? "")
    }

    static func restriction(_ value: JSON) -> Styled {
        let on = names(value["on"])
        return Styled(value["subject"]?.text ?? "") + (on.isEmpty ? "" : " for " + on.joined(separator: ", "))
    }

    /// `sec-4: nist, due 3 May 2027: “The agency shall …”`.
    static func provision(_ value: JSON) -> Styled {
        var parts = names(value["assignee"])
        if let due = DateText.text(value["due"]) { parts.append(DateText.phrase("due", due)) }
        if let state = value["force"]?["state"] { parts.append(word(state)) }
        var text = Styled(value["id"]?.text ?? "", .name)
        if !parts.isEmpty { text += ": " + parts.joined(separator: ", ") }
        return value["text"]?.text.map { text + Styled(": “\($0)”") } ?? text
    }

    /// `directive/other, 3 May 2027 (sec-4)`.
    private static func amendment(_ value: JSON) -> Styled {
        let date = DateText.text(value["occurred"]).map(DateText.prose)
        let parts = [value["by"]?.text.map { Styled($0, .name) }, date].compactMap { $0 }.joined(separator: ", ")
        let provisions = names(value["provisions"])
        return provisions.isEmpty ? parts : parts + " (" + provisions.joined(separator: ", ") + ")"
    }

    /// `two ends (#7, #12)`.
    static func contradiction(_ value: JSON) -> Styled {
        let seqs = (value["seqs"]?.elements ?? []).compactMap(\.scalar).map { "#\($0)" }.joined(separator: ", ")
        return Styled(Wording.key(value["kind"]?.text ?? ""), .bad) + Styled(" (\(seqs))", .faint)
    }

    static func attribution(_ value: JSON) -> Styled {
        Styled(value["mode"]?.text ?? "") + (value["by"]?.text.map { " by " + Styled($0, .name) } ?? "")
    }
}

extension Styled {
    init(_ text: Substring, _ ink: Ink = .plain) { self.init(String(text), ink) }
}
