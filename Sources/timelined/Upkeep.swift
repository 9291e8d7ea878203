import Configuration
import EventModel
import Intake
import LinuxIO
import Systemd
import Timeline

/// What is done beside the taking of files: the archive is cleared, and the metrics are written.
extension Service {
    private static let measuring = "writing the metrics"
    /// How many files are removed in one go: what arrives meanwhile waits for no more.
    private static let clearedAtOnce = 500
    /// How far apart the metrics are written while files are taken, in seconds.
    private static let metricsPeriod: Int64 = 5
    /// By then a flood has its summary.
    private static let summaryPeriod: Duration = .seconds(30)

    /// Has the metrics written soon after a commit, once for all commits until then.
    func planUpkeep() {
        guard !isUpkeepPlanned else { return }
        isUpkeepPlanned = true
        loop?.upkeep.arm(after: .seconds(Self.metricsPeriod), accuracy: .seconds(1))
    }

    func keepUp() {
        isUpkeepPlanned = false
        wake()
        clear()
        writeMetrics()
        announcer.flush()
        if announcer.isWithholding, !isUpkeepPlanned {
            isUpkeepPlanned = true
            loop?.upkeep.arm(after: Self.summaryPeriod, accuracy: .seconds(1))
        }
    }

    // MARK: Days that are over

    private func clear() {
        for cleared in Cleared.allCases { clear(cleared) }
    }

    private func clear(_ cleared: Cleared) {
        guard let days = settings.reading.configuration.retention(of: cleared).days else {
            return clearing[cleared] = nil
        }
        let now = ClearingPace.Moment.now
        if let ahead = pace[cleared]?.look(now) {
            announcer.send(.clockSteppedAhead(duration: .microseconds(ahead), folder: cleared.rawValue))
        }
        let task = "clearing \(cleared.rawValue)/"
        do throws(IOError) {
            if clearing[cleared] == nil { clearing[cleared] = try dayToClear(cleared, days, now) }
            if let day = clearing[cleared] { try clear(day, days) }
            announcer.end(task)
        } catch {
            clearing[cleared] = nil
            announcer.begin(task, error, for: .folder)
        }
    }

    private func dayToClear(_ cleared: Cleared, _ days: Int, _ now: ClearingPace.Moment) throws(IOError) -> ClearingDay?
    {
        let first = Shelf.day(of: now.time - Int64(days) * ClearingPace.day)
        guard pace[cleared]?.mayRemove(now) == true,
            let day = try folder?.oldestDay(of: cleared, before: first) ?? nil
        else { return nil }
        // Before the first file goes: where it cannot be noted, none does.
        pace[cleared]?.remove(now)
        try pace[cleared].map { (pace) throws(IOError) in try ClearingRecord(settings.paths, cleared).write(pace) }
        return day
    }

    private func clear(_ day: ClearingDay, _ days: Int) throws(IOError) {
        let cleared = day.cleared
        var day = day
        guard let isDone = try folder?.clear(&day, limit: Self.clearedAtOnce) else { return }
        clearing[cleared] = isDone ? nil : day
        guard isDone else {
            isUpkeepPlanned = true
            loop?.upkeep.arm(after: .milliseconds(500))
            return
        }
        announcer.send(
            .dayCleared(folder: cleared.rawValue, day: day.day.escaped, files: day.removed, days: days))
        if cleared == .rejected { measureRejected() }
    }

    /// With `--once`: the days that may go go whole.
    func clearOnce() {
        repeat { clear() } while !clearing.isEmpty
    }

    // MARK: Metrics

    private func writeMetrics() {
        guard let path = settings.reading.configuration.metricsPath(settings.paths) else {
            return announcer.end(Self.measuring)
        }
        do throws(IOError) {
            try MetricsFile.write(metrics.text(gauges, version: Version.current), to: path)
            announcer.end(Self.measuring)
        } catch {
            announcer.begin(Self.measuring, error, for: .metrics)
        }
    }

    private var gauges: Metrics.Gauges {
        var gauges = Metrics.Gauges()
        gauges.started = Double(announcer.started) / 1e6
        gauges.entries = entries
        gauges.kinds = index?.summary.kinds ?? KindCounts()
        gauges.logBytes = LogSize.bytes(in: settings.paths.log)
        gauges.recorded = recorded.map { Double($0) / 1e6 }
        gauges.snapshot = SnapshotStore(settings.paths).size
        gauges.rejected = committer?.usage.total ?? .init()
        gauges.disks = Disks(settings.paths)
        gauges.failing = announcer.troubles.current.map(\.trouble.task)
        if !arrivals.isEmpty || !announcer.counts.staying.isEmpty { measureBacklog(&gauges) }
        return gauges
    }

    private func measureBacklog(_ gauges: inout Metrics.Gauges) {
        let names = (((try? folder?.scan()) ?? nil)?.files ?? []).filter { !announcer.counts.staying.isLeft($0) }
        gauges.left = announcer.counts.staying.leftCount
        gauges.backlog = names.count
        gauges.oldest = names.compactMap { status(of: $0)?.changed }.min().map { Double($0 / 1_000) / 1e6 }
    }
}

/// How large the log is on disk.
enum LogSize {
    static func bytes(in path: String) -> Int {
        guard let directory = try? Directory.open(path), let names = try? directory.names() else { return 0 }
        return names.filter { $0.hasSuffix(".ndjson") }.reduce(0) {
            $0.addingWithSaturation((try? directory.status(of: $1).size) ?? 0)
        }
    }
}

/// The metrics' file, replaced in one step: whoever reads it sees the one before or this one.
enum MetricsFile {
    static func write(_ text: String, to path: String) throws(IOError) {
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        let folder = try Directory.open(slash == path.startIndex ? "/" : String(path[..<slash]))
        let last = path[path.index(after: slash)...]
        // The collector reads what ends in .prom, so that a draft must not.
        guard let name = FileName(String(last)), let draft = FileName("\(last.prefix(200)).new") else {
            throw IOError("open", errno: 22, path: path)
        }
        try? folder.remove(draft)
        let file = try folder.create(draft, mode: 0o644)
        // The exporter is another user, and the umask keeps others out.
        try file.setMode(0o644)
        try file.write(Array(text.utf8))
        try folder.replace(name, with: draft)
    }
}
