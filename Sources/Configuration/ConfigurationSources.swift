package import EventModel
import LinuxIO
package import Timeline

/// Where a configuration is read from, each time anew: flags, variables, files. The one part that does I/O.
package struct ConfigurationSources: Sendable {
    /// The one directory that everything lies in, this configuration, too; nil for the system's.
    package var root: String?
    package var flags: [Setting: String]
    package var variables: [Setting: String]

    /// - Parameters:
    ///   - root: as ``root``; nil for what `TIMELINED_ROOT` says.
    ///   - variable: the value of an environment variable; empty is as good as none.
    package init(root: String?, flags: [Setting: String] = [:], variable: (String) -> String?) {
        self.root = root ?? variable("TIMELINED_ROOT").flatMap { $0.isEmpty ? nil : $0 }
        self.flags = flags
        variables = [:]
        for setting in Setting.allCases {
            if let text = variable(setting.variable), !text.isEmpty { variables[setting] = text }
        }
    }

    /// What `timelined.yaml` and `conf.d/` lie in.
    package var directory: String { root ?? "/etc/timelined" }

    /// Reads all of it. Where something is wrong, the rest is there all the same, for those who only look.
    package func read() -> Reading {
        var reading = Reading()
        for path in ["timelined.yaml"] + names(&reading) {
            reading.take(file: "\(directory)/\(path)", mayBeMissing: true)
        }
        reading.take(variables) { Origin.variable($0.variable) }
        reading.take(flags) { Origin.flag($0.flag) }
        return reading
    }

    /// Where everything lies by a configuration.
    package func paths(_ configuration: Configuration) -> Paths {
        let usual = root.map(Paths.init(root:)) ?? .system
        guard configuration.spool != nil || configuration.library != nil else { return usual }
        return Paths(
            spool: configuration.spool ?? root ?? "/var/spool/timelined",
            library: configuration.library ?? root ?? "/var/lib/timelined", run: usual.run)
    }

    /// The files of conf.d, by name; why they cannot be listed is a problem, that there is no such folder is none.
    private func names(_ reading: inout Reading) -> [String] {
        let path = directory + "/conf.d"
        var isLink = false
        do throws(IOError) {
            guard let name = FileName(lastOf: path) else { return [] }
            let above = try Directory.open(directory)
            isLink = try above.status(of: name).kind == .symbolicLink
            if isLink, try !above.isOurs() {
                reading.refuseLink(path, in: directory)
                return []
            }
            return try Directory.open(path).names()
                .filter { !$0.hasPrefix(".") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) }
                .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
                .map { "conf.d/" + SystemText.text(bytes: $0.bytes) }
        } catch {
            if !error.isMissing || isLink { reading.refuse(path, error, isLink: isLink) }
            return []
        }
    }
}

/// What was read: the values that hold, where they come from, and what is wrong.
package struct Reading: Sendable {
    package private(set) var configuration = Configuration()
    package private(set) var origins: [Setting: Origin] = [:]
    /// How many files there were.
    package private(set) var files = 0
    package private(set) var problems: [Problem] = []

    /// One thing that is wrong.
    package struct Problem: Sendable, Hashable {
        /// The file, variable or flag.
        package var place: String
        /// Nil where the whole of it is the problem.
        package var position: Diagnostic.Position?
        package var sentence: String

        /// `FILE:LINE:COLUMN: what is wrong — what was expected — hint`.
        package var line: String {
            place + (position.map { ":\($0.line):\($0.column)" } ?? "") + ": " + sentence
        }
    }

    package init() {}

    package func origin(of setting: Setting) -> Origin { origins[setting] ?? .byDefault }

    package mutating func take(_ file: ConfigurationFile) {
        files += 1
        problems += file.problems.map { Problem(place: file.path, position: $0.position, sentence: $0.sentence) }
        for (setting, text, line) in file.values { set(setting, text, .file(file.path, line: line)) }
    }

    /// Reads one file by its path.
    ///
    /// - Parameter mayBeMissing: whether it is no problem that it is not there.
    package mutating func take(file path: String, mayBeMissing: Bool = false) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        guard let name = FileName(lastOf: path) else { return refuse(path, "is no name for a file") }
        var isLink = false
        do throws(IOError) {
            let directory = try Directory.open(folder)
            isLink = try directory.status(of: name).kind == .symbolicLink
            // A link made by another user would let that user read, in the daemon's messages, what only the daemon may.
            if isLink, try !directory.isOurs() {
                return refuseLink(path, in: folder)
            }
            let file = try isLink ? directory.openLinked(name) : directory.openForReading(name)
            guard try file.status().kind == .regular else { return refuse(path, "is no file") }
            take(ConfigurationFile(path: path, bytes: try file.readAll(size: 4_096, limit: 1 << 20)))
        } catch {
            if !error.isMissing || !mayBeMissing || isLink { refuse(path, error, isLink: isLink) }
        }
    }

    mutating func take(_ values: [Setting: String], _ origin: (Setting) -> Origin) {
        for setting in Setting.allCases {
            if let text = values[setting] { set(setting, text, origin(setting)) }
        }
    }

    fileprivate mutating func refuse(_ path: String, _ error: IOError, isLink: Bool) {
        refuse(path, "cannot be read: " + (isLink ? "it is a symbolic link: " : "") + error.reason)
    }

    fileprivate mutating func refuseLink(_ path: String, in folder: String) {
        refuse(
            path,
            "is a symbolic link, and others may write in its folder — "
                + "let \(folder) be root's and chmod go-w it, or put there what it leads to")
    }

    mutating func refuse(_ place: String, _ sentence: String) {
        problems.append(Problem(place: place, position: nil, sentence: sentence))
    }

    private mutating func set(_ setting: Setting, _ text: String, _ origin: Origin) {
        do throws(Fault) {
            try configuration.take(setting, text)
            origins[setting] = origin
        } catch {
            let diagnostic = Diagnostic(
                position: .init(line: 1, column: 1), problem: error.problem, expected: error.expected,
                hint: error.hint?.words)
            refuse(origin.description, diagnostic.sentence)
        }
    }

    /// Refuses what a running daemon cannot take over from the configuration it has.
    package mutating func requireSameDirectories(as old: Reading) {
        for setting in Setting.allCases where setting.isFixedWhileRunning {
            guard configuration.text(of: setting) != old.configuration.text(of: setting) else { continue }
            let origin = self.origin(of: setting)
            var problem = Problem(
                place: origin.description, position: nil,
                sentence: "\(setting.key) cannot change while timelined runs — systemctl restart timelined")
            if case .file(let path, let line) = origin {
                problem.place = path
                problem.position = .init(line: line, column: 1)
            }
            problems.append(problem)
        }
    }
}
