import Glibc

/// As whom a program changes a timeline that is not its user's: as root it would leave files there which the owner cannot
/// write any more, and follow links that the owner made.
///
/// | the directory lies in one that belongs to | it is opened | the program acts as |
/// |---|---|---|
/// | root, or the program's user | over links, as an administrator may make them | its owner |
/// | anybody else | itself, no link in its place | the owner of both, who must be one |
///
/// Only root can act as another.
package enum Acting {
    /// Why nothing is done, and what to do.
    package struct Refusal: Error, Sendable, Hashable {
        package var problem: String
        package var advice: String
        package var sentence: String { problem + " — " + advice }

        fileprivate init(_ problem: String, _ advice: String) {
            self.problem = problem
            self.advice = advice
        }
    }

    /// Opens a directory of a timeline by its path for a program that acts there as its owner, and becomes him.
    ///
    /// - Throws: ``Refusal`` for the wrong user, `IOError` where it cannot be opened.
    package static func openAsOwner(_ path: String) throws -> Directory {
        let opened = try open(path)
        let status = try opened.directory.status()
        try become(status.owner, group: status.group, path)
        return opened.directory
    }

    /// The same for a program that acts there as its own user, such as one that submits, where no other could have put
    /// a link in its way.
    package static func openAsUser(_ path: String) throws -> Directory {
        let opened = try open(path)
        if opened.isForeign, Account.effectiveUser == 0 {
            let status = try opened.directory.status()
            try become(status.owner, group: status.group, path)
        }
        return opened.directory
    }

    /// Becomes the owner of a timeline's log. A program of another user than root stays what it is.
    ///
    /// | the log's directory | whose it is |
    /// |---|---|
    /// | holds something | its owner's |
    /// | is missing, and lies in a directory of another user than root | that user's |
    /// | is empty or missing | that of the first of `others` that is there and not root's; else as what is there |
    ///
    /// - Parameters:
    ///   - path: the log's directory.
    ///   - others: what else is the timeline's, the daemon's own first.
    package static func becomeOwner(of path: String, beside others: [String]) throws {
        guard Account.effectiveUser == 0 else { return }
        do {
            let opened = try open(path)
            let status = try opened.directory.status()
            if try opened.directory.names().isEmpty, let other = owner(of: others), other.status.owner != status.owner {
                throw Refusal(
                    "\(path) belongs to \(name(status.owner)), and \(other.path) to \(name(other.status.owner))",
                    chown(other.status, path))
            }
            try become(status.owner, group: status.group, path)
        } catch let error as IOError where error.isMissing {
            guard let folder = try? Directory.open(split(path).folder).status() else { return }
            let status = folder.owner == 0 ? owner(of: others)?.status ?? folder : folder
            try become(status.owner, group: status.group, path)
        }
    }

    /// Makes the directories of a timeline that are missing, and becomes the owner of its log.
    ///
    /// - Parameters:
    ///   - path: the log's directory.
    ///   - others: as for ``becomeOwner(of:beside:)``; none of them is made.
    ///   - further: what is made beside the log's.
    package static func makeAsOwner(_ path: String, beside others: [String], and further: [String]) throws -> Directory
    {
        // Where only root can make them.
        if Account.effectiveUser == 0, let owner = owner(of: others)?.status {
            for path in [path] + further {
                guard let folder = try? Directory.open(split(path).folder).status(), folder.owner == 0 else { continue }
                do throws(IOError) { _ = try Directory.open(path) } catch {
                    guard error.isMissing else { continue }
                    let made = try Directory.make(path, mode: 0o750)
                    try made.give(to: owner.owner, group: owner.group)
                }
            }
        }
        try becomeOwner(of: path, beside: others)
        for path in [path] + further { _ = try Directory.make(path, mode: 0o750) }
        return try openAsOwner(path)
    }

    /// The first directory that is there and belongs to another user than root; nil where there is none.
    private static func owner(of paths: [String]) -> (path: String, status: FileStatus)? {
        for path in paths {
            guard let opened = try? open(path), let status = try? opened.directory.status(), status.owner != 0 else {
                continue
            }
            return (path, status)
        }
        return nil
    }

    private static func chown(_ status: FileStatus, _ path: String) -> String {
        "give both to one user: chown -R \(Account.name(uid: status.owner) ?? String(status.owner)) \(path)"
    }

    private struct Opened: ~Copyable {
        var directory: Directory
        /// Whether what it lies in belongs to neither root nor this user.
        var isForeign: Bool
    }

    private static func open(_ path: String) throws -> Opened {
        let (folder, last) = split(path)
        let outside = try Directory.open(folder)
        let owner = try outside.status().owner
        guard let name = FileName(last), owner != 0, owner != Account.effectiveUser else {
            return Opened(directory: try Directory.open(path), isForeign: false)
        }
        let inside: Directory
        do throws(IOError) { inside = try outside.openDirectory(name) } catch {
            guard error.isNoDirectory, !error.isMissing else { throw error }
            throw Refusal(
                "\(path) is no directory, or a link, which is not followed: \(folder) belongs to \(Self.name(owner))",
                "run it as \(Self.name(owner))")
        }
        let own = try inside.status().owner
        guard own == owner else {
            throw Refusal(
                "\(path) belongs to \(Self.name(own)), and \(folder) to \(Self.name(owner))",
                chown(try outside.status(), path))
        }
        return Opened(directory: inside, isForeign: true)
    }

    private static func become(_ owner: UInt32, group: UInt32, _ path: String) throws {
        let user = Account.effectiveUser
        if user == owner { return }
        guard user == 0 else {
            throw Refusal(
                "\(path) belongs to \(name(owner)), and this runs as \(name(user))",
                "run it as root, which acts as \(name(owner)) there, or as \(name(owner))")
        }
        try Account.become(owner, group: group)
    }

    /// The directory that a path lies in; nil where it is the last of all.
    package static func folder(of path: String) -> String? {
        path == "/" || path == "." ? nil : split(path).folder
    }

    /// Whether this process may list a directory and make names in it; false where there is none.
    package static func mayWrite(in path: String) -> Bool {
        guard (try? Directory.open(path)) != nil else { return false }
        return unsafe SystemText.withCString(path) { unsafe access($0, R_OK | W_OK | X_OK) } == 0
    }

    private static func split(_ path: String) -> (folder: String, last: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
    }

    private static func name(_ user: UInt32) -> String { Account.name(uid: user) ?? "the user \(user)" }
}
