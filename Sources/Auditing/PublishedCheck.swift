package import EventLog
import LinuxIO
import TransparencyLog

/// Holds what is published against the log: a disk may forget, and a server copy half.
extension Publisher {
    /// What was found.
    package struct Findings: Sendable {
        /// Of the published head.
        package var size: UInt64
        /// How many files were read beside the head.
        package var files = 0
        /// Each file that is not what the log makes of it, by its path below the folder, and what is wrong.
        package var faults: [String] = []
    }

    /// Reads every file that the published head needs, and the narrower tiles that are still there. Nothing is written.
    ///
    /// - Parameters:
    ///   - audit: held the log against ``published``.
    ///   - log: reads the lines.
    ///   - progress: called now and then with the number of entries done.
    /// - Throws: ``HeadError/contradiction(_:)`` where no head of this log is published, or why a file cannot be read.
    package func check(
        _ audit: LogAudit, _ log: LogReader, progress: (UInt64) -> Void = { _ in }
    ) throws -> Findings {
        switch audit.against {
        case .proven: break
        case .refuted(_, let reason), .undetermined(_, let reason):
            throw HeadError.contradiction("another log is published there: \(reason)")
        case nil, .missing: throw HeadError.contradiction("there is no signed head: nothing is published there")
        }
        var findings = Findings(size: oldSize)
        let files = files
        var writer = try TileWriter(from: 0, to: findings.size, audit.verification) { tile, bytes in
            try Self.compare(tile, bytes, files, &findings)
        }
        try log.forEach(from: 0) { entry, line in
            guard entry.seq < findings.size else { return false }
            try writer.append(line.array())
            if entry.seq % 1_024 == 0 { progress(entry.seq) }
            return true
        }
        try writer.finish()
        return findings
    }

    private static func compare(
        _ tile: Tile, _ bytes: [UInt8], _ files: PublishedFiles, _ findings: inout Findings
    ) throws {
        findings.files += 1
        findings.faults += fault(tile, bytes, try files.contents(of: tile)).map { [$0] } ?? []
        // What earlier heads needed, and some clients have not let go of.
        for narrower in try files.widths(of: tile).compactMap({ Tile(tile.contents, index: tile.index, width: $0) })
        where narrower.width < tile.width {
            findings.files += 1
            let expected = try beginning(of: tile, bytes, as: narrower)
            findings.faults += fault(narrower, expected, try files.contents(of: narrower)).map { [$0] } ?? []
        }
    }

    private static func fault(_ tile: Tile, _ expected: [UInt8], _ found: [UInt8]?) -> String? {
        guard let found else { return "\(tile.path) is missing" }
        if found == expected { return nil }
        if found.count != expected.count {
            return "\(tile.path) is damaged: it has \(found.count) bytes — expected \(expected.count)"
        }
        let place = zip(found, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0
        return "\(tile.path) is damaged: byte \(place) is not what the log makes of it"
    }

    /// The bytes of a narrower tile, which begins as the wider one does.
    private static func beginning(of tile: Tile, _ bytes: [UInt8], as narrower: Tile) throws -> [UInt8] {
        guard tile.contents == .entries else { return Array(bytes.prefix(narrower.width * Digest.byteCount)) }
        let entries = try EntryBundle(tile, parsing: bytes).entries.prefix(narrower.width)
        return try EntryBundle(narrower, entries: Array(entries)).bytes
    }
}
