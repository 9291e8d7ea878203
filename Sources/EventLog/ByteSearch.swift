import Glibc

extension RawSpan {
    /// Where `byte` first stands at or after `start`, by memchr(3), which looks at 32 bytes at once.
    package func first(_ byte: UInt8, from start: Int) -> Int? {
        precondition(start >= 0 && start <= byteCount)
        // memchr(3) reads only the bytes from `start` to the span's end, and answers a place among them.
        return unsafe withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, start < buffer.count,
                let found = unsafe memchr(base + start, Int32(byte), buffer.count - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    /// Where `byte` last stands before `end`.
    func last(_ byte: UInt8, before end: Int) -> Int? {
        precondition(end >= 0 && end <= byteCount)
        var index = end - 1
        while index >= 0 {
            if self.byte(index) == byte { return index }
            index -= 1
        }
        return nil
    }
}
