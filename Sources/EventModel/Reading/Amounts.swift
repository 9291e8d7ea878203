/// How much money an event is about: exactly, between two sums, at most, at least, or not known.
///
/// | stated | object | short |
/// |---|---|---|
/// | exactly 50 | `{value: "50", currency: EUR}` | `50 EUR` |
/// | from 30 to 50 | `{min: "30", max: "50", currency: EUR}` | `30..50 EUR` |
/// | at most 50 | `{value: "50", bound: upTo, currency: EUR}` | `..50 EUR` |
/// | at least 30 | `{value: "30", bound: atLeast, currency: EUR}` | `30.. EUR` |
/// | not how much | `{kind: unknown}` | `unknown` |
extension EventReader {
    private static let amountForms = """
        "value", perhaps with "bound"; "min" and "max"; each with "currency"; or "kind": "unknown" alone
        """

    /// Writes an amount in its object form.
    mutating func amount(_ node: Document.Node, _ name: String, _ place: Place) {
        switch document.kind(node) {
        case .string: return shortAmount(node, name)
        case .object: break
        default:
            return fault(
                node, "\(name) cannot be \(description(node))", expected: expectation(.amount), hint: amountHint(node))
        }
        let before = faults.count
        object(node, .amount, name, place)
        guard faults.count == before else { return }
        if let problem = problem(ofAmount: node) {
            fault(node, "\(name) \(problem)", expected: Self.amountForms)
        }
    }

    /// What is wrong with the members of an amount together, each being right by itself; nil for one of the forms.
    private func problem(ofAmount node: Document.Node) -> String? {
        let keys = ["kind", "value", "bound", "min", "max", "currency"].filter { states(node, $0) }
        switch keys {
        case ["kind"], ["value", "currency"]: return nil
        case ["value", "bound", "currency"]:
            return units(node, "value").map { $0 < 0 } ?? false ? "has a \"bound\" on a negative value" : nil
        case ["min", "max", "currency"]:
            guard let min = units(node, "min"), let max = units(node, "max"), min >= max else { return nil }
            return min == max ? "has one sum as \"min\" and \"max\"" : "has a \"min\" above its \"max\""
        case []: return "says not how much"
        default: break
        }
        if keys.contains("kind") { return "is unknown and has a \"\(keys[1])\"" }
        if keys == ["currency"] { return "says not how much" }
        let isRange = keys.contains("min") || keys.contains("max")
        if keys.contains("value"), isRange { return "has a \"value\" and a range" }
        if keys.contains("bound"), !keys.contains("value") { return "has a \"bound\" without a \"value\"" }
        if isRange, !keys.contains("min") || !keys.contains("max") {
            return "has a \"\(keys.contains("min") ? "min" : "max")\" alone"
        }
        return "has no \"currency\""
    }

    /// Whether an object has a member `key` that is not null.
    private func states(_ node: Document.Node, _ key: String) -> Bool {
        document.member(node, named: key).map { document.kind($0) != .null } ?? false
    }

    private func units(_ node: Document.Node, _ key: String) -> Int128? {
        document.member(node, named: key).flatMap { member in document.withUTF8(member) { Decimal.units(utf8: $0) } }
    }

    private func amountHint(_ node: Document.Node) -> Hint? {
        document.kind(node) == .number ? "a binary number is not exact: put it in quotes, with its currency" : nil
    }

    // MARK: In short

    private mutating func shortAmount(_ node: Document.Node, _ name: String) {
        if document.equals(node, "unknown" as StaticString) { return append("{\"kind\":\"unknown\"}") }
        let text = document.string(node)
        // Two decimals have 62 characters at most, a code three.
        let parts = text.utf8.count <= 100 ? text.split(separator: " ").map(String.init) : []
        guard parts.count == 2 else {
            return fault(
                node, "\(name) \(quoted(text)) is no amount", expected: expectation(.amount),
                hint: Self.respaced(text).map { .write($0) })
        }
        let ends = Self.ends(of: parts[0])
        let code = Currency.table.place(of: parts[1].utf8.span)
        let isRight = code != nil && ends.allSatisfy { $0.isEmpty || Decimal.units(utf8: $0.utf8.span) != nil }
        if !isRight, let failure = Self.fault(ofEnds: ends, currency: parts[1]) {
            return fault(node, name, failure, expected: expectation(.amount))
        }
        if let problem = Self.problem(ofEnds: ends) {
            return fault(node, "\(name) \(quoted(text)) \(problem)", expected: expectation(.amount))
        }
        note(code, isCurrency: true, node, name)
        write(ends: ends, currency: parts[1])
    }

    /// The word for a power of ten that one end of a range alone has.
    private static func sharedUnit(of ends: [String]) -> String? {
        guard ends.count == 2, !ends.contains("") else { return nil }
        let units = ends.map { end in String(end.reversed().prefix(while: \.isLetter).reversed()) }
        let own = Set(units).subtracting([""])
        return units.contains("") ? own.first : nil
    }

    /// An amount whose number and currency are apart by another space than the usual one, with that; nil of anything else.
    private static func respaced(_ text: String) -> String? {
        guard text.utf8.count <= 100 else { return nil }
        let parts = text.unicodeScalars.split { $0.properties.isWhitespace || $0.isShapeless }.map { String($0) }
        guard parts.count == 2 else { return nil }
        let ends = ends(of: parts[0])
        return fault(ofEnds: ends, currency: parts[1]) == nil && problem(ofEnds: ends) == nil
            ? parts.joined(separator: " ") : nil
    }

    /// The first thing that is wrong with the parts of an amount; what its hint proposes stands for the whole of it.
    private static func fault(ofEnds ends: [String], currency: String) -> Fault? {
        let parts = ends + [currency]
        let failures = ends.map { $0.isEmpty ? nil : Decimal.fault(in: $0) } + [Currency.fault(in: currency)]
        guard var first = failures.compactMap({ $0 }).first else { return nil }
        if let unit = sharedUnit(of: ends) {
            // `30..50bn` may be of billions both.
            let scaled = ends.map { $0.hasSuffix(unit) ? $0 : $0 + unit }
            let proposals = scaled.compactMap { Decimal.fault(in: $0)?.hint?.proposal }
            let isKnown = proposals.count == ends.count && Currency.fault(in: currency) == nil
            let isRight = isKnown && problem(ofEnds: proposals) == nil
            first.hint = isRight ? .ask(proposals.joined(separator: "..") + " " + currency) : nil
            return first
        }
        let proposed = zip(parts, failures).compactMap { part, failure in
            failure == nil ? part : failure?.hint?.proposal
        }
        let isCertain = failures.allSatisfy { $0 == nil || $0?.hint?.replacement != nil }
        guard proposed.count == parts.count, problem(ofEnds: Array(proposed.dropLast())) == nil else {
            first.hint = nil
            return first
        }
        let whole = proposed.dropLast().joined(separator: "..") + " " + (proposed.last ?? "")
        first.hint = isCertain ? .write(whole) : .ask(whole)
        return first
    }

    /// The decimals on both sides of two dots, one of which may be empty; one decimal where there are none.
    private static func ends(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        let dots = bytes.indices.dropLast().first { bytes[$0] == UInt8(ascii: ".") && bytes[$0 + 1] == bytes[$0] }
        guard let dots else { return [text] }
        return [String(decoding: bytes[..<dots], as: UTF8.self), String(decoding: bytes[(dots + 2)...], as: UTF8.self)]
    }

    private static func problem(ofEnds ends: [String]) -> String? {
        guard ends.count == 2 else { return nil }
        let sums = ends.map { Decimal.units(utf8: $0.utf8.span) }
        switch (sums[0], sums[1]) {
        case (nil, nil): return "says not how much"
        case (let min?, let max?):
            return min < max ? nil : min == max ? "has one sum at both ends" : "begins above its end"
        case (let sum?, nil), (nil, let sum?): return sum < 0 ? "has an open end beside a negative sum" : nil
        }
    }

    /// - Parameter ends: as ``ends(of:)`` has them, without a problem.
    private mutating func write(ends: [String], currency: String) {
        let isRange = ends.count == 2 && !ends[0].isEmpty && !ends[1].isEmpty
        append("{")
        if ends.count == 2, !isRange { append(ends[0].isEmpty ? "\"bound\":\"upTo\"," : "\"bound\":\"atLeast\",") }
        append("\"currency\":")
        write(currency)
        if isRange {
            append(",\"max\":")
            write(ends[1])
            append(",\"min\":")
            write(ends[0])
        } else {
            append(",\"value\":")
            write(ends.first { !$0.isEmpty } ?? "")
        }
        append("}")
    }
}
