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

    /// Becomes the owner of a directory that is still to be made, or is there: of what it lies in, where that is no
    /// administrator's. A program of another user than root stays what it is.
    package static func becomeOwner(of path: String) throws {
        guard Account.effectiveUser == 0 else { return }
        do {
            _ = try openAsOwner(path)
        } catch let error as IOError where error.isMissing {
            guard let status = try? Directory.open(split(path).folder).status() else { return }
            try become(status.owner, group: status.group, path)
        }
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
                "give both to one user: chown")
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
