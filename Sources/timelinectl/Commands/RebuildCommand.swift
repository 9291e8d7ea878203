import ArgumentParser
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
        let reader = try global.open()
        let removed = try clear(global.paths.cache)
        let start = Clock.elapsed
        let fold = try reader.fold(Projections.all, showing: "Rebuilding", on: global)
        let seconds = Clock.elapsed - start
        guard !global.quiet else { return }
        let rate = seconds > 0 ? UInt64(Double(fold.count) / seconds) : 0
        let bytes = fold.byteCounts.reduce(0) { $0 + $1.bytes }
        console.line(
            Styled("Rebuilt \(Counted.text(Projections.all.count, "projection")) from ")
                + Styled(Counted.text(fold.count, "entry"), .strong)
                + Styled(
                    " in \(milliseconds(seconds)) (\(Grouped.text(rate))/s), \(Grouped.bytes(UInt64(bytes))) of state"))
        if removed > 0 { console.line(Styled("Removed \(Counted.text(removed, "file")) from \(global.paths.cache)")) }
    }

    private func milliseconds(_ seconds: Double) -> String {
        seconds < 10 ? "\(Grouped.text(UInt64(seconds * 1_000))) ms" : "\(Grouped.tenths(seconds)) s"
    }

    /// Removes the files of the cache; one that does not exist is empty.
    private func clear(_ path: String) throws(Trouble) -> Int {
        do throws(IOError) {
            let cache = try Directory.open(path)
            let names = try cache.names()
            for name in names { try cache.remove(name) }
            return names.count
        } catch {
            if error.isMissing { return 0 }
            throw Trouble(
                "cannot clear \(path): \(error.reason)", hint: "run it as root, or as the user timelined")
        }
    }
}
