import EventModel
import Projections

/// The same numbers every time (SplitMix64).
struct FixedGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
    mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }
    mutating func happens(_ times: Int, in total: Int) -> Bool { below(total) < times }
}

/// Writes histories of few streams and many events, so that they meet, with corrections of events and of corrections.
struct HistoryGenerator {
    private var random: FixedGenerator
    private var dates: [String] = []
    private var ids: [String] = []
    /// Dates that several facts have.
    private var shared: [String] = []

    init(seed: UInt64) {
        random = FixedGenerator(state: seed)
        for year in 2019...2031 {
            for month in 1...12 {
                let name = "\(year)-\(month < 10 ? "0" : "")\(month)"
                dates += ["\(name)-05", "[..\(name)-11]", "\(name)-17~", "[\(name)-20..]", "\(name)-23/.."]
                dates += [name, "\(name)-26/\(name)-28"]
            }
            dates += ["\(year)?", "../\(year)", "/\(year)-07", "\(year)-09-01/", "{\(year)-02-02,\(year)-10}"]
        }
        dates += ["Y-170000002", "-0044-03-15", "Y17E9", "9999-12-31", "0000"]
        dates.shuffle(using: &random)
        shared = Array(dates.prefix(4))
    }

    static func log(seed: UInt64, events: Int) throws -> TestLog {
        var generator = HistoryGenerator(seed: seed)
        var log = TestLog()
        for _ in 0..<events { try generator.append(to: &log) }
        return log
    }

    private mutating func append(to log: inout TestLog) throws {
        let isCorrection = !ids.isEmpty && random.happens(1, in: 4)
        let verb = random.pick(Verb.allCases.filter { ($0.kind == .correction) == isCorrection })
        let slug = self.slug(of: verb)
        let data = isCorrection ? correction(verb) : worldData(verb)
        ids.append("\(slug):\(verb.rawValue):\(ids.count)")
        try log.add(verb, slug, id: ids[ids.count - 1], object(data))
    }

    private mutating func slug(of verb: Verb) -> String {
        verb.kind == .actor ? actor() : random.pick(["a", "b", "c"])
    }

    private func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    private mutating func worldData(_ verb: Verb) -> [(String, String)] {
        var data = [("title", "\"T\(random.below(100))\"")]
        if verb == .registered, random.happens(1, in: 2) {
            data.append(("name", "\"N\(random.below(9))\""))
        } else {
            // One date in three is that of several facts.
            data.append(
                ("occurred", "\"\(random.happens(1, in: 3) ? random.pick(shared) : dates.popLast() ?? "2024")\""))
        }
        return data + common() + own(verb)
    }

    private mutating func correction(_ verb: Verb) -> [(String, String)] {
        let target = random.pick(ids)
        let of = ("of", #"{"source":"/desk","id":"\#(target)"}"#)
        guard verb == .corrected else { return [of, ("reason", #""error""#)] }
        // Mostly of the same kind, as people would; sometimes of another.
        let kind = target.split(separator: ":").dropFirst().first.flatMap { Verb(rawValue: String($0)) }?.kind
        let alike = Verb.allCases.filter { $0.kind == kind && $0.kind != .correction }
        let all = Verb.allCases.filter { $0.kind != .correction }
        let other = random.pick(alike.isEmpty || random.happens(1, in: 4) ? all : alike)
        let data = worldData(other)
        let replacement = [
            ("type", "\"\(other.type)\""), ("subject", "\"\(other.kind.rawValue)/\(slug(of: other))\""),
            ("data", object(data)),
        ]
        return [of, ("reason", #""r""#), ("replacement", object(replacement))]
    }

    // MARK: Parts of events

    private mutating func actor() -> String { random.pick(["p", "q", "r", "s", "CN"]) }

    private mutating func some(_ values: [String]) -> [String] {
        values.filter { _ in random.happens(1, in: 2) }
    }

    private func list(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }

    private mutating func otherDate() -> String { "\"20\(19 + random.below(12))-0\(1 + random.below(9))-02\"" }

    private mutating func amount() -> String {
        if random.happens(1, in: 5) { return #"{"kind":"unknown"}"# }
        let currency = random.pick(["EUR", "RUB"])
        let value = "\(random.below(2_000) - 500).\(random.below(10))"
        switch random.below(8) {
        case 0: return #"{"min":"\#(value)","max":"\#(2_000 + random.below(9))","currency":"\#(currency)"}"#
        case 1: return #"{"value":"\#(random.below(9))","bound":"upTo","currency":"\#(currency)"}"#
        case 2: return #"{"value":"\#(random.below(9))","bound":"atLeast","currency":"\#(currency)"}"#
        default: return #"{"value":"\#(value)","currency":"\#(currency)"}"#
        }
    }

    private mutating func common() -> [(String, String)] {
        var data: [(String, String)] = []
        let roles = some(Role.allCases.map(\.rawValue))
        data.append(("actors", list(roles.map { #"{"ref":"\#(actor())","role":"\#($0)"}"# })))
        if random.happens(1, in: 3) {
            let mode = random.pick(["direct", "reported", "unattributed", "editorial"])
            data.append(("attribution", #"{"mode":"\#(mode)","by":"\#(actor())"}"#))
        }
        if random.happens(1, in: 3) { data.append(("quotes", #"[{"speaker":"\#(actor())","text":"\"W\""}]"#)) }
        if random.happens(1, in: 3) {
            data.append(("citations", #"[{"publisher":"P \#(random.below(3))"},{"url":"u:\#(random.below(3))"}]"#))
        }
        if random.happens(1, in: 3) {
            let target =
                random.happens(1, in: 3) && !ids.isEmpty
                ? random.pick(ids) : "directive/" + random.pick(["a", "b", "c", "z"])
            let type = random.pick(Relation.allCases).rawValue
            let parts = random.happens(1, in: 4) ? #","provisions":["x"]"# : ""
            data.append(("relations", #"[{"type":"\#(type)","target":"\#(target)"\#(parts)}]"#))
        }
        if random.happens(1, in: 3) {
            let status = random.happens(1, in: 3) ? #","status":"\#(random.pick(TargetStatus.allCases).rawValue)""# : ""
            data.append(
                (
                    "targets",
                    #"[{"indicator":"i\#(random.below(2))","unit":"u\#(random.below(2))","baseline":{"value":"1.5"},"#
                        + #""goal":{"value":"\#(random.below(9))","due":\#(otherDate())}\#(status)}]"#
                ))
        }
        return data
    }

    private mutating func own(_ verb: Verb) -> [(String, String)] {
        switch verb.kind {
        case .directive: directive()
        case .announcement: announcement()
        case .investment: investment()
        case .actor: actorData(verb)
        case .correction: []
        }
    }

    private mutating func directive() -> [(String, String)] {
        var data: [(String, String)] = []
        for key in some(["effective", "expires", "due"]) { data.append((key, otherDate())) }
        if random.happens(1, in: 2) {
            let parts = some(["x", "y"])
            data.append(
                ("provisions", list(parts.map { #"{"id":"\#($0)","due":\#(otherDate()),"assignee":["\#(actor())"]}"# }))
            )
        }
        return data
    }

    private mutating func announcement() -> [(String, String)] {
        [
            ("category", random.pick([#""launch""#, #""product""#, #""membership""#])), ("appointee", "\"\(actor())\""),
            ("products", #"[{"name":"g\#(random.below(2))","owner":"\#(actor())"}]"#),
            ("organisation", "\"\(actor())\""),
            ("members", #"[{"ref":"\#(actor())","since":\#(otherDate())}]"#),
            ("restricts", #"[{"subject":"s","on":["\#(actor())"]}]"#),
        ]
    }

    private mutating func investment() -> [(String, String)] {
        let flows = ["indicative", "pledge", "commitment", "disbursement", "expenditure", "equity", "none"]
        return [("amount", amount())] + (random.happens(1, in: 2) ? [("flow", "\"\(random.pick(flows))\"")] : [])
    }

    private mutating func actorData(_ verb: Verb) -> [(String, String)] {
        switch verb {
        case .merged: [("into", "\"\(actor())\"")]
        case .joined, .left: [("memberOf", #"[{"ref":"\#(actor())"}]"#)]
        case .renamed: [("name", "\"N\(random.below(9))\"")]
        default: []
        }
    }
}
