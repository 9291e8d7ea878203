import EventLog
import LinuxIO
import Timeline

/// A log that a command alone may change, until it says ``end()``: its lock, and the socket at which others learn who has
/// it.
final class HeldLog {
    let directory: Directory
    let lock: LogLock
    private let listener: LocalListener?

    fileprivate init(_ directory: consuming Directory, _ lock: consuming LogLock, _ listener: LocalListener?) {
        self.directory = directory
        self.lock = lock
        self.listener = listener
    }

    func end() { listener?.removeName() }
}

extension GlobalOptions {
    /// Becomes the owner of the log's directory, in which a log must be.
    ///
    /// - Throws: why this user may not, or why it is no log's.
    func actAsOwner() throws(Trouble) -> Directory {
        let directory = try acting { try Acting.openAsOwner(paths.log) }
        let names = try acting { try directory.names() }
        // Whatever else is called "log", such as /var/log, is none of ours.
        guard names.contains(where: LogRepair.isOfLog) else {
            throw Trouble("there is no log in \(paths.log)", hint: "name the timeline's directory with --root DIR")
        }
        return directory
    }

    /// Becomes the owner of the log and takes its lock, for which it waits ten seconds.
    func hold(_ console: Console) throws(Trouble) -> HeldLog {
        try hold(try actAsOwner(), console)
    }

    /// - Parameter directory: the log's, whose owner this process is.
    func hold(_ directory: consuming Directory, _ console: Console) throws(Trouble) -> HeldLog {
        let paths = paths
        var isTold = false
        do throws(LogError) {
            let lock = try LogLock.acquire(in: directory, patience: LogLock.toolPatience) {
                if !isTold { console.remark("waiting: \(LockHolder.sentence(paths).text)") }
                isTold = true
            }
            return HeldLog(directory, lock, try? ControlSocket.listen(paths))
        } catch .locked {
            throw Trouble(
                "the log is in use: \(LockHolder.sentence(paths).text)",
                hint: "where that is the daemon, stop it first: systemctl stop timelined", status: .busy)
        } catch { throw Trouble("cannot lock the log: \(error)") }
    }

    /// Refuses places to write to that are the timeline's own, or lie below, as far as they are there: what lies in log/ is
    /// the log's alone, and what lies in incoming/ is taken.
    func refuseOwn(_ places: [String]) throws(Trouble) {
        for own in paths.directories {
            guard let status = try? Directory.open(own).status() else { continue }
            for place in places where Self.lies(place, in: status) {
                throw Trouble("\(place) is in the timeline's own \(own)", hint: "name another directory")
            }
        }
    }

    private static func lies(_ path: String, in directory: FileStatus) -> Bool {
        var path = path
        while true {
            do throws(IOError) { return try Directory.open(path).lies(in: directory) } catch {
                guard error.isMissing, let folder = Acting.folder(of: path) else { return false }
                path = folder
            }
        }
    }

    /// What `body` opens, its refusals as a trouble.
    func acting<Result: ~Copyable>(_ body: () throws -> Result) throws(Trouble) -> Result {
        do {
            return try body()
        } catch let refusal as Acting.Refusal {
            throw Trouble(refusal.problem, hint: refusal.advice)
        } catch let error as IOError {
            throw Trouble("cannot open \(error)")
        } catch { throw Trouble("\(error)") }
    }
}
