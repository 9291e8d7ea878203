import LinuxIO
import Testing

@Suite struct `Room on a file system` {
    private func room(_ free: UInt64, of bytes: UInt64, files: UInt64 = 10_000, of all: UInt64 = 20_000)
        -> FileSystemRoom
    {
        FileSystemRoom(freeBytes: free, bytes: bytes, freeFiles: files, files: all)
    }

    @Test func `is short below 64 MiB, or a tenth of a smaller one`() {
        #expect(room(64 << 20, of: 1 << 40).shortage == nil)
        #expect(room((64 << 20) - 1, of: 1 << 40).shortage == .bytes)
        #expect(room(5 << 20, of: 40 << 20).shortage == nil)
        #expect(room(3 << 20, of: 40 << 20).shortage == .bytes)
        #expect(room(0, of: 0).shortage == .bytes)
    }

    @Test func `is short of files where those have a limit`() {
        #expect(room(1 << 30, of: 1 << 40, files: 999).shortage == .files)
        #expect(room(1 << 30, of: 1 << 40, files: 1_000).shortage == nil)
        #expect(room(1 << 30, of: 1 << 40, files: 99, of: 1_000).shortage == .files)
        #expect(room(1 << 30, of: 1 << 40, files: 0, of: 0).shortage == nil)
    }

    @Test func `is what the kernel says`() throws {
        let room = try Directory.open("/").room()
        #expect(room.freeBytes <= room.bytes && room.bytes > 0)
    }
}
