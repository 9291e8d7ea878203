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

    private static func one(_ name: String, _ value: JSON) -> Styled {
        if let text = value.text, dates.contains(name) { return DateText.both(text) }
        switch name {
        case "amount": return amount(value)
        case "quotes": return quote(value)
        case "citations": return citation(value)
        case "relations": return relation(value)
        case "targets": return target(value)
        case "members", "memberOf": return member(value)
        case "products": return product(value)
        case "restricts": return restriction(value)
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

    // MARK: Money

    /// `850,000,000,000 RUB “Rbs850bn”, for perhaps 2030, 7 times that of perhaps 2023`.
    static func amount(_ value: JSON) -> Styled {
        var text = money(value)
        if let stated = value["asstated"]?.text { text += Styled(" “\(stated)”", .faint) }
        if let period = value["period"]?.text { text += ", for " + DateText.prose(period) }
        if let multiple = value["multiple"], let factor = multiple["factor"]?.text {
            text += Styled(", \(factor) times")
            if let base = multiple["baseperiod"]?.text { text += " that of " + DateText.prose(base) }
            if let stated = multiple["asstated"]?.text { text += Styled(" “\(stated)”", .faint) }
        }
        return text + equivalents(value)
    }

    /// `850,000,000,000 RUB`, `30–50 EUR`, `at most 50 EUR`, `at least 30 EUR`, or `unknown`.
    static func money(_ value: JSON) -> Styled {
        guard let sum = sum(value) else { return Styled("unknown", .open) }
        return Styled(sum + (value["currency"]?.text.map { " " + $0 } ?? ""), .strong)
    }

    private static func sum(_ value: JSON) -> String? {
        if let number = value["value"]?.text.map(grouped) {
            switch value["bound"]?.text {
            case "upTo": return "at most \(number)"
            case "atLeast": return "at least \(number)"
            default: return number
            }
        }
        guard let least = value["min"]?.text.map(grouped) else { return nil }
        return value["max"]?.text.map { "\(least)–\(grouped($0))" } ?? "at least \(least)"
    }

    /// A decimal with commas between thousands; as it stands where it is none.
    static func grouped(_ text: String) -> String { (try? Decimal(text))?.grouped ?? text }

    private static func equivalents(_ value: JSON) -> Styled {
        let parts = (value["equivalents"]?.elements ?? []).map { money($0) }
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
        if let accessed = value["accessed"]?.text { parts.append("read " + DateText.prose(accessed)) }
        if let hash = value["sha256"]?.text { parts.append(Styled("sha256 \(hash.prefix(16))…", .faint)) }
        return parts.joined(separator: ", ")
    }

    private static func relation(_ value: JSON) -> Styled {
        Styled(words(value["type"]?.text ?? "")) + " " + Styled(value["target"]?.text ?? "", .name)
    }

    /// `workforce with AI skills: 5 percent in 2023 → 80 percent by 2030 (target)`.
    static func target(_ value: JSON) -> Styled {
        var text = Styled(value["indicator"]?.text ?? "") + ": "
        let unit = value["unit"]?.text
        if let baseline = value["baseline"] {
            text += quantity(baseline, unit)
            if let period = baseline["period"]?.text { text += " in " + DateText.prose(period) }
            text += " → "
        }
        if let goal = value["goal"] {
            text += quantity(goal, unit)
            if let due = goal["due"]?.text {
                text += Styled(" \(goal["duequalifier"]?.text ?? "by") ") + DateText.prose(due)
            }
            text += equivalents(goal)
        }
        let kind = [value["kind"]?.text, value["status"]?.text].compactMap { $0.map(words) }
        return kind.isEmpty ? text : text + Styled(" (\(kind.joined(separator: ", ")))", .faint)
    }

    private static func quantity(_ value: JSON, _ unit: String?) -> Styled {
        guard let number = value["value"]?.text else { return Styled("“\(value["asstated"]?.text ?? "")”") }
        return Styled([grouped(number), unit].compactMap { $0 }.joined(separator: " "), .strong)
    }

    static func member(_ value: JSON) -> Styled {
        var text = Styled(value["ref"]?.text ?? "", .name)
        if let since = DateText.text(value["since"]) { text += " since " + DateText.prose(since) }
        if let until = DateText.text(value["until"]) { text += " until " + DateText.prose(until) }
        return text
    }

    private static func product(_ value: JSON) -> Styled {
        Styled(value["name"]?.text ?? "", .strong)
            + (value["owner"]?.text.map { " (" + Styled($0, .name) + ")" } ?? "")
    }

    private static func restriction(_ value: JSON) -> Styled {
        let on = (value["on"]?.elements ?? []).compactMap(\.text).map { Styled($0, .name) }
        return Styled(value["subject"]?.text ?? "") + (on.isEmpty ? "" : " for " + on.joined(separator: ", "))
    }

    static func attribution(_ value: JSON) -> Styled {
        Styled(value["mode"]?.text ?? "") + (value["by"]?.text.map { " by " + Styled($0, .name) } ?? "")
    }

    /// `possiblySameAs` as `possibly same as`.
    static func words(_ name: String) -> String {
        name.reduce(into: "") { text, letter in
            text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
        }
    }
}

extension Styled {
    init(_ text: Substring, _ ink: Ink = .plain) { self.init(String(text), ink) }
}
