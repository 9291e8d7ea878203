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

/// Writes histories of few streams and many events, so that they meet. No two dates of a history are the same.
struct HistoryGenerator {
    private var random: FixedGenerator
    private var dates: [String] = []
    private var ids: [String] = []
    private var undated: Set<String> = []

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
    }

    static func log(seed: UInt64, events: Int) throws -> TestLog {
        var generator = HistoryGenerator(seed: seed)
        var log = TestLog()
        for _ in 0..<events { try generator.append(to: &log) }
        return log
    }

    private mutating func append(to log: inout TestLog) throws {
        let verb = random.pick(Verb.allCases)
        let slug = verb.kind == .actor ? actor() : random.pick(["a", "b", "c"])
        guard let date = dates.popLast() else { return }
        var data = [("title", #""T""#)]
        if verb == .registered, undated.insert(slug).inserted {
            data.append(("name", #""N""#))
        } else if verb.kind != .correction || random.happens(1, in: 2) {
            data.append(("occurred", "\"\(date)\""))
        }
        data += common()
        data += own(verb)
        let id = "\(slug):\(verb.rawValue):\(date)"
        ids.append(id)
        try log.add(verb, slug, id: id, "{" + data.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}")
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
        return #"{"value":"\#(random.below(2_000) - 500).\#(random.below(10))","currency":"\#(currency)"}"#
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
            data.append(("relations", #"[{"type":"\#(type)","target":"\#(target)"}]"#))
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
        case .correction:
            [("of", #"{"source":"/desk","id":"\#(ids.isEmpty ? "x" : random.pick(ids))"}"#), ("reason", #""error""#)]
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
