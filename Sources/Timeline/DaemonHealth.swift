package import EventModel
package import LinuxIO

/// What the daemon says of itself beside its data, for whoever asks how it is: what does not work at present.
///
///     {"process": 4711, "started": "2025-01-09T12:00:00.000000Z", "version": "0.1.0",
///      "troubles": [{"task": "writing the log", "errno": 28, "reason": "No space left on device",
///                    "advice": "make room …", "since": "2025-01-09T12:30:00.000000Z"}],
///      "left": [{"uid": 1001, "user": "anna", "files": 2, "first": "drafts", "reason": "Directory not empty",
///                "advice": "a directory …"}],
///      "configuration": {"options": [{"key": "settle", "value": "250 ms", "from": "default"}],
///                        "reloads": 1, "problems": []}}
package struct DaemonHealth: Sendable {
    /// A task that fails and is tried again until it works.
    package struct Trouble: Sendable {
        package var task: String
        /// errno(3).
        package var errno: Int32
        /// What the system says of ``errno``.
        package var reason: String
        /// What an administrator can do.
        package var advice: String
        package var since: Instant
        /// The file that it is about first, printable, and the uid of its owner; nil where it is about none.
        package var file: String?
        package var uid: UInt32?

        package init(
            task: String, _ error: IOError, advice: String, since: Instant, file: String? = nil, uid: UInt32? = nil
        ) {
            self.task = task
            errno = error.errno
            reason = error.reason
            self.advice = advice
            self.since = since
            self.file = file
            self.uid = uid
        }
    }

    /// What of one submitter stays in the drop folder for what it is: no trouble of the daemon's.
    package struct Left: Sendable, Hashable {
        /// Nil where it cannot be told.
        package var uid: UInt32?
        package var user: String?
        package var files: Int
        /// The first of them by name, printable.
        package var first: String
        package var reason: String
        package var advice: String

        package init(uid: UInt32?, user: String?, files: Int, first: String, reason: String, advice: String) {
            self.uid = uid
            self.user = user
            self.files = files
            self.first = first
            self.reason = reason
            self.advice = advice
        }
    }

    /// What it works by, and what came of the last attempt to read that anew.
    package struct Configuration: Sendable {
        /// The options in force, each with where its value comes from.
        package var options: [(key: String, value: String, from: String)] = []
        /// How often it was read anew, or refused, since the start.
        package var reloads = 0
        /// Why the last attempt was refused, a line each; empty where it was not.
        package var problems: [String] = []

        package init() {}
    }

    package var process: Int32
    package var started: Instant
    package var troubles: [Trouble]
    package var left: [Left]
    package var configuration: Configuration

    package init(
        process: Int32, started: Instant, troubles: [Trouble], left: [Left] = [], configuration: Configuration
    ) {
        self.process = process
        self.started = started
        self.troubles = troubles
        self.left = left
        self.configuration = configuration
    }

    package var json: JSON {
        .members([
            ("process", .integer(process)), ("started", .string(started.description)),
            ("version", .string(Version.current)), ("troubles", .array(troubles.map(\.json))),
            ("left", .array(left.map(\.json))), ("configuration", configuration.json),
        ])
    }
}

extension DaemonHealth.Configuration {
    package var json: JSON {
        .members([
            (
                "options",
                .array(
                    options.map { key, value, from in
                        .members([("key", .string(key)), ("value", .string(value)), ("from", .string(from))])
                    })
            ),
            ("reloads", .integer(reloads)), ("problems", .array(problems.map { .string($0) })),
        ])
    }
}

extension DaemonHealth.Trouble {
    package var json: JSON {
        .members([
            ("task", .string(task)), ("errno", .integer(errno)), ("reason", .string(reason)),
            ("advice", .string(advice)), ("since", .string(since.description)),
            ("file", file.map { .string($0) }), ("uid", uid.map { .integer($0) }),
        ])
    }
}

extension DaemonHealth.Left {
    package var json: JSON {
        .members([
            ("uid", uid.map { .integer($0) }), ("user", user.map { .string($0) }), ("files", .integer(files)),
            ("first", .string(first)), ("reason", .string(reason)), ("advice", .string(advice)),
        ])
    }
}

/// The file in which the daemon says how it is; on an installed system in memory, so that a full disk does not hide it.
///
/// The daemon that wrote it last has it locked, so that members of the group can tell a daemon that runs from one that is
/// gone: the log's own lock they cannot look at. Each is locked before it has its name, so that no reader is in the way.
package final class HealthFile {
    private let directory: String
    /// What was written last, open for its lock.
    private var written: File?

    package init(_ paths: Paths) { directory = paths.run }

    private static var name: FileName {
        guard let name = FileName("health.json") else { preconditionFailure("a word is a name") }
        return name
    }

    private static var draft: FileName {
        guard let name = FileName(".health.json") else { preconditionFailure("a word is a name") }
        return name
    }

    /// Writes it in one step: a reader sees the one before or this one.
    package func write(_ health: DaemonHealth) throws(IOError) {
        let folder = try Directory.make(directory, mode: 0o750)
        try? folder.remove(Self.draft)
        let file = try folder.create(Self.draft, mode: 0o600)
        // Where a file system has no locks, the log's own tells its owner the same.
        _ = try? file.tryLock()
        try? file.setMode(0o640)
        try file.write(Array((health.json.line + "\n").utf8))
        try folder.replace(Self.name, with: Self.draft)
        written = consume file
    }

    /// Whether the daemon that wrote it runs.
    package var isHeld: Bool {
        (try? Directory.open(directory).openForReading(Self.name).isLocked()) ?? false
    }

    /// What the daemon said last, which holds only while it runs; nil where it has said nothing that can be read.
    package func read() -> JSON? {
        guard let file = try? Directory.open(directory).openForReading(Self.name),
            let bytes = try? file.readAll(size: 1_024, limit: 1 << 20), let document = try? Document(json: bytes)
        else { return nil }
        return JSON(document.root, of: document)
    }
}
