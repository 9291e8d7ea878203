import EventModel
import Intake
import Testing

/// Other people's events say in YAML what they say in JSON.
struct ForeignEventTests {
    private static let yaml = """
        specversion: 1.0
        id: a
        source: /s
        type: com.example.thing

        """

    private func check(_ name: String, _ text: String) -> CheckedFile {
        CheckedFile.check(
            name: name, bytes: Array(text.utf8), defaults: EventReader.Defaults(source: "/desk"), roomForEvent: 60_000)
    }

    private func canonical(_ name: String, _ text: String) -> [String] {
        let file = check(name, text)
        #expect(file.problems == [], "\(text)")
        return file.events.map { String(decoding: $0.canonical, as: UTF8.self) }
    }

    /// The data of one event, its value written in YAML.
    private func data(_ value: String) -> String? {
        let file = check("a.yaml", Self.yaml + "data: {v: \(value)}\n")
        guard let event = file.events.first, file.problems.isEmpty else { return nil }
        return event.json["data"]?["v"]?.line
    }

    @Test(arguments: [
        // The examples of YAML 1.2.2, sections 10.2.1 and 10.3.2.
        ("null", "null"), ("Null", "null"), ("NULL", "null"), ("~", "null"), ("", "null"),
        ("true", "true"), ("True", "true"), ("TRUE", "true"), ("false", "false"), ("False", "false"),
        ("FALSE", "false"), ("0", "0"), ("0o7", "7"), ("0x3A", "58"), ("-19", "-19"), ("0.", "0"), ("-0.0", "0"),
        (".5", "0.5"), ("+12e03", "12000"), ("-2E+05", "-200000"), ("21.5", "21.5"), ("+5", "5"), ("007", "7"),
        ("-.5", "-0.5"), ("1.e3", "1000"), ("1e-7", "1e-7"), ("0x00ff", "255"),
        ("0xFFFFFFFF00000000", "18446744069414584000"),
        ("0o0", "0"), ("0x0", "0"), ("0o17", "15"), ("12.50", "12.5"), ("-0", "0"), ("00.10", "0.1"),
        // Everything else is a text.
        ("nULL", #""nULL""#), ("yes", #""yes""#), ("no", #""no""#), ("on", #""on""#), ("tRUE", #""tRUE""#),
        ("2018-04-05", #""2018-04-05""#), ("0o8", #""0o8""#), ("0xG", #""0xG""#), ("0x", #""0x""#),
        ("-0x1", #""-0x1""#),
        ("0O7", #""0O7""#), ("1_000", #""1_000""#), ("1e", #""1e""#), (".", #"".""#), ("+", #""+""#),
        ("1.2.3", #""1.2.3""#),
        ("12:30:45", #""12:30:45""#), ("0b1", #""0b1""#), ("1 2", #""1 2""#), ("e3", #""e3""#), (".e3", #"".e3""#),
        // Quotes and blocks make a text of anything.
        ("\"5\"", #""5""#), ("'true'", #""true""#), ("\"\"", #""""#), ("'null'", #""null""#), ("\"0x1F\"", #""0x1F""#),
    ])
    func `a value without quotes is what the core schema of YAML says`(written: String, value: String) {
        #expect(data(written) == value)
    }

    @Test(arguments: [
        (".inf", ".inf, which JSON has no number for"), ("-.INF", "which JSON has no number for"),
        ("+.Inf", "no number for"), (".nan", "no number for"), (".NaN", "no number for"),
        ("1e400", "lies beyond the largest double"), ("-1e400", "lies beyond"), ("1e-400", "takes it for 0"),
        ("9007199254740993", "the nearest is 9007199254740992"),
        ("0x20000000000001", "the nearest is 9007199254740992"),
        ("3.141592653589793238", "more than 17 significant digits"),
    ])
    func `a number that no JSON can say is refused with its reason`(written: String, says: String) {
        let file = check("a.yaml", Self.yaml + "data: {v: \(written)}\n")
        #expect(file.problems.count == 1 && file.problems[0].sentence.contains(says), "\(file.problems)")
        #expect(file.problems.first?.position == .init(line: 5, column: 11))
    }

    @Test func `hexadecimal and octal digits without end are a number beyond every double`() {
        for digit in ["0x" + String(repeating: "F", count: 257), "0o7" + String(repeating: "0", count: 100_000)] {
            let file = check("a.yaml", Self.yaml + "data: {v: \(digit)}\n")
            #expect(file.problems.first?.problem.contains("lies beyond the largest double") == true)
        }
        #expect(data("0x" + String(repeating: "0", count: 100_000) + "1F") == "31")
    }

    @Test func `attributes that are texts in every CloudEvent stay texts, extensions are what they look like`() {
        #expect(
            canonical(
                "a.yaml",
                """
                specversion: 1.0
                id: 007
                source: 12
                type: 5
                subject: true
                time: 2018-04-05T17:31:00.000Z
                sampled: false
                rate: 0x10
                trace: "5"
                unset: ~
                datacontenttype: text/plain
                data: 5
                """) == [
                    #"{"data":5,"datacontenttype":"text/plain","id":"007","rate":16,"sampled":false,"source":"12","#
                        + #""specversion":"1.0","subject":"true","time":"2018-04-05T17:31:00Z","trace":"5","type":"5"}"#
                ])
    }

    @Test func `keys and blocks are texts`() {
        #expect(
            canonical("a.yaml", Self.yaml + "data:\n  1: |\n    5\n  true: >-\n    null\n  ? ~\n  : x\n").first?
                .hasPrefix(#"{"data":{"1":"5\n","true":"null","~":"x"},"#) == true)
    }

    @Test func `the type decides wherever it stands, and for its own event alone`() {
        let events = canonical(
            "a.yaml",
            """
            - {data: {n: 5, nothing: ~}, id: a, source: /s, specversion: "1.0", type: com.example.a}
            - {directive: d, title: 5, occurred: 2025}
            - {data: {n: [true, 1.50]}, id: b, source: /s, type: x, specversion: 1.0}
            """)
        #expect(events.count == 3)
        #expect(events.first?.hasPrefix(#"{"data":{"n":5,"nothing":null},"#) == true)
        #expect(events.dropFirst().first?.hasPrefix(#"{"data":{"occurred":"2025","title":"5"},"#) == true)
        #expect(events.last?.hasPrefix(#"{"data":{"n":[true,1.5]},"#) == true)
    }

    @Test(arguments: [
        "specversion: 1.0\nid: a\nsource: /s\ntype: timeline.directive.issued.v1\nsubject: directive/d\ndata:\n"
            + "  title: 5\n  occurred: 2025\n  text: ~\n",
        "directive: d\ntitle: 5\noccurred: 2025\ntext: ~\n",
        "specversion: 1.0\nid: a\nsource: /s\ntype: com.example.a\nsubject: ~\n",
    ])
    func `of the timeline's own events, and of attributes, nothing is no value`(text: String) {
        let problems = check("a.yaml", text).problems
        #expect(problems.contains { $0.problem == "~, which means nothing in YAML" }, "\(problems)")
    }

    @Test func `what stops the reading hides nothing of what was read before it`() {
        #expect(check("a.yaml", "a: ~\nb: [c").problems.map(\.position.line) == [1, 2])
        // Here the nothing is data.
        #expect(check("a.yaml", Self.yaml + "data:\n  v: ~\n  w: [c").problems.map(\.position.line) == [7])
        let nothings = String(repeating: "- ~\n", count: 3_000)
        #expect(canonical("a.yaml", Self.yaml + "data:\n" + nothings).count == 1)
        #expect(check("a.yaml", "tags:\n" + nothings).problems.count > 1_000)
    }

    @Test func `an event whose instant is written in another way is a duplicate, at another instant it is in conflict`()
        throws
    {
        for event in [Self.yaml, "announcement: a\ntitle: T\noccurred: 2025\n"] {
            let spellings = ["2018-04-05T17:31:00Z", "2018-04-05T18:31:00.000+01:00", "2018-04-05t17:31:00-00:00"]
            var admission = Admission(next: 0) { _ in nil }
            for (index, time) in spellings.enumerated() {
                let file = check("a.yaml", "\(event)time: \(time)\n")
                guard
                    case .accept(let new, let duplicates, _, _) = try admission.decide(
                        file.events, in: [], file: "a.yaml", submitter: Submitter(uid: 1, name: nil))
                else {
                    Issue.record("\(time) is in conflict with \(spellings[0])")
                    continue
                }
                #expect(new.count == (index == 0 ? 1 : 0) && duplicates == (index == 0 ? 0 : 1))
            }
            let other = check("a.yaml", "\(event)time: 2018-04-05T17:31:01Z\n")
            guard
                case .reject = try admission.decide(
                    other.events, in: [], file: "b.yaml", submitter: Submitter(uid: 1, name: nil))
            else {
                Issue.record("another instant is no other event")
                continue
            }
        }
    }

    // MARK: The same event in both

    /// A value with its spellings in JSON and in YAML.
    private struct Spellings {
        var json: String
        var flow: String
        /// On lines of its own, without their indentation; nil where it fits on the line of its key.
        var block: [String]?
    }

    private func text(_ random: inout FormatsRandom) -> Spellings {
        let pieces = [
            "a", "5", "true", "null", "~", " ", ".", "é", "中", "😀", ":", "#", "-", "e", "x", "\"", "\\", "'", "{", ",",
            "\n", "0",
        ]
        let text = (0..<Int.random(in: 0...5, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        let json = JSON.string(text.joined()).line
        // Escapes of JSON are escapes of YAML; single quotes have but one of their own.
        let isLine = !text.contains("\n")
        let single = "'" + text.joined().replacing("'", with: "''") + "'"
        return Spellings(json: json, flow: isLine && Bool.random(using: &random) ? single : json)
    }

    private func scalar(_ random: inout FormatsRandom) -> Spellings {
        let plain: [(String, String)] = [
            ("null", "~"), ("null", "null"), ("true", "True"), ("false", "FALSE"), ("31", "0x1F"), ("-7", "-007"),
            ("8", "0o10"), ("0.5", ".5"), ("21.50", "21.5"), ("1e3", "1.e+3"), ("100", "+100"), (#""a b""#, "a b"),
            (#""no""#, "no"), (#""2018-04-05""#, "2018-04-05"), (#""0x""#, "0x"), ("1e23", "99999999999999991611392"),
        ]
        switch Int.random(in: 0...2, using: &random) {
        case 0: return text(&random)
        case 1:
            let number = Int.random(in: -1_000_000...1_000_000, using: &random)
            return Spellings(json: "\(number)", flow: "\(number)")
        default:
            let (json, yaml) = plain.randomElement(using: &random) ?? ("1", "1")
            return Spellings(json: json, flow: yaml)
        }
    }

    private func value(_ depth: Int, _ random: inout FormatsRandom) -> Spellings {
        guard depth > 0, Int.random(in: 0...2, using: &random) > 0 else { return scalar(&random) }
        let count = Int.random(in: 0...3, using: &random)
        let values = (0..<count).map { _ in value(depth - 1, &random) }
        if Bool.random(using: &random) {
            return Spellings(
                json: "[\(values.map(\.json).joined(separator: ","))]",
                flow: "[\(values.map(\.flow).joined(separator: ", "))]",
                block: values.isEmpty ? nil : values.flatMap { lines($0, after: "-", &random) })
        }
        let keys = (0..<count).map { "k\($0)" }
        let members = Array(zip(keys, values))
        return Spellings(
            json: "{\(members.map { "\"\($0)\":\($1.json)" }.joined(separator: ","))}",
            flow: "{\(members.map { "\($0): \($1.flow)" }.joined(separator: ", "))}",
            block: members.isEmpty ? nil : members.flatMap { lines($1, after: "\($0):", &random) })
    }

    private func lines(_ value: Spellings, after mark: String, _ random: inout FormatsRandom) -> [String] {
        guard let block = value.block, Bool.random(using: &random) else { return ["\(mark) \(value.flow)"] }
        return [mark] + block.map { "  " + $0 }
    }

    @Test func `an event has the same canonical form from JSON and from YAML`() {
        var random = FormatsRandom(seed: 12)
        for _ in 0..<2_000 {
            let data = value(4, &random)
            let json = #"{"specversion":"1.0","id":"a","source":"/s","type":"com.example.thing","data":\#(data.json)}"#
            let yaml = Self.yaml + lines(data, after: "data:", &random).joined(separator: "\n") + "\n"
            let (first, second) = (canonical("a.json", json), canonical("a.yaml", yaml))
            #expect(first.count == 1 && first == second, "\(yaml)")
            if first != second { return }
        }
    }
}
