import EventLog
import LinuxIO

/// A disk that forgets what was not made durable: in pieces of a sector, some kept and some not, as a seed says.
///
/// It keeps two views of each file, what the kernel shows and what the disk has. A synchronize that fails leaves the
/// kernel believing that its pages are clean, as Linux does: only bytes written anew reach the disk after that.
final class SimulatedDisk {
    /// What goes wrong at a call.
    enum Fault: CaseIterable {
        /// The call fails without effect, a write after some of its bytes.
        case fails
        /// The call fails although it has done all it should.
        case failsButPersists
        /// The power goes at this call; every later one fails, too.
        case powerLoss
    }

    struct File {
        var shown: [UInt8] = []
        var durable: [UInt8] = []
        /// Sectors that a synchronize would write.
        var dirty: Set<Int> = []
        var hasDurableName = false
        var isSealed = false
        /// When the kernel says it last changed, and what the disk has of that: no two changes bear the same time.
        var changed: Int64 = 0
        var durablyChanged: Int64 = 0
    }

    static let sector = 512

    var files: [UInt64: File] = [:]
    var saved: [FileName: [UInt8]] = [:]
    var random: SeededGenerator
    /// How many calls were made, and at which of them something goes wrong.
    private(set) var calls = 0
    var faults: [Int: Fault] = [:]
    private(set) var hasPower = true
    private var time: Int64 = 0
    fileprivate(set) var isLocked = false

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// The machine starts again: what the kernel shows now is what the disk has kept.
    func restart() {
        for (segment, file) in files {
            guard file.hasDurableName || Bool.random(using: &random) else {
                files[segment] = nil
                continue
            }
            let bytes = survivors(of: file)
            // An inode that was not written is as old as its contents.
            let changed = bytes == file.durable ? file.durablyChanged : tick()
            files[segment] = File(
                shown: bytes, durable: bytes, hasDurableName: true, changed: changed, durablyChanged: changed)
        }
        hasPower = true
        isLocked = false
    }

    /// The program starts again on a machine that never stopped.
    func restartProgram() { isLocked = false }

    fileprivate func tick() -> Int64 {
        time += 1
        return time
    }

    private func survivors(of file: File) -> [UInt8] {
        let sizes = [file.durable.count, file.shown.count].sorted()
        // Often all of the size is there and some of the bytes are not: holes.
        let between = Int.random(in: sizes[0]...sizes[1], using: &random)
        let size = [sizes[0], sizes[1], between].randomElement(using: &random) ?? between
        var bytes = Array(file.durable.prefix(size))
        bytes += [UInt8](repeating: 0, count: size - bytes.count)
        // Some disks keep the beginning, some the end, some anything.
        let odds = [0.1, 0.5, 0.9].randomElement(using: &random) ?? 0.5
        for sector in file.dirty.sorted() where Double.random(in: 0..<1, using: &random) < odds {
            copy(sector, from: file.shown, to: &bytes)
        }
        return bytes
    }

    private func copy(_ sector: Int, from source: [UInt8], to target: inout [UInt8]) {
        let start = sector * Self.sector
        let end = min(start + Self.sector, source.count, target.count)
        if start < end { target[start..<end] = source[start..<end] }
    }

    // MARK: What the storage calls

    /// Counts a call and says what goes wrong with it.
    fileprivate func call() throws(IOError) -> Fault? {
        guard hasPower else { throw IOError("power", errno: 5) }
        calls += 1
        guard let fault = faults[calls] else { return nil }
        if fault == .powerLoss { hasPower = false }
        return fault
    }

    fileprivate func write(_ bytes: [UInt8], at offset: Int, of segment: UInt64) {
        guard var file = files[segment], !bytes.isEmpty else { return }
        let end = offset + bytes.count
        if file.shown.count < end { file.shown += [UInt8](repeating: 0, count: end - file.shown.count) }
        file.shown.replaceSubrange(offset..<end, with: bytes)
        file.dirty.formUnion((offset / Self.sector)...((end - 1) / Self.sector))
        file.changed = tick()
        files[segment] = file
    }

    fileprivate func makeDurable(_ segment: UInt64) {
        guard var file = files[segment] else { return }
        if file.durable.count < file.shown.count {
            file.durable += [UInt8](repeating: 0, count: file.shown.count - file.durable.count)
        }
        file.durable.removeLast(file.durable.count - file.shown.count)
        for sector in file.dirty { copy(sector, from: file.shown, to: &file.durable) }
        file.dirty = []
        file.durablyChanged = file.changed
        files[segment] = file
    }
}

/// The storage of a log on a simulated disk.
struct SimulatedStorage: LogStorage, ~Copyable {
    private let disk: SimulatedDisk
    private var segment: UInt64?

    init(_ disk: SimulatedDisk) { self.disk = disk }

    var path: String { "/simulated" }

    mutating func lock() throws(IOError) -> Bool {
        if try disk.call() != nil { throw failure("flock") }
        defer { disk.isLocked = true }
        return !disk.isLocked
    }

    func segments() throws(IOError) -> [UInt64] {
        if try disk.call() != nil { throw failure("readdir") }
        return disk.files.keys.sorted()
    }

    func status(of segment: UInt64) throws(IOError) -> SegmentStatus {
        if try disk.call() != nil { throw failure("fstat") }
        guard let file = disk.files[segment] else { throw IOError("fstat", errno: 2) }
        return SegmentStatus(first: segment, size: file.shown.count, inode: segment, changed: file.changed)
    }

    func read(_ segment: UInt64, in range: Range<Int>) throws(IOError) -> [UInt8] {
        if try disk.call() != nil { throw failure("pread") }
        let bytes = disk.files[segment]?.shown ?? []
        return Array(bytes[range.clamped(to: 0..<bytes.count)])
    }

    mutating func create(_ segment: UInt64) throws(IOError) {
        let fault = try disk.call()
        if disk.files[segment] != nil { throw IOError("open", errno: 17) }
        // Without a fault the name is durable; with one the file may be there all the same.
        if fault != .fails || Bool.random(using: &disk.random) { disk.files[segment] = .init(changed: disk.tick()) }
        if fault != nil { throw failure("fsync") }
        disk.files[segment]?.hasDurableName = true
        self.segment = segment
    }

    mutating func open(_ segment: UInt64) throws(IOError) {
        if try disk.call() != nil { throw failure("open") }
        disk.files[segment]?.hasDurableName = true
        self.segment = segment
    }

    mutating func seal(_ segment: UInt64) throws(IOError) {
        if try disk.call() != nil { throw failure("fchmod") }
        guard disk.files[segment]?.isSealed == false else { return }
        disk.files[segment]?.isSealed = true
        disk.files[segment]?.changed = disk.tick()
    }

    mutating func append(_ bytes: [UInt8]) throws(IOError) {
        try write(bytes, at: segment.flatMap { disk.files[$0]?.shown.count } ?? 0)
    }

    mutating func overwrite(_ bytes: [UInt8], at offset: Int) throws(IOError) { try write(bytes, at: offset) }

    private func write(_ bytes: [UInt8], at offset: Int) throws(IOError) {
        guard let segment else { return }
        let fault = try disk.call()
        let isPartial = fault == .fails || fault == .powerLoss
        let count = isPartial ? Int.random(in: 0...(max(bytes.count, 1) - 1), using: &disk.random) : bytes.count
        disk.write(Array(bytes.prefix(count)), at: offset, of: segment)
        if fault != nil { throw failure("write", errno: 28) }
    }

    /// The room of this disk is never short.
    mutating func reserve(behind size: Int) {}

    mutating func beginSynchronizing() throws(IOError) {
        if try disk.call() != nil { throw failure("sync_file_range") }
    }

    mutating func synchronize() throws(IOError) {
        let fault = try disk.call()
        guard let segment else { return }
        if fault == nil || fault == .failsButPersists { disk.makeDurable(segment) }
        // The kernel takes its pages for clean, whatever became of them.
        if fault == .fails { disk.files[segment]?.dirty = [] }
        if fault != nil { throw failure("fdatasync") }
    }

    mutating func truncate(to size: Int) throws(IOError) {
        let fault = try disk.call()
        guard let segment, fault == nil || fault == .failsButPersists else { throw failure("ftruncate") }
        guard let shown = disk.files[segment]?.shown.count, shown >= size else { return }
        disk.files[segment]?.shown.removeLast(shown - size)
        disk.files[segment]?.changed = disk.tick()
        disk.makeDurable(segment)
        if fault != nil { throw failure("fsync") }
    }

    mutating func save(_ bytes: [UInt8], as name: FileName) throws(IOError) {
        let fault = try disk.call()
        if disk.saved[name] != nil { throw IOError("open", errno: 17) }
        if fault == nil || fault == .failsButPersists { disk.saved[name] = bytes }
        if fault != nil { throw failure("write", errno: 28) }
    }

    private func failure(_ operation: String, errno: Int32 = 5) -> IOError { IOError(operation, errno: errno) }
}
