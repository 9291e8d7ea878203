package import EventModel

/// A file of options, in the YAML of event files: one object, read with the same care and the same diagnostics.
package struct SettingsText: Sendable {
    package private(set) var document = Document()
    /// The object of the options; nil for a file that sets nothing.
    package private(set) var root: Document.Node?
    /// What is wrong with its writing.
    package private(set) var faults: [Fault] = []

    /// The options with their values, in the order of the file.
    package var members: [(key: Document.Node, value: Document.Node)] {
        guard let root else { return [] }
        return document.members(root)
    }

    /// Reads a whole file. One of comments alone, or an empty one, sets nothing, and nothing is wrong with it.
    package init(_ bytes: [UInt8]) {
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) { return }
        var file = ParsedFile(.settings)
        do throws(Fault) {
            YAMLFormat().read(try SourceText(bytes), into: &file) {}
        } catch {
            file.report(error)
        }
        faults = file.faults
        document = file.document
        root = file.events.first
        if file.events.count > 1 {
            faults.append(
                Fault(
                    at: document.offset(file.events[1]), "a second document", expected: "one set of options",
                    hint: "remove the --- above it"))
        }
    }
}
