import ArgumentParser
import Auditing
import EventModel
import Timeline
import TransparencyLog

struct ProveCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Print a proof that an entry is in the log, or that the log extends what it was.",
        discussion: """
            The proof is for the signed head, and 'timelinectl check-proof' checks it without the log. An entry is named \
            by its event's id, or by its number.
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("The id of an event, or #SEQ or SEQ.", valueName: "ID"))
    var entry: String?

    @Option(
        help: ArgumentHelp(
            "Prove that the log begins with what it was at so many entries, or at a head that was kept.",
            valueName: "SIZE|FILE"), completion: .file())
    var since: String?

    @Option(
        help: ArgumentHelp("The signed head, instead of the one beside the log.", valueName: "FILE"),
        completion: .file())
    var checkpoint: String?

    func validate() throws {
        guard (entry == nil) != (since == nil) else {
            throw ValidationError("name an entry by ID or #SEQ, or say --since SIZE or FILE")
        }
    }

    func run(_ console: Console) throws {
        let bytes = if let entry { try inclusion(entry) } else { try consistency(since ?? "") }
        console.output.write(bytes)
    }

    // MARK: An entry

    private func inclusion(_ word: String) throws -> [UInt8] {
        let reader = try global.open()
        let seq = try Self.seq(word, reader)
        guard let line = reader.entry(seq)?.line else {
            throw Trouble("the log has no entry #\(seq)", status: .negative)
        }
        var question = AuditQuestion()
        question.checkpoint = try checkpoint.map(SignedFile.note)
        question.subtrees = { Prover.subtrees(including: seq, in: $0) }
        let audit = try global.audit(question, showing: "Proving")
        do throws(HeadError) {
            if case .proven(let head, _) = audit.head, seq >= head.checkpoint.size {
                throw .contradiction(
                    "entry #\(seq) is newer than the signed head of \(head.checkpoint.size) entries: it will be renewed "
                        + "within a second, where the daemon runs")
            }
            return try Prover.inclusion(of: seq, line: line, audit).bytes
        } catch { throw Trouble(error) }
    }

    private static func seq(_ word: String, _ reader: TimelineReader) throws -> UInt64 {
        let digits = word.hasPrefix("#") ? word.dropFirst() : word[...]
        if !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            guard let seq = UInt64(digits) else { throw Trouble("'\(word)' is too large for a number of an entry") }
            return seq
        }
        var filter = EntryFilter()
        filter.ids = [word]
        var found: [LoggedEntry] = []
        do throws(TimelineError) {
            try reader.forEach(containing: filter.needle) { entry in
                if filter.wants(entry) { found.append(entry) }
                return true
            }
        } catch { throw Trouble(error) }
        guard let only = found.first else {
            throw Trouble(
                "no event has the id '\(word)'", hint: "'timelinectl log -o verbose' shows the ids", status: .negative)
        }
        guard found.count == 1 else {
            let numbers = found.map { "#\($0.seq) of \($0.source)" }.joined(separator: ", ")
            throw Trouble(
                "several events have the id '\(word)': \(numbers)", hint: "name one by its number", status: .negative)
        }
        return only.seq
    }

    // MARK: Growth

    private func consistency(_ word: String) throws -> [UInt8] {
        var question = AuditQuestion()
        question.checkpoint = try checkpoint.map(SignedFile.note)
        let size: UInt64
        if let number = UInt64(word) {
            size = number
        } else {
            let note = try SignedFile.note(word)
            do throws(TextFault) { size = try Checkpoint(parsing: note.text).size } catch {
                throw Trouble("\(word) is no head of a log: \(error)", status: .negative)
            }
            question.against = note
        }
        question.sizes = [size]
        question.subtrees = { Prover.subtrees(from: size, to: $0) }
        let audit = try global.audit(question, showing: "Proving")
        switch audit.against {
        case .refuted(_, let reason)?:
            throw Trouble("the log does not extend that head: \(reason)", status: .negative)
        case .undetermined(_, let reason)?: throw Trouble("whether the log extends that head is not known: \(reason)")
        case nil, .proven?, .missing?: break
        }
        do throws(HeadError) { return try Prover.consistency(since: size, audit).bytes } catch { throw Trouble(error) }
    }
}
