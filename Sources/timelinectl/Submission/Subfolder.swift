import Intake
import LinuxIO
import Timeline

/// A folder below the drop folder, as a user names it.
struct Subfolder {
    /// From the drop folder on.
    let names: [FileName]

    /// - Parameter text: the path below the drop folder, or the whole path.
    init(_ text: String, _ paths: Paths, _ rules: NameRules) throws(Trouble) {
        let (bytes, top) = (SystemText.bytes(text), SystemText.bytes(paths.incoming + "/"))
        let path = bytes.starts(with: top) ? bytes.dropFirst(top.count) : bytes[...]
        let slash = UInt8(ascii: "/")
        guard let path = RelativePath(bytes: path.last == slash ? path.dropLast() : path),
            path.names.allSatisfy({ $0.bytes.count <= FileName.maximumLength })
        else {
            throw Trouble(
                "'\(LinuxIO.Printable.escaped(argument: text))' is no folder below \(paths.incoming)",
                hint: "name it as from there on, such as desk/economy")
        }
        if let name = path.names.first(where: rules.leavesAlone) {
            throw Trouble("the daemon leaves names like '\(name.escaped)' alone")
        }
        guard path.names.count <= FolderTree.maximumDepth else {
            throw Trouble("folders lie at most \(FolderTree.maximumDepth) deep, and \(path.escaped) deeper")
        }
        names = path.names
    }

    private var name: String { RelativePath(names)?.escaped ?? "" }

    /// Opens a folder to drop files into it.
    ///
    /// - Parameter folder: nil for the drop folder itself.
    static func open(
        _ folder: Subfolder?, below incoming: consuming Directory, _ rules: NameRules
    ) throws(Trouble) -> Directory {
        guard let folder else { return incoming }
        guard rules.hasSubfolders else {
            throw Trouble("the daemon takes nothing from folders", hint: "set subfolders: yes, see timelined.yaml(5)")
        }
        do throws(IOError) {
            return try FolderTree(incoming).open(folder.names[...], below: incoming)
        } catch {
            guard error.isMissing else { throw Trouble("cannot open the folder \(error)") }
            throw Trouble(
                "\(incoming.path) has no folder \(folder.name) that the daemon takes files from",
                hint: "as root: timelinectl folder add \(folder.name)")
        }
    }
}
