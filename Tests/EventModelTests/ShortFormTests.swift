import EventModel
import Testing

struct ShortFormTests {
    @Test func `a short form becomes a whole CloudEvent`() throws {
        let text = try canonicalEvent(
            #"{"directive": "d", "title": " A title ", "occurred": "[..2025-01-02]", "by": "putin", "to": ["a", "b"]}"#)
        #expect(
            text == """
                {"data":{"actors":[{"ref":"putin","role":"by"},{"ref":"a","role":"to"},{"ref":"b","role":"to"}],\
                "occurred":"[..2025-01-02]","title":"A title"},"datacontenttype":"application/json",\
                "id":"d:issued:[..2025-01-02]","source":"/desk","specversion":"1.0","subject":"directive/d",\
                "type":"timeline.directive.issued.v1"}
                """)
    }

    @Test(arguments: [
        ("directive", "issued"), ("announcement", "made"), ("investment", "planned"), ("actor", "registered"),
    ])
    func `the verb may be left out`(kind: String, verb: String) throws {
        let event = try read(#"{"\#(kind)": "x", "title": "T", "occurred": "2025", "amount": "unknown"}"#)
        if kind == "investment" {
            #expect(try event.get().verb?.rawValue == verb)
        } else {
            let plain = try read(#"{"\#(kind)": "x", "title": "T", "occurred": "2025"}"#).get()
            #expect(plain.verb?.rawValue == verb)
            #expect(plain.identity.id == "x:\(verb):2025")
        }
    }

    @Test(arguments: Verb.allCases.filter { $0.kind != .correction })
    func `every verb has its short form`(verb: Verb) throws {
        let event = try read(
            """
            {"\(verb.kind.rawValue)": "x", "verb": "\(verb.rawValue)", "title": "T", "occurred": "2025"
            \(verb.kind == .investment ? #", "amount": "5 EUR""# : "")
            \(verb == .renamed ? #", "name": "X""# : "")
            \(verb == .merged ? #", "into": "y""# : "")
            \(verb == .joined || verb == .left ? #", "memberOf": {"ref": "y"}"# : "")}
            """
        ).get()
        #expect(event.type == "timeline.\(verb.kind.rawValue).\(verb.rawValue).v1")
    }

    @Test func `roles and actors join in the order of the roles`() throws {
        let event = try read(
            #"""
            {"announcement": "x", "title": "T", "occurred": "2025", "with": ["d", "c"],
             "actors": [{"ref": "b", "role": "with"}, {"ref": "CN", "role": "by"}]}
            """#
        ).get()
        #expect(event.actors == ["CN", "b", "d", "c"])
    }

    @Test func `one value may stand for a list`() throws {
        #expect(
            try canonicalEvent(#"{"announcement":"x","title":"T","occurred":"2025","tags":"ai","jurisdiction":"RU"}"#)
                == canonicalEvent(
                    #"{"announcement":"x","title":"T","occurred":"2025","tags":["ai"],"jurisdiction":["RU"]}"#)
        )
    }

    @Test(arguments: [
        (#""850000000000 RUB""#, #"{"currency":"RUB","value":"850000000000"}"#),
        (#""unknown""#, #"{"kind":"unknown"}"#),
        (#"{"value": "-12.50", "currency": "EUR"}"#, #"{"currency":"EUR","value":"-12.50"}"#),
        (#"{"kind": "unknown", "asstated": "millions"}"#, #"{"asstated":"millions","kind":"unknown"}"#),
        (#""30..50.5 EUR""#, #"{"currency":"EUR","max":"50.5","min":"30"}"#),
        (#""-30..-5 EUR""#, #"{"currency":"EUR","max":"-5","min":"-30"}"#),
        (#""..50 EUR""#, #"{"bound":"upTo","currency":"EUR","value":"50"}"#),
        (#""30.. EUR""#, #"{"bound":"atLeast","currency":"EUR","value":"30"}"#),
        (
            #"{"min": "30", "max": "50", "currency": "EUR", "asstated": "€30–50"}"#,
            #"{"asstated":"€30–50","currency":"EUR","max":"50","min":"30"}"#
        ),
        (
            #"{"value": "50", "bound": "upTo", "currency": "EUR"}"#,
            #"{"bound":"upTo","currency":"EUR","value":"50"}"#
        ),
    ])
    func `an amount is exact, a range, bounded on one side, or unknown`(written: String, kept: String) throws {
        let text = try canonicalEvent(#"{"investment":"x","title":"T","occurred":"2025","amount":\#(written)}"#)
        #expect(text.contains(#""amount":\#(kept)"#))
    }

    @Test(arguments: [
        ("{}", "says not how much"), (#"{"currency": "EUR"}"#, "says not how much"),
        (#"{"value": "1"}"#, "has no \"currency\""), (#"{"min": "1", "max": "2"}"#, "has no \"currency\""),
        (#"{"min": "1", "currency": "EUR"}"#, "has a \"min\" alone"),
        (#"{"max": "1", "currency": "EUR"}"#, "has a \"max\" alone"),
        (#"{"min": "2", "max": "1", "currency": "EUR"}"#, "has a \"min\" above its \"max\""),
        (#"{"min": "2", "max": "2.0", "currency": "EUR"}"#, "has one sum as \"min\" and \"max\""),
        (#"{"value": "2", "max": "3", "currency": "EUR"}"#, "has a \"value\" and a range"),
        (#"{"bound": "upTo", "currency": "EUR"}"#, "has a \"bound\" without a \"value\""),
        (#"{"bound": "upTo", "min": "1", "max": "2", "currency": "EUR"}"#, "has a \"bound\" without a \"value\""),
        (#"{"value": "-2", "bound": "atLeast", "currency": "EUR"}"#, "has a \"bound\" on a negative value"),
        (#"{"kind": "unknown", "value": "1", "currency": "EUR"}"#, "is unknown and has a \"value\""),
        (#"{"kind": "unknown", "currency": "EUR"}"#, "is unknown and has a \"currency\""),
        (#"{"kind": "unknown", "min": "1"}"#, "is unknown and has a \"min\""),
        (#"{"value": "2", "bound": "about", "currency": "EUR"}"#, "bound cannot be \"about\""),
        (#""50..30 EUR""#, "begins above its end"), (#""30..30 EUR""#, "has one sum at both ends"),
        (#"".. EUR""#, "says not how much"), (#""..-5 EUR""#, "has an open end beside a negative sum"),
        (#""30...50 EUR""#, "amount"), (#""30–50 EUR""#, "amount"), (#""30..50""#, "is no amount"),
    ])
    func `an amount of no such form is refused, and says why`(written: String, problem: String) throws {
        let text = #"{"investment":"x","title":"T","occurred":"2025","amount":\#(written)}"#
        guard case .failure(let failure) = try read(text) else {
            Issue.record("\(written) was read")
            return
        }
        #expect(failure.faults.contains { $0.problem.contains(problem) }, "\(failure.faults.map(\.problem))")
    }

    @Test(arguments: [
        (#"{"directive":"d","title":"T","occurred":"2025","ref":"second"}"#, "d:issued:2025:second"),
        (#"{"actor":"p","verb":"registered","name":"P","ref":"2024"}"#, "p:registered::2024"),
        (#"{"actor":"p","verb":"registered","name":"P","occurred":"2024"}"#, "p:registered:2024"),
        (#"{"directive":"d","title":"T","occurred":"2025","ref":null}"#, "d:issued:2025"),
    ])
    func `a ref tells two facts of one day apart, in the id alone`(text: String, id: String) throws {
        let event = try read(text).get()
        #expect(event.identity.id == id)
        #expect(event.json["ref"] == nil && event.json["data"]?["ref"] == nil)
    }

    @Test(arguments: [
        (#""ref":"Second""#, "ref \"Second\""), (#""ref":"""#, "ref"), (#""ref":"a:b""#, "ref \"a:b\""),
        (#""ref":["a"]"#, "ref cannot be"),
        (#""ref":"a","id":"i""#, "the event has an \"id\" and a \"ref\""),
    ])
    func `a ref is a slug, and stands in place of an id`(member: String, problem: String) throws {
        guard case .failure(let failure) = try read(#"{"directive":"d","title":"T","occurred":"2025",\#(member)}"#)
        else {
            Issue.record("\(member) was read")
            return
        }
        #expect(failure.faults.contains { $0.problem.contains(problem) }, "\(failure.faults.map(\.problem))")
    }

    @Test func `a correction names its target and carries the whole replacement`() throws {
        let event = try read(
            #"""
            {"correction": "c", "verb": "corrected", "of": "d:issued:2025", "reason": "misread",
             "replacement": {"directive": "d", "title": "T", "occurred": "2024-12-31", "by": "putin"}}
            """#
        ).get()
        #expect(event.corrects?.identity == EventIdentity(source: "/desk", id: "d:issued:2025"))
        #expect(event.json["data"]?["replacement"]?["type"]?.text == "timeline.directive.issued.v1")
        #expect(event.json["data"]?["replacement"]?["data"]?["occurred"]?.text == "2024-12-31")
        #expect(event.identity.id == "c:corrected")
    }

    @Test func `a replacement reads the same in both forms`() throws {
        func correction(_ replacement: String) throws -> String {
            try canonicalEvent(
                #"{"correction":"c","verb":"corrected","of":{"source":"/s","id":"i"},"reason":"r","replacement":\#(replacement)}"#
            )
        }
        #expect(
            try correction(#"{"directive":"d","verb":"revoked","title":"T","occurred":"2025"}"#)
                == correction(
                    #"{"type":"timeline.directive.revoked.v1","subject":"directive/d","data":{"title":"T","occurred":"2025"}}"#
                ))
    }
}

struct ShortFormFaultTests {
    @Test(arguments: [
        (#"{"directve": "d", "title": "T", "occurred": "2025"}"#, "did you mean \"directive\"?"),
        (#"{"title": "T"}"#, "names no kind"),
        (#"{"directive": "d", "verb": "isued", "title": "T", "occurred": "2025"}"#, "did you mean \"issued\"?"),
        (#"{"directive": "d", "titel": "T", "title": "T", "occurred": "2025"}"#, "did you mean \"title\"?"),
        (#"{"directive": "d", "title": "T"}"#, "has no \"occurred\""),
        (#"{"directive": "D d", "title": "T", "occurred": "2025"}"#, "d-d"),
        (#"{"directive": "d", "title": "T", "occurred": "2025-02-30"}"#, "2025-02-30"),
        (#"{"directive": "d", "title": "T", "occurred": "2025-13"}"#, "2025-13"),
        (#"{"directive": "d", "title": "T", "occurred": 2025}"#, "put it in quotes: \"2025\""),
        (
            #"{"directive": "d", "title": "T", "occurred": "2025", "by": "a", "actors": [{"ref": "a", "role": "by"}]}"#,
            "twice"
        ),
        (#"{"directive": "d", "announcement": "a", "title": "T", "occurred": "2025"}"#, "is both"),
        (#"{"investment": "d", "title": "T", "occurred": "2025"}"#, "has no \"amount\""),
        (#"{"investment": "d", "title": "T", "occurred": "2025", "amount": 5}"#, "not exact"),
        (#"{"investment": "d", "title": "T", "occurred": "2025", "amount": {"value": "5"}}"#, "has no \"currency\""),
        (
            #"{"investment": "d", "title": "T", "occurred": "2025", "amount": {"value": 5, "currency": "EUR"}}"#,
            "put it in quotes"
        ),
        (#"{"investment": "d", "title": "T", "occurred": "2025", "amount": "5 RUR2"}"#, "RUR2"),
        (#"{"investment": "d", "title": "T", "occurred": "2025", "amount": "5 QQQ"}"#, "QQQ"),
        (
            #"{"investment": "d", "title": "T", "occurred": "2025", "amount": {"kind": "unknown", "value": "5", "currency": "EUR"}}"#,
            "unknown and has a \"value\""
        ),
        (#"{"announcement": "d", "title": "T", "occurred": "2025", "jurisdiction": "XX"}"#, "XX"),
        (#"{"announcement": "d", "title": "T", "occurred": "2025", "category": "lanch"}"#, "did you mean \"launch\"?"),
        (#"{"announcement": "d", "title": "T\u0007", "occurred": "2025"}"#, "control character U+0007"),
        (#"{"announcement": "d", "title": "a\nb", "occurred": "2025"}"#, "a line break"),
        (#"{"announcement": "d", "title": "  ", "occurred": "2025"}"#, "is empty"),
        (#"{"announcement": "d", "tıtle": "T", "occurred": "2025"}"#, "\"tıtle\", with ı (U+0131"),
        (#"{"announcement": "d", "bу": "x", "title": "T", "occurred": "2025"}"#, "with у (U+0443"),
        (#"{"directive": "d", "verb": "rеvoked", "title": "T", "occurred": "2025"}"#, "with е (U+0435"),
        (#"{"directіve": "d", "title": "T", "occurred": "2025"}"#, "with і (U+0456"),
        (#"{"directive": "d", "instrument": "lаw", "title": "T", "occurred": "2025"}"#, "with а (U+0430"),
        (#"{"announcement": "d", "title": "\u200b\u00a0", "occurred": "2025"}"#, "is empty"),
        (
            #"{"investment": "d", "title": "T", "occurred": "2025", "amount": "30..50bn EUR"}"#,
            "did you mean 30000000000..50000000000 EUR?"
        ),
        (#"{"investment": "d", "title": "T", "occurred": "2025", "amount": "30k..50 EUR"}"#, "amount"),
        (
            #"{"announcement": "d", "title": "T", "occurred": "2025", "citations": [{"locator": "p. 1"}]}"#,
            "says nothing"
        ),
        (
            #"{"announcement": "d", "title": "T", "occurred": "2025", "relations": [{"type": "follows", "target": "directve/x"}]}"#,
            "did you mean \"directive/x\"?"
        ),
        (#"{"correction": "c", "of": "x", "reason": "r"}"#, "must say its \"verb\""),
        (#"{"correction": "c", "verb": "corrected", "of": "x", "reason": "r"}"#, "has no \"replacement\""),
        (#"{"correction": "c", "verb": "retracted", "of": "x", "reason": "because"}"#, "\"legal\""),
        (
            #"{"correction": "c", "verb": "corrected", "of": "x", "reason": "r", "replacement": {"correction": "d", "verb": "retracted", "of": "x", "reason": "error"}}"#,
            "a replacement cannot be a correction itself"
        ),
        (
            #"{"correction": "c", "verb": "corrected", "of": "x", "reason": "r", "replacement": {"correction": "d"}}"#,
            "to take a correction back, retract it; to change what it says, give the event as it should have been"
        ),
        (
            #"{"correction": "c", "verb": "corrected", "of": "x", "reason": "r", "replacement": {"type": "timeline.correction.retracted.v1", "subject": "correction/d", "data": {"of": "x", "reason": "error"}}}"#,
            "a replacement cannot be a correction itself"
        ),
        (#"{"actor": "a", "verb": "merged", "occurred": "2025"}"#, "has no \"into\""),
        (#"[]"#, "cannot be a list"),
        (#""directive""#, "an event cannot be"),
    ])
    func `a fault says what to do`(event: String, says: String) throws {
        let found = try problems(event)
        #expect(found.contains { $0.contains(says) }, "\(found)")
    }

    @Test func `a replacement that is a correction is one problem, where it says so`() throws {
        let text = """
            {"correction": "c", "verb": "corrected", "of": "x", "reason": "r",
             "replacement": {"verb": "retracted",
              "correction": "d"}}
            """
        guard case .failure(let failure) = try read(text) else {
            Issue.record("the event was accepted")
            return
        }
        #expect(Diagnostic.locate(failure.faults, in: Array(text.utf8)).map(\.position.line) == [3])
    }

    @Test func `every problem is found at once, at its place, in the order of the text`() throws {
        let text = """
            {"directive": "Bad Slug",
             "verb": "issued",
             "titel": "T",
             "occurred": "2025-13",
             "by": ["x", 7],
             "instrument": "degree"}
            """
        guard case .failure(let failure) = try read(text) else {
            Issue.record("the event was accepted")
            return
        }
        // The first line holds two: the bad slug, and the event that has no title.
        let lines = Diagnostic.locate(failure.faults, in: Array(text.utf8)).map(\.position.line)
        #expect(lines == [1, 1, 3, 4, 5, 6], "\(failure.faults)")
    }

    @Test func `a title may have 300 characters and no more`() throws {
        let title = String(repeating: "ж", count: 300)
        #expect(try problems(#"{"announcement":"a","occurred":"2025","title":"\#(title)"}"#) == [])
        #expect(try problems(#"{"announcement":"a","occurred":"2025","title":"\#(title)ж"}"#).count == 1)
    }

    @Test func `keys are compared by code units`() throws {
        // "é" composed is not "é" decomposed: neither is a known key, and both are named.
        let found = try problems(
            #"{"announcement":"a","occurred":"2025","title":"T","caf\u00e9":"1","cafe\u0301":"2"}"#)
        #expect(found.count == 2)
    }
}
