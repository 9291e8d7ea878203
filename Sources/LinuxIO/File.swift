import CLinux
import Glibc

/// An open file; closed when it goes out of scope.
package struct File: ~Copyable, Sendable {
    /// The descriptor, owned by this value.
    package let descriptor: Int32
    private let name: FileName
    /// What messages call the directory it lies in.
    private let directory: String

    init(owning descriptor: Int32, _ name: FileName, in directory: String) {
        self.descriptor = descriptor
        self.name = name
        self.directory = directory
    }

    /// What messages call it. Made when there is something to say: names are escaped, and files many.
    package var path: String { Directory.child(name, of: directory) }

    deinit {
        // What close(2) reports of a write came too late to act upon: data counts once fdatasync(2) has said so.
        _ = close(descriptor)
    }

    /// Another descriptor of the same open file: position and locks are shared.
    package func duplicate() throws(IOError) -> File {
        let copy = try retrying("fcntl", path) { fcntl(descriptor, F_DUPFD_CLOEXEC, 0) }
        return File(owning: copy, name, in: directory)
    }

    package func status() throws(IOError) -> FileStatus {
        var result = stat()
        try retrying("fstat", path) { unsafe fstat(descriptor, &result) }
        return FileStatus(result)
    }

    /// How much is read in one go at most, in bytes: no file of ours is as large, and no memory has room for what a sparse
    /// file, or a size that is not so, would ask for.
    package static let maximumRead = 16 << 30

    /// Reads from the current position to the end, at most `limit` bytes.
    ///
    /// - Parameter size: how many bytes are expected, so that one call is enough.
    package func readAll(size: Int, limit: Int) throws(IOError) -> [UInt8] {
        var result: [UInt8] = []
        while result.count < limit {
            let room = limit - result.count
            let wanted = size < result.count ? 1 : (size - result.count).addingWithSaturation(1)
            let asked = min(room, max(wanted, 64))
            let more = try read(atMost: asked)
            if more.isEmpty { break }
            if result.isEmpty { result = more } else { result += more }
            // All that was expected, and nothing behind it.
            if result.count == size, more.count < asked { break }
        }
        return result
    }

    private func read(atMost count: Int) throws(IOError) -> [UInt8] {
        var failure: IOError?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(IOError) {
                // read(2) writes at most `count` bytes into the buffer and says how many.
                initialized = try retrying("read", path) { unsafe Glibc.read(descriptor, buffer.baseAddress, count) }
            } catch { failure = error }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Reads at most `count` bytes at `offset`; fewer only at the end of the file.
    ///
    /// - Throws: EFBIG for more than ``maximumRead``.
    package func read(at offset: Int, count: Int) throws(IOError) -> [UInt8] {
        guard count <= Self.maximumRead else { throw IOError("pread", errno: EFBIG, path: path) }
        var failure: IOError?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(IOError) {
                while initialized < count {
                    let place = initialized
                    // `place` is within the buffer, which has room for `count - place` more.
                    let step = try retrying("pread", path) {
                        unsafe pread(descriptor, buffer.baseAddress?.advanced(by: place), count - place, offset + place)
                    }
                    if step == 0 { break }
                    initialized += step
                }
            } catch { failure = error }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Reads at `offset` into `buffer` from `start` to its end; fewer bytes only at the end of the file.
    ///
    /// - Returns: how many were read.
    package func read(at offset: Int, into buffer: inout [UInt8], from start: Int) throws(IOError) -> Int {
        precondition(start >= 0 && start <= buffer.count)
        let count = buffer.count - start
        var done = 0
        while done < count {
            // From `start` on the buffer has room for `count` bytes, of which `done` are read.
            let step = try retrying("pread", path) {
                unsafe buffer.withUnsafeMutableBytes { bytes in
                    unsafe pread(descriptor, bytes.baseAddress?.advanced(by: start + done), count - done, offset + done)
                }
            }
            if step == 0 { break }
            done += step
        }
        return done
    }

    /// Writes all of `bytes` at the current position.
    ///
    /// - Throws: the error of the call that failed; bytes before it may have been written.
    package func write(_ bytes: [UInt8]) throws(IOError) {
        // UInt8 has no padding that could be uninitialised.
        try unsafe write(bytes.span.bytes)
    }

    /// The same of bytes that stand somewhere else.
    package func write(_ bytes: RawSpan) throws(IOError) {
        var done = 0
        while done < bytes.byteCount {
            // write(2) reads at most the bytes from `done` to the end of the span, which is valid for the call.
            done += try retrying("write", path) {
                unsafe bytes.withUnsafeBytes { buffer in
                    unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
                }
            }
        }
    }

    /// Writes all of `bytes` at `offset`; the position stays where it is.
    ///
    /// - Throws: the error of the call that failed; bytes before it may have been written.
    package func write(_ bytes: [UInt8], at offset: Int) throws(IOError) {
        // UInt8 has no padding that could be uninitialised.
        try unsafe write(bytes.span.bytes, at: offset)
    }

    package func write(_ bytes: RawSpan, at offset: Int) throws(IOError) {
        var done = 0
        while done < bytes.byteCount {
            // pwrite(2) reads at most the bytes from `done` to the end of the span, which is valid through the call.
            done += try retrying("pwrite", path) {
                unsafe bytes.withUnsafeBytes { buffer in
                    let rest = unsafe buffer.baseAddress?.advanced(by: done)
                    return unsafe pwrite(descriptor, rest, buffer.count - done, offset + done)
                }
            }
        }
    }

    /// Moves the position to the end.
    package func seekToEnd() throws(IOError) {
        try retrying("lseek", path) { lseek(descriptor, 0, SEEK_END) }
    }

    /// Has the device begin to write what it does not have yet, and does not wait for it: nothing is durable by that.
    ///
    /// - Throws: what made it impossible; ``synchronizeData()`` may not tell of that again.
    package func beginSynchronizing() throws(IOError) {
        try retrying("sync_file_range", path) { clinux_begin_writing(descriptor) }
    }

    /// Makes contents and size durable.
    package func synchronizeData() throws(IOError) {
        try retrying("fdatasync", path) { fdatasync(descriptor) }
    }

    /// Makes contents and all that is known of the file durable.
    package func synchronize() throws(IOError) {
        try retrying("fsync", path) { fsync(descriptor) }
    }

    /// Has the file system keep room for `count` bytes from `offset` on; the file's length stays (fallocate(2),
    /// FALLOC_FL_KEEP_SIZE).
    package func reserve(_ count: Int, at offset: Int) throws(IOError) {
        try retrying("fallocate", path) { clinux_reserve(descriptor, Int64(offset), Int64(count)) }
    }

    /// Has the kernel forget what it holds of the contents, as far as the disk has it: the next read asks the disk.
    package func forgetPages() { posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED) }

    package func truncate(to size: Int) throws(IOError) {
        try retrying("ftruncate", path) { ftruncate(descriptor, size) }
    }

    package func setMode(_ mode: UInt32) throws(IOError) {
        try retrying("fchmod", path) { fchmod(descriptor, mode) }
    }

    /// Takes the write lock if nobody has it; it is given back when the file is closed.
    ///
    /// - Returns: whether this process has it now.
    package func tryLock() throws(IOError) -> Bool {
        do {
            try retrying("fcntl", path) { clinux_lock(descriptor) }
            return true
        } catch {
            if error.errno == EAGAIN || error.errno == EACCES { return false }
            throw error
        }
    }

    /// Whether another has the lock of ``tryLock()``, without getting in its way.
    ///
    /// - Parameter any: whether a lock for reading counts, which keeps others from that of ``tryLock()``, too.
    package func isLocked(any: Bool = false) throws(IOError) -> Bool {
        try retrying("fcntl", path) { clinux_is_locked(descriptor, any ? 1 : 0) } > 0
    }
}
