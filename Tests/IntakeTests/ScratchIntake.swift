import EventLog
import EventModel
import Glibc
import LinuxIO
import Testing

@testable import Intake

/// A drop folder and a committer, as the daemon has them, in a directory of their own.
final class ScratchIntake {
    let root: String
    private var folder: DropFolder?
    private var committer: Committer?
    var arrivals = Arrivals(settleTime: 0)

    init() throws {
        var template = "/tmp/timelined-intake-XXXXXX".utf8CString.map { $0 }
        // mkdtemp writes within the template, which ends with NUL.
        try #require(unsafe mkdtemp(&template) != nil)
        root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let drop = try DropFolder(
            incoming: root + "/incoming", archive: root + "/archive", rejected: root + "/rejected")
        folder = consume drop
        try live()
    }

    deinit { ScratchDirectory.remove(root) }

    /// Begins a life of the daemon; the one before it has ended, well or not.
    func live(rules: SubmissionRules = SubmissionRules()) throws {
        committer = nil
        let log = try Directory.make(root + "/log", mode: 0o700)
        let index = LogIndex(try LogReader(directory: Directory.open(root + "/log")))
        try index.follow()
        var new = Committer(
            try LogWriter.open(directory: log), index: index, defaults: .init(), inHand: InHand(root + "/cache"))
        new.rules = rules
        committer = consume new
        try measure()
    }

    func measure() throws {
        guard let drop = folder.take() else { return }
        let result = Result { try committer?.usage.measure(drop) }
        folder = consume drop
        _ = try result.get()
    }

    func setRules(_ rules: NameRules) { folder?.rules = rules }

    func scan() throws -> DropFolder.Scan { try folder?.scan() ?? DropFolder.Scan() }

    func oldestDay(of cleared: Cleared, before day: FileName) throws -> ClearingDay? {
        try folder?.oldestDay(of: cleared, before: day) ?? nil
    }

    func clear(_ day: inout ClearingDay, limit: Int) throws -> Bool? {
        try folder?.clear(&day, limit: limit)
    }

    func setProgress(_ body: @escaping () -> Void) { committer?.progress = body }

    func directory(_ name: String) throws -> Directory { try Directory.open("\(root)/\(name)") }
    func names(_ name: String) throws -> [String] { try directory(name).names().sorted().map(\.escaped) }

    func text(_ path: String) throws -> String {
        let parts = path.split(separator: "/")
        let bytes = try directory(String(parts[0])).contents(of: #require(FileName(String(parts[1]))), limit: 1 << 20)
        return String(decoding: try #require(bytes), as: UTF8.self)
    }

    func drop(_ name: String, _ text: String, mode: UInt32 = 0o600) throws {
        let file = try directory("incoming").create(#require(FileName(name)), mode: mode)
        // The umask would take from it.
        try file.setMode(mode)
        try file.write(Array(text.utf8))
    }

    /// Takes all that waits, commit by commit, as the daemon does; `count` files at once.
    ///
    /// - Returns: the endings by name, and how many commits it took.
    @discardableResult
    func drain(_ count: Int = Committer.maximumFiles, limit: Int = 10_000) throws -> (
        endings: [String: FileOutcome.Ending], commits: Int
    ) {
        var endings: [String: FileOutcome.Ending] = [:]
        var commits = 0
        for name in try folder?.scan().files ?? [] { arrivals.movedIn(name) }
        while arrivals.hasReady, commits < limit {
            commits += 1
            for outcome in try commit(count) { endings[outcome.name.escaped] = outcome.ending }
        }
        return (endings, commits)
    }

    func commit(_ count: Int) throws -> [FileOutcome] {
        let names = arrivals.take(count)
        guard let drop = folder.take() else { return [] }
        let report = committer?.commit(names, in: drop, mayWait: { arrivals.mayWait($0, hasLater: $1) })
        folder = consume drop
        if let failure = report?.failure { throw failure }
        let outcomes = report?.outcomes ?? []
        for outcome in outcomes {
            switch outcome.ending {
            case .awaiting: arrivals.postpone(outcome.name)
            case .later: break
            case .toBeMoved:
                arrivals.decided(outcome.name)
                arrivals.movedIn(outcome.name)
            default: arrivals.decided(outcome.name)
            }
        }
        arrivals.putBack(report?.later ?? [])
        arrivals.free(report?.freed ?? [])
        return outcomes
    }

    func bytes(of user: UInt32) -> Int { committer?.usage.bytes(of: user) ?? 0 }

    var entries: UInt64 { committer?.head.size ?? 0 }

    /// Reads a file of the archive that was written to.
    func commitAgain(_ day: String, _ name: String) throws -> LateOutcome? {
        let place = ArchivePlace(day: try #require(FileName(day)), name: try #require(RelativePath(name)))
        guard let drop = folder.take() else { return nil }
        let result = Result { try committer?.commitAgain(LateFile(place: place, taken: nil), in: drop) }
        folder = consume drop
        return try result.get()
    }

    /// Ends the life of the daemon while it reads a file, as far as its record can tell.
    func crash(reading name: String, in folder: String = "incoming") throws {
        var hand = InHand(root + "/cache")
        let name = try #require(FileName(name))
        _ = hand.take(name, try directory(folder).status(of: name), isLate: folder != "incoming")
        committer = nil
        _ = consume hand
    }
}
