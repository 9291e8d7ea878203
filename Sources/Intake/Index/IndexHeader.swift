import EventLog
import EventModel
import LinuxIO
import TransparencyLog

/// What a file of the index says of itself, in front of the pages of an ``IdentityRun``.
///
/// One line: the CRC-32C of what follows it in eight hexadecimal digits, a space, and an object of JSON:
///
///     {"index":3,"run":"1c…","from":0,"to":101000,"pages":595,"base":null,"source":null,
///      "files":[{"first":0,"size":95298775,"inode":42,"changed":1764060301123456789}],
///      "summaries":[{"size":101000,"recorded":1764060301120000,"tree":["q83v…"],"noted":[],
///                    "kinds":{"directive":100,"other":0,…}}]}
///
/// (on one line), and line feeds up to a multiple of 4,096 bytes.
struct IndexHeader: Sendable, Hashable {
    /// Told from every other file of an index by this number, drawn at random.
    var run: UInt64
    /// The entries whose identities the file has.
    var sequences: Range<UInt64>
    var pages: Int
    /// The run that has the identities before those; nil where there are none.
    var base: UInt64?
    /// In a base, the run out of which and its base it was made.
    var source: UInt64?
    /// The segments that the longest of ``summaries`` is of.
    var files: [SegmentStatus] = []
    /// What is known of the log at some places, the longest first; none in a base.
    var summaries: [LogSummary] = []

    /// Raised whenever the same log would give other bytes, another key of an identity included.
    private static let format = 3

    static let alignment = 4_096
    /// Of the line, in bytes: room for the segments of some hundred terabytes.
    static let maximumLength = 128 << 20

    /// The bytes, a multiple of ``alignment``.
    var bytes: [UInt8] {
        let json = Array(json.line.utf8)
        let sum = Self.checksum(json)
        var bytes = Array(sum.utf8) + [UInt8(ascii: " ")] + json + [UInt8(ascii: "\n")]
        let rest = bytes.count % Self.alignment
        if rest > 0 { bytes += [UInt8](repeating: UInt8(ascii: "\n"), count: Self.alignment - rest) }
        return bytes
    }

    private static func checksum(_ json: [UInt8]) -> String {
        let digits = String(CRC32C.of(json), radix: 16)
        return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }

    private var json: JSON {
        .members([
            ("index", .integer(Self.format)), ("run", .string(String(run, radix: 16))),
            ("from", .integer(sequences.lowerBound)), ("to", .integer(sequences.upperBound)),
            ("pages", .integer(pages)), ("base", base.map { .string(String($0, radix: 16)) } ?? .null),
            ("source", source.map { .string(String($0, radix: 16)) } ?? .null),
            ("files", .array(files.map(\.json))), ("summaries", .array(summaries.map(\.json))),
        ])
    }

    /// - Parameter line: the first line of a file, without its line feed.
    /// - Returns: nil for what ``bytes`` would not give.
    init?(line: ArraySlice<UInt8>) {
        let json = Array(line.dropFirst(9))
        guard line.prefix(8).elementsEqual(Self.checksum(json).utf8), let document = try? Document(json: json) else {
            return nil
        }
        let value = JSON(document.root, of: document)
        guard value["index"]?.number() == Self.format, let run: UInt64 = value["run"]?.hexadecimal,
            let from: UInt64 = value["from"]?.number(), let end: UInt64 = value["to"]?.number(), from <= end,
            let pages: Int = value["pages"]?.number(), pages > 0, pages < 1 << 40
        else { return nil }
        self.run = run
        sequences = from..<end
        self.pages = pages
        base = value["base"]?.hexadecimal
        source = value["source"]?.hexadecimal
        files = (value["files"]?.elements ?? []).compactMap(SegmentStatus.init)
        summaries = (value["summaries"]?.elements ?? []).compactMap(LogSummary.init)
        guard self.json.line.utf8.elementsEqual(json) else { return nil }
    }

    /// The header of a new file; ``pages`` is for whoever writes it to say.
    init(sequences: Range<UInt64>, base: UInt64? = nil, source: UInt64? = nil) {
        run = .random(in: 0...(.max))
        self.sequences = sequences
        pages = 0
        self.base = base
        self.source = source
    }
}

extension SegmentStatus {
    fileprivate var json: JSON {
        .members([
            ("first", .integer(first)), ("size", .integer(size)), ("inode", .integer(inode)),
            ("changed", .integer(changed)),
        ])
    }

    fileprivate init?(_ json: JSON) {
        guard let first: UInt64 = json["first"]?.number(), let size: Int = json["size"]?.number(),
            let inode: UInt64 = json["inode"]?.number(), let changed: Int64 = json["changed"]?.number()
        else { return nil }
        self.init(first: first, size: size, inode: inode, changed: changed)
    }
}

extension LogSummary {
    fileprivate var json: JSON {
        .members([
            ("size", .integer(head.size)), ("recorded", head.recorded.map { .integer($0) } ?? .null),
            ("tree", .array(tree.hashes.map { .string($0.base64) })), ("noted", .array(noted.map { .integer($0) })),
            ("kinds", .members(kinds.all.map { ($0.name, .integer($0.count)) })),
        ])
    }

    fileprivate init?(_ json: JSON) {
        let counts = json["kinds"]
        guard let size: UInt64 = json["size"]?.number(),
            let tree = CompactRange(
                size: size, hashes: (json["tree"]?.elements ?? []).compactMap { $0.text.flatMap(Digest.init(base64:)) }),
            let kinds = KindCounts({ counts?[$0]?.number() }), kinds.total == size
        else { return nil }
        let recorded: Int64? = json["recorded"]?.number()
        guard recorded.map({ (Placement.earliest...Placement.latest).contains($0) }) ?? (size == 0) else { return nil }
        head = LogHead(size: size, recorded: recorded)
        self.tree = tree
        self.kinds = kinds
        noted = (json["noted"]?.elements ?? []).compactMap { $0.number() }
    }
}

extension JSON {
    fileprivate var elements: [JSON]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    fileprivate func number<Value: FixedWidthInteger>() -> Value? {
        guard case .number(let spelling) = self else { return nil }
        return Value(spelling)
    }

    fileprivate var hexadecimal: UInt64? { text.flatMap { UInt64($0, radix: 16) } }
}
