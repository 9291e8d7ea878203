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
