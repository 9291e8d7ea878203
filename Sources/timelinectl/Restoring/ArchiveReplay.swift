import Auditing
import Configuration
import EventLog
import EventModel
import Intake
import LinuxIO
import Timeline

/// Takes in what lies in the archive and is not in a log that was restored: each file where it lies, under the name it was
/// dropped by and for the user who dropped it, in the order of the log that was there before.
struct ArchiveReplay {
    struct Report {
        var files = 0
        var events = 0
        /// Files that could not be taken, and why.
        var refused: [(path: String, reason: String)] = []
        /// Names of files that the log had before and the archive has not.
        var missing: [String] = []
        /// Files whose bytes neither the log nor the one before had: new, or changed since they were taken.
        var unknown: [String] = []
    }

    /// A file of the archive whose entries the log has not.
    private struct Lost {
        var place: ArchivePlace
        var digest: String
        var name: RelativePath
        var uid: UInt32
        /// In the log before; those that are not in it come last.
        var order: UInt64
        var changed: Int64
        /// As people are told of it.
        var path: String { "\(place.day.escaped)/\(place.name.escaped)" }
    }

    private let paths: Paths
    private let configuration: Configuration
    private let isQuiet: Bool

    init(_ paths: Paths, _ configuration: Configuration, isQuiet: Bool) {
        self.paths = paths
        self.configuration = configuration
        self.isQuiet = isQuiet
    }

    /// - Parameter lock: the log's.
    func run(_ lock: borrowing LogLock) throws -> Report {
        let known = try knownFiles()
        var before = lostFiles(known)
        var report = Report()
        let lost = try find(known, &before, &report)
        report.unknown = lost.filter { $0.order == .max }.map(\.path)
        report.missing = before.values.sorted { $0.seq < $1.seq }.map { $0.name?.escaped ?? $0.digest }
        if !lost.isEmpty { try take(lost, lock, &report) }
        return report
    }

    /// The digests of the files that the log has.
    private func knownFiles() throws -> Set<String> {
        var known: Set<String> = []
        try LogReader(directory: try Directory.open(paths.log)).forEachFile { file in
            known.insert(file.digest)
            return true
        }
        return known
    }

    /// The files that the log before had and this one has not, by digest, as far as they can be read.
    private func lostFiles(_ known: Set<String>) -> [String: LoggedFile] {
        var files: [String: LoggedFile] = [:]
        guard let directory = try? Directory.open("\(paths.log)/\(LogRestore.oldName.escaped)") else { return [:] }
        try? LoggedFile.forEach(inDamaged: directory) { file in
            if files[file.digest] == nil, !known.contains(file.digest) { files[file.digest] = file }
        }
        return files
    }

    private func find(
        _ known: Set<String>, _ before: inout [String: LoggedFile], _ report: inout Report
    ) throws -> [Lost] {
        guard let archive = try? Directory.open(paths.archive) else { return [] }
        var lost: [Lost] = []
        var seen: Set<String> = []
        for day in try archive.names().sorted() where DropFolder.isDay(day) {
            guard try archive.status(of: day).kind == .directory else { continue }
            let folder = try archive.openDirectory(day)
            // A person's folder is none of the daemon's files, and not in the tree.
            let strays = try FolderTree(folder).walk(folder) { directory, visit in
                let place = ([day] + visit.folder).map(\.escaped).joined(separator: "/")
                let files = visit.files.sorted()
                let line = ProgressLine(
                    Progress("Reading archive/\(place)", unit: "files", total: UInt64(files.count)), isQuiet: isQuiet)
                for (number, name) in files.enumerated() {
                    line.update(UInt64(number))
                    let path = "\(place)/\(name.escaped)"
                    switch Candidate.read(name, in: directory, of: visit.folder, limit: Self.limit) {
                    case .read(let candidate):
                        let digest = EntryLine.hexadecimal(candidate.sha256)
                        guard !known.contains(digest), seen.insert(digest).inserted else { continue }
                        let logged = before.removeValue(forKey: digest)
                        lost.append(
                            Lost(
                                place: ArchivePlace(day: day, name: candidate.name), digest: digest,
                                name: logged?.name ?? candidate.name, uid: logged?.uid ?? candidate.status.owner,
                                order: logged?.seq ?? .max, changed: candidate.status.changed))
                    case .refused(let refusal, _): report.refused.append((path, refusal.sentence))
                    case .failed(let error, _): report.refused.append((path, error.reason))
                    case .unsettled: report.refused.append((path, "it is being written to"))
                    case .vanished, .overQuota: break
                    }
                }
                line.finish()
            }
            for stray in strays {
                guard case .unreadable = stray.cause else { continue }
                report.refused.append(("\(day.escaped)/\(stray.path.escaped)", stray.cause.problem))
            }
        }
        // What the log before does not tell, the time of the move to the archive does.
        return lost.sorted { ($0.order, $0.changed, $0.place.name) < ($1.order, $1.changed, $1.place.name) }
    }

    /// More than any file had that was ever taken, in bytes.
    private static let limit = 1 << 30

    private func take(
        _ lost: [Lost], _ lock: borrowing LogLock, _ report: inout Report
    ) throws {
        let folder = try DropFolder(
            incoming: paths.incoming, archive: paths.archive, rejected: paths.rejected, limit: Self.limit)
        let writer = try LogWriter.open(DirectoryStorage(try Directory.open(paths.log), lock: lock))
        let index = LogIndex(try LogReader(directory: try Directory.open(paths.log)))
        try index.follow()
        var committer = Committer(writer, index: index, defaults: EventReader.Defaults(source: configuration.source))
        let line = ProgressLine(
            Progress("Taking in", unit: "files", total: UInt64(lost.count)), isQuiet: isQuiet)
        defer { line.finish() }
        var waiting = lost
        // A correction may stand before what it corrects where nobody knows the order.
        while !waiting.isEmpty {
            var refused: [(file: Lost, reason: String)] = []
            for (number, file) in waiting.enumerated() {
                line.update(UInt64(number))
                let taken = TakenFile(name: file.name, sha256: [], owner: file.uid)
                // What the log before had was let in then; anything else is new.
                committer.rules.sources = file.order == .max ? configuration.submissions.sources : SourceRules()
                switch try committer.commitAgain(LateFile(place: file.place, taken: taken), in: folder) {
                case .changed(let late):
                    if let problem = late.problems.first {
                        refused.append((file, problem.line(file: file.name.escaped)))
                    } else if let refusal = late.refusal {
                        refused.append((file, refusal.sentence))
                    } else {
                        let range = late.commit?.sequences
                        report.files += range == nil ? 0 : 1
                        report.events += range.map { Int(clamping: $0.upperBound - $0.lowerBound) + 1 } ?? 0
                    }
                case .same: break
                case .again: refused.append((file, "it is being written to, or cannot be read"))
                case .gone: refused.append((file, "it is gone"))
                }
            }
            guard refused.count < waiting.count else {
                report.refused += refused.map { ($0.file.path, $0.reason) }
                return
            }
            waiting = refused.map(\.file)
        }
    }
}
