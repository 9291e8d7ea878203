import Glibc
import TestSupport
import Testing
import TransparencyLog

/// The last head, remembered outside of the log's directory.
struct `The remembered head` {
    /// Neither the daemon nor `verify` takes the log for what it was, and nothing is written.
    private func expectRefused(_ desk: Desk, _ reason: String, _ location: SourceLocation = #_sourceLocation) throws {
        let verified = try desk.client("verify")
        #expect(verified.status == .exited(1), "\(verified)", sourceLocation: location)
        let before = try desk.shell("find log heads -type f ! -name lock | sort | xargs sha256sum").text
        let outcome = try desk.once(expecting: 76, location)
        #expect(outcome.errorText.contains(reason), "\(outcome)", sourceLocation: location)
        let after = try desk.shell("find log heads -type f ! -name lock | sort | xargs sha256sum").text
        #expect(before == after, "nothing is written", sourceLocation: location)
    }

    @Test func `is the signed head at rest, and readable to the group alone`() throws {
        let desk = try Desk(3, 2)
        #expect(try desk.read("heads/last") == desk.read("log/checkpoint"))
        #expect(try desk.shell("stat --format='%a %n' heads heads/last").lines == ["750 heads", "640 heads/last"])
    }

    @Test func `tells an older copy of the log's directory, with its head and its keys, from the log`() throws {
        let desk = try Desk(3)
        try desk.shell("cp -a log copy")
        try desk.record(2)
        try desk.shell("rm -r log && mv copy log")
        try expectRefused(desk, "the head remembered in heads/last has 5 entries, and the log has only 3")
        // Whoever put it there on purpose says so; the head that others kept still shows it.
        try desk.shell("cp heads/last kept")
        let told = try desk.client("repair")
        #expect(told.status == .exited(1) && told.errorText.contains("nothing was changed"), "\(told)")
        #expect(try desk.client("repair", "--yes").succeeded)
        #expect(try desk.shell("ls heads").lines.count == 2)
        #expect(try desk.once().errorText.contains("3 events had no signed head"))
        #expect(try desk.client("verify").succeeded)
        #expect(try desk.client("verify", "--against", "kept").status == .exited(1))
        try desk.record(1)
        #expect(try desk.read("heads/last") == desk.read("log/checkpoint"))
    }

    @Test func `tells a log of another key in its place`() throws {
        let (desk, other) = (try Desk(3), try Desk(3, 1))
        try desk.shell("rm -r log && cp -a '\(other.root)/log' .")
        try expectRefused(desk, "the head remembered in heads/last is not to be believed")
    }

    @Test(arguments: [":", "rm -r heads", "rm log/signing.key"])
    func `a rewritten log without head and public key is not signed`(more: String) throws {
        let desk = try Desk(4)
        try desk.rewrite(2)
        try desk.shell("rm log/checkpoint log/signing.pub; \(more)")
        try expectRefused(desk, "its signed head is missing")
    }

    @Test func `a rewritten log is not signed with the key of a credential either`() throws {
        let desk = try Desk()
        try desk.shell("rm -r log heads && mkdir credentials")
        _ = try desk.client("key", "--new", "from.example.org/log", "--file", "credentials/signing-key")
        func once() throws -> Outcome {
            try Command(words: [
                "env", "CREDENTIALS_DIRECTORY=\(desk.root)/credentials", Programs.timelined, "--root", desk.root,
                "--once", "--settle", "0",
            ]).run()
        }
        try desk.drop(3)
        #expect(try once().status == .exited(0))
        try desk.rewrite(1)
        try desk.shell("rm log/checkpoint log/signing.pub; rm -r heads")
        let outcome = try once()
        #expect(outcome.status == .exited(76), "\(outcome)")
        #expect(outcome.errorText.contains("it has entries and a private key to sign them with"), "\(outcome)")
    }

    /// A crash before each call that changes a name or makes it durable, of a first start and of a later one.
    @Test(arguments: [false, true])
    func `no crash while a head is signed leaves a log that is refused`(isFirst: Bool) throws {
        for call in ["fsync", "rename,renameat,renameat2", "mkdir,mkdirat"] {
            for number in 1...12 {
                let desk = try Desk(2)
                if isFirst { try desk.shell("rm -r log heads") }
                try desk.drop(1)
                let killed = try Command(words: [
                    "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                    "inject=\(call):signal=KILL:when=\(number)", Programs.timelined, "--root", desk.root, "--once",
                    "--settle", "0",
                ]).run()
                try desk.once()
                let verified = try desk.client("verify")
                #expect(verified.succeeded, "\(call) \(number) \(verified)")
                #expect(try desk.read("heads/last") == desk.read("log/checkpoint"))
                if killed.status == .exited(0) { break }
            }
        }
    }

    @Test func `a log whose heads were never remembered gets a memory at the next start`() throws {
        let desk = try Desk(3)
        try desk.shell("rm -r heads")
        try desk.once()
        #expect(try desk.read("heads/last") == desk.read("log/checkpoint"))
    }

    /// Each step of a first signing fails once; what was done by then is said, and once.
    @Test(arguments: ["write", "fsync", "rename,renameat,renameat2"])
    func `that fails leaves no key and no first head unsaid`(call: String) throws {
        for (script, said) in [
            ("rm -r log heads", "made a key to sign the log with"),
            ("rm -r log/checkpoint log/signing.* heads", "events had no signed head"),
        ] {
            for number in 1...3 {
                let desk = try Desk(2)
                try desk.shell("\(script); mkdir -p heads")
                let daemon = try desk.start(wrapper: [
                    "strace", "-f", "-qq", "-o", "/dev/null", "-P", "\(desk.root)/heads", "-P",
                    "\(desk.root)/heads/.last.tmp", "-P", "\(desk.root)/log/.checkpoint.tmp", "-P",
                    "\(desk.root)/log/.signing.key.tmp", "-e", "trace=\(call)", "-e",
                    "inject=\(call):error=ENOSPC:when=\(number)",
                ])
                let isSigned = daemon.wait { _ in
                    (try? desk.read("heads/last")).map { !$0.isEmpty && $0 == (try? desk.read("log/checkpoint")) }
                        ?? false
                }
                #expect(isSigned, "\(call) \(number)")
                _ = try Command("pkill", "-TERM", "-f", "^\(Programs.timelined) --root \(desk.root) ").run()
                let outcome = daemon.finish()
                #expect(outcome.errorText.components(of: said) == 1, "\(call) \(number) \(outcome)")
            }
        }
    }

    @Test func `or any file of the log that is a symbolic link is called one`() throws {
        for file in ["heads/last", "log/checkpoint", "log/signing.pub", "log/signing.key"] {
            let desk = try Desk(1)
            try desk.shell("mv \(file) there; ln -s ../there \(file)")
            let outcome = try desk.once(expecting: 74)
            #expect(outcome.errorText.contains("a symbolic link stands there, which is not followed"), "\(outcome)")
        }
    }

    @Test func `where it cannot be written, that is said, and files are taken`() throws {
        let desk = try Desk(1)
        try desk.shell("rm -r heads; echo > heads")
        let outcome = try desk.once(expecting: 74)
        #expect(outcome.errorText.contains("fails: Not a directory"), "\(outcome)")
        try desk.shell("rm heads; mkdir heads")
        let daemon = try desk.start(wrapper: [
            "strace", "-f", "-qq", "-o", "/dev/null", "-P", "\(desk.root)/heads/.last.tmp", "-e", "trace=write", "-e",
            "inject=write:error=ENOSPC:when=1..2",
        ])
        try desk.drop(1)
        let said = daemon.wait {
            String(decoding: $0.errorsSoFar, as: UTF8.self).contains("signing the log's head fails")
        }
        #expect(said)
        #expect(try daemon.wait { _ in try desk.read("heads/last") == desk.read("log/checkpoint") })
        #expect(try desk.client("log", "-o", "json").lines.count == 2)
        _ = try Command("pkill", "-TERM", "-f", "^\(Programs.timelined) --root \(desk.root) ").run()
        #expect(daemon.finish().status == .exited(0))
    }
}

extension String {
    /// How often a text stands in it.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}

/// The index in the cache, as `verify` checks it.
struct `The check of the index` {
    /// For python3.
    private static let crc32c = """
        def crc32c(data):
            crc = 0xffffffff
            for byte in data:
                crc ^= byte
                for _ in range(8): crc = (crc >> 1) ^ (0x82f63b78 if crc & 1 else 0)
            return crc ^ 0xffffffff
        """

    @Test func `finds an index that says something else of the log than the log`() throws {
        let desk = try Desk(3, 2)
        let right = try desk.client("verify", "-o", "json")
        #expect(right.succeeded && right.text.contains(#""faults":[]"#), "\(right)")
        // With the right checksum over it.
        try desk.shell(
            #"""
            python3 - <<'PY'
            import re
            \#(Self.crc32c)
            whole = open('cache/index', 'rb').read()
            end = whole.index(b'\n')
            line = whole[9:end].replace(b'"announcement":5', b'"announcement":4').replace(b'"other":0', b'"other":1')
            assert line != whole[9:end]
            open('cache/index', 'wb').write(b'%08x ' % crc32c(line) + line + whole[end:])
            PY
            """#)
        let wrong = try desk.client("verify")
        #expect(wrong.status == .exited(1), "\(wrong)")
        #expect(wrong.text.contains("index: what it says of the first 5 entries is not what they are"), "\(wrong)")
        #expect(try desk.client("rebuild").succeeded)
        #expect(try desk.client("verify").succeeded)
    }

    @Test func `finds an identity that the index does not have`() throws {
        let desk = try Desk(3, 2)
        try desk.shell(
            #"""
            python3 - <<'PY'
            import struct
            \#(Self.crc32c)
            whole = bytearray(open('cache/index', 'rb').read())
            page = whole[4096:8192]
            sum, count = struct.unpack_from('<II', page, 0)
            # Five identities and two files.
            assert count == 7 and sum == crc32c(page[4:])
            struct.pack_into('<I', page, 4, 6)
            struct.pack_into('<I', page, 0, crc32c(page[4:]))
            whole[4096:8192] = page
            open('cache/index', 'wb').write(whole)
            PY
            """#)
        let wrong = try desk.client("verify")
        #expect(wrong.text.contains("index: its identities are not those of the log"), "\(wrong)")
        #expect(wrong.status == .exited(1))
    }

    @Test func `passes over the index of another log, of other files, or whose checksum is not right`() throws {
        let (desk, other) = (try Desk(3, 2), try Desk(3, 2))
        for script in [
            "cp '\(other.root)/cache/index' cache/index", "mkdir copy; cp -r log heads cache copy",
            "printf x | dd of=cache/index bs=1 seek=30 conv=notrunc status=none",
        ] {
            try desk.shell(script)
            #expect(try desk.client("verify").succeeded)
        }
        #expect(try desk.client("--root", "\(desk.root)/copy", "verify").succeeded)
    }
}
