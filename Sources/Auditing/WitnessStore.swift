package import LinuxIO

/// The file in which a witness keeps what it knows, held by one process at a time.
package struct WitnessStore: ~Copyable {
    private let directory: Directory
    private let name: FileName
    private let lock: File
    /// nil where nothing was cosigned yet.
    package let state: WitnessState?

    /// Opens the file and takes its lock; made empty where it is missing.
    ///
    /// - Throws: ``HeadError/contradiction(_:)`` where another process has it, or it is no such file.
    package init(_ path: String) throws(HeadError) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        guard let name = FileName(lastOf: path) else {
            throw .contradiction("\(path) names no file")
        }
        let directory = try headIO { () throws(IOError) in try Directory.open(folder) }
        let file = try headIO { () throws(IOError) in try directory.openForWriting(name, creatingWith: 0o600) }
        let isOwn = try headIO { () throws(IOError) in
            guard try file.tryLock() else { return false }
            // Whoever had it before may have put another in its place after this one was opened.
            let (there, here) = (try directory.status(of: name), try file.status())
            return there.isSame(as: here)
        }
        guard isOwn else { throw .contradiction("another process uses \(path): try again") }
        let bytes = try headIO { () throws(IOError) in
            try file.readAll(size: file.status().size, limit: HeadFiles.limit)
        }
        state = bytes.isEmpty ? nil : try WitnessState(parsing: bytes)
        self.name = name
        self.directory = directory
        lock = file
    }

    /// Keeps a state durably: before the cosignature leaves.
    package consuming func write(_ state: WitnessState) throws(IOError) {
        let draft = HeadFiles.name(".\(name.shortened(to: 200).escaped).tmp")
        try directory.writeDurably(name, state.bytes, draft: draft, mode: 0o600)
    }
}
