package import EventModel
package import LinuxIO

/// Who dropped a file.
package struct Submitter: Sendable, Hashable {
    package var uid: UInt32
    /// The login name; nil where the system has none.
    package var name: String?

    package init(uid: UInt32, name: String?) {
        self.uid = uid
        self.name = name
    }
}

/// Why a file is refused, in one word, to be counted.
package enum RejectionCause: String, Sendable, Hashable, CaseIterable {
    /// It does not say what an event file must.
    case invalid
    /// It contradicts what the log holds.
    case conflict
    /// It corrects what the log does not hold.
    case missing
    /// Its submitter may not speak for a source of its events.
    case forbidden
    case link, size
    case notAFile = "not-a-file"
    /// Others than its owner can write it.
    case writableByOthers = "writable-by-others"
    /// The daemon ended while it read it, again and again.
    case setAside = "set-aside"
}

/// What became of one file.
package struct FileOutcome: Sendable {
    package indirect enum Ending: Sendable {
        /// Its events are in the log; it is in archive/.
        case accepted(AcceptedFile)
        /// All of its `count` events had been in the log, the first of them as `known`; it is in archive/. A file of no
        /// events ends so, too.
        case duplicate(count: Int, known: UInt64?, Submitter)
        /// It is in rejected/ under this name, with its reason.
        case rejected([Diagnostic], as: RelativePath, Submitter, RejectionCause)
        /// It is none that is read; it is in rejected/ under this name, with its reason.
        case refused(Candidate.Refusal, as: RelativePath, Submitter)
        /// Its events are in the log, but it is still where it was, as it was written to meanwhile, or as time was over: it
        /// is to be read again.
        case toBeMoved(Ending)
        /// It was written to meanwhile: to be looked at again.
        case again
        /// It did not fit into this commit.
        case later
        /// It stays where it is, unread: rejected/ has as much of its submitter's as it may.
        case overQuota(Submitter, bytes: Int, quota: Int)
        /// It corrects events that a file behind it may bring.
        case awaiting
        case vanished
        /// It stays where it is, as one step of the service fails.
        case stuck(IOError, Step, Submitter?)
        /// It stays where it is, for what it is: nothing of the service fails (``Step/isForWhatItIs(_:)``).
        case left(IOError, Step, Submitter?)
    }

    /// What is done with a file.
    package enum Step: Sendable, Hashable, CaseIterable {
        case reading
        /// Its events are in the log.
        case archiving
        case rejecting

        /// Whether the step fails for what was dropped, which its owner and root alone can change:
        ///
        /// | step | errors |
        /// |---|---|
        /// | reading | its mode keeps the daemon out; its owner has a lease on it |
        /// | rejecting | a directory with something in it, or on it; a file on another mount that is not read |
        package func isForWhatItIs(_ error: IOError) -> Bool {
            switch self {
            case .reading: error.isForbidden || error.isBusy
            case .rejecting: error.isNotEmpty || error.isBusy || error.isCrossMount
            case .archiving: false
            }
        }
    }

    /// The ending of what stays where it is.
    static func staying(_ error: IOError, _ step: Step, _ submitter: Submitter?) -> Ending {
        step.isForWhatItIs(error) ? .left(error, step, submitter) : .stuck(error, step, submitter)
    }

    package struct AcceptedFile: Sendable {
        package var sequences: ClosedRange<UInt64>
        package var digest: Digest
        /// How many of its events had been in the log.
        package var duplicates: Int
        /// What is remarked on it, in the order of the file.
        package var remarks: [Diagnostic]
        package var submitter: Submitter
    }

    /// What is told of a file's events, of which there may be a million.
    package struct Digest: Sendable {
        /// Of the first, at most ``limit`` of each.
        package private(set) var ids: [String] = []
        package private(set) var actors: [String] = []
        /// Each once.
        package private(set) var kinds: [String] = []

        package static let limit = 64

        init(_ events: [Event]) {
            for event in events {
                if let kind = event.kind?.rawValue, !kinds.contains(kind) { kinds.append(kind) }
                if ids.count < Self.limit { ids.append(event.identity.id) }
                guard actors.count < Self.limit else { continue }
                for actor in event.actors where !actors.contains(actor) { actors.append(actor) }
            }
        }
    }

    package var name: RelativePath
    package var ending: Ending
    /// Where it lies now, if it was moved to the archive, and what it was.
    package var archived: (place: ArchivePlace, file: TakenFile)?
}

/// What came of reading a file of the archive again.
package enum LateOutcome: Sendable {
    /// It is what it was when it was taken.
    case same
    /// It is being written to, or cannot be read now.
    case again
    case gone
    case changed(LateReport)
}

/// A file that was written to after it was taken.
package struct LateReport: Sendable {
    /// As it is now.
    package var file: TakenFile
    /// What it brings beside what the log has; nil where that is nothing.
    package var commit: CommitReport?
    /// Why nothing of it could be taken as it is now; empty where it could.
    package var problems: [Diagnostic] = []
    /// The same where it is no file that may be read.
    package var refusal: Candidate.Refusal?
}

/// What one commit did.
package struct CommitReport: Sendable {
    /// The entries it appended; nil where there was nothing new.
    package var sequences: ClosedRange<UInt64>?
    package var outcomes: [FileOutcome]
    /// How many files have brought new entries.
    package var files: Int
    /// From the first file's reading until all was durable.
    package var microseconds: Int64
    /// Files that were put off, and wait no longer: an event has come that they could not do without.
    package var freed: [RelativePath] = []
    /// Why the log could not be read or written (``LogError``); nothing new has entered it then, and what was not decided
    /// before is ``FileOutcome/Ending/later``.
    package var failure: (any Error)?

    /// The files that are left for the next commit, in their order.
    package var later: [RelativePath] {
        outcomes.filter { if case .later = $0.ending { true } else { false } }.map(\.name)
    }

    /// Whether a file could not be read or moved.
    package var hasStuck: Bool {
        outcomes.contains { if case .stuck = $0.ending { true } else { false } }
    }
}
