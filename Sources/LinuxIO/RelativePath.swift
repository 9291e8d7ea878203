/// The path of a file below a directory: the folders on the way, and its name.
///
/// As bytes, its names with `/` between them. Like a name it is never trusted to be text, and it reaches the kernel name
/// by name, so that it leads out of no directory.
package struct RelativePath: Sendable, Hashable {
    /// The outermost first; empty for a file in the directory itself.
    package let folder: [FileName]
    package let name: FileName

    package init(_ name: FileName, in folder: [FileName] = []) {
        self.folder = folder
        self.name = name
    }

    /// nil for what is no path of names, such as one that begins with `/` or has `..` in it.
    package init?(bytes: some Collection<UInt8>) {
        var names: [FileName] = []
        for part in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let name = FileName(bytes: part) else { return nil }
            names.append(name)
        }
        self.init(names)
    }

    package init?(_ text: String) { self.init(bytes: text.utf8) }

    /// nil for no names.
    package init?(_ names: [FileName]) {
        guard let name = names.last else { return nil }
        self.init(name, in: Array(names.dropLast()))
    }

    package var names: [FileName] { folder + [name] }

    package var bytes: [UInt8] {
        folder.isEmpty ? name.bytes : Array(names.map(\.bytes).joined(separator: [UInt8(ascii: "/")]))
    }

    /// The path as text; nil where it is not UTF-8.
    package var text: String? { String(validating: bytes, as: UTF8.self) }

    /// The path for people, as ``Printable`` spells it.
    package var escaped: String { Printable.escaped(bytes) }
}

extension RelativePath: CustomStringConvertible {
    package var description: String { escaped }
}

extension RelativePath: Comparable {
    /// By the first name that differs, in the order of names: what lies in one folder stands together.
    package static func < (left: Self, right: Self) -> Bool {
        left.folder == right.folder ? left.name < right.name : left.names.lexicographicallyPrecedes(right.names)
    }
}
