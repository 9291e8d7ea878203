import CLinux
import Glibc

extension RawSpan {
    /// Whether the same bytes stand in both.
    package func isEqual(to other: RawSpan) -> Bool {
        guard byteCount == other.byteCount else { return false }
        // Both buffers are valid for the closures, and memcmp(3) stays within their count.
        return unsafe withUnsafeBytes { one in
            unsafe other.withUnsafeBytes { other in
                guard let one = one.baseAddress, let start = other.baseAddress else { return true }
                return unsafe memcmp(one, start, other.count) == 0
            }
        }
    }

    /// Whether `bytes` stand somewhere in it.
    package func contains(_ bytes: [UInt8]) -> Bool {
        // Both buffers are valid for the closures, and memmem(3) stays within their counts.
        unsafe withUnsafeBytes { text in
            unsafe bytes.withUnsafeBytes { needle in
                guard let start = text.baseAddress, let sought = needle.baseAddress else { return bytes.isEmpty }
                return unsafe clinux_contains(start, text.count, sought, needle.count) != 0
            }
        }
    }
}
