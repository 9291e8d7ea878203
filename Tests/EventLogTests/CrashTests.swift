import EventLog
import EventModel
import Glibc
import LinuxIO
import Testing

/// A log on a disk that forgets: whatever happens, what was acknowledged is there, in order, and no half batch is.
@Suite struct CrashTests {
    /// Several hundred in the ordinary run; `TIMELINED_CRASH_SEEDS=10000` for a long one.
    static var seeds: Range<UInt64> {
        // The environment is not changed while tests run, and the text is copied at once.
        let asked = unsafe getenv("TIMELINED_CRASH_SEEDS").flatMap { UInt64(unsafe String(cString: $0)) }
        return 0..<(asked ?? 200)
    }

    @Test func `every acknowledged batch survives and no half batch does, whatever the seed`() throws {
        for seed in Self.seeds {
            var life = SimulatedLife(seed: seed)
            for _ in 0..<8 { try life.live() }
        }
    }

    @Test(arguments: SimulatedDisk.Fault.allCases, [false, true])
    func `each call of the write path can fail`(fault: SimulatedDisk.Fault, isPowerLost: Bool) throws {
        var call = 1
        while true {
            var life = SimulatedLife(seed: UInt64(call))
            let isHit = try life.live(failingAt: call, fault, losingPower: isPowerLost)
            try life.verify()
            if !isHit { break }
            call += 1
        }
        // The least there is: lock, list, create, three appends, three synchronizes, and a look before and after each.
        #expect(call > 15)
    }

    @Test func `a batch that was whole in memory only is durable once the log is open again`() throws {
        let disk = SimulatedDisk(seed: 3)
        var writer = try LogWriter.open(SimulatedStorage(disk))
        try writer.append(batch(0..<1), at: Placement(first: 0, recorded: noon))
        disk.faults = [disk.calls + 4: .fails]
        let placement = Placement(first: 1, recorded: noon + 1)
        let second = try batch(1..<30)
        #expect(throws: LogError.self) { try writer.append(second, at: placement) }
        disk.restartProgram()
        let again = try LogWriter.open(SimulatedStorage(disk))
        #expect(again.head == LogHead(size: 30, recorded: noon + 1))
        // Nothing was acknowledged but by opening; the power goes.
        disk.restart()
        #expect(try SimulatedLife.ids(on: disk) == Array(0..<30))
    }

    @Test(arguments: [("sync_file_range", 5), ("fdatasync", 6)])
    func `a writer that failed once refuses every further batch`(call: String, number: Int) throws {
        let disk = SimulatedDisk(seed: 4)
        var writer = try LogWriter.open(SimulatedStorage(disk))
        disk.faults = [disk.calls + number: .fails]
        let first = try batch(0..<1)
        #expect(throws: LogError.io(IOError(call, errno: 5))) {
            try writer.append(first, at: Placement(first: 0, recorded: noon))
        }
        #expect(throws: LogError.untrusted) { try writer.append(first, at: Placement(first: 0, recorded: noon)) }
        #expect(writer.head == .empty)
    }

    @Test func `half a batch is taken back at once where the disk is full`() throws {
        let disk = SimulatedDisk(seed: 5)
        var writer = try LogWriter.open(SimulatedStorage(disk))
        try writer.append(batch(0..<2), at: Placement(first: 0, recorded: noon))
        let size = disk.files[0]?.shown.count
        disk.faults = [disk.calls + 2: .fails]
        let more = try batch(2..<100)
        #expect(throws: LogError.io(IOError("write", errno: 28))) {
            try writer.append(more, at: Placement(first: 2, recorded: noon + 1))
        }
        #expect(disk.files[0]?.shown.count == size)
        #expect(disk.saved.isEmpty)
    }
}

/// One log through several lives of its program and machine.
private struct SimulatedLife {
    private let disk: SimulatedDisk
    /// Events that were acknowledged, or that opening the log has shown.
    private var acknowledged = 0
    /// The end of the batch that failed, if any: it may be there or not, but not in part.
    private var pending: Int?
    /// What its writers have checked or written, the last one first: some of it is gone by now.
    private var known: [CheckedPrefix] = []

    init(seed: UInt64) { disk = SimulatedDisk(seed: seed) }

    /// Opens the log, appends, and meets a fault somewhere; then program or machine start again.
    mutating func live() throws {
        let fault = try #require(SimulatedDisk.Fault.allCases.randomElement(using: &disk.random))
        let call = Int.random(in: 1...20, using: &disk.random)
        try live(failingAt: call, fault, losingPower: Bool.random(using: &disk.random))
        try verify()
    }

    /// - Returns: whether the program lived long enough to meet the fault.
    @discardableResult
    mutating func live(
        failingAt call: Int, _ fault: SimulatedDisk.Fault, losingPower: Bool
    ) throws -> Bool {
        let target = disk.calls + call
        disk.faults = [target: fault]
        do throws(LogError) { try run() } catch {
            if case .damaged = error { throw error }
        }
        let isHit = disk.calls >= target
        disk.faults = [:]
        if losingPower || !disk.hasPower { disk.restart() } else { disk.restartProgram() }
        return isHit
    }

    private mutating func run() throws(LogError) {
        var writer = try open()
        settle(writer.head)
        known.insert(writer.checked, at: 0)
        for _ in 0..<3 {
            let count = Int.random(in: 1...12, using: &disk.random)
            let padding = Int.random(in: 0...900, using: &disk.random)
            var batch = Batch()
            guard let file = RelativePath("a.yaml") else { return }
            let origin = Origin(file: file, sha256: [UInt8](repeating: 1, count: 32), uid: 0, userName: nil)
            for number in acknowledged..<(acknowledged + count) {
                batch.add(event(number, padding: padding), from: origin)
            }
            pending = acknowledged + count
            try writer.append(batch, at: LocalSequencer(now: { noon }).place(after: writer.head))
            settle(writer.head)
            known.insert(writer.checked, at: 0)
        }
    }

    /// Opens the log, or at random only what is not known of it.
    private func open() throws(LogError) -> LogWriter<SimulatedStorage> {
        let known = Bool.random(using: &disk.random) ? known : []
        return try LogWriter.open(SimulatedStorage(disk), segmentLimit: 3_000, startingAt: known)
    }

    private mutating func settle(_ head: LogHead) {
        let size = Int(head.size)
        #expect(size == acknowledged || size == pending, "acknowledged \(acknowledged), but the log has \(size)")
        acknowledged = size
        pending = nil
    }

    /// Opens the log without faults and looks at every event in it.
    mutating func verify() throws {
        let size: Int
        do {
            let writer = try open()
            settle(writer.head)
            size = Int(writer.head.size)
        }
        #expect(try Self.ids(on: disk) == Array(0..<size))
        // What an open log has shown stays, also when the power goes right after.
        if Bool.random(using: &disk.random) { disk.restart() } else { disk.restartProgram() }
        #expect(try Self.ids(on: disk) == Array(0..<size))
    }

    /// The ids of all events, read without this project's reader.
    static func ids(on disk: SimulatedDisk) throws -> [Int] {
        try disk.files.sorted { $0.key < $1.key }.flatMap { _, file in
            try file.shown.split(separator: UInt8(ascii: "\n")).map { line in
                let document = try Document(json: Array(line))
                let event = try #require(document.member(document.root, "event"))
                let id = try #require(document.member(event, "id"))
                return try #require(Int(document.string(id)))
            }
        }
    }
}
