import Crypto
package import LinuxIO

/// A file of the drop folder, read whole, as it was at one moment.
package struct Candidate: Sendable {
    package var name: FileName
    /// What the file was when it had been read.
    package var status: FileStatus
    package var bytes: [UInt8]
    /// SHA-256 of ``bytes``, 32 bytes.
    package var sha256: [UInt8]

    /// What becomes of the attempt to read a file.
    package enum Reading: Sendable {
        case read(Candidate)
        /// It is none that may be read: refused as it lies there.
        case refused(Refusal)
        /// It was written to meanwhile: to be looked at again.
        case unsettled
        /// It is not there any more: renamed away or deleted by its owner.
        case vanished
        /// It cannot be read now; it stays where it is.
        case failed(IOError)
    }

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
    /// - Parameter limit: the largest file to be read, in bytes.
    package static func read(_ name: FileName, in folder: borrowing Directory, limit: Int) -> Reading {
        do throws(IOError) {
            // Asked before it is opened: to open a device can already do something.
            if let refusal = refusal(of: try folder.status(of: name), limit: limit) { return .refused(refusal) }
            let file = try folder.openForReading(name)
            let before = try file.status()
            if let refusal = refusal(of: before, limit: limit) { return .refused(refusal) }
            let bytes = try file.readAll(size: before.size, limit: limit + 1)
            let after = try file.status()
            guard after.isUnchanged(since: before), bytes.count == after.size else { return .unsettled }
            return .read(
                Candidate(name: name, status: after, bytes: bytes, sha256: Array(SHA256.hash(data: bytes))))
        } catch {
            if error.isMissing { return .vanished }
            return error.isSymbolicLink ? .refused(.symbolicLink) : .failed(error)
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

    static func size(_ size: Int, _ limit: Int) -> Self {
        Self(
            cause: .size, problem: "the file has \(size) bytes", expected: "at most \(limit)",
            hint: "split it into several files; a file is one transaction")
    }
}
