import Intake
import LinuxIO
import Timeline

/// What is counted while the daemon runs, and how it is put for Prometheus (timelined(8), "Metrics"). Pure.
struct Metrics {
    /// What is measured when the text is made. Times are seconds of UTC since 1970.
    struct Gauges {
        var started: Double = 0
        var entries: UInt64 = 0
        /// By kind; of other types under "other".
        var kinds = KindCounts()
        var logBytes = 0
        /// When the last entry was recorded; nil for an empty log.
        var recorded: Double?
        var snapshot: UInt64 = 0
        var backlog = 0
        /// When the file that has waited longest came; nil where none waits.
        var oldest: Double?
        /// What stays in the drop folder for what it is.
        var left = 0
        /// Files in rejected/, their reasons included, and what they take of the disk.
        var rejected = RejectedUsage.Share()
        var disks: Disks?
        /// Tasks that fail at present.
        var failing: [String] = []
    }

    private var accepted: UInt64 = 0
    private var duplicates: UInt64 = 0
    private var rejected: [RejectionCause: UInt64] = [:]
    private var commits = Histogram()
    /// Tasks that have failed at some time: each keeps its line, so that an alert sees it end.
    private var tasks: [String] = []

    mutating func count(_ report: CommitReport) {
        for outcome in report.outcomes { count(outcome.ending) }
        if report.sequences != nil { commits.add(Double(report.microseconds) / 1e6) }
    }

    private mutating func count(_ ending: FileOutcome.Ending) {
        switch ending {
        case .accepted: accepted += 1
        case .duplicate: duplicates += 1
        case .rejected(_, _, _, let cause): rejected[cause, default: 0] += 1
        case .refused(let refusal, _, _): rejected[refusal.cause, default: 0] += 1
        case .toBeMoved(let ending): count(ending)
        case .again, .later, .awaiting, .vanished, .stuck, .left, .overQuota: break
        }
    }

    mutating func text(_ gauges: Gauges, version: String) -> String {
        tasks += gauges.failing.filter { !tasks.contains($0) }
        var page = Exposition()
        page.add("timelined_build_info", .gauge, "The version that runs.", [.init("version", version, 1)])
        page.add("timelined_start_time_seconds", .gauge, "When the daemon started.", gauges.started)
        page.add(
            "timelined_log_events", .gauge, "Events in the log, by kind.",
            gauges.kinds.all.map { .init("kind", $0.name, Double($0.count)) })
        page.add("timelined_log_head", .gauge, "The number that the next entry gets.", Double(gauges.entries))
        page.add("timelined_log_bytes", .gauge, "What the segments of the log have on disk.", Double(gauges.logBytes))
        if let recorded = gauges.recorded {
            page.add("timelined_log_recorded_timestamp_seconds", .gauge, "When the last entry was recorded.", recorded)
        }
        page.add("timelined_files_accepted_total", .counter, "Files whose events are in the log.", Double(accepted))
        page.add("timelined_files_duplicate_total", .counter, "Files that brought nothing new.", Double(duplicates))
        page.add(
            "timelined_files_rejected_total", .counter, "Files that were refused, by why.",
            RejectionCause.allCases.map { .init("reason", $0.rawValue, Double(rejected[$0] ?? 0)) })
        page.add(
            "timelined_rejected_folder_files", .gauge, "Files that lie in rejected/, reasons included.",
            Double(gauges.rejected.files))
        page.add(
            "timelined_rejected_folder_bytes", .gauge, "What they take of the disk, whole blocks and inodes.",
            Double(gauges.rejected.bytes))
        page.add("timelined_commit_seconds", "From the first file's reading until all is durable.", commits)
        page.add("timelined_backlog_files", .gauge, "Files that wait in the drop folder.", Double(gauges.backlog))
        if let oldest = gauges.oldest {
            page.add(
                "timelined_backlog_oldest_timestamp_seconds", .gauge, "When the file came that has waited longest.",
                oldest)
        }
        page.add(
            "timelined_left_files", .gauge, "What stays in the drop folder for what it is.", Double(gauges.left))
        page.add(
            "timelined_snapshot_lag_events", .gauge, "Events since the last snapshot of the state.",
            Double(gauges.entries - min(gauges.snapshot, gauges.entries)))
        let rooms = [("log", gauges.disks?.log), ("spool", gauges.disks?.spool)]
            .compactMap { of, room in room.map { (of, $0) } }
        page.add(
            "timelined_disk_free_bytes", .gauge, "Room on the file systems of the log and of the drop folder.",
            rooms.map { .init("of", $0, Double($1.freeBytes)) })
        page.add(
            "timelined_disk_free_files", .gauge, "How many files can still be made there, where that has a limit.",
            rooms.filter { $1.files > 0 }.map { .init("of", $0, Double($1.freeFiles)) })
        page.add(
            "timelined_disk_shared", .gauge, "Whether what is dropped takes room from the log.",
            gauges.disks?.isShared == true ? 1 : 0)
        page.add("timelined_degraded", .gauge, "How many tasks fail at present.", Double(gauges.failing.count))
        page.add(
            "timelined_task_failing", .gauge, "Whether a task fails at present; none that never failed is listed.",
            tasks.map { .init("task", $0, gauges.failing.contains($0) ? 1 : 0) })
        return page.text
    }
}
