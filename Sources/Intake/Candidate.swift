import Crypto
package import LinuxIO

/// A file of the drop folder, read whole, as it was at one moment.
package struct Candidate: Sendable {
    /// Below the drop folder.
    package var name: RelativePath
    /// What the file was when it had been read.
    package var status: FileStatus
    package var bytes: [UInt8]
    /// SHA-256 of ``bytes``, 32 bytes.
    package var sha256: [UInt8]

    /// What becomes of the attempt to read a file.
    package enum Reading: Sendable {
        case read(Candidate)
        /// It is none that may be read: refused as it lies there.
        case refused(Refusal, FileStatus)
        /// It stays as it lies there, unread, until there is room for its submitter's files again.
        case overQuota(FileStatus)
        /// It was written to meanwhile: to be looked at again.
        case unsettled
        /// It is not there any more: renamed away or deleted by its owner.
        case vanished
        /// It cannot be read now; it stays where it is.
        case failed(IOError, submitter: UInt32?)
    }

    /// What is decided of a file before it is opened; nil for one that may be read.
    package typealias Precheck = (FileStatus) -> Reading?

    /// Why something in the drop folder is not even read.
    package struct Refusal: Error, Sendable, Hashable {
        package var cause: RejectionCause
        package var problem: String
        package var expected: String
        package var hint: String

        package var sentence: String { "\(problem) — expected \(expected) — \(hint)" }
    }

    /// Reads the file `name`, whatever it may be, without following, waiting or trusting.
    ///
    /// - Parameters:
    ///   - names: those that lead to `folder`, for the candidate's name.
    ///   - limit: the largest file to be read, in bytes.
    ///   - precheck: asked once, first.
    package static func read(
        _ name: FileName, in folder: borrowing Directory, of names: [FileName] = [], limit: Int,
        precheck: Precheck = { _ in nil }
    ) -> Reading {
        var status: FileStatus?
        do throws(IOError) {
            // Asked before it is opened: to open a device can already do something.
            let seen = try folder.status(of: name)
            status = seen
            if let decided = precheck(seen) { return decided }
            if let refusal = refusal(of: seen, limit: limit) { return .refused(refusal, seen) }
            let file = try folder.openForReading(name)
            let before = try file.status()
            guard before.isUnchanged(since: seen) else { return .unsettled }
            if let refusal = refusal(of: before, limit: limit) { return .refused(refusal, before) }
            let bytes = try file.readAll(size: before.size, limit: limit + 1)
            let after = try file.status()
            guard after.isUnchanged(since: before), bytes.count == after.size else { return .unsettled }
            return .read(
                Candidate(
                    name: RelativePath(name, in: names), status: after, bytes: bytes,
                    sha256: Array(SHA256.hash(data: bytes))))
        } catch {
            if error.isMissing { return .vanished }
            // It was another thing a moment ago.
            return error.isSymbolicLink ? .unsettled : .failed(error, submitter: status?.owner)
        }
    }

    private static func refusal(of status: FileStatus, limit: Int) -> Refusal? {
        switch status.kind {
        case .regular: break
        case .symbolicLink: return .symbolicLink
        case .directory: return .kind("a directory")
        case .fifo: return .kind("a named pipe")
        case .socket: return .kind("a socket")
        case .device: return .kind("a device")
        }
        if status.links > 1 { return .hardLink(status.links) }
        if status.size > limit { return .size(status.size, limit) }
        return nil
    }
}

extension Candidate.Refusal {
    static let symbolicLink = Self(
        cause: .link, problem: "a symbolic link", expected: "a file",
        hint: "drop the file itself: links are not followed")

    static func kind(_ what: String) -> Self {
        Self(cause: .notAFile, problem: what, expected: "a file", hint: "drop the event files themselves, one by one")
    }

    static func hardLink(_ count: Int) -> Self {
        Self(
            cause: .link, problem: "the file has \(count) names (hard links)", expected: "a file with one name",
            hint: "copy it instead of linking: whoever has the other name could change it later")
    }

    /// The file can be written by others than its owner.
    static let writableByOthers = Self(
        cause: .writableByOthers, problem: "others than its owner can write the file",
        expected: "a file that only its owner can write",
        hint: "chmod go-w it before you drop it, or set umask 022: what others wrote would be recorded as yours")

    /// The daemon ended twice while it read the file.
    static let setAside = Self(
        cause: .setAside, problem: "the service ended \(InHand.crashes) times while it read this file",
        expected: "a file that can be read",
        hint: "keep it for a report of the fault; moved back to incoming/, it is tried again")

    static func size(_ size: Int, _ limit: Int) -> Self {
        Self(
            cause: .size, problem: "the file has \(size) bytes", expected: "at most \(limit)",
            hint: "split it into several files; a file is one transaction")
    }
}
