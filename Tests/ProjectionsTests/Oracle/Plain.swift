import EventModel
import Projections

/// The rows of the projections in the words of the ``Oracle``.
struct Plain {
    let rows: (any Projection.Type, Filter) -> [JSON]

    func rows(_ type: any Projection.Type) -> [JSON] { rows(type, Filter()) }

    // MARK: Directives

    func directives() -> [String] {
        rows(Directives.self).flatMap { row -> [String] in
            let subject = row.word("subject")
            let whole =
                "\(subject): \(force(row)) implementation=\(row.word("implementation.state"))"
                + " due=\(row.word("implementation.due.text"))"
                + " by=\(row.texts("by")) to=\(row.texts("to")) lead=\(row.texts("lead"))"
                + " knownOnlyBy=\(row.word("knownOnlyBy")) title=\(row.word("title"))"
                + " contradictions=\((row["contradictions"]?.elements ?? []).map { $0.word("kind") })"
            let provisions = row["provisions"]?.elements ?? []
            let parts = provisions.sorted { $0.word("id") < $1.word("id") }.map { part in
                "\(subject) \(part.word("id")): \(force(part)) implementation=\(part.word("implementation")) due=\(part.word("due.text"))"
            }
            let history = (row["history"]?.elements ?? []).map { step in
                let deed = step["relation"]?.text ?? step.word("verb")
                let doer = step["by"].map { "\(deed) by \($0.text ?? "")" } ?? deed
                return "\(step.numbers) \(doer)" + step.texts("provisions").map { " " + $0 }.joined()
            }
            let amended = (row["amended"]?.elements ?? []).map { "\($0.word("by")) \($0.numbers)" }
            return [whole] + parts + [
                "\(subject) history: \(history.joined(separator: ", "))", "\(subject) amended: \(amended)",
            ]
        }
    }

    func duties() -> [String] {
        rows(Duties.self).map { row in
            "\(row.word("subject")) owed: \(row.word("provision")) who=\(row.texts("who")) toWhom=\(row.texts("toWhom"))"
                + " due=\(row.word("due.text")) \(row.word("state")) \(row.word("done.text"))"
        }
    }

    private func force(_ row: JSON) -> String {
        let dates =
            ["began", "from", "until"].map { ($0, "force.\($0).text") } + [("suspended", "force.suspended.since.text")]
        let ended =
            row[path: "force.endedBy"].map {
                " ended=\($0.word("how")) by=\($0.word("by")) #\($0.word("seq"))"
            } ?? ""
        return row.word("force.state")
            + dates.map { name, path in row[path: path].map { " \(name)=\($0.text ?? "")" } ?? "" }.joined() + ended
            + (row[path: "force.since.text"]?.text.map { " since=\($0)" } ?? "")
    }

    // MARK: Announcements, investments, targets

    func announcements() -> [String] {
        rows(Announcements.self).map { row in
            let fields = ["category", "post", "appointee", "organisation", "members", "products", "restricts"]
            let stated = fields.map { " \($0)=\(row[$0]?.line ?? "-")" }.joined()
            return "\(row.word("subject")): \(row.word("status")) since=\(row.word("since.text"))\(stated)"
                + " history: \(row.sequence("history"))"
        }
    }

    func investments() -> [String] {
        rows(Investments.self).map { row in
            "\(row.word("subject")):\(money(row)) cancelled=\(row["cancelled"] != nil)"
                + " investors=\(row.texts("investors").sorted()) recipients=\(row.texts("recipients").sorted())"
                + " parts=\(parts(row)) history: \(row.sequence("history"))"
        }
    }

    func totals(_ total: Filter.Total) -> [String] {
        var filter = Filter()
        filter.total = total
        return rows(Investments.self, filter).map { row in
            let subject = row.word("subject")
            let names = subject == "unknown" ? [] : [String(subject.dropFirst("actor/".count))] + row.texts("with")
            let name = total == .currency ? subject : "\(names.sorted())"
            return "\(name): \(row.word("investments"))\(money(row))"
        }.sorted()
    }

    private func money(_ row: JSON) -> String {
        OracleSums.names.map { name in
            let amounts = row[name]?.elements ?? []
            let known = amounts.filter { $0["currency"] != nil }.sorted { $0.word("currency") < $1.word("currency") }
            let unknown = amounts.filter { $0["currency"] == nil }.map { "\($0.word("count")) unknown" }
            return " \(name)=" + (known.map { "\(sum($0)) \($0.word("currency"))" } + unknown).joined(separator: ", ")
        }.joined()
    }

    /// `50`, `30..50`, `30..`.
    private func sum(_ amount: JSON) -> String {
        amount["value"]?.text ?? "\(amount.word("min"))..\(amount["max"]?.text ?? "")"
    }

    private func parts(_ row: JSON) -> [String] {
        (row["amounts"]?.elements ?? []).map { amount in
            let much = amount["currency"] == nil ? "unknown" : "\(sum(amount)) \(amount.word("currency"))"
            return "\(amount.word("firmness"))=\(much) \(amount.texts("investors").sorted())"
                + "→\(amount.texts("recipients").sorted()) #\(amount.numbers)"
        }.sorted()
    }

    func targets() -> [String] {
        rows(Targets.self).map { row in
            "\(row.word("subject")) \(row.word("indicator")): \(row.word("status")) due=\(row.word("due.text"))"
                + " unit=\(row.word("unit")) goal=\(row.word("goal.value")) baseline=\(row.word("baseline.value"))"
                + " gap=\(row.word("gap.value"))"
        }.sorted()
    }

    // MARK: Actors

    func actors() -> [String] {
        rows(Actors.self).sorted { $0.word("subject") < $1.word("subject") }.map { row in
            "\(row.word("subject")): \(row.word("kind")) name=\(row.word("name"))"
                + " aliases=\(row.texts("aliases").sorted()) founded=\(row.word("founded.occurred.text"))"
                + " members=\(tenures(row, "members")) memberOf=\(tenures(row, "memberOf"))"
                + " products=\(Set((row["products"]?.elements ?? []).map { $0.word("name") }).sorted())"
                + " merged=\(row.texts("merged").sorted()) events=\(row.word("events"))"
        }
    }

    private func tenures(_ row: JSON, _ key: String) -> [String] {
        let former = "former" + key.prefix(1).uppercased() + key.dropFirst()
        let all = [("", key), ("once ", former)].flatMap { word, key in (row[key]?.elements ?? []).map { (word, $0) } }
        return all.map { word, tenure in
            "\(word)\(tenure.word("ref")) \(tenure[path: "since.text"]?.text ?? "")–\(tenure[path: "until.text"]?.text ?? "")"
        }
    }

    // MARK: Single facts

    func timeline() -> [String] {
        rows(Timeline.self).map { row in
            guard row["toCome"] == nil else {
                let detail = row["provision"] ?? row["indicator"]
                return
                    "\(row.word("subject")) toCome \(row.word("toCome")) \(detail?.text ?? "-") \(row.word("expected.text"))"
            }
            return "\(row.word("subject")) #\(row.numbers) \(row.word("verb")) \(row.word("certainty"))"
        }
    }

    func sources() -> [String] {
        rows(Sources.self).map { row in
            "\(row.word("subject")) #\(row.numbers): \(row.word("class")) \(row.word("count"))"
        }.sorted()
    }

    func relations() -> [String] {
        rows(Relations.self).map { row in
            let event = row["targetSubject"].map { " \($0.text ?? "") #\(row.word("targetSeq"))" } ?? ""
            let sayings = row["sayings"].map(\.elements) ?? [row]
            return "\(row.word("subject")) \(row.word("type")) \(row.word("target"))\(event) \(row.word("resolved"))"
                + " \(row.texts("provisions"))" + (row["implied"] == nil ? "" : " implied")
                + " #\(sayings.map(\.numbers).joined(separator: " "))"
        }.sorted()
    }

    func corrections() -> [String] {
        rows(Corrections.self).map { row in
            "\(row.word("subject")) #\(row.word("seq")): \(row.word("verb")) target=\(place(row["target"]))"
                + " root=\(place(row["root"])) standing=\(row.word("standing"))"
        }
    }

    private func place(_ value: JSON?) -> String { value.map { "\($0.word("subject")) #\($0.word("seq"))" } ?? "-" }
}

extension JSON {
    /// A text or a number at a path; a hyphen where there is none.
    func word(_ path: String) -> String {
        guard let value = self[path: path] else { return "-" }
        return value.text ?? value.line
    }

    func texts(_ key: String) -> [String] { (self[key]?.elements ?? []).compactMap(\.text) }

    /// The numbers of the events in a list.
    func sequence(_ key: String) -> String {
        (self[key]?.elements ?? []).map(\.numbers).joined(separator: " ")
    }

    /// The number of an event, and behind it that of the one that was corrected.
    var numbers: String { word("seq") + (self["original"].map { "(\($0.line))" } ?? "") }
}
