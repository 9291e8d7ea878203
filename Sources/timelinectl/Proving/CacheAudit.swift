import Auditing
import EventLog
import Intake
import LinuxIO
import Timeline

/// Whether what is kept in cache/ is what the log says.
struct CacheAudit {
    /// Whether there is a snapshot of the state.
    var hasSnapshot: Bool
    /// Each names what is wrong, and where.
    var faults: [String]

    /// - Throws: why the cache or the log cannot be read.
    init(_ global: GlobalOptions) throws {
        let reader = try global.open()
        let line = ProgressLine(
            Progress("Checking the cache", unit: "entries", total: reader.head.size), isQuiet: global.quiet)
        defer { line.finish() }
        let check: SnapshotCheck
        do throws(TimelineError) { check = try reader.checkSnapshot { line.update($0) } } catch {
            throw Trouble(error)
        }
        hasSnapshot = check.size != nil
        faults = check.faults.map { "\($0) is not what the log folds into" }
        do {
            let log = try LogReader(directory: Directory.open(global.paths.log))
            let fault = try IndexStore(global.paths.cache).fault(log, in: global.paths.log, noting: Rotation.type)
            if let fault { faults.append("\(global.paths.cache)/index: \(fault)") }
        } catch let error as LogError {
            throw Trouble("cannot check the cache: \(error)")
        } catch let error as IOError {
            throw Trouble("cannot check the cache: \(error)")
        }
    }
}
