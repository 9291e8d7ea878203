import ArgumentParser
import EventModel
import LinuxIO
import Timeline

struct ShowCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one event, or an entity with its whole history.",
        discussion: """
            Of an event: what it says, who says so, from which file, and what was said of it later.
            Of an entity: its state and every event about it. Of an actor: what it did, said and ordered, and with whom.
              timelinectl show '#12'
              timelinectl show directive/ru-cn-ai-cooperation
              timelinectl show putin
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, jsonPretty = "json-pretty" }

    @OptionGroup var global: GlobalOptions
    @OptionGroup(title: "From where it is seen") var point: PointOptions

    @Argument(help: ArgumentHelp("An event's id, #SEQ, KIND/SLUG, or a slug of any kind.", valueName: "WHAT"))
    var names: [String]

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output: Format = .text

    func run(_ console: Console) throws {
        let now = Clock.instant
        let (point, knownAt) = try point.resolved(now: now)
        let reader = try global.open()
        let naming = reader.naming(at: point, knownAt)
        console.page()
        var isMissing = false
        var found: [JSON] = []
        for name in names {
            var dossiers = try Dossier.find(name, reader, knownAt, naming)
            if dossiers.isEmpty {
                for slug in try reader.actors(called: name, knownAt) {
                    dossiers += try Dossier.find("actor/\(slug)", reader, knownAt, naming)
                }
            }
            if dossiers.isEmpty {
                isMissing = true
                console.complain(
                    "the log has no event and no entity \(name) — look for it with: timelinectl log --text '\(name)'")
            }
            for var dossier in dossiers {
                let answers = try dossier.answers(reader, reader.point(point, knownAt: knownAt), global)
                if output != .text {
                    found.append(dossier.json(answers))
                    continue
                }
                if !found.isEmpty { console.line() }
                found.append(.null)
                console.lines(DossierText(dossier, answers, columns: console.width, console.style).lines)
            }
        }
        if output == .json { console.json(JSON.array(found).line) }
        if output == .jsonPretty { console.json(JSON.array(found).pretty) }
        if isMissing { throw Ended(status: .negative) }
    }
}
