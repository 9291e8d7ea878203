/// Everything the daemon says in the journal: one case a MESSAGE_ID.
///
/// Names of files are bytes as the directory gives them; they are escaped where they are shown. Directories and
/// segments are the daemon's own.
package enum Message: Sendable {
    /// The log is open. `entries` is its size.
    case started(version: String, directory: String, entries: UInt64)
    /// Replayed `events` and scanned the drop folder once.
    case ready(events: UInt64, duration: Duration)
    /// The way out begins: `reason` is "SIGTERM", or that `--once` is done.
    case stopping(reason: String)
    case stopped(entries: UInt64)

    /// The configuration was read anew and holds from now on.
    case configurationLoaded(files: Int)
    /// The new configuration is bad; the one before it stays, or, where there is none, the daemon does not start.
    case configurationRefused(file: [UInt8], problems: Int, first: Problem, isStart: Bool)

    case fileAccepted(AcceptedFile)
    case fileRejected(RejectedFile)
    /// All `count` events of the file are in the log already, the first of them as `sequence`; or it has none.
    case fileDuplicate(file: [UInt8], count: Int, sequence: UInt64, submitter: Submitter?)
    /// The file stays in the drop folder, as it can't be read; `advice` is what can be done.
    case fileNotRead(file: [UInt8], errno: Int32, advice: String, submitter: Submitter?)
    /// The file is done with, or refused, but stays in the drop folder: it can't be moved to `destination`.
    case fileNotMoved(file: [UInt8], destination: String, errno: Int32, submitter: Submitter?)
    /// Nothing is taken from a folder below the drop folder: `problem` says why, `advice` what can be done;
    /// `owner` is nil where it is the daemon's own.
    case folderLeft(folder: [UInt8], owner: Submitter?, problem: String, advice: String)
    /// Files of a submitter stay in the drop folder, unread: those of rejected/ have `bytes` already, and `quota` is what
    /// they may have.
    case overQuota(submitter: Submitter, bytes: Int, quota: Int, file: [UInt8])
    /// A file of the archive was written to after it was taken, and has been read again.
    case fileChanged(ChangedFile)
    /// Files that were taken without an entry each, so that a bulk import drowns nothing else.
    case entriesWithheld(Withheld)
    case committed(Commit)

    /// What is recorded of a stream since `sequences` cannot all be: `what` says why.
    case contradiction(subject: String, what: String, sequences: [UInt64])

    /// `task` ("writing the log") fails and is tried again; `advice` is what an admin can do.
    case degraded(task: String, errno: Int32, advice: String)
    /// `task` works again, after `duration`.
    case recovered(task: String, duration: Duration)
    /// The daemon leaves, as `task` ("opening /var/spool/timelined/incoming") fails at the start.
    case startFailed(task: String, errno: Int32, advice: String)
    /// The kernel dropped notifications; the folder is scanned instead.
    case queueOverflowed(directory: String)
    /// The file system of the drop folder was unmounted.
    case dropFolderUnmounted(directory: String)
    /// Another directory lies where the drop folder was.
    case dropFolderReplaced(directory: String)

    /// What a crash left of an unfinished commit, `bytes` from `offset` on, was cut off and saved.
    case tornTailCut(segment: String, offset: UInt64, bytes: UInt64, savedAs: String)
    /// The log does not hold what was written: nothing more is written. `sequence` is nil where it can't be told.
    case logDamaged(segment: String, sequence: UInt64?, offset: UInt64, reason: String)
    /// The log is not what its signed head says: nothing is written.
    case headContradicted(directory: String, reason: String)
    /// A log that had `entries`, but no signed head, has one now.
    case headSignedAnew(origin: String, entries: UInt64)
    /// A key was made for the log: `verifier` is for everybody who verifies.
    case keyMade(verifier: String)
    /// The key in `place` cannot be used, so that nothing is written.
    case keyUnusable(place: String, reason: String)
    /// Another process holds the log's lock: `holder` in words, `process` where it is known. Where `isWaiting`, it is
    /// waited for.
    case anotherWriter(directory: String, holder: String, process: Int32?, isWaiting: Bool)
    /// The time of day is earlier than the last entry's, by `duration`.
    case clockSteppedBack(duration: Duration)
    /// The time of day has jumped ahead, by `duration`.
    case clockSteppedAhead(duration: Duration, folder: String)
    /// The files of a day were removed from `folder`, "archive" or "rejected", as they are kept for `days`.
    case dayCleared(folder: String, day: String, files: Int, days: Int)
    /// The daemon ends itself rather than go on in a state it does not understand. `errno` is 0 where no call failed.
    case internalFault(what: String, errno: Int32)
}

extension Message {
    /// Who dropped a file.
    package struct Submitter: Sendable, Hashable {
        package var uid: UInt32
        /// The name of the user, nil where none has the uid.
        package var name: String?

        package init(uid: UInt32, name: String?) {
            self.uid = uid
            self.name = name
        }
    }

    /// One problem or remark of a file; line and column from 1, nil where the whole file is the problem.
    package struct Problem: Sendable, Hashable {
        package var line: Int?
        package var column: Int?
        package var sentence: String

        package init(line: Int? = nil, column: Int? = nil, sentence: String) {
            self.line = line
            self.column = column
            self.sentence = sentence
        }
    }

    /// A file whose events are in the log.
    package struct AcceptedFile: Sendable, Hashable {
        package var file: [UInt8]
        /// Its entries in the log, one after the other.
        package var sequences: ClosedRange<UInt64>
        /// Events of it that had been in the log before, and were passed over.
        package var duplicates: Int
        /// How many remarks there are on it.
        package var remarks: Int
        /// The first of them, at most ``JournalEntry/maximumRepetition``.
        package var firstRemarks: [Problem]
        package var submitter: Submitter?
        package var batch: UInt64
        /// Of the events, at most ``JournalEntry/maximumRepetition`` of each are kept: a large file is summarised.
        package var eventIDs: [String]
        package var kinds: [String]
        package var actors: [String]

        package init(
            file: [UInt8], sequences: ClosedRange<UInt64>, duplicates: Int = 0, remarks: Int = 0,
            firstRemarks: [Problem] = [], submitter: Submitter?, batch: UInt64, eventIDs: [String] = [],
            kinds: [String] = [], actors: [String] = []
        ) {
            self.file = file
            self.sequences = sequences
            self.duplicates = duplicates
            self.remarks = remarks
            self.firstRemarks = firstRemarks
            self.submitter = submitter
            self.batch = batch
            self.eventIDs = eventIDs
            self.kinds = kinds
            self.actors = actors
        }
    }

    /// A file that was refused whole.
    package struct RejectedFile: Sendable, Hashable {
        package var file: [UInt8]
        /// How many problems it has, at least 1.
        package var problems: Int
        package var first: Problem
        /// The file in rejected/ that lists them all, nil where it could not be written.
        package var reasonFile: [UInt8]?
        package var submitter: Submitter?

        package init(
            file: [UInt8], problems: Int, first: Problem, reasonFile: [UInt8]?, submitter: Submitter? = nil
        ) {
            self.file = file
            self.problems = problems
            self.first = first
            self.reasonFile = reasonFile
            self.submitter = submitter
        }
    }

    /// A file that was written to after it was taken.
    package struct ChangedFile: Sendable, Hashable {
        /// As it was dropped.
        package var file: [UInt8]
        /// As the archive has it.
        package var place: [UInt8]
        /// `YYYY-MM-DD`, its folder there.
        package var day: String
        /// SHA-256 in hexadecimal digits when it was taken; nil where that is not known any more.
        package var before: String?
        /// The same as it is now; empty where it could not be read.
        package var after: String
        /// How many problems keep it from being taken as it is now.
        package var problems: Int
        package var first: Problem?

        package init(
            file: [UInt8], place: [UInt8], day: String, before: String?, after: String, problems: Int, first: Problem?
        ) {
            self.file = file
            self.place = place
            self.day = day
            self.before = before
            self.after = after
            self.problems = problems
            self.first = first
        }
    }

    /// One commit: what became durable together.
    package struct Commit: Sendable, Hashable {
        package var batch: UInt64
        package var files: Int
        package var sequences: ClosedRange<UInt64>
        /// From the first file's reading until all is durable.
        package var duration: Duration

        package init(batch: UInt64, files: Int, sequences: ClosedRange<UInt64>, duration: Duration) {
            self.batch = batch
            self.files = files
            self.sequences = sequences
            self.duration = duration
        }
    }

    /// How many files of each outcome had no entry of their own.
    package struct Withheld: Sendable, Hashable {
        package var accepted = 0
        package var rejected = 0
        package var duplicates = 0
        /// Those that could not be read or moved.
        package var stuck = 0

        package init(accepted: Int = 0, rejected: Int = 0, duplicates: Int = 0, stuck: Int = 0) {
            self.accepted = accepted
            self.rejected = rejected
            self.duplicates = duplicates
            self.stuck = stuck
        }

        package var count: Int { accepted + rejected + duplicates + stuck }
        package var isEmpty: Bool { count == 0 }
    }
}
