package import LinuxIO

/// Which names of the drop folder are files to be taken, and when they are whole by what others say.
package struct NameRules: Sendable, Hashable {
    /// Names that are left alone beside those that always are.
    package var ignored: [NamePattern] = []
    /// What a done-file's name ends in, behind the name of the file that it declares whole; nil where there are none.
    package var done: String?
    /// Whether files are taken from folders below the drop folder (``FolderTree``), too.
    package var hasSubfolders = false

    package init(ignored: [NamePattern] = [], done: String? = nil, hasSubfolders: Bool = false) {
        self.ignored = ignored
        self.done = done
        self.hasSubfolders = hasSubfolders
    }

    /// Whether a name says that its file is not to be taken: not finished, or a done-file.
    package func leavesAlone(_ name: FileName) -> Bool {
        Self.isUnfinished(name) || file(ofDone: name) != nil || ignored.contains { $0.matches(name) }
    }

    /// Editors, browsers and copy programs use these while they write.
    private static func isUnfinished(_ name: FileName) -> Bool {
        name.hasPrefix(".") || endings.contains { name.hasSuffix($0) }
            // An editor's copy of what is not saved yet.
            || name.hasPrefix("#") && name.hasSuffix("#")
    }

    private static let endings = ["~", ".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp"]

    // MARK: Done-files

    /// The file that a done-file of this name declares whole; nil where it is none.
    package func file(ofDone name: FileName) -> FileName? {
        guard let done, name.hasSuffix(done) else { return nil }
        return FileName(bytes: name.bytes.dropLast(done.utf8.count))
    }

    /// Whether done-files can end so: behind a dot, in what no file of events ends in.
    package static func isDoneEnding(_ text: String) -> Bool {
        text.hasPrefix(".") && (2...32).contains(text.utf8.count)
            && !text.utf8.contains { [UInt8(ascii: "/"), UInt8(ascii: " ")].contains($0) }
            && (try? Formats.format(forName: "events" + text)) == nil
    }

    /// The name of the done-file of a file; nil where there are none, or it would be too long.
    package func done(of name: FileName) -> FileName? {
        guard let done, name.bytes.count + done.utf8.count <= FileName.maximumLength else { return nil }
        return FileName(bytes: name.bytes + done.utf8)
    }

    /// Whether a file is whole by what its done-file says: a plain file of one name and of the same owner, so that no other
    /// releases half an upload, and no older than what was written last, so that one which was left behind says nothing of
    /// the next file of that name.
    package func isDeclared(_ name: FileName, in folder: borrowing Directory) -> Bool {
        guard done != nil else { return true }
        guard let done = done(of: name), let declared = try? folder.status(of: done),
            let file = try? folder.status(of: name), declared.kind == .regular, declared.links == 1,
            declared.owner == file.owner
        else { return false }
        // A rename is a change, too, but not of what is in the file; a time of writing can be set, even to a later one.
        return declared.changed >= min(file.modified, file.changed)
    }
}

/// Names as an administrator describes them: `.bak` for all that end so, `scan-*` for all that begin so.
package struct NamePattern: Sendable, Hashable {
    /// As it was written.
    package let text: String

    /// - Parameter text: an ending that begins with a dot, or a name in which `*` stands for any bytes, also none.
    /// - Returns: nil for what no name matches.
    package init?(_ text: String) {
        guard !text.isEmpty, !text.utf8.contains(UInt8(ascii: "/")), text != ".", text != ".." else { return nil }
        self.text = text
    }

    package func matches(_ name: FileName) -> Bool {
        let parts = (text.hasPrefix(".") ? "*" + text : text).utf8.split(
            separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last else { return false }
        guard parts.count > 1 else { return name.bytes.elementsEqual(first) }
        guard name.bytes.starts(with: first), name.bytes.count >= first.count + last.count,
            name.bytes.suffix(last.count).elementsEqual(last)
        else { return false }
        var rest = name.bytes.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() {
            // The first place is as good as any: what comes later finds the most room behind it.
            guard !part.isEmpty else { continue }
            guard let place = rest.indices.first(where: { rest[$0...].starts(with: part) }) else { return false }
            rest = rest[(place + part.count)...]
        }
        return true
    }
}
