import ArgumentParser
import Auditing
import LinuxIO
import TransparencyLog

/// Whose signatures count.
struct TrustOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The log's verifier key to trust, or a file with it, instead of the one beside the log.", valueName: "KEY"))
    var key: String?

    @Option(
        help: ArgumentHelp("The verifier key of a witness, or a file with it; may be repeated.", valueName: "KEY"))
    var witness: [String] = []

    @Option(
        name: .customLong("require-cosigners"),
        help: ArgumentHelp("Demand cosignatures of so many of the witnesses.", valueName: "N"))
    var requiredCosigners: Int?

    func validate() throws {
        guard let requiredCosigners else { return }
        guard requiredCosigners >= 0 else { throw ValidationError("--require-cosigners: not below 0") }
        guard requiredCosigners <= witness.count else {
            throw ValidationError("--require-cosigners \(requiredCosigners) needs as many --witness KEY")
        }
    }

    func logKey() throws(Trouble) -> VerifierKey? {
        guard let key else { return nil }
        return try KeyArgument.verifier(key, .note)
    }

    func witnessKeys() throws(Trouble) -> [VerifierKey] {
        var keys: [VerifierKey] = []
        // One witness named twice is one.
        for word in witness {
            let key = try KeyArgument.verifier(word, .cosignature)
            if !keys.contains(key) { keys.append(key) }
        }
        return keys
    }

    /// What is missing of the cosignatures; nil where there are enough.
    func shortage(_ head: VerifiedCheckpoint) -> String? {
        let (count, wanted) = (head.cosignatures.count, requiredCosigners ?? 0)
        return count < wanted ? "\(count) of the \(witness.count) witnesses cosigned it — expected \(wanted)" : nil
    }
}

/// Keys as they are named on the command line.
enum KeyArgument {
    /// - Parameter word: the key itself, or the name of a file that holds it.
    static func verifier(_ word: String, _ algorithm: KeyAlgorithm) throws(Trouble) -> VerifierKey {
        let text = word.utf8.count(where: { $0 == UInt8(ascii: "+") }) >= 2 ? word : try line(of: word)
        let key: VerifierKey
        do throws(KeyError) { key = try VerifierKey(parsing: text) } catch {
            throw Trouble("'\(word)' is no verifier key: \(error)", hint: "'timelinectl key' prints the log's")
        }
        guard key.algorithm == algorithm else {
            throw Trouble("\(key.name) is a key for \(key.algorithm) — expected one for \(algorithm)")
        }
        return key
    }

    static func signer(_ path: String) throws(Trouble) -> SignerKey {
        let text = try line(of: path)
        do throws(KeyError) { return try SignerKey(parsing: text) } catch {
            throw Trouble("\(path) holds no private key: \(error)")
        }
    }

    private static func line(of path: String) throws(Trouble) -> String {
        HeadFiles.line(try InputFile.read(path).bytes)
    }
}

/// Files of others with what they signed.
enum SignedFile {
    /// - Parameter path: `-` for standard input.
    static func note(_ path: String) throws(Trouble) -> SignedNote {
        let input = try InputFile.read(path)
        do throws(NoteError) { return try SignedNote(parsing: input.bytes) } catch {
            throw Trouble("\(input.name) is no signed head: \(error)", status: .negative)
        }
    }
}
