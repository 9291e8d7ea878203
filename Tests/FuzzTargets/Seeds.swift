import LinuxIO

/// The event files of this repository, as each reader would meet them.
package enum Seeds {
    /// Where the repository lies.
    private static let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()

    package static func of(_ target: FuzzTarget, in scratch: ScratchLog) throws -> [[UInt8]] {
        switch target {
        case .json: try files().filter { $0.name.hasSuffix(".json") }.map(\.bytes)
        case .ndjson: try files().filter { $0.name.hasSuffix("json") }.map(\.bytes)
        case .yaml: try files().filter { $0.name.hasSuffix(".yaml") }.map(\.bytes)
        case .edtf: dates.map { Array($0.utf8) }
        case .log: try segments(scratch)
        case .cache: try CacheProperties.seeds(Array(try files().prefix(12)), in: scratch)
        case .proof: try ProofProperties.seeds()
        case .options: try options()
        case .time: times.map { Array($0.utf8) }
        }
    }

    /// Writes them as files into a directory, for a fuzzer to begin with.
    package static func write(_ target: FuzzTarget, in scratch: ScratchLog, to path: String) throws {
        let directory = try Directory.open(path)
        for (number, seed) in try of(target, in: scratch).enumerated() {
            guard let name = FileName("seed-\(number)") else { continue }
            try? directory.remove(name)
            try directory.create(name, mode: 0o600).write(seed)
        }
    }

    private static func name(_ text: String) throws -> FileName {
        guard let name = FileName(text) else { throw Broken("\(text) is no name") }
        return name
    }

    private static func segments(_ scratch: ScratchLog) throws -> [[UInt8]] {
        let files = try files()
        return try [files, Array(files.prefix(3))].flatMap { files in
            let segment = try scratch.written(files)
            // As they are, and with checksums put right after changes.
            return [[0] + segment, [1] + segment]
        }
    }

    /// All files of Events/, in the same order in every run.
    private static func files() throws -> [(name: String, bytes: [UInt8])] {
        var files: [(name: String, bytes: [UInt8])] = []
        for folder in ["seed", "examples", "invalid"] {
            let directory = try Directory.open("\(root)/Events/\(folder)")
            for name in try directory.names().sorted(by: { $0.escaped < $1.escaped }) {
                let file = try directory.openForReading(name)
                files.append((name.escaped, try file.read(at: 0, count: file.status().size)))
            }
        }
        return files
    }

    /// The file that is installed, as it is and with each option set.
    private static func options() throws -> [[UInt8]] {
        let file = try Directory.open("\(root)/Deploy/etc").openForReading(name("timelined.yaml"))
        let bytes = try file.read(at: 0, count: file.status().size)
        let text = String(decoding: bytes, as: UTF8.self)
        let set = text.split(separator: "\n").filter { $0.contains(": ") }.map { $0.drop { $0 == "#" || $0 == " " } }
        return [bytes, Array(set.joined(separator: "\n").utf8)] + set.map { Array($0.utf8) }
    }

    private static let times = [
        "now", "today", "yesterday", "tomorrow", "2024-12-31", "2024-12", "2025-01-09T12:00:00Z", "10:00", "10:00:01.5",
        "2025-01-09 12:00", "-1h", "2 days ago", "-1h 30min", "@2026-11-30", "#41", "@#41", "2024-12-31@#41", "-44",
        "Y170000002",
        "in 3 weeks", "+5min",
    ]

    private static let dates = [
        "2025-01-02", "2025-01", "2025", "[..2025-01-02]", "{1960,1961-12}", "[1667,1668, 1670..1672]",
        "2004-06-11/2006",
        "2004/..", "../2006", "/2006", "1985?", "2004-06~-11", "?2004-%06-11", "156X-12-XX", "-0043", "Y170000002",
        "Y-17E7S3", "1950S2", "2001-21", "2001-34", "2025-01-02T14:30:00Z", "2025-01-02T14:30:00+01:00", "XXXX-02-29",
        "2 January 2025", "01/02/2025", "1990s", "19th century", "circa 1900", "Q1 2025", "by 2 January 2025",
        "2024–2026",
        "2025-032", "≤ May 2024", "44 bc",
    ]
}
