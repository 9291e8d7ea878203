import Intake
import LinuxIO

/// The file that says of another that it is whole, where the daemon waits for one (timelined.yaml(5), done).
enum DoneFile {
    /// Makes it, empty; one that was left behind under its name gives way.
    static func put(behind name: FileName, _ rules: NameRules, in folder: borrowing Directory) throws(Trouble) {
        guard rules.done != nil else { return }
        do throws(IOError) {
            guard let done = rules.done(of: name) else { throw IOError("open", errno: 36, path: folder.child(name)) }
            do throws(IOError) { try folder.remove(done) } catch { if !error.isMissing { throw error } }
            _ = try folder.create(done, mode: 0o640)
        } catch {
            throw Trouble(
                "\(name.escaped) was dropped, and cannot be declared whole: \(error.reason)",
                hint: "timelined takes it once there is \(name.escaped)\(rules.done ?? "")")
        }
    }
}
