import ArgumentParser
import Auditing
import EventModel
import Timeline
import TransparencyLog

struct CheckProofCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-proof",
        abstract: "Check a proof without the log, and show the entry that it proves.",
        discussion: """
            It needs the file and the log's verifier key, and for a proof that the log has grown the head that was kept. \
            Exit status: 0 it proves what it says, 1 it does not.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    @OptionGroup var global: GlobalOptions
    @OptionGroup(title: "Whose signatures count") var trust: TrustOptions

    @Argument(help: ArgumentHelp("The proof; - for standard input.", valueName: "FILE"), completion: .file())
    var file: String

    @Option(
        help: ArgumentHelp("The head that was kept, which the log is to extend.", valueName: "FILE"),
        completion: .file())
    var since: String?

    @Option(
        name: .customLong("since-key"),
        help: ArgumentHelp("The key that signed that head, where the log has another now.", valueName: "KEY"))
    var sinceKey: String?

    @Option(
        help: ArgumentHelp(
            "The line of the entry, where the proof does not hold it, as 'timelinectl log -o json' prints it.",
            valueName: "FILE"), completion: .file())
    var entry: String?

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output: Format = .text

    func run(_ console: Console) throws {
        guard let key = try trust.logKey() ?? global.storedKey() else {
            throw Trouble("no key is known", hint: "name the log's verifier key with --key KEY")
        }
        let input = try InputFile.read(file)
        do {
            if input.bytes.starts(with: Array("c2sp.org/tlog-proof".utf8)) {
                try checkInclusion(InclusionProofFile(parsing: input.bytes), key, console)
            } else {
                try checkConsistency(ConsistencyProofFile(parsing: input.bytes), key, console)
            }
        } catch let error as ProofFileError {
            throw Trouble("\(input.name) proves nothing: \(error)", status: .negative)
        }
    }

    // MARK: An entry

    private func checkInclusion(_ proof: InclusionProofFile, _ key: VerifierKey, _ console: Console) throws {
        let line = try entry.map { path throws(Trouble) in
            let bytes = try InputFile.read(path).bytes
            return bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes
        }
        guard let line = line ?? proof.extra else {
            throw Trouble("the proof does not hold its entry", hint: "give the entry's line with --entry FILE")
        }
        let head = try proof.verify(leaf: .leaf(line), log: key, witnesses: trust.witnessKeys())
        let logged = LoggedEntry(line: line)
        if let logged, logged.seq != proof.index {
            throw Trouble(
                "the entry says that it is #\(logged.seq), and stands in the tree as #\(proof.index)", status: .negative
            )
        }
        try demandCosigners(head)
        guard output == .text else {
            let document = try? Document(json: line)
            return console.json(
                json(
                    "inclusion", head, key,
                    [
                        ("index", .integer(proof.index)), ("entry", document.map { JSON($0.root, of: $0) }),
                    ]
                ).line)
        }
        let log = Styled("\(head.checkpoint.origin)", .name)
        console.line(Styled("●", .good) + Styled(" Entry #\(proof.index) is in the log ") + log)
        show(head, key, console)
        if let logged {
            console.line()
            console.lines(EntryText.verbose(logged).lines(columns: console.width, console.style))
        } else {
            console.line(Styled(String(decoding: line, as: UTF8.self)))
        }
    }

    // MARK: Growth

    private func checkConsistency(_ proof: ConsistencyProofFile, _ key: VerifierKey, _ console: Console) throws {
        guard let since else {
            throw Trouble(
                "the proof begins with a head of \(proof.oldSize) entries that nobody vouches for",
                hint: "give the one that you kept with --since FILE")
        }
        let oldKey = try sinceKey.map { word throws(Trouble) in try KeyArgument.verifier(word, .note) } ?? key
        let note = try SignedFile.note(since)
        let old: Checkpoint
        do throws(CheckpointError) {
            old = try VerifiedCheckpoint(note, log: oldKey).checkpoint
        } catch {
            throw Trouble("\(since) is not to be believed: \(error)", status: .negative)
        }
        let head = try proof.verify(since: old, log: key, witnesses: trust.witnessKeys())
        try demandCosigners(head)
        guard output == .text else {
            return console.json(
                json(
                    "consistency", head, key,
                    [
                        ("oldSize", .integer(old.size)), ("oldRoot", .string(old.root.base64)),
                    ]
                ).line)
        }
        console.line(
            Styled("●", .good) + Styled(" The log ") + Styled(old.origin, .name)
                + Styled(" begins with all \(Counted.text(old.size, "entry")) of the head that was kept"))
        show(head, key, console)
    }

    // MARK: Both

    private func demandCosigners(_ head: VerifiedCheckpoint) throws(Trouble) {
        if let shortage = trust.shortage(head) { throw Trouble(shortage, status: .negative) }
    }

    private func show(_ head: VerifiedCheckpoint, _ key: VerifierKey, _ console: Console) {
        HeadText.lines(.proven(head, key: key), "Its head", entries: head.checkpoint.size).forEach(console.line)
    }

    private func json(
        _ kind: String, _ head: VerifiedCheckpoint, _ key: VerifierKey, _ more: [(key: String, value: JSON?)]
    ) -> JSON {
        .members(
            [("proves", .string(kind))] + HeadText.members(head.checkpoint) + HeadText.signatures(head, key) + more)
    }
}
