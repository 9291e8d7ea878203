import Intake
import LinuxIO
import Systemd
import Timeline

/// The files that stay in the drop folder as a step fails: some for what they are, which is no trouble of the daemon's, and
/// some as the daemon cannot do its work. Pure.
struct StayingFiles {
    struct Reason: Hashable {
        var step: FileOutcome.Step
        var error: IOError
        var submitter: Submitter?
        /// Whether it is for what the file is.
        var isLeft: Bool
    }

    private var files: [RelativePath: Reason] = [:]
    /// How many of them stay for what they are.
    private(set) var leftCount = 0
    private var isChanged = false

    /// So many submitters are told of at most.
    private static let told = 100

    var count: Int { files.count }
    var isEmpty: Bool { files.isEmpty }

    func contains(_ name: RelativePath) -> Bool { files[name] != nil }
    func isLeft(_ name: RelativePath) -> Bool { files[name]?.isLeft == true }

    /// - Returns: whether that is to be said: it did not stay before, or not so.
    mutating func add(_ name: RelativePath, _ reason: Reason) -> Bool {
        if files[name] == reason { return false }
        let before = files[name]
        remove(name)
        files[name] = reason
        if reason.isLeft { (leftCount, isChanged) = (leftCount + 1, true) }
        return before?.step != reason.step || before?.isLeft != reason.isLeft
    }

    mutating func remove(_ name: RelativePath) {
        guard files.removeValue(forKey: name)?.isLeft == true else { return }
        (leftCount, isChanged) = (leftCount - 1, true)
    }

    /// Forgets those that are not there any more.
    mutating func forget(but names: [RelativePath]) {
        guard !files.isEmpty else { return }
        Set(files.keys).subtracting(names).forEach { remove($0) }
    }

    /// The steps of the daemon's that fail.
    var failing: Set<FileOutcome.Step> { Set(files.values.lazy.filter { !$0.isLeft }.map(\.step)) }

    /// Whether what is left is not what it was when this was asked last.
    mutating func takeChange() -> Bool {
        defer { isChanged = false }
        return isChanged
    }

    /// The first by name, with its owner: `x.yaml of anna (uid 1001)`; nil where none stays.
    var first: String? {
        files.min { $0.key < $1.key }.map { name, reason in
            name.escaped + (reason.submitter.map { " of \($0.shown)" } ?? "")
        }
    }

    /// What is left, by submitter and reason.
    var left: [DaemonHealth.Left] {
        struct Group: Hashable {
            var uid: UInt32?
            var error: Int32
        }
        var groups: [Group: (first: RelativePath, reason: Reason, files: Int)] = [:]
        for (name, reason) in files where reason.isLeft {
            let group = Group(uid: reason.submitter?.uid, error: reason.error.errno)
            let known = groups[group]
            groups[group] =
                known.map { (min($0.first, name), $0.reason, $0.files + 1) } ?? (name, reason, 1)
        }
        return groups.values.sorted { $0.first < $1.first }.prefix(Self.told).map { first, reason, files in
            DaemonHealth.Left(
                uid: reason.submitter?.uid, user: reason.submitter?.name, files: files, first: first.escaped,
                reason: reason.error.reason,
                advice: Advice.text(reason.error.errno, reason.step == .reading ? .file : .left))
        }
    }
}

extension Submitter {
    /// `anna (uid 1001)`, or `uid 1001` for one without a name.
    var shown: String { name.map { "\(Printable.name($0.utf8)) (uid \(uid))" } ?? "uid \(uid)" }
}
