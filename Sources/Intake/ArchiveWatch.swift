package import LinuxIO

/// What a file was when it was taken.
package struct TakenFile: Sendable, Hashable {
    /// As it was dropped.
    package var name: RelativePath
    /// SHA-256 of its bytes, 32 bytes.
    package var sha256: [UInt8]
    package var owner: UInt32

    package init(name: RelativePath, sha256: [UInt8], owner: UInt32) {
        self.name = name
        self.sha256 = sha256
        self.owner = owner
    }
}

/// A file of the archive, by where it lies.
package struct ArchivePlace: Sendable, Hashable {
    /// `YYYY-MM-DD`
    package var day: FileName
    /// Below the day's folder.
    package var name: RelativePath

    package init(day: FileName, name: RelativePath) {
        self.day = day
        self.name = name
    }

    /// Of the folder that it lies in, below archive/.
    fileprivate var folder: [FileName] { [day] + name.folder }
}

/// A file of the archive that was written to after it was taken.
package struct LateFile: Sendable, Hashable {
    package var place: ArchivePlace
    /// Nil where it was taken before this process began, or very many were since.
    package var taken: TakenFile?

    package init(place: ArchivePlace, taken: TakenFile?) {
        self.place = place
        self.taken = taken
    }
}

/// The newest days of the archive, watched for what is written into files that were taken while a writer still had them
/// open: nothing of that may be lost without a word.
///
/// A folder is watched from before its first file is moved there until two days after its last.
package struct ArchiveWatch: ~Copyable {
    private struct Folder {
        /// The day's, and the names below it.
        var names: [FileName]
        /// When a file was last moved there, in microseconds since boot.
        var used: Int64
    }

    private let watch: WriteWatch
    private var folders: [Int32: Folder] = [:]
    /// What the newest files were, and those before them.
    private var newest: [ArchivePlace: TakenFile] = [:]
    private var older: [ArchivePlace: TakenFile] = [:]
    /// When a file is to be read again, in microseconds since boot.
    private var pending: [ArchivePlace: Int64] = [:]
    /// How often one was: each time it waits longer.
    private var readings: [ArchivePlace: Int] = [:]
    /// How long a file that was closed is left alone before it is read again, in microseconds.
    package var settleTime: Int64

    /// How long one that was written to and not closed is.
    private static let openPatience: Int64 = 5_000_000
    /// The longest that any is: one that is written to all day is read once a minute.
    private static let longest: Int64 = 60_000_000
    private static let lifetime: Int64 = 2 * 86_400_000_000
    /// Of so many files it is known what they were; twice that where they come fast.
    private static let remembered = 50_000
    private static let atOnce = 100

    /// - Parameter settleTime: how long a file that was closed is left alone before it is read again, in microseconds.
    /// - Throws: EMFILE where the user has no inotify instance left.
    package init(settleTime: Int64) throws(IOError) {
        watch = try WriteWatch()
        self.settleTime = settleTime
    }

    package var descriptor: Int32 { watch.descriptor }

    /// Watches a folder of the archive. To be done before a file is moved there.
    ///
    /// - Parameters:
    ///   - folder: its names below archive/, the day first.
    ///   - path: of archive/.
    ///   - now: microseconds since boot.
    /// - Throws: ENOSPC where the user has no watch left.
    package mutating func add(_ folder: [FileName], below path: String, now: Int64) throws(IOError) {
        let number = try watch.add(folder, below: path)
        folders[number] = Folder(names: folder, used: now)
    }

    /// Takes note of a file that has been moved to the archive.
    package mutating func note(_ taken: TakenFile, at place: ArchivePlace) {
        newest[place] = taken
        guard newest.count >= Self.remembered else { return }
        older = newest
        newest = [:]
    }

    /// When to ask ``take(now:)``, in microseconds since boot; nil where nothing waits.
    package var nextDue: Int64? { pending.values.min() }

    /// Takes in what the kernel has told, and lets go of days that are over.
    ///
    /// - Parameter now: microseconds since boot.
    package mutating func read(now: Int64) throws(IOError) {
        for change in try watch.read() {
            switch change {
            case .written(let name, let number): wait(name, number, Self.openPatience, now)
            case .closed(let name, let number): wait(name, number, 0, now)
            case .overflow:
                // Any of them may have been written to; one that was not is read and found to be as it was.
                for place in Array(older.keys) + newest.keys { wait(place, 0, now) }
            case .gone(let number): folders[number] = nil
            }
        }
        for (number, folder) in folders where now - folder.used > Self.lifetime {
            watch.remove(number)
            folders[number] = nil
            readings = readings.filter { $0.key.folder != folder.names }
            newest = newest.filter { $0.key.folder != folder.names }
            older = older.filter { $0.key.folder != folder.names }
        }
    }

    private mutating func wait(_ name: FileName, _ number: Int32, _ patience: Int64, _ now: Int64) {
        guard let names = folders[number]?.names, let day = names.first else { return }
        wait(ArchivePlace(day: day, name: RelativePath(name, in: Array(names.dropFirst()))), patience, now)
    }

    private mutating func wait(_ place: ArchivePlace, _ patience: Int64, _ now: Int64) {
        let count = readings[place] ?? 0
        let doubled = count == 0 ? 0 : max(settleTime, 100_000) << Int64(min(count, 10))
        let due = now + min(max(settleTime, patience, doubled), Self.longest)
        // Closed, it need not wait for what may still come.
        pending[place] = min(pending[place] ?? .max, due)
    }

    /// Some of the files that are to be read again now; what waits in the drop folder comes in between.
    package mutating func take(now: Int64) -> [LateFile] {
        let due = pending.lazy.filter { $0.value <= now }.prefix(Self.atOnce).map(\.key)
        let places = Array(due)
        for place in places {
            pending[place] = nil
            readings[place, default: 0] += 1
        }
        return places.map { LateFile(place: $0, taken: newest[$0] ?? older[$0]) }
    }

    /// A file that was taken could not be read yet, for want of time.
    package mutating func putBack(_ file: LateFile, now: Int64) { pending[file.place] = now }

    /// A file could not be read, or was written to meanwhile: it is to be read once more.
    package mutating func again(_ file: LateFile, now: Int64) {
        pending[file.place] = now + Self.openPatience
    }
}
