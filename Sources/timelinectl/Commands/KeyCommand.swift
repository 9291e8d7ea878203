import ArgumentParser
import Auditing
import EventLog
import LinuxIO
import Timeline
import TransparencyLog

struct KeyCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Print the log's verifier key; make a key; give the log another one.",
        discussion: """
            The verifier key is for everybody who is to check the log. With --rotate the daemon must not run; \
            without --yes it only says what would be done.
            """)

    @OptionGroup var global: GlobalOptions

    @Option(
        help: ArgumentHelp("Make a key pair of that name: the verifier key is printed.", valueName: "NAME"))
    var new: String?

    @Flag(help: "With --new: a key for cosignatures, such as a witness signs with.")
    var cosigner = false

    @Option(
        help: ArgumentHelp("With --new: the file for the private key; NAME.key, / as -.", valueName: "FILE"),
        completion: .file())
    var file: String?

    @Flag(help: "Give the log a new key, and tell so in the log.")
    var rotate = false

    @Option(
        help: ArgumentHelp(
            "With --rotate: the directory of the service's credentials, where the key is one.", valueName: "DIR"),
        completion: .directory)
    var credentials: String?

    @Flag(help: "With --rotate: do it.")
    var yes = false

    func validate() throws {
        if new != nil, rotate { throw ValidationError("--new and --rotate contradict each other") }
        if new == nil, cosigner || file != nil { throw ValidationError("--cosigner and --file go with --new NAME") }
        if !rotate, yes || credentials != nil { throw ValidationError("--yes and --credentials go with --rotate") }
    }

    func run(_ console: Console) throws {
        if let new { return try make(new, console) }
        if rotate { return try rotate(console) }
        // For its words where there is no log or no access.
        _ = try global.open()
        guard let key = try global.storedKey() else {
            throw Trouble(
                "the log has no key yet", hint: "timelined makes one when it starts", status: .negative)
        }
        console.line(Styled("\(key)"))
    }

    private func make(_ name: String, _ console: Console) throws {
        let keyName: KeyName
        do throws(TextFault) { keyName = try KeyName(name) } catch { throw Trouble("\(error)") }
        let key = SignerKey.random(name: keyName, algorithm: cosigner ? .cosignature : .note)
        let path = file ?? String(name.map { $0 == "/" ? "-" : $0 }) + ".key"
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        guard let last = FileName(String(slash.map { path[path.index(after: $0)...] } ?? path[...])) else {
            throw Trouble("'\(path)' names no file", hint: "name it with --file FILE")
        }
        do throws(IOError) {
            try HeadFiles.create(key, as: last, in: Directory.open(folder))
        } catch {
            throw Trouble("cannot write the private key: \(error)", hint: "name another file with --file FILE")
        }
        console.line(Styled("\(key.verifier)"))
        console.remark("the private key is in \(path): whoever has it can sign as \(keyName)")
    }

    private func rotate(_ console: Console) throws {
        // Who asks for it, whoever does it.
        let user = Account.effectiveUser
        let held = try global.hold(console)
        defer { held.end() }
        let path = global.paths.log
        do {
            let rotation = try KeyRotation.open(path, HeadMemory(global.paths.heads), credentials: credentials)
            let old = rotation.verifier
            guard yes else {
                console.line(Styled("The log signs with ") + Styled("\(old)", .name))
                console.line(
                    Styled(
                        "A new key would be made, an entry appended that both keys sign, and the next head signed by "
                            + "both."))
                console.remark("nothing was changed — say --yes")
                throw Ended(status: .negative)
            }
            let (key, seq) = try rotation.rotate(submitter: user, lock: held.lock)
            console.line(
                Styled("●", .good) + Styled(" From entry ") + Styled("#\(seq)", .name)
                    + Styled(" on the log signs with "))
            console.line(Styled("\(key)"))
            if credentials != nil {
                console.remark("put \(path)/signing.key in the place of the credential")
            }
        } catch let error as HeadError {
            throw Trouble(error)
        } catch let error as LogError {
            throw Trouble("cannot change the key: \(error)")
        } catch let error as IOError {
            throw Trouble("cannot change the key: \(error)")
        }
    }
}
