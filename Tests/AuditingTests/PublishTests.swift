import LinuxIO
import TestSupport
import Testing
import TransparencyLog

/// `timelinectl publish`: a tree of plain files.
struct Publishing {
    /// What is wrong with the published tree; nil where its head is supported by its tiles, read as any client would.
    private func fault(_ desk: Desk, _ folder: String, key: VerifierKey) throws -> String? {
        let bytes = try desk.read("\(folder)/checkpoint")
        if bytes.isEmpty { return nil }
        let head = try VerifiedCheckpoint(SignedNote(parsing: bytes), log: key).checkpoint
        var tree = MerkleTree()
        let all = Array(TilesToWrite(from: 0, to: head.size))
        for tile in all where tile.contents == .entries {
            let bundle = try EntryBundle(tile, parsing: try desk.read("\(folder)/\(tile.path)"))
            for entry in bundle.entries { tree.append(.leaf(entry)) }
        }
        guard try tree.size == head.size && tree.root(at: head.size) == head.root else { return "the entries differ" }
        for tile in all where tile.contents != .entries {
            let hashes = try HashTile(tile, parsing: try desk.read("\(folder)/\(tile.path)")).hashes
            guard hashes == tile.subtrees.compactMap({ tree.hash(of: $0) }) else { return "\(tile)" }
        }
        return nil
    }

    private func key(_ desk: Desk) throws -> VerifierKey {
        try VerifierKey(parsing: String(try desk.client("key").text.dropLast()))
    }

    @Test func `grows with the log, and what is published once stays`() throws {
        let desk = try Desk(1)
        let key = try key(desk)
        for size in [0, 254, 1, 1, 300, 255, 0] {
            if size > 0 { try desk.record(size) }
            let before = try desk.shell(
                "mkdir -p site; find site -path '*/tile/*' -type f ! -path '*.p/*' | xargs -r sha256sum"
            ).lines
            let outcome = try desk.client("publish", "site")
            #expect(outcome.succeeded, "\(outcome)")
            #expect(try fault(desk, "site", key: key) == nil)
            #expect(try desk.read("site/checkpoint") == desk.read("log/checkpoint"))
            let after = try desk.shell("find site -path '*/tile/*' -type f ! -path '*.p/*' | xargs -r sha256sum").lines
            #expect(Set(before).isSubset(of: after))
            #expect(try desk.shell("find site -name '.*.tmp'").text.isEmpty)
        }
        #expect(try desk.client("publish", "site").text.contains("nothing new"))
        // Where a full tile stands, its partial ones are gone.
        #expect(
            try desk.shell("find site -type d -name '*.p' | sort").lines == [
                "site/tile/0/003.p", "site/tile/1/000.p", "site/tile/entries/003.p",
            ])
    }

    @Test func `refuses a folder that holds another log, or a longer one, and changes nothing there`() throws {
        let desk = try Desk(3)
        let other = try Desk(2)
        try desk.shell("cp -r '\(other.log)' other-log")
        #expect(try other.client("publish", "\(desk.root)/site").succeeded)
        let before = try desk.shell("find site -type f | xargs sha256sum").text
        let refused = try desk.client("publish", "site")
        #expect(
            refused.status == .exited(1) && refused.errorText.contains("another log is published there"), "\(refused)")
        #expect(try desk.shell("find site -type f | xargs sha256sum").text == before)

        #expect(try desk.client("publish", "own").succeeded)
        try desk.rewrite(1)
        try desk.forgetHeads()
        try desk.record(2)
        #expect(try desk.client("publish", "own").status == .exited(1), "rewritten, signed by the same key")
        try desk.shell("printf 'hello\\n' > own/checkpoint")
        #expect(try desk.client("publish", "own").errorText.contains("is no signed head"))
    }

    @Test func `is checked file by file, and what is damaged is named`() throws {
        let desk = try Desk(300)
        _ = try desk.client("publish", "site")
        try desk.record(100)
        _ = try desk.client("publish", "site")
        // Longer than its last published head, as a log is between two runs.
        try desk.record(3)
        let right = try desk.client("publish", "--check", "site")
        #expect(right.succeeded && right.text.contains("site holds 400 entries: "), "\(right)")
        let paths = try desk.shell("cd site && find tile -type f | sort").lines
        #expect(paths.count == 7, "a partial tile of the head before is there, too: \(paths)")
        try desk.shell("cp -r site before")
        for path in paths {
            for damage in [
                "rm FILE", "truncate -s -1 FILE", "printf x >> FILE", ": > FILE",
                #"python3 -c "import random; b = bytearray(open('FILE', 'rb').read()); b[random.randrange(len(b))] ^= 1 << random.randrange(8); open('FILE', 'wb').write(b)""#,
            ] {
                // A narrower tile that is gone is missed by nobody.
                if damage == "rm FILE", path.hasSuffix("/44") { continue }
                try desk.shell(damage.replacing("FILE", with: "site/\(path)"))
                let found = try desk.client("publish", "--check", "site")
                let lines = found.errorText.split(separator: "\n")
                #expect(found.status == .exited(1) && lines.count == 2 && found.output.isEmpty, "\(found)")
                guard lines.count == 2 else { continue }
                #expect(lines[0].contains("site/\(path) is \(damage == "rm FILE" ? "missing" : "damaged")"), "\(found)")
                try desk.shell("cp --preserve=all before/\(path) site/\(path)")
            }
        }
        #expect(try desk.shell("diff -r before site").text.isEmpty)
        // What the remark says mends it.
        try desk.shell("find site/tile -type f | xargs rm; rm site/checkpoint")
        #expect(try desk.client("publish", "site").succeeded)
        let mended = try desk.client("publish", "--check", "site")
        #expect(mended.succeeded && mended.text.contains("403 entries"), "\(mended)")
    }

    @Test func `a check writes nothing, and knows what is no published log`() throws {
        let desk = try Desk(3)
        let missing = try desk.client("publish", "--check", "site")
        #expect(missing.status == .exited(2) && missing.errorText.contains("No such file"), "\(missing)")
        try desk.shell("mkdir site")
        let empty = try desk.client("publish", "--check", "site")
        #expect(empty.status == .exited(1) && empty.errorText.contains("nothing is published there"), "\(empty)")
        #expect(try desk.shell("find site").lines == ["site"])
        let other = try Desk(2)
        #expect(try other.client("publish", "\(desk.root)/site").succeeded)
        let foreign = try desk.client("publish", "--check", "site")
        #expect(foreign.status == .exited(1) && foreign.errorText.contains("another log is published"), "\(foreign)")
        let trouble = try desk.client("publish", "/dev/null")
        #expect(trouble.errorText.contains("cannot publish: /dev/null: "), "\(trouble)")
    }

    @Test(arguments: ["openat", "write", "fsync", "renameat", "mkdirat", "unlinkat"])
    func `cut short at any call supports its head, and the next run finishes it`(call: String) throws {
        let desk = try Desk(200)
        let key = try key(desk)
        #expect(try desk.client("publish", "site").succeeded)
        try desk.record(400)
        try desk.shell("cp -r site before")
        var random = SystemRandomNumberGenerator()
        var cut = 0
        for _ in 0..<12 {
            try desk.shell("rm -rf site && cp -r before site")
            // There are about as many of each.
            let most = ["openat": 60, "mkdirat": 4, "unlinkat": 8][call] ?? 12
            let number = Int.random(in: 1...most, using: &random)
            let outcome = try Command(words: [
                "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                "inject=\(call):signal=KILL:when=\(number)", Programs.timelinectl, "--root", desk.root, "publish",
                "\(desk.root)/site",
            ]).run()
            if outcome.status == .signalled(9) { cut += 1 }
            #expect(try fault(desk, "site", key: key) == nil, "\(call) \(number)")
            let finished = try desk.client("publish", "site")
            #expect(finished.succeeded, "\(call) \(number): \(finished)")
            #expect(try fault(desk, "site", key: key) == nil, "\(call) \(number)")
            #expect(try desk.read("site/checkpoint") == desk.read("log/checkpoint"))
        }
        #expect(cut > 0)
    }
}
