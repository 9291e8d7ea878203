import ArgumentParser
import Intake
import LinuxIO
import Projections
import Timeline

struct RebuildCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Throw the caches away and make every projection anew from the log.",
        discussion: "The log is not touched. What comes out is the same to the byte.")

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) throws {
        _ = try global.actAsOwner()
        let reader = try global.open()
        let hasSnapshot = try writing { () throws(IOError) in try SnapshotStore(global.paths).clear() }
        IndexStore(global.paths.cache).clear()
        let start = Clock.elapsed
        let fold = try reader.fold(Projections.all, showing: "Rebuilding", on: global)
        let seconds = Clock.elapsed - start
        if fold.count > 0 { _ = try writing { () throws(IOError) in try reader.writeSnapshot(fold) } }
        guard !global.quiet else { return }
        let rate = seconds > 0 ? UInt64(Double(fold.count) / seconds) : 0
        let bytes = fold.byteCounts.reduce(0) { $0 + $1.bytes }
        console.line(
            Styled("Rebuilt \(Counted.text(Projections.all.count, "projection")) from ")
                + Styled(Counted.text(fold.count, "entry"), .strong)
                + Styled(
                    " in \(milliseconds(seconds)) (\(Grouped.text(rate))/s), \(Grouped.bytes(UInt64(bytes))) of state"))
        if hasSnapshot {
            console.line(Styled("Removed 1 snapshot from \(global.paths.cache)"))
        }
    }

    private func milliseconds(_ seconds: Double) -> String {
        seconds < 10 ? "\(Grouped.text(UInt64(seconds * 1_000))) ms" : "\(Grouped.tenths(seconds)) s"
    }

    private func writing<Result>(_ body: () throws(IOError) -> Result) throws(Trouble) -> Result {
        do throws(IOError) { return try body() } catch {
            let cache = global.paths.cache
            let hint =
                Directory.target(ofLink: cache).map {
                    "\(cache) is a symbolic link to \($0): that must be a directory in which "
                        + "the owner of the log may write, or remove the link"
                } ?? "everything in it must belong to the owner of the log: chown"
            throw Trouble("cannot write the cache: \(error)", hint: hint)
        }
    }
}
