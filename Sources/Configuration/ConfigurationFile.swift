package import EventModel
import Intake

/// What one file sets, and what is wrong with it. Pure: the same bytes say the same everywhere.
package struct ConfigurationFile: Sendable {
    /// As messages name it.
    package let path: String
    /// In the order of the file.
    package private(set) var values: [(setting: Setting, text: String, line: Int)] = []
    /// All at once, in the order of the file.
    package private(set) var problems: [Diagnostic] = []

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        let text = SettingsText(bytes)
        var faults = text.faults
        var found: [(setting: Setting, text: String, offset: Int)] = []
        for (key, value) in text.members {
            do throws(Fault) {
                let setting = try Self.setting(key, text.document)
                let string = try Self.string(value, of: setting, text.document)
                do throws(Fault) {
                    // What is wrong with a value is said where it stands, not where it is used.
                    var trial = Configuration()
                    try trial.take(setting, string)
                } catch {
                    var fault = error
                    fault.offset = text.document.offset(value)
                    fault.problem = "\(setting.key): \(fault.problem)"
                    throw fault
                }
                found.append((setting, string, text.document.offset(key)))
            } catch {
                // A fault of the writing has been said; what follows from it at the same place has not to be.
                if !text.faults.contains(where: { $0.offset == error.offset }) { faults.append(error) }
            }
        }
        problems = Diagnostic.locate(faults, in: bytes)
        let lines = Diagnostic.locate(found.map { Fault(at: $0.offset, "") }, in: bytes).map(\.position.line)
        values = zip(found, lines).map { ($0.setting, $0.text, $1) }
    }

    private static func setting(_ key: Document.Node, _ document: Document) throws(Fault) -> Setting {
        let name = document.string(key)
        if let setting = Setting(rawValue: name) { return setting }
        let known = Setting.allCases.map(\.key)
        throw Fault(
            at: document.offset(key), "unknown option \"\(Fault.excerpt(name))\"",
            hint: nearest(to: name, among: known).map { "did you mean \"\($0)\"?" }
                ?? "the options are \(known.joined(separator: ", "))")
    }

    private static func string(
        _ value: Document.Node, of setting: Setting, _ document: Document
    ) throws(Fault) -> String {
        guard document.kind(value) == .string else {
            let what = document.kind(value) == .array ? "a list" : "an object"
            throw Fault(at: document.offset(value), "\(setting.key) cannot be \(what)", expected: "one value")
        }
        return document.string(value)
    }
}
