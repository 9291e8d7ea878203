import ArgumentParser
import Auditing
import LinuxIO
import TransparencyLog

struct CosignCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "cosign",
        abstract: "As a witness, cosign a log's head after checking that it extends the last one.",
        discussion: """
            What was cosigned last is kept in a file, before the cosignature is printed. The first time there is none, \
            and the head is believed as it is. It needs no log.
            """)

    @OptionGroup var global: GlobalOptions

    @Option(
        help: ArgumentHelp(
            "The witness's private key, as 'timelinectl key --new NAME --cosigner' makes one.", valueName: "FILE"),
        completion: .file())
    var key: String

    @Option(
        help: ArgumentHelp("What the witness knows of the log; the key's file and .state.", valueName: "FILE"),
        completion: .file())
    var state: String?

    @Option(
        help: ArgumentHelp(
            "The log's verifier key, or a file with it; the one in the state, else the one beside the log.",
            valueName: "KEY"))
    var log: String?

    @Option(
        help: ArgumentHelp(
            "The proof that the head extends the last one, from 'timelinectl prove --since'.", valueName: "FILE"),
        completion: .file())
    var proof: String?

    @Argument(help: ArgumentHelp("The head; - for standard input.", valueName: "CHECKPOINT"), completion: .file())
    var checkpoint: String

    func run(_ console: Console) throws {
        let witness = Witness(try KeyArgument.signer(key))
        let note = try SignedFile.note(checkpoint)
        let proofFile = try proof.map(Self.proof)
        let path = state ?? key + ".state"
        do throws(HeadError) {
            let store = try WitnessStore(path)
            let before = store.state
            let logKey = try knownKey(before)
            let (cosigned, after) = try witness.cosign(
                note, of: logKey, after: before, proof: proofFile, time: UInt64(max(0, Clock.now() / 1_000_000)))
            do throws(IOError) { try store.write(after) } catch { throw .io(error) }
            if before == nil {
                console.remark("first head of \(logKey.name): believed as it is, and kept in \(path)")
            } else if before?.log != logKey {
                console.remark("the log's key is \(logKey) from here on")
            }
            console.output.write(cosigned.bytes)
        } catch {
            switch error {
            case .io(let error): throw Trouble("cannot keep what is known of the log: \(error)")
            case .key(let place, let reason): throw Trouble("\(place): \(reason)")
            case .contradiction(let reason): throw Trouble("not cosigned: \(reason)", status: .negative)
            }
        }
    }

    private func knownKey(_ state: WitnessState?) throws(HeadError) -> VerifierKey {
        do throws(Trouble) {
            if let log { return try KeyArgument.verifier(log, .note) }
            if let known = state?.log { return known }
            if let stored = try global.storedKey() { return stored }
        } catch { throw .key(place: "the log's key", reason: error.message) }
        throw .key(place: "the log's key", reason: "it is not known: name it with --log KEY")
    }

    private static func proof(_ path: String) throws(Trouble) -> ConsistencyProofFile {
        let input = try InputFile.read(path)
        do throws(ProofFileError) { return try ConsistencyProofFile(parsing: input.bytes) } catch {
            throw Trouble("\(input.name) is no such proof: \(error)", status: .negative)
        }
    }
}
