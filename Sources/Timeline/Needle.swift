import EventModel
import LinuxIO
import Projections

/// Bytes that every line must contain that is worth a closer look: most lines are passed over without being parsed.
package struct Needle: Sendable {
    private let bytes: [UInt8]
    /// Whether ASCII capitals count as small letters.
    private let foldsCase: Bool

    /// A value as it stands in a line: slugs, ids and tags are written there in one way only.
    package init(value: String) {
        bytes = Array(JSON.string(value).line.utf8.dropFirst().dropLast())
        foldsCase = false
    }

    /// A text, capitals or not; nil where capitals are not ASCII's, or JSON would not write it as it is.
    package init?(text: String) {
        let plain = text.utf8.allSatisfy {
            (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        guard plain, !text.isEmpty else { return nil }
        bytes = text.utf8.map(Self.folded)
        foldsCase = true
    }

    package func isIn(_ line: RawSpan) -> Bool {
        if !foldsCase { return line.contains(bytes) }
        // The buffer is valid within the closure, and every index is checked against its count.
        return unsafe line.withUnsafeBytes { buffer in
            guard let first = bytes.first, buffer.count >= bytes.count else { return bytes.isEmpty }
            for start in 0...(buffer.count - bytes.count) {
                let byte = unsafe buffer[start]
                guard Self.folded(byte) == first else { continue }
                var length = 1
                while length < bytes.count {
                    let byte = unsafe buffer[start + length]
                    guard Self.folded(byte) == bytes[length] else { break }
                    length += 1
                }
                if length == bytes.count { return true }
            }
            return false
        }
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}

extension EntryFilter {
    /// What every entry that is wanted contains; nil where there is no such thing.
    package var needle: Needle? {
        if ids.count == 1 { return Needle(value: ids[0]) }
        // What is one with others is called by any of their slugs.
        let actors = parties.compactMap { $0.alternatives.count == 1 ? $0.alternatives[0].first : nil }
            .filter { !naming.isMerged(String($0.split(separator: "/").last ?? "")) }.prefix(1).map { $0 }
        for alternatives in [subjects, tags, jurisdictions, actors] where alternatives.count == 1 {
            // Actors stand without their kind, and slugs hold no slash.
            return Needle(value: alternatives[0].split(separator: "/").last.map(String.init) ?? alternatives[0])
        }
        return text.flatMap { Needle(text: $0) }
    }
}
