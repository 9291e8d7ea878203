import LinuxIO

/// What the administrator lets submitters do.
package struct SubmissionRules: Sendable, Hashable {
    /// How much of rejected/ one submitter's files and their reasons may take, in bytes; nil for no bound.
    package var quota: Int? = 256 << 20
    /// Whether files are taken that others than their owner can write.
    package var takesFilesOfManyWriters = true

    /// Who may speak for which sources.
    package var sources = SourceRules()

    package init() {}

    package func isOver(_ bytes: Int) -> Bool { quota.map { bytes >= $0 } ?? false }

    /// Why a file is not even read, by what it is; nil for one that is.
    func refusal(of status: FileStatus) -> Candidate.Refusal? {
        !takesFilesOfManyWriters && status.mode & 0o022 != 0 ? .writableByOthers : nil
    }
}
