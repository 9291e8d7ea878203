import Glibc
import LinuxIO
import Testing

@Suite struct DirectoryTests {
    private func name(_ text: String) throws -> FileName { try #require(FileName(text)) }

    @Test func `a move never covers what is there`() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("one", to: "a")
        try scratch.write("other", to: "b")
        let directory = try scratch.open()
        let error = #expect(throws: IOError.self) { try directory.rename(name("a"), to: directory, as: name("b")) }
        #expect(error?.isTaken == true)
        #expect(try scratch.read("b") == "other")
        try directory.rename(name("a"), to: directory, as: name("c"))
        #expect(try scratch.names() == ["b", "c"])
    }

    @Test func `a new file is never one that is there`() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("one", to: "a")
        let error = #expect(throws: IOError.self) { try scratch.write("other", to: "a") }
        #expect(error?.isTaken == true)
        #expect(try scratch.read("a") == "one")
    }

    @Test func `a symbolic link is not followed`() throws {
        let scratch = try ScratchDirectory()
        // Both paths live through the call.
        try #require(unsafe symlink("/etc/passwd", "\(scratch.path)/link") == 0)
        let directory = try scratch.open()
        let error = #expect(throws: IOError.self) { _ = try directory.openForReading(name("link")) }
        #expect(error?.errno == ELOOP)
        #expect(try directory.status(of: name("link")).kind == .symbolicLink)
    }

    @Test func `a FIFO is opened without waiting, and tells what it is`() throws {
        let scratch = try ScratchDirectory()
        // The path lives through the call.
        try #require(unsafe mkfifo("\(scratch.path)/pipe", 0o600) == 0)
        #expect(try scratch.open().openForReading(name("pipe")).status().kind == .fifo)
    }

    @Test func `names are the bytes that they are`() throws {
        let scratch = try ScratchDirectory()
        let odd = try #require(FileName(bytes: [0xFF, 0x0A, 0x5C]))
        let directory = try scratch.open()
        _ = try directory.create(odd, mode: 0o600)
        #expect(try directory.names() == [odd])
        #expect(try directory.names() == [odd], "a second walk begins at the beginning")
        try directory.remove(odd)
        #expect(try directory.names() == [])
    }

    @Test func `missing directories are made, and one that is there is opened`() throws {
        let scratch = try ScratchDirectory()
        let inner = "\(scratch.path)/a/b"
        for _ in 0..<2 { #expect(try Directory.make(inner, mode: 0o700).status().mode == 0o700) }
        for path in [inner, "\(scratch.path)/a"] {
            // The path lives through the call.
            #expect(unsafe rmdir(path) == 0)
        }
    }

    @Test func `an error says which call failed on what, and why`() throws {
        let scratch = try ScratchDirectory()
        let error = #expect(throws: IOError.self) { _ = try scratch.open().openForReading(name("mis\nsing")) }
        #expect(error?.isMissing == true)
        #expect(error?.description == "\(scratch.path)/mis\\nsing: open: No such file or directory")
    }
}

@Suite struct FileTests {
    @Test(arguments: [0, 1, 9, 10, 11, 5_000], [0, 1, 10, 11, 4_999, 5_000, 9_999])
    func `a file is read up to its end or the limit, whatever size was expected`(size: Int, limit: Int) throws {
        let scratch = try ScratchDirectory()
        let text = String(repeating: "x", count: size)
        try scratch.write(text, to: "a")
        for expected in [0, size / 2, size, size + 10] {
            let file = try scratch.open().openForReading(#require(FileName("a")))
            #expect(try file.readAll(size: expected, limit: limit).count == min(size, limit))
        }
    }

    @Test func `bytes are read and written where they stand`() throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.open().create(#require(FileName("a")), mode: 0o600)
        try file.write(Array("0123456789".utf8))
        try file.write(Array("ab".utf8), at: 3)
        try file.write(Array("!".utf8))
        #expect(try scratch.read("a") == "012ab56789!")
        #expect(try file.read(at: 4, count: 3) == Array("b56".utf8))
        #expect(try file.read(at: 9, count: 100) == Array("9!".utf8))
        #expect(try file.read(at: 50, count: 1) == [])
        try file.truncate(to: 2)
        #expect(try file.status().size == 2)
    }

    @Test func `only one has the lock, until its file is closed`() throws {
        let scratch = try ScratchDirectory()
        let directory = try scratch.open()
        let name = try #require(FileName("lock"))
        let first = try directory.openForWriting(name, creatingWith: 0o600)
        #expect(try first.tryLock())
        #expect(try !directory.openForWriting(name).tryLock())
        _ = consume first
        #expect(try directory.openForWriting(name).tryLock())
    }

    @Test func `a mapping shows the bytes of the file, none of an empty one`() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("hello", to: "a")
        let file = try scratch.open().openForReading(#require(FileName("a")))
        let seen = try Mapping(file, count: 5).withBytes { bytes in
            // Any byte is a UInt8, and each index lies within the span.
            (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
        #expect(seen == Array("hello".utf8))
        #expect(try Mapping(file, count: 0).withBytes { $0.byteCount } == 0)
    }
}

@Suite struct InotifyTests {
    @Test func `each way to bring a file in is told`() throws {
        let scratch = try ScratchDirectory()
        let other = try ScratchDirectory()
        var inotify = try Inotify()
        try inotify.watch(scratch.path)
        #expect(try inotify.read() == [])
        let (a, b, c) = (try #require(FileName("a")), try #require(FileName("b")), try #require(FileName("c")))
        try scratch.write("1", to: "a")
        try other.write("2", to: "b")
        try other.open().rename(b, to: scratch.open(), as: b)
        // Both paths live through the call.
        try #require(unsafe link("\(scratch.path)/a", "\(scratch.path)/c") == 0)
        let told = try inotify.read()
        #expect(told.contains(.created(RelativePath(a))) && told.contains(.closedAfterWriting(RelativePath(a))))
        #expect(told.contains(.movedIn(RelativePath(b))))
        #expect(told.contains(.created(RelativePath(c))))
        #expect(try inotify.read() == [])
    }
}
