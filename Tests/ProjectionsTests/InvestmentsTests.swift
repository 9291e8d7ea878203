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
}
