import EventModel
import Intake
import LinuxIO
import Timeline

/// How fast days may go: what deletes is slow, and suspicious of clocks. Pure.
///
/// A time of day that is wrong makes every day an old one. So no more than one day's folder goes a day, by the time of day
/// and by the clock that counts since boot, which never jumps; and none within a day of a jump ahead. What is left for
/// longer than was asked can be removed at any time, what is gone is gone.
struct ClearingPace {
    /// Both clocks at one moment, in microseconds.
    struct Moment: Equatable {
        /// Of UTC since 1970.
        var time: Int64
        var sinceBoot: Int64

        static var now: Moment { Moment(time: Clock.now(), sinceBoot: Clock.sinceBoot()) }
    }

    /// When a folder was removed last, by whatever process; nil where that is not known.
    private(set) var lastRemoval: Moment?
    private var lastLook: Moment?
    /// In microseconds since boot.
    private var pausedUntil: Int64?

    static let day: Int64 = 86_400_000_000
    private static let second: Int64 = 1_000_000
    /// So far two clocks do not drift apart between two looks.
    private static let jump: Int64 = 3_600_000_000

    init(lastRemoval: Moment? = nil) {
        self.lastRemoval = lastRemoval
        lastLook = lastRemoval
    }

    /// Looks at the clocks; to be done now and then.
    ///
    /// - Returns: by how much the time of day has jumped ahead since the last look, in microseconds, to the nearest second;
    ///   nil where it has not.
    mutating func look(_ now: Moment) -> Int64? {
        defer { lastLook = now }
        // Of another boot nobody knows how long ago it was.
        guard let lastLook, now.sinceBoot >= lastLook.sinceBoot else { return nil }
        let ahead = (now.time - lastLook.time) - (now.sinceBoot - lastLook.sinceBoot)
        guard ahead > Self.jump else { return nil }
        pausedUntil = now.sinceBoot + Self.day
        // The clocks are read one after the other, and time passes between.
        return (ahead + Self.second / 2) / Self.second * Self.second
    }

    /// Whether a folder may go now.
    func mayRemove(_ now: Moment) -> Bool {
        if let pausedUntil, now.sinceBoot < pausedUntil { return false }
        guard let lastRemoval else { return true }
        let isSameBoot = now.sinceBoot >= lastRemoval.sinceBoot
        // Where the time of day went back since, the other clock alone can tell.
        let passed = now.time < lastRemoval.time ? now.sinceBoot : now.time - lastRemoval.time
        return passed >= Self.day && (!isSameBoot || now.sinceBoot - lastRemoval.sinceBoot >= Self.day)
    }

    /// A folder is about to go.
    mutating func remove(_ now: Moment) { lastRemoval = now }
}

/// Where it is kept from one life of the daemon to the next: cache/cleared.json and cache/cleared-rejected.json.
struct ClearingRecord {
    private let path: String
    private let name: FileName
    private let draft: FileName

    init(_ paths: Paths, _ cleared: Cleared) {
        path = paths.cache
        let text = cleared == .archive ? "cleared.json" : "cleared-\(cleared.rawValue).json"
        (name, draft) = (Self.fileName(text), Self.fileName("." + text))
    }

    private static func fileName(_ text: String) -> FileName {
        guard let name = FileName(text) else { preconditionFailure("words with a dot are a name") }
        return name
    }

    func read() -> ClearingPace {
        guard let bytes = try? Directory.open(path).contents(of: name, limit: 1_024),
            let document = try? Document(json: bytes)
        else { return ClearingPace() }
        let json = JSON(document.root, of: document)
        guard let time = Self.number(json["time"]), let sinceBoot = Self.number(json["sinceBoot"]) else {
            return ClearingPace()
        }
        return ClearingPace(lastRemoval: .init(time: time, sinceBoot: sinceBoot))
    }

    /// nil for what no clock tells.
    private static func number(_ json: JSON?) -> Int64? {
        guard case .number(let text) = json, let number = Int64(text), Clock.range.contains(number) else { return nil }
        return number
    }

    func write(_ pace: ClearingPace) throws(IOError) {
        guard let last = pace.lastRemoval else { return }
        let json = JSON.members([("time", .integer(last.time)), ("sinceBoot", .integer(last.sinceBoot))])
        try Directory.make(path, mode: 0o750)
            .writeDurably(name, Array((json.line + "\n").utf8), draft: draft, mode: 0o640)
    }
}
