import CLinux
import Glibc

/// The contents of a file in memory, read-only, as they were when it was mapped.
///
/// Where the file has become shorter since, or the disk cannot read a sector, the kernel sends SIGBUS to whoever looks
/// there (mmap(2)). For files that are mapped here such a page reads as zeros instead, and ``isWhole`` says so: whoever
/// finds what cannot be asks it for the cause.
///
/// Why not pread(2) everywhere: a walk over a log costs a quarter more by calls of 512 KiB (0.20 ms a MiB and not 0.16), and
/// a line at random twice as much (0.8 µs and not 0.4), of which a long answer reads hundreds of thousands.
@safe package struct Mapping: ~Copyable, @unchecked Sendable {
    // Sendable: the memory is never written through this value, and unmapped only when its one owner goes.
    @usableFromInline let base: UnsafeMutableRawPointer?
    package let count: Int
    /// What the handler of SIGBUS knows of it; it lives as long as the process.
    private let watched: OpaquePointer?

    /// Maps the first `count` bytes of `file`.
    package init(_ file: borrowing File, count: Int) throws(IOError) {
        self.count = count
        // mmap(2) refuses a length of 0, and there is nothing to see.
        guard count > 0 else {
            unsafe base = nil
            unsafe watched = nil
            return
        }
        let memory = unsafe mmap(nil, count, PROT_READ, MAP_SHARED, file.descriptor, 0)
        if unsafe memory == MAP_FAILED { throw IOError.last("mmap", path: file.path) }
        guard let watched = unsafe clinux_watch(memory, count) else {
            // Without being watched it must not be looked at.
            _ = unsafe munmap(memory, count)
            throw IOError("sigaction", errno: ENOMEM, path: file.path)
        }
        unsafe base = memory
        unsafe self.watched = watched
        // Advice only; read from front to end.
        _ = unsafe madvise(memory, count, MADV_SEQUENTIAL)
    }

    deinit {
        // `base` and `count` are what mmap(2) gave; nothing can borrow the bytes any more.
        if let base = unsafe base {
            unsafe clinux_unwatch(watched)
            _ = unsafe munmap(base, count)
        }
    }

    /// Whether all that was looked at was there.
    package var isWhole: Bool {
        guard let watched = unsafe watched else { return true }
        return unsafe clinux_is_whole(watched) != 0
    }

    /// Lets go of the memory of the bytes in `range`, as far as it is of whole pages; whoever reads them again gets them
    /// from the file. For walks over files that would fill memory.
    package borrowing func release(_ range: Range<Int>) {
        let page = 4_096
        let start = (range.lowerBound + page - 1) / page * page
        let end = min(range.upperBound, count) / page * page
        guard start < end, let base = unsafe base else { return }
        // Advice only, within the mapping; a shared mapping of a file loses nothing by it.
        _ = unsafe madvise(base + start, end - start, MADV_DONTNEED)
    }

    /// Calls `body` with all the bytes; they must not leave it.
    @inlinable package borrowing func withBytes<Result, Failure>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // The mapping lives as long as `self`, which is borrowed for the whole call.
        try unsafe body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(start: base, count: count)))
    }
}
