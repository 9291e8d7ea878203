import Glibc

/// How much room a file system has for those who are not root.
package struct FileSystemRoom: Hashable, Sendable {
    /// Bytes that may still be written.
    package var freeBytes: UInt64
    /// Bytes that it has in all.
    package var bytes: UInt64
    /// Files that may still be made.
    package var freeFiles: UInt64
    /// Files that fit in all; 0 where there is no limit but the bytes.
    package var files: UInt64

    package init(freeBytes: UInt64, bytes: UInt64, freeFiles: UInt64, files: UInt64) {
        self.freeBytes = freeBytes
        self.bytes = bytes
        self.freeFiles = freeFiles
        self.files = files
    }

    /// What there is soon none of, in words; nil where there is enough.
    ///
    /// Soon is below 64 MiB or 1,000 files, or a tenth of what a smaller file system has.
    package var shortage: Shortage? {
        if freeBytes < min(64 << 20, bytes / 10) || freeBytes == 0 { return .bytes }
        return files > 0 && freeFiles < min(1_000, files / 10) ? .files : nil
    }

    package enum Shortage: Sendable { case bytes, files }
}

extension Directory {
    /// The room on the file system that the directory lies on.
    package func room() throws(IOError) -> FileSystemRoom {
        var result = statvfs()
        try retrying("fstatvfs", path) { unsafe fstatvfs(descriptor, &result) }
        let block = UInt64(result.f_frsize)
        return FileSystemRoom(
            freeBytes: UInt64(result.f_bavail).multipliedWithSaturation(by: block),
            bytes: UInt64(result.f_blocks).multipliedWithSaturation(by: block),
            freeFiles: UInt64(result.f_favail), files: UInt64(result.f_files))
    }
}
