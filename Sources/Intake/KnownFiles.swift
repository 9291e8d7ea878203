import EventLog
import LinuxIO

/// The files that the log has, by their SHA-256: a file enters whole, so that one of which the log has an entry brings
/// nothing new, whatever today's reader would make of it.
///
/// The log is read for it once, before the first file; no event of it is. Of a digest 128 bits are kept.
package final class KnownFiles {
    private struct Key: Hashable, Comparable {
        var high: UInt64
        var low: UInt64

        static func < (left: Key, right: Key) -> Bool { (left.high, left.low) < (right.high, right.low) }
    }

    private struct Known {
        var key: Key
        var seq: UInt64
    }

    private let path: String
    private var reader: LogReader?
    /// Those that were there when the log was read, by key; nil before that.
    private var old: [Known]?
    private var recent: [Key: UInt64] = [:]
    /// Called now and then while the log is read.
    package var progress: () -> Void = {}

    /// - Parameter path: of the log's directory, which is not looked at before the first file.
    package init(_ path: String) { self.path = path }

    /// The first entry of a file and how many it has; nil where the log has none of it.
    ///
    /// Behind damage nothing is known: a file of which that hides the entries is read as any other.
    ///
    /// - Parameter sha256: 32 bytes.
    package func entries(of sha256: [UInt8]) -> (first: UInt64, count: Int)? { Self.key(sha256).flatMap(entries) }

    /// - Parameter digest: SHA-256 in 64 hexadecimal digits.
    package func holds(_ digest: String) -> Bool { Self.key(digest).flatMap(entries) != nil }

    private func entries(_ key: Key) -> (first: UInt64, count: Int)? {
        if old == nil { read() }
        guard let seq = recent[key] ?? find(key) else { return nil }
        guard let reader else { return nil }
        if seq >= reader.head.size { _ = try? reader.refresh() }
        guard let count = try? reader.fileCount(at: seq), count > 0 else { return nil }
        return (seq, Int(clamping: count))
    }

    /// Takes note of a file whose entries begin at `seq`.
    package func add(_ sha256: [UInt8], at seq: UInt64) {
        if let key = Self.key(sha256), recent[key] == nil { recent[key] = seq }
    }

    private func read() {
        var known: [Known] = []
        var next: UInt64 = 65_536
        reader = try? LogReader(directory: Directory.open(path))
        try? reader?.forEachFile { file in
            if let key = Self.key(file.digest) { known.append(Known(key: key, seq: file.seq)) }
            if file.seq >= next {
                progress()
                next = file.seq + 65_536
            }
            return true
        }
        // The first entry of equal ones comes first.
        known.sort { ($0.key, $0.seq) < ($1.key, $1.seq) }
        old = known
    }

    private func find(_ key: Key) -> UInt64? {
        guard let old else { return nil }
        var (low, high) = (0, old.count)
        while low < high {
            let middle = (low + high) / 2
            if old[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low < old.count && old[low].key == key ? old[low].seq : nil
    }

    private static func key(_ sha256: [UInt8]) -> Key? {
        guard sha256.count == 32 else { return nil }
        func word(_ range: Range<Int>) -> UInt64 { sha256[range].reduce(0) { $0 << 8 | UInt64($1) } }
        return Key(high: word(0..<8), low: word(8..<16))
    }

    private static func key(_ hexadecimal: String) -> Key? {
        let digits = hexadecimal.utf8.prefix(32)
        guard let high = UInt64(String(Substring(digits.prefix(16))), radix: 16),
            let low = UInt64(String(Substring(digits.dropFirst(16))), radix: 16)
        else { return nil }
        return Key(high: high, low: low)
    }
}
