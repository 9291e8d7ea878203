import CLinux

/// CRC-32C (Castagnoli; RFC 3720 §12.1): finds every burst of up to 32 bits that a disk or a memory turned.
package struct CRC32C: Sendable {
    /// The checksum of all that was added.
    package private(set) var value: UInt32

    /// - Parameter value: the checksum of what was added before.
    package init(continuing value: UInt32 = 0) { self.value = value }

    package mutating func add(_ bytes: RawSpan) {
        let before = value
        // The span is valid for the whole call.
        value = unsafe bytes.withUnsafeBytes { buffer in unsafe clinux_crc32c(before, buffer.baseAddress, buffer.count)
        }
    }

    package static func of(_ bytes: [UInt8]) -> UInt32 {
        var sum = CRC32C()
        // UInt8 has no padding that could be uninitialised.
        unsafe sum.add(bytes.span.bytes)
        return sum.value
    }

    /// The same without the processor's instruction.
    package static func portable(_ bytes: [UInt8]) -> UInt32 {
        unsafe bytes.withUnsafeBytes { buffer in unsafe clinux_crc32c_portable(0, buffer.baseAddress, buffer.count) }
    }
}
