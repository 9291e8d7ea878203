import TestSupport
import Testing
import TransparencyLog

/// `timelinectl key --rotate`: another key, and nothing that was signed before is lost.
struct `A key that is rotated` {
    @Test func `is followed from the first key, from the last, and from any between`() throws {
        let desk = try Desk(3)
        try desk.write(try desk.read("log/checkpoint"), to: "head-0")
        try desk.keep("key-0", "key")
        for number in 1...2 {
            let told = try desk.client("key", "--rotate")
            #expect(told.status == .exited(1) && told.errorText.contains("say --yes"), "\(told)")
            try desk.keep("said", "key", "--rotate", "--yes")
            try desk.keep("key-\(number)", "key")
            #expect(try desk.shell("grep -c '^— ' log/checkpoint").text == "2\n", "signed by both")
            try desk.record(2)
            try desk.write(try desk.read("log/checkpoint"), to: "head-\(number)")
        }
        #expect(try desk.head().size == 9)
        for key in 0...2 {
            for head in 0...2 {
                let verified = try desk.client("verify", "--key", "key-\(key)", "--against", "head-\(head)")
                #expect(verified.succeeded, "\(key) \(head) \(verified)")
            }
        }
        let keys = try desk.client("verify", "-o", "json").text
        #expect(keys.contains(#","from":0,"to":4},"#) && keys.contains(#","from":7}]"#), "\(keys)")
        // The entry is one that projections pass over, and that no file can bring.
        #expect(try desk.client("state", "announcements", "-o", "json").succeeded)
        let entry = try desk.client("log", "-o", "json").lines[3]
        #expect(entry.contains(#""source":"/timelined""#) && entry.contains(#""type":"timeline.key.rotated.v1""#))
    }

    @Test func `an old key signs no newer head`() throws {
        let desk = try Desk(2)
        try desk.shell("cp log/signing.key old.key && cp log/signing.pub old.pub")
        try desk.keep("said", "key", "--rotate", "--yes")
        try desk.record(1)
        // Whoever has the old key signs a head of their own with the old daemon.
        try desk.shell("cp -r log stolen-log && chmod u+w log/signing.key && cp old.key log/signing.key")
        let outcome = try desk.once(expecting: 78)
        #expect(outcome.errorText.contains("the log has replaced this key by "), "\(outcome)")
    }

    @Test(arguments: ["write", "fsync", "fdatasync", "renameat", "renameat2", "unlinkat"])
    func `cut short at any call leaves a log that goes on`(call: String) throws {
        var isCut = true
        var number = 1
        while isCut, number < 20 {
            let desk = try Desk(2)
            try desk.write(try desk.read("log/checkpoint"), to: "kept")
            try desk.keep("key-0", "key")
            let outcome = try Command(words: [
                "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                "inject=\(call):signal=KILL:when=\(number)", Programs.timelinectl, "--root", desk.root, "key",
                "--rotate", "--yes",
            ]).run()
            isCut = outcome.status == .signalled(9)
            try desk.record(1)
            for key in [["--key", "key-0"], []] {
                let verified = try desk.client(["verify", "--against", "kept"] + key)
                #expect(verified.succeeded, "\(call) \(number): \(verified)")
            }
            // And it can be done again.
            try desk.keep("said", "key", "--rotate", "--yes")
            try desk.record(1)
            #expect(try desk.client("verify", "--key", "key-0").succeeded, "\(call) \(number)")
            number += 1
        }
        #expect(number < 20)
    }

    @Test func `is not rotated while the daemon runs`() throws {
        let desk = try Desk(1)
        let daemon = try desk.start()
        let outcome = try desk.client("key", "--rotate", "--yes")
        #expect(outcome.status == .exited(75) && outcome.errorText.contains("stop it first"), "\(outcome)")
        daemon.send(15)
        _ = daemon.finish()
    }
}
