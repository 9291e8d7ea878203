import EventModel
import Projections
import Timeline

/// A dossier as people read it: the state first, then the story.
struct DossierText {
    private let dossier: Dossier
    private let answers: [(type: any Projection.Type, rows: [JSON])]

    init(_ dossier: Dossier, _ answers: [(type: any Projection.Type, rows: [JSON])]) {
        self.dossier = dossier
        self.answers = answers
    }

    func lines(columns: Int, _ style: Style) -> [String] {
        var lines: [String] = []
        if case .entity(let kind, _) = dossier.matter {
            lines += state.lines(columns: columns, style)
            if kind == .actor { return lines + actorStory(columns, style) }
        }
        for (index, entry) in dossier.events.enumerated() {
            if index > 0 || !lines.isEmpty { lines.append("") }
            var fields = EntryText.verbose(entry)
            fields.insert("now", dossier.corrections.fate(of: entry.seq))
            lines += fields.lines(columns: columns, style)
        }
        return lines + section("Said of it elsewhere", dossier.mentions, columns, style)
    }

    /// What the projections make of it, without what the events themselves say below.
    private var state: Fields {
        var fields = Fields(heading: Styled(dossier.name, .heading))
        for answer in answers {
            for row in answer.rows { add(row, of: answer.type, to: &fields) }
        }
        return fields
    }

    private func add(_ row: JSON, of type: any Projection.Type, to fields: inout Fields) {
        switch type.name {
        case Directives.name:
            fields.add("force", force(row["force"]))
            fields.add("implementation", RowText.state(row["implementation"]?["state"]).lines.joined())
        case Announcements.name:
            fields.add("status", dated(row["status"], row["since"]))
        case Investments.name:
            for bucket in ["planned", "pledged", "committed", "paid"] {
                fields.add(bucket, RowText.money(row[bucket]).lines.joined(separator: ", "))
            }
        case Targets.name:
            fields.add("target", ValueText.target(row))
        case Relations.name:
            let other = row["targetSubject"]?.text ?? row["target"]?.text ?? ""
            let arrow = RowText.subject(row).lines.joined() + " " + RowText.state(row["type"]).lines.joined()
            fields.add("relation", arrow + " " + Styled(other, .name))
        case Sources.name:
            fields.add(
                "rests on", RowText.state(row["class"]).lines.joined() + " " + Styled(row["verb"]?.text ?? "", .faint))
        case Actors.name: addActor(row, to: &fields)
        default: break
        }
    }

    private func dated(_ state: JSON?, _ since: JSON?) -> Styled {
        let date = DateText.text(since).map { ", " + DateText.prose($0) } ?? ""
        return RowText.state(state).lines.joined() + date
    }

    private func force(_ force: JSON?) -> Styled {
        var text = dated(force?["state"], force?["since"])
        if let until = DateText.text(force?["until"]) { text += " until " + DateText.prose(until) }
        if let how = force?["endedBy"]?["how"]?.text { text += Styled(" (\(how))") }
        return text
    }

    // MARK: Actors

    private func addActor(_ row: JSON, to fields: inout Fields) {
        fields.add("name", RowText.text(row["name"]).lines.joined())
        fields.add("aliases", RowText.names(row["aliases"]).lines.joined())
        fields.add("kind", RowText.text(row["kind"]).lines.joined())
        fields.add("identifiers", row["identifiers"].map(ValueText.plain))
        if let founded = DateText.text(row["founded"]?["occurred"]) { fields.add("founded", DateText.both(founded)) }
        fields.add("members", (row["members"]?.elements ?? []).map(ValueText.member))
        fields.add("member of", (row["memberOf"]?.elements ?? []).map(ValueText.member))
        let products = (row["products"]?.elements ?? []).compactMap { $0["name"]?.text }
        fields.add("products", products.map { Styled($0, .strong) })
        fields.add("merged", RowText.names(row["merged"]).lines.joined())
    }

    /// What it did, in which role and with whom; what it said; and where else it is named.
    private func actorStory(_ columns: Int, _ style: Style) -> [String] {
        guard let row = answers.first?.rows.first else { return [] }
        var lines: [String] = []
        let deeds = row["deeds"]?.elements ?? []
        if !deeds.isEmpty {
            lines += ["", Styled("Deeds", .strong).rendered(style)]
            for deed in deeds { lines += self.deed(deed).lines(columns: columns, style) }
        }
        let said = row["said"]?.elements ?? []
        if !said.isEmpty {
            lines += ["", Styled("Said", .strong).rendered(style)]
            for quote in said {
                var fields = Fields(heading: "  " + (DateText.text(quote["occurred"]).map(DateText.prose) ?? ""))
                fields.add("#\(quote["seq"]?.scalar ?? "")", Styled("“\(quote["text"]?.text ?? "")”"))
                lines += fields.lines(columns: columns, style)
            }
        }
        let known = Set(deeds.compactMap { $0["seq"]?.count })
        let others = dossier.mentions.filter { !known.contains($0.seq) }
        return lines + section("Named in", others, columns, style)
    }

    private func deed(_ deed: JSON) -> Fields {
        let date = DateText.text(deed["occurred"]).map(DateText.prose) ?? ""
        var fields = Fields(heading: "  " + date + "  " + Styled(deed["title"]?.text ?? "", .strong))
        let roles = (deed["roles"]?.elements ?? []).compactMap(\.text).joined(separator: ", ")
        let what = Styled("\(deed["verb"]?.text ?? "") ") + Styled(deed["subject"]?.text ?? "", .name)
        fields.add(roles, what + Styled(" #\(deed["seq"]?.scalar ?? "")", .faint))
        let others = (deed["with"]?.elements ?? []).map { other in
            Styled("\(other["role"]?.text ?? "") ", .faint) + Styled(other["ref"]?.text ?? "", .name)
        }
        fields.add("with", others.joined(separator: ", "))
        return fields
    }

    private func section(_ title: String, _ entries: [LoggedEntry], _ columns: Int, _ style: Style) -> [String] {
        guard !entries.isEmpty else { return [] }
        return ["", Styled(title, .strong).rendered(style)]
            + entries.flatMap { EntryText.short($0).indented(by: 2, to: columns).map { $0.rendered(style) } }
    }
}
