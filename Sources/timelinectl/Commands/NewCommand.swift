import ArgumentParser
import EventModel

struct NewCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Print a commented template of an event to fill in.",
        discussion: """
            What must be written stands in <...>; all else is there behind a "#", with an example.

              timelinectl new directive > order.yaml
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "directive, announcement, investment, actor or correction.")
    var kind: Kind

    @Argument(help: "The name of what the event is about, such as chip-act-2025.")
    var slug: String?

    @Option(help: ArgumentHelp("What happens to it; the kind's usual verb by default.", valueName: "VERB"))
    var verb: Verb?

    func validate() throws {
        if let verb, verb.kind != kind {
            throw ValidationError(
                "'\(verb.rawValue)' is no verb of \(kind.withArticle); these are: "
                    + kind.verbs.map(\.rawValue).joined(separator: ", "))
        }
    }

    func run(_ console: Console) throws {
        console.output.write(Template(kind, verb: verb, slug: slug).text.utf8)
    }
}

extension Kind: ExpressibleByArgument {}
extension Verb: ExpressibleByArgument {}
