import EventLog
import LinuxIO

/// Where a timeline lies on disk (see "Files" in timelined(8)).
package struct Paths: Sendable, Hashable {
    /// Where files are dropped.
    package var incoming: String
    /// Files whose events are in the log, by day.
    package var archive: String
    /// Files that were refused, each with its `.reason`.
    package var rejected: String
    /// The log itself.
    package var log: String
    /// What was known of the log's signed heads, outside of its directory.
    package var heads: String
    /// What can be made again from the log.
    package var cache: String
    /// What the daemon says of itself while it runs.
    package var run: String

    /// The directories of the installed daemon.
    package static let system = Paths(
        spool: "/var/spool/timelined", library: "/var/lib/timelined", run: "/run/timelined")

    /// Everything under one directory, for a trial without root, or for a copied timeline.
    package init(root: String) {
        self.init(spool: root, library: root, run: root + "/run")
    }

    /// - Parameters:
    ///   - spool: what incoming/, archive/ and rejected/ lie in: one directory, so that files are renamed between them.
    ///   - library: what log/, heads/ and cache/ lie in.
    package init(spool: String, library: String, run: String) {
        incoming = spool + "/incoming"
        archive = spool + "/archive"
        rejected = spool + "/rejected"
        log = library + "/log"
        heads = library + "/heads"
        cache = library + "/cache"
        self.run = run
    }
}

extension Paths {
    /// All that is kept, the daemon's own first.
    package var directories: [String] { [log, heads, cache, archive, rejected, incoming] }

    /// A directory that is plainly not a timeline's, though one was to lie there.
    package struct Foreign: Sendable, Hashable {
        package var path: String
        package var reason: String
        package var advice: String { "name the timeline's directory, or an empty one" }
    }

    /// What is plainly no timeline, such as /var; nil where nothing speaks against one.
    ///
    /// | what lies there | it is |
    /// |---|---|
    /// | nothing but names with a dot before them, or lost+found | a new timeline's |
    /// | log/ that holds files, and none of a log's | another's |
    /// | any of the timeline's directories, timelined.yaml or conf.d/ | a timeline's |
    /// | anything else | another's |
    ///
    /// What comes first counts; what is missing or cannot be read is nobody's.
    package var foreign: Foreign? {
        if let names = Self.names(log), !names.isEmpty, !names.contains(where: LogRepair.isOfLog) {
            return Foreign(path: log, reason: "what lies in it is no log")
        }
        let own = Set((directories + ["/timelined.yaml", "/conf.d"]).map(Self.last))
        for folder in [log, incoming].compactMap(Acting.folder) {
            guard let names = Self.names(folder), !names.isEmpty, own.isDisjoint(with: names.map(\.escaped)) else {
                continue
            }
            return Foreign(path: folder, reason: "it is not empty, and holds nothing of a timeline")
        }
        return nil
    }

    /// nil where it is missing or cannot be read.
    private static func names(_ path: String) -> [FileName]? {
        (try? Directory.open(path).names())?.filter { !$0.hasPrefix(".") && $0.text != "lost+found" }
    }

    private static func last(_ path: String) -> String {
        String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    }
}
