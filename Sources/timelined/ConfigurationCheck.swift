import Configuration
import Glibc
import Intake
import LinuxIO
import Timeline

/// `timelined --check-config`: what the daemon would find wrong, as the user it runs as, and not as root, who may read and
/// write everything.
enum ConfigurationCheck {
    /// The user of the packaged service.
    private static let user = "timelined"

    /// Becomes the daemon's user, where root checks: the owner of the log, or of the packaged service where there is none.
    ///
    /// - Returns: all that is wrong, a line each.
    static func problems(_ sources: ConfigurationSources) -> [String] {
        let paths = sources.paths(sources.read().configuration)
        do {
            try Acting.becomeOwner(of: paths.log, beside: paths.directories)
            if sources.root == nil, Account.effectiveUser == 0, let account = Account.find(user) {
                try Account.become(account.user, group: account.group)
            }
        } catch {
            return ["\(paths.log): \((error as? Acting.Refusal)?.sentence ?? "\(error)")"]
        }
        let reading = sources.read()
        var problems = reading.problems.map(\.line)
        let places = [
            (paths.incoming, Setting.spool), (paths.archive, .spool), (paths.rejected, .spool), (paths.log, .library),
            (paths.cache, .library), (paths.heads, .library),
        ]
        if let foreign = paths.foreign { problems.append("\(foreign.path): \(foreign.reason) — \(foreign.advice)") }
        for (path, setting) in places {
            if let problem = obstacle(path) { problems.append("\(place(setting, reading)): \(problem)") }
        }
        if let file = reading.configuration.metricsPath(paths), let folder = Acting.folder(of: file),
            folder != paths.run,
            !Acting.mayWrite(in: folder)
        {
            problems.append(
                "\(place(.metrics, reading)): \(folder) is missing, or \(name) may not write there — make it and "
                    + "chown \(name)")
        }
        return problems + strangers(reading)
    }

    /// Users and groups of the option submitters that the system does not have: a slip would close a source to all.
    static func strangers(_ reading: Reading) -> [String] {
        let unknown = reading.configuration.submissions.sources.unknown(
            isUser: { Account.find($0) != nil }, isGroup: { Account.group($0) != nil })
        return unknown.map { name in
            "\(place(.submitters, reading)): the system has no \(name.hasPrefix("@") ? "group" : "user") "
                + "\"\(Printable.line(name.hasPrefix("@") ? String(name.dropFirst()) : name))\" — correct the name, or make it first"
        }
    }

    private static func place(_ setting: Setting, _ reading: Reading) -> String {
        setting.key + " (" + reading.origin(of: setting).description + ")"
    }

    private static var name: String { Account.name(uid: Account.effectiveUser) ?? "the user \(Account.effectiveUser)" }

    /// Why the daemon could not use a directory; nil where it could, or could make it.
    private static func obstacle(_ path: String) -> String? {
        do throws(IOError) {
            _ = try Directory.open(path)
            return Acting.mayWrite(in: path) ? nil : "\(name) may not write in \(path) — \(advice)"
        } catch {
            guard error.isMissing else { return "\(path): \(error.reason) — \(advice)" }
        }
        var above = path
        while let folder = Acting.folder(of: above) {
            above = folder
            if (try? Directory.open(above)) != nil { break }
        }
        return Acting.mayWrite(in: above)
            ? nil : "\(path) is missing, and \(name) may not make it in \(above) — \(advice)"
    }

    private static var advice: String {
        "make it and chown \(name), or for the package's own directories: systemd-tmpfiles --create"
    }
}
