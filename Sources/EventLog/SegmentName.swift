package import LinuxIO

/// The name of a segment: the sequence number of its first entry in 20 digits, so that names sort as numbers do.
package enum SegmentName {
    package static let suffix = ".ndjson"

    package static func text(first seq: UInt64) -> String {
        let digits = String(seq)
        return String(repeating: "0", count: 20 - digits.utf8.count) + digits + suffix
    }

    package static func file(first seq: UInt64) -> FileName {
        guard let name = FileName(text(first: seq)) else { preconditionFailure("digits and letters are a name") }
        return name
    }

    /// The first sequence number of the segment called so; nil where that is no segment's name.
    package static func first(_ name: FileName) -> UInt64? {
        guard let text = name.text, text.hasSuffix(suffix) else { return nil }
        let digits = text.dropLast(suffix.count)
        guard digits.utf8.count == 20, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return UInt64(digits)
    }
}
