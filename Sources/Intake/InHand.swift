import LinuxIO
import TransparencyLog

/// Which file is being read, so that one which ends the daemon each time is known: cache/in-hand.
///
/// The first line names the file in hand by its inode, when that changed, which is 0 of a file of the archive that was written
/// to, and its name in hexadecimal digits; spaces follow up to 600 bytes. It is written before each file is read, and is not synced: a crash of the daemon keeps it, and a crash
/// of the machine says nothing of the file. Each line behind that is a file in whose reading the daemon has ended, with how
/// often. Where the record cannot be kept, no file is set aside.
package struct InHand: ~Copyable {
    /// In whose reading the daemon has ended so often is not read again.
    static let crashes = 2
    /// So many files are remembered at most, the last ones.
    private static let limit = 100
    private static let lineLength = 600

    private struct Entry: Hashable {
        var inode: UInt64
        var changed: Int64
        var name: FileName

        init(_ name: FileName, _ status: FileStatus) {
            (inode, changed, self.name) = (status.inode, status.changed, name)
        }

        /// nil for what ``text`` would not give.
        init?(_ words: ArraySlice<Substring>) {
            guard words.count == 3, let inode = UInt64(words[words.startIndex]),
                let changed = Int64(words[words.startIndex + 1]),
                let bytes = Hexadecimal.decode(words[words.startIndex + 2].utf8),
                let name = FileName(bytes: bytes)
            else { return nil }
            (self.inode, self.changed, self.name) = (inode, changed, name)
        }

        var text: String { "\(inode) \(changed) \(Hexadecimal.encode(name.bytes))" }
    }

    private let path: String
    private var file: File?
    private var suspects: [Entry: Int]
    /// The suspects, the newest last.
    private var order: [Entry]
    private var isHolding = false

    /// Reads what the life before has left, and keeps on with it.
    ///
    /// - Parameter path: of cache/, which is made where it is missing.
    package init(_ path: String) {
        let cache = try? Directory.make(path, mode: 0o750)
        let lines =
            Self.name.flatMap { try? cache?.contents(of: $0, limit: 1 << 20) }
            .map { String(decoding: $0, as: UTF8.self).split(separator: "\n").map { $0.split(separator: " ") } } ?? []
        var order: [Entry] = []
        var suspects: [Entry: Int] = [:]
        for line in lines.dropFirst() {
            guard let count = line.first.flatMap({ Int($0) }), let entry = Entry(line.dropFirst()) else { continue }
            suspects[entry] = count
            order.append(entry)
        }
        if let held = lines.first.flatMap({ Entry($0[...]) }) {
            suspects[held, default: 0] += 1
            order.removeAll { $0 == held }
            order.append(held)
        }
        for entry in order.dropLast(Self.limit) { suspects[entry] = nil }
        (self.path, self.suspects, self.order) = (path, suspects, order.suffix(Self.limit))
        file = Self.write(Self.text(suspects, self.order), in: path)
    }

    private static func text(_ suspects: [Entry: Int], _ order: [Entry]) -> String {
        order.map { "\(suspects[$0] ?? 1) \($0.text)\n" }.joined()
    }

    private static var name: FileName? { FileName("in-hand") }

    private static func write(_ suspects: String, in path: String) -> File? {
        guard let name, let draft = FileName(".in-hand"), let cache = try? Directory.open(path) else { return nil }
        try? cache.remove(draft)
        let bytes = line(nil) + Array(suspects.utf8)
        guard let file = try? cache.create(draft, mode: 0o640), (try? file.write(bytes)) != nil,
            (try? cache.replace(name, with: draft)) != nil
        else { return nil }
        return file
    }

    private static func line(_ entry: Entry?) -> [UInt8] {
        let text = entry?.text ?? "-"
        return text.utf8 + [UInt8](repeating: UInt8(ascii: " "), count: lineLength - 1 - text.utf8.count)
            + [UInt8(ascii: "\n")]
    }

    /// A file is about to be read.
    ///
    /// - Parameter isLate: whether it is one of the archive that was written to: whatever it says by now, it is the same.
    /// - Returns: false where the daemon has ended in its reading so often that it is not to be read again.
    mutating func take(_ name: FileName, _ status: FileStatus, isLate: Bool = false) -> Bool {
        var entry = Entry(name, status)
        if isLate { entry.changed = 0 }
        if let count = suspects[entry], count >= Self.crashes { return false }
        isHolding = write(entry)
        return true
    }

    /// A file that is not to be read again was set aside: moved back it is tried again, also where a file system, such as
    /// exFAT, does not tell by its times that it was moved.
    mutating func forget(_ name: FileName, _ status: FileStatus) {
        let entry = Entry(name, status)
        guard suspects.removeValue(forKey: entry) != nil else { return }
        order.removeAll { $0 == entry }
        file = Self.write(Self.text(suspects, order), in: path)
        isHolding = false
    }

    /// No file is being read.
    mutating func release() {
        if isHolding { isHolding = !write(nil) }
    }

    private func write(_ entry: Entry?) -> Bool {
        switch file {
        case .some(let file): (try? file.write(Self.line(entry), at: 0)) != nil
        case .none: false
        }
    }
}
