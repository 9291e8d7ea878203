import ArgumentParser
import Configuration
import Intake
import LinuxIO
import Timeline

struct FolderCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "folder",
        abstract: "Make folders in the drop folder that files are taken from, or list them.",
        discussion: """
            The daemon takes files from them with the option "subfolders: yes". "add" makes a folder as the daemon needs \
            it, and those on the way, or puts one right; to be run as root, or the daemon's user. "list" tells also of \
            folders that nothing is taken from.
            Exit status: 0 all is right, 1 there is a folder that nothing is taken from, 2 trouble.
            """)

    enum Action: String, CaseIterable, ExpressibleByArgument { case add, list }

    @OptionGroup var global: GlobalOptions

    @Argument(help: "What to do.")
    var action: Action

    @Argument(help: ArgumentHelp("Paths below the drop folder, such as desk/economy.", valueName: "FOLDER"))
    var folders: [String] = []

    func validate() throws {
        if action == .add, folders.isEmpty { throw ValidationError("folder add: name a folder, such as desk/economy") }
        if action == .list, let folder = folders.first {
            throw ValidationError("folder list takes no folder, and there is '\(folder)'")
        }
    }

    func run(_ console: Console) throws {
        let rules = global.configuration.names
        switch action {
        case .add: try add(rules, console)
        case .list: try list(rules, console)
        }
        if !rules.hasSubfolders {
            console.remark("the daemon takes nothing from folders yet — set subfolders: yes, see timelined.yaml(5)")
        }
    }

    private func add(_ rules: NameRules, _ console: Console) throws {
        let paths = global.paths
        let wanted = try folders.map { try Subfolder($0, paths, rules) }
        let incoming = try global.acting { try Acting.openAsOwner(paths.incoming) }
        for folder in wanted {
            let path = incoming.path + folder.names.map { "/" + $0.escaped }.joined()
            do {
                let addition = try FolderTree(incoming).add(folder.names, below: incoming)
                if global.quiet { continue }
                let done =
                    switch addition {
                    case .made: "made"
                    case .mended: "put right"
                    case .there: "right as it is"
                    }
                console.line(Styled(path, .name) + ": " + Styled(done, .good))
            } catch let stray as FolderTree.Stray {
                let name = "\(incoming.path)/\(stray.path.escaped)"
                throw Trouble("\(name): \(stray.cause.problem)", hint: stray.cause.advice(stray.path))
            } catch let error as IOError {
                throw Trouble("cannot make \(path): \(error.reason)")
            }
        }
    }

    private func list(_ rules: NameRules, _ console: Console) throws {
        let path = global.paths.incoming
        var found: [RelativePath] = []
        let strays = try global.acting {
            let incoming = try Directory.open(path)
            return try FolderTree(incoming).walk(
                incoming, limit: FolderTree.maximumCount, leavesAlone: rules.leavesAlone
            ) { _, visit in
                if let path = RelativePath(visit.folder) { found.append(path) }
            }
        }
        for path in found.sorted() { console.line(Styled(path.escaped, .name)) }
        for stray in strays {
            console.complain(
                "\(stray.path.escaped): nothing is taken from this folder: \(stray.cause.problem) — "
                    + stray.cause.advice(stray.path))
        }
        if !strays.isEmpty { throw Ended(status: .negative) }
    }
}
