import EventModel
import Projections
import Testing

/// The ledger: each firmness and each currency apart, exact to the last digit.
struct InvestmentsTests {
    private func row(_ events: [(Verb, String)], asOf date: String = "2030") throws -> JSON {
        var log = TestLog()
        for (place, (verb, data)) in events.enumerated() {
            try log.add(verb, "a", "{'title': 'T', 'occurred': '\(2010 + place)', \(data)}")
        }
        return try log.row(Investments.self, "investment/a", asOf: date)
    }

    private func euros(_ value: String) -> String { "'amount': {'value': '\(value)', 'currency': 'EUR'}" }

    @Test func `promises and payments stay apart`() throws {
        let row = try row([
            (.planned, euros("120000000")), (.pledged, euros("90000000")), (.committed, euros("40000000")),
            (.disbursed, euros("12500000.50")), (.disbursed, euros("0.50")),
        ])
        #expect(row.line("planned") == #"[{"value":"120000000","currency":"EUR"}]"#)
        #expect(row.line("pledged") == #"[{"value":"90000000","currency":"EUR"}]"#)
        #expect(row.line("committed") == #"[{"value":"40000000","currency":"EUR"}]"#)
        #expect(row.line("paid") == #"[{"value":"12500001","currency":"EUR"}]"#)
    }

    @Test func `currencies are never added up`() throws {
        let row = try row([
            (.planned, euros("1")), (.planned, "'amount': {'value': '2', 'currency': 'USD'}"),
            (.planned, "'amount': {'kind': 'unknown'}"),
        ])
        #expect(
            row.line("planned")
                == #"[{"value":"1","currency":"EUR"},{"value":"2","currency":"USD"},{"kind":"unknown","count":1}]"#)
    }

    @Test func `a refund is a negative payment`() throws {
        let row = try row([(.disbursed, euros("10")), (.disbursed, euros("-12.25"))])
        #expect(row.line("paid") == #"[{"value":"-2.25","currency":"EUR"}]"#)
    }

    @Test func `at an earlier date less is paid`() throws {
        let row = try row([(.planned, euros("10")), (.disbursed, euros("4"))], asOf: "2010")
        #expect(row.line("paid") == "[]")
    }

    @Test(
        arguments: [
            ("indicative", "planned"), ("pledge", "pledged"), ("commitment", "committed"), ("disbursement", "paid"),
            ("expenditure", "paid"),
        ])
    func `a revision replaces the sum of its flow`(flow: String, bucket: String) throws {
        let row = try row([
            (.planned, euros("1")), (.pledged, euros("1")), (.committed, euros("1")), (.disbursed, euros("1")),
            (.revised, euros("7") + ", 'flow': '\(flow)'"),
        ])
        for name in ["planned", "pledged", "committed", "paid"] {
            #expect(row.line("\(name).0.value") == (name == bucket ? #""7""# : #""1""#))
        }
    }

    @Test func `a revision without a flow is of what came last`() throws {
        let row = try row([
            (.planned, euros("5")), (.committed, euros("4")), (.revised, "'amount': {'kind': 'unknown'}"),
        ])
        #expect(row.line("planned.0.value") == #""5""#)
        #expect(row.line("committed") == #"[{"kind":"unknown","count":1}]"#)
    }

    @Test func `a cancellation leaves of the promises what was paid, and says so`() throws {
        let row = try row([
            (.planned, euros("100")), (.planned, "'amount': {'kind': 'unknown'}"), (.pledged, euros("3")),
            (.committed, "'amount': {'value': '9', 'currency': 'USD'}"), (.disbursed, euros("12")),
            (.cancelled, "'reported': '2025'"),
        ])
        #expect(row.line("cancelled") == "true")
        #expect(row.line("planned") == #"[{"value":"12","currency":"EUR"}]"#)
        #expect(row.line("pledged") == #"[{"value":"3","currency":"EUR"}]"#)
        #expect(row.line("committed") == "[]")
        #expect(row.line("paid") == #"[{"value":"12","currency":"EUR"}]"#)
    }

    @Test func `what a cancellation leaves of a promise stays that promise`() throws {
        let of = { (giver: String, taker: String, sum: String) in
            euros(sum)
                + ", 'actors': [{'ref': '\(giver)', 'role': 'provider'}, {'ref': '\(taker)', 'role': 'recipient'}]"
        }
        let row = try row([
            (.planned, of("a", "x", "100")), (.planned, of("b", "x", "50")), (.committed, of("a", "x", "100")),
            (.disbursed, of("donor", "z", "60")), (.disbursed, of("b", "x", "20")), (.cancelled, "'reported': '2025'"),
        ])
        let amounts = (row["amounts"]?.elements ?? []).map { amount in
            ["firmness", "value", "investors.0", "recipients.0", "seq"].map { amount.line($0) }.joined(separator: " ")
        }
        #expect(
            amounts == [
                #""planned" "60" "a" "x" 0"#, #""planned" "20" "b" "x" 1"#, #""committed" "80" "a" "x" 2"#,
                #""paid" "60" "donor" "z" 3"#, #""paid" "20" "b" "x" 4"#,
            ])
    }

    /// What is planned, and what is left of it where so much was paid before the cancellation.
    @Test(arguments: [
        ("'value': '50'", "'min': '30', 'max': '60'", #"[{"min":"30","max":"50","currency":"EUR"}]"#),
        ("'value': '50'", "'value': '7', 'bound': 'atLeast'", #"[{"min":"7","max":"50","currency":"EUR"}]"#),
        ("'value': '50', 'bound': 'atLeast'", "'value': '7', 'bound': 'atLeast'", #"[{"min":"7","currency":"EUR"}]"#),
        ("'value': '50'", "'value': '50'", #"[{"value":"50","currency":"EUR"}]"#),
        ("'value': '20'", "'min': '30', 'max': '60'", #"[{"value":"20","currency":"EUR"}]"#),
    ])
    func `a promise that may exceed what was paid is cut down bound by bound`(
        promise: String, paid: String, left: String
    ) throws {
        let row = try row([
            (.planned, "'amount': {\(promise), 'currency': 'EUR'}"),
            (.disbursed, "'amount': {\(paid), 'currency': 'EUR'}"),
            (.cancelled, "'reported': '2025'"),
        ])
        #expect(row.line("planned") == left)
    }

    @Test func `a revision leaves the sums of those who have no part in it`() throws {
        let of = { (givers: [String], taker: String, sum: String) in
            let actors =
                givers.map { "{'ref': '\($0)', 'role': 'provider'}" } + ["{'ref': '\(taker)', 'role': 'recipient'}"]
            return euros(sum) + ", 'actors': [" + actors.joined(separator: ", ") + "]"
        }
        for (first, revised) in [(["a"], ["a", "b"]), (["a", "b"], ["b"])] {
            let row = try row([
                (.pledged, of(first, "x", "100")), (.pledged, of(["c"], "z", "50")),
                (.revised, "'flow': 'pledge', " + of(revised, "x", "70")),
            ])
            #expect(row.line("pledged") == #"[{"value":"120","currency":"EUR"}]"#, "\(first) \(revised)")
        }
    }

    @Test func `who got the money of an actor, and who gave it`() throws {
        var log = TestLog()
        for (place, (giver, taker)) in [("a", "x"), ("b", "y"), ("c", "a")].enumerated() {
            try log.add(
                .disbursed, "fund", id: "\(place)",
                "{'title': 'T', 'occurred': '2024', \(euros("\(place + 1)")), 'actors': [{'ref': '\(giver)', 'role': 'provider'}, {'ref': '\(taker)', 'role': 'recipient'}]}"
            )
        }
        func sums(_ total: Filter.Total, _ actor: String) throws -> [String] {
            var filter = Filter(actor: actor)
            filter.total = total
            return try log.rows(Investments.self, asOf: "2025", filter).map { row in
                "\(row.line("subject")) \(row.line("paid.0.value"))"
            }
        }
        let about = "'actors': [{'ref': 'c', 'role': 'provider'}, {'ref': 'a', 'role': 'about'}]"
        try log.add(.planned, "other", "{'title': 'T', 'occurred': '2024', \(about)}")
        #expect(try sums(.recipient, "a") == [#""actor/a" "3""#, #""actor/x" "1""#])
        #expect(try sums(.investor, "a") == [#""actor/a" "1""#, #""actor/c" "3""#])
        #expect(try sums(.investor, "y") == [#""actor/b" "2""#])
        #expect(try sums(.currency, "a") == [#""EUR" "4""#])
    }

    @Test func `who provides is the investor, else by; who receives the recipient, else to`() throws {
        let row = try row([
            (
                .planned,
                euros("1")
                    + ", 'actors': [{'ref': 'm', 'role': 'by'}, {'ref': 'u', 'role': 'to'}, {'ref': 'f', 'role': 'provider'}]"
            )
        ])
        #expect(row.line("investors") == #"["f"]"#)
        #expect(row.line("recipients") == #"["u"]"#)
    }

    @Test func `joint investors stand in one row, so that nothing is counted twice`() throws {
        var log = TestLog()
        let both = "'actors': [{'ref': 'b', 'role': 'by'}, {'ref': 'a', 'role': 'by'}]"
        try log.add(.planned, "x", "{'title': 'T', 'occurred': '2020', \(euros("5")), \(both)}")
        try log.add(.planned, "y", "{'title': 'T', 'occurred': '2020', \(euros("6")), \(both)}")
        let rows = try log.rows(Investments.self, asOf: "2020", Filter(total: .investor))
        try #require(rows.count == 1)
        #expect(
            rows[0].line
                == #"{"subject":"actor/a","with":["b"],"total":"investor","investments":2,"#
                + #""planned":[{"value":"11","currency":"EUR"}],"pledged":[],"committed":[],"paid":[]}"#)
    }

    @Test func `a sum is exact beyond what a double can hold`() throws {
        let row = try row([(.planned, euros("99999999999999999999.999999999")), (.planned, euros("0.000000001"))])
        #expect(row.line("planned.0.value") == #""100000000000000000000""#)
    }

    // MARK: Whose it is

    private func fund() throws -> TestLog {
        var log = TestLog()
        let actors = { (provider: String, recipient: String) in
            "'actors': [{'ref': '\(provider)', 'role': 'provider'}, {'ref': '\(recipient)', 'role': 'recipient'}]"
        }
        try log.add(
            .disbursed, "fund",
            "{'title': 'A', 'occurred': '2024-01-10', 'amount': {'value': '100', 'currency': 'GBP'}, \(actors("a", "x"))}"
        )
        try log.add(
            .disbursed, "fund",
            "{'title': 'B', 'occurred': '2024-02-10', 'amount': {'value': '50', 'currency': 'GBP'}, \(actors("b", "y"))}"
        )
        return log
    }

    @Test func `an amount is of those whom its own event names`() throws {
        let log = try fund()
        let paid = { (filter: Filter) in
            try log.rows(Investments.self, asOf: "2025", filter).map {
                "\($0.line("subject")) \($0.line("paid.0.value"))"
            }
        }
        #expect(try paid(Filter(total: .investor)) == [#""actor/a" "100""#, #""actor/b" "50""#])
        #expect(try paid(Filter(total: .recipient)) == [#""actor/x" "100""#, #""actor/y" "50""#])
        #expect(try paid(Filter(actor: "a", total: .investor)) == [#""actor/a" "100""#])
        #expect(try paid(Filter(actor: "y", total: .recipient)) == [#""actor/y" "50""#])
        #expect(try paid(Filter(actor: "b", total: .currency)) == [#""GBP" "50""#])
        let row = try log.row(Investments.self, "investment/fund", asOf: "2025")
        #expect(row.line("investors") == #"["a","b"]"#)
        #expect(row.line("recipients") == #"["x","y"]"#)
        #expect(row.line("paid") == #"[{"value":"150","currency":"GBP"}]"#)
        #expect(row.line("amounts.1.firmness") == #""paid""#)
        #expect(row.line("amounts.1.value") == #""50""#)
        #expect(row.line("amounts.1.investors") == #"["b"]"#)
        #expect(row.line("amounts.1.recipients") == #"["y"]"#)
        #expect(row.line("amounts.1.occurred.text") == #""2024-02-10""#)
        #expect(row.line("amounts.1.seq") == "1")
    }

    @Test func `a window chooses amounts by their own dates`() throws {
        var filter = Filter()
        filter.since = try EDTF("2024-02-01").bounds.earliest
        let rows = try fund().rows(Investments.self, asOf: "2025", filter)
        #expect(rows.map { $0.line("paid") } == [#"[{"value":"50","currency":"GBP"}]"#])
        #expect(rows.map { $0.line("investors") } == [#"["b"]"#])
        filter.since = try EDTF("2024-03-01").bounds.earliest
        #expect(try fund().rows(Investments.self, asOf: "2025", filter).isEmpty)
    }

    // MARK: Ranges

    @Test func `sums keep their bounds apart`() throws {
        let row = try row([
            (.planned, "'amount': {'min': '30', 'max': '50', 'currency': 'EUR'}"), (.planned, euros("1")),
            (.pledged, "'amount': {'value': '5', 'bound': 'upTo', 'currency': 'EUR'}"), (.pledged, euros("2")),
            (.committed, "'amount': {'value': '7', 'bound': 'atLeast', 'currency': 'EUR'}"), (.committed, euros("2")),
            (.disbursed, euros("4")),
        ])
        #expect(row.line("planned") == #"[{"min":"31","max":"51","currency":"EUR"}]"#)
        #expect(row.line("pledged") == #"[{"min":"2","max":"7","currency":"EUR"}]"#)
        #expect(row.line("committed") == #"[{"min":"9","currency":"EUR"}]"#)
        #expect(row.line("amounts.4.min") == #""7""#)
        #expect(row.line("amounts.4.max") == "")
    }

    @Test func `a cancelled promise that may exceed what was paid leaves what was paid`() throws {
        let row = try row([
            (.planned, "'amount': {'min': '30', 'max': '50', 'currency': 'EUR'}"),
            (.committed, "'amount': {'min': '10', 'max': '40', 'currency': 'EUR'}"),
            (.pledged, "'amount': {'value': '7', 'bound': 'atLeast', 'currency': 'USD'}"), (.disbursed, euros("40")),
            (.cancelled, "'reported': '2025'"),
        ])
        #expect(row.line("planned") == #"[{"value":"40","currency":"EUR"}]"#)
        #expect(row.line("committed") == #"[{"min":"10","max":"40","currency":"EUR"}]"#)
        #expect(row.line("pledged") == "[]")
    }
}
