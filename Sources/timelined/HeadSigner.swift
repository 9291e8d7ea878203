import Auditing
import EventLog
import EventModel
import Intake
import LinuxIO
import Systemd
import Timeline
import TransparencyLog

/// Keeps the signed head in step with the log: at once while the daemon is at rest, once a second under load.
///
/// What is signed is durable: the tree grows only by entries that were read back after the commit.
final class HeadSigner {
    static let task = "signing the log's head"
    /// Between two heads, in microseconds.
    private static let period: Int64 = 1_000_000

    private let settings: Settings
    private let announcer: Announcer
    private let memory: HeadMemory
    private var directory: Directory?
    private var keeper: HeadKeeper?
    private var backOff: BackOff?
    /// The earliest time of the next head, in microseconds of the monotonic clock.
    private var next: Int64 = 0

    init(_ settings: Settings, _ announcer: Announcer) {
        self.settings = settings
        self.announcer = announcer
        memory = HeadMemory(settings.paths.heads)
    }

    /// How far the log is to be held against heads: how many entries the last signed head has, or the remembered one
    /// where that has fewer; nil where there is no head that can be read.
    var lastSize: UInt64? {
        let found = try? HeadKeeper.Found(in: Directory.open(settings.paths.log), memory)
        return found?.note == nil ? nil : found?.sizes.min()
    }

    /// Brings `index` up to the log, and checks that the log extends the head that was signed last.
    ///
    /// - Parameter index: of entries no farther than that head, or of none; the log's lock is held.
    /// - Throws: ``HeadError``, or what reading the log throws.
    func open(_ index: LogIndex) throws {
        let directory = try Directory.open(settings.paths.log)
        let found = try HeadKeeper.Found(in: directory, memory)
        let sizes = found.sizes
        var roots = [index.count: index.summary.tree.root]
        try index.follow { seq in
            if sizes.contains(seq + 1) { roots[seq + 1] = index.summary.tree.root }
        }
        var rotations: [Rotation] = []
        index.forEachNoted { entry in
            if let rotation = Rotation(seq: entry.seq, event: entry.document.bytes) { rotations.append(rotation) }
        }
        let replay = HeadKeeper.Replay(tree: index.summary.tree, roots: roots, rotations: rotations)
        let keeper = try HeadKeeper.open(
            directory, memory, found, replay, origin: settings.origin, host: Host.name,
            credentials: settings.credentials)
        self.keeper = keeper
        self.directory = consume directory
        sign(index.summary.tree)
    }

    /// In how many microseconds `tree` is to be signed; nil where it is signed.
    func delay(_ tree: CompactRange, now: Int64) -> Int64? {
        guard let keeper, keeper.isBehind(tree) else { return nil }
        return max(0, next - now)
    }

    /// Signs the head of `tree` now, unless it is signed. Where that fails it says so, and is due again later.
    func sign(_ tree: CompactRange) {
        guard var keeper, keeper.isBehind(tree), let directory = directory.take() else { return }
        let before = keeper
        do throws(IOError) {
            // What is done is said, also where the next step fails.
            defer {
                self.keeper = keeper
                announce(keeper, before, tree)
            }
            try keeper.sign(tree, in: directory)
            backOff = nil
            next = Clock.monotonic() + Self.period
            announcer.end(Self.task)
        } catch {
            var backOff = self.backOff ?? BackOff()
            next = Clock.monotonic() + Int64(backOff.nextDelay() / .microseconds(1))
            self.backOff = backOff
            announcer.begin(Self.task, error, for: .log)
        }
        self.directory = consume directory
    }

    private func announce(_ keeper: HeadKeeper, _ before: HeadKeeper, _ tree: CompactRange) {
        if before.isNewKey, !keeper.isNewKey { announcer.send(.keyMade(verifier: "\(keeper.verifier)")) }
        if before.signed == nil, keeper.signed != nil, keeper.isFirstOfMany {
            announcer.send(.headSignedAnew(origin: keeper.verifier.name.text, entries: tree.size))
        }
    }
}
