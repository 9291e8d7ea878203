import EventModel
import Projections

/// What the projections make of an entity, without what its events say themselves.
struct StateFields {
    private(set) var fields: Fields
    /// How often each line was said, by its label, in the order in which they were first.
    private var counted: [(label: String, text: Styled, count: Int)] = []

    init(_ name: String, _ answers: [(type: any Projection.Type, rows: [JSON])]) {
        fields = Fields(heading: Styled(name, .heading))
        for answer in answers {
            for row in answer.rows { add(row, of: answer.type) }
        }
        addCounted()
    }

    private mutating func add(_ row: JSON, of type: any Projection.Type) {
        switch type.name {
        case Directives.name:
            fields.add("force", ForceText.story(row["force"]))
            fields.add("known only", row["knownOnlyBy"]?.text.map { Styled("by its \($0)") })
            fields.add("contradictions", (row["contradictions"]?.elements ?? []).map(ValueText.contradiction))
            fields.add("amended by", row["amended"].map { ValueText.lines("amended", $0) } ?? [])
            fields.add("implementation", ValueText.word(row["implementation"]?["state"]))
        case Announcements.name:
            fields.add("status", Self.dated(row["status"], row["since"]))
        case Investments.name:
            for bucket in ["planned", "pledged", "committed", "paid"] {
                fields.add(bucket, (row[bucket]?.elements ?? []).map(AmountText.exact).joined(separator: ", "))
            }
        case Targets.name:
            fields.add("target", ValueText.target(row))
        case Relations.name:
            let other = Styled(row["targetSubject"]?.text ?? row["target"]?.text ?? "", .name)
            let subject = Styled(row["subject"]?.text ?? "", .name)
            let parts = ValueText.names(row["provisions"]).joined(separator: ", ")
            count(
                "relation",
                subject + " " + ValueText.word(row["type"]) + " " + other + (parts.isEmpty ? "" : " (" + parts + ")"),
                row["sayings"]?.elements.count ?? 1)
        case Sources.name:
            count("rests on", ValueText.word(row["class"]) + Styled(": \(row["verb"]?.text ?? "")", .faint))
        case Actors.name: addActor(row)
        default: break
        }
    }

    // MARK: Repetition

    private mutating func count(_ label: String, _ text: Styled, _ count: Int = 1) {
        if let place = counted.firstIndex(where: { $0.label == label && $0.text == text }) {
            counted[place].count += count
        } else {
            counted.append((label, text, count))
        }
    }

    private mutating func addCounted() {
        for label in ["relation", "rests on"] {
            fields.add(
                label,
                counted.filter { $0.label == label }.map { line in
                    line.text + (line.count > 1 ? Styled(" (\(Counted.text(line.count, "event")))", .faint) : "")
                })
        }
    }

    // MARK: States

    private static func dated(_ state: JSON?, _ since: JSON?) -> Styled {
        ValueText.word(state) + (DateText.text(since).map { ", " + DateText.prose($0) } ?? "")
    }

    // MARK: Actors

    private mutating func addActor(_ row: JSON) {
        fields.add("name", row["name"]?.text.map { Styled($0) })
        fields.add("aliases", ValueText.names(row["aliases"]).joined(separator: ", "))
        fields.add("kind", ValueText.word(row["kind"]))
        fields.add("identifiers", row["identifiers"].map(ValueText.plain))
        if let founded = DateText.text(row["founded"]?["occurred"]) { fields.add("founded", DateText.both(founded)) }
        fields.add("members", (row["members"]?.elements ?? []).map(ValueText.member))
        fields.add("former members", (row["formerMembers"]?.elements ?? []).map(ValueText.member))
        fields.add("member of", (row["memberOf"]?.elements ?? []).map(ValueText.member))
        fields.add("formerly of", (row["formerMemberOf"]?.elements ?? []).map(ValueText.member))
        let products = (row["products"]?.elements ?? []).compactMap { $0["name"]?.text }
        fields.add("products", products.map { Styled($0, .strong) })
        fields.add("merged", ValueText.names(row["merged"]).joined(separator: ", "))
    }
}
