import ArgumentParser
import EventLog
import EventModel
import LinuxIO
import Timeline

struct VerifyCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check every line of the log, and say where it is not as it was written.",
        discussion: "It changes nothing. Exit status: 0 all is as it was written, 1 it is not, 2 that cannot be told.")

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    @OptionGroup var global: GlobalOptions

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output: Format = .text

    func run(_ console: Console) throws {
        // Opened by way of the reader, for its words where there is no log or no access.
        let reader = try global.open()
        let line = ProgressLine(
            Progress("Verifying", unit: "MiB", total: UInt64(reader.byteCount) >> 20), isQuiet: global.quiet)
        let result: Verification
        do throws(IOError) {
            result = try LogVerifier(directory: Directory.open(reader.paths.log)).verify { line.update($0 >> 20) }
        } catch {
            line.finish()
            throw Trouble("cannot read the log: \(error)")
        }
        line.finish()
        if output == .json { console.json(json(result).line) } else { show(result, console) }
        if !result.damages.isEmpty { throw Ended(status: .negative) }
    }

    private func show(_ result: Verification, _ console: Console) {
        for damage in result.damages { console.line(Styled("\(damage)", .bad)) }
        if result.unfinished > 0 {
            console.line(
                Styled("\(Grouped.bytes(UInt64(result.unfinished))) of an unfinished batch at the end: no damage"))
        }
        let what =
            "\(Counted.text(result.entries, "entry")) in \(Counted.text(result.batches, "batch")), "
            + "\(Counted.text(result.segments, "segment")) and \(Grouped.bytes(UInt64(result.bytes)))"
        if result.damages.isEmpty {
            console.line(Styled("●", .good) + Styled(" \(what): all is as it was written"))
        } else {
            console.line(
                Styled("●", .bad) + Styled(" \(Counted.text(result.damages.count, "place")) damaged; \(what) are right")
            )
            console.line(Styled("Copy the log's directory first, then restore these segments from a backup."))
        }
    }

    private func json(_ result: Verification) -> JSON {
        .members([
            ("intact", .bool(result.damages.isEmpty)), ("entries", .integer(result.entries)),
            ("batches", .integer(result.batches)), ("segments", .integer(result.segments)),
            ("bytes", .integer(result.bytes)), ("unfinished", .integer(result.unfinished)),
            (
                "damages",
                .array(
                    result.damages.map {
                        .members([
                            ("segment", .string($0.segment)), ("seq", .integer($0.seq)),
                            ("byteOffset", .integer($0.byteOffset)), ("reason", .string($0.reason)),
                        ])
                    })
            ),
        ])
    }
}
