import CLinux

extension RawSpan {
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
