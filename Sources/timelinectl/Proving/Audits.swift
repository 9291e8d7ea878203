import Auditing
import EventLog
import LinuxIO
import Timeline
import TransparencyLog

extension GlobalOptions {
    /// Reads the whole log and holds it against its head, with a bar.
    func audit(_ question: AuditQuestion, showing title: String) throws(Trouble) -> LogAudit {
        let total: Int
        do {
            let directory = try TimelineReader.directory(paths)
            total = try directory.names().filter { SegmentName.first($0) != nil }
                .reduce(0) { sum, name in sum.addingWithSaturation(try directory.status(of: name).size) }
        } catch let error as TimelineError { throw Trouble(error) } catch {
            throw Trouble("cannot read the log: \(error)")
        }
        let line = ProgressLine(Progress(title, unit: "MiB", total: UInt64(total) >> 20), isQuiet: quiet)
        defer { line.finish() }
        let path = paths.log
        var question = question
        question.memory = HeadMemory(paths.heads)
        do throws(HeadError) {
            return try LogAudit.run(question, open: { () throws(IOError) in try Directory.open(path) }) {
                line.update($0 >> 20)
            }
        } catch { throw Trouble(error) }
    }

    /// The verifier key beside the log; nil where there is none.
    func storedKey() throws(Trouble) -> VerifierKey? {
        let path = paths.log
        do {
            return try HeadFiles.readPublicKey(in: Directory.open(path))
        } catch let error as IOError {
            if error.isMissing { return nil }
            throw Trouble("cannot read the key beside the log: \(error)")
        } catch { throw Trouble("cannot read the key beside the log: \(error)") }
    }
}

extension Trouble {
    init(_ error: HeadError) {
        switch error {
        case .io(let error): self.init("cannot read the log: \(error)")
        case .key(let place, let reason): self.init("\(place): \(reason)")
        case .contradiction(let reason): self.init(reason, status: .negative)
        }
    }
}
