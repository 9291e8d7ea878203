import Glibc
import TestSupport
import Testing
import TransparencyLog

/// The signed head, as the daemon keeps it.
struct `The signed head` {
    @Test func `the first start makes key and head, and tells nobody but its owner the key`() throws {
        let desk = try Desk()
        let modes = try desk.shell("stat --format='%a %n' log/checkpoint log/signing.*").lines
        #expect(modes == ["640 log/checkpoint", "400 log/signing.key", "640 log/signing.pub"])
        let key = try desk.client("key")
        #expect(key.output == (try desk.read("log/signing.pub")))
        let host = try Command("uname", "-n").run().text.dropLast()
        #expect(key.text.hasPrefix("\(host)/timeline+"), "\(key)")
        let head = try desk.head()
        #expect(head.size == 0 && head.root == .emptyRoot)
        #expect(try desk.client("verify").succeeded)
    }

    @Test func `the log is called as it was asked for at first, and never otherwise`() throws {
        let desk = try Desk()
        try desk.shell("rm -r log heads")
        try desk.once("--origin", "timeline.example.org/log")
        #expect(try desk.head().origin == "timeline.example.org/log")
        try desk.record(2)
        #expect(try desk.head().origin == "timeline.example.org/log")
        let other = try desk.once("--origin", "other.example.org", expecting: 78)
        #expect(other.errorText.contains("this log is timeline.example.org/log and stays so"), "\(other)")
        try desk.once("--origin", "two words", expecting: 64)
    }

    @Test func `it covers every commit at the end of --once, at rest within a second, and at stop`() throws {
        let desk = try Desk(3)
        #expect(try desk.head().size == 3)
        let daemon = try desk.start()
        try desk.drop(2)
        #expect(try daemon.wait { _ in try desk.head().size == 5 })
        // The next comes within the second, and is signed when it is over, or at the stop.
        try desk.drop(1)
        #expect(try daemon.wait { _ in try desk.client("log", "-o", "json").lines.count == 6 })
        daemon.send(SIGTERM)
        #expect(daemon.finish().status == .exited(0))
        #expect(try desk.head().size == 6)
        #expect(try desk.client("verify").text.contains("The signed head of 6 entries is proven"))
    }

    @Test func `a kill between commit and head is no contradiction`() throws {
        let desk = try Desk(2)
        let kept = try desk.read("log/checkpoint")
        try desk.record(2)
        try desk.write(kept, to: "log/checkpoint")
        try desk.once()
        #expect(try desk.head().size == 4)
    }

    @Test func `a kill between the first head and the public key is no contradiction`() throws {
        let desk = try Desk(2)
        try desk.shell("rm log/signing.pub")
        #expect(try desk.client("verify").text.contains("The signed head of 2 entries is proven"))
        try desk.once()
        #expect(try desk.shell("test -s log/signing.pub").succeeded)
    }

    @Test func `a credential goes before the key beside the log`() throws {
        let desk = try Desk()
        try desk.shell("rm -r log heads && mkdir credentials")
        let made = try desk.client("key", "--new", "from.example.org/credential", "--file", "credentials/signing-key")
        #expect(made.succeeded)
        let daemon = Command(
            words: [
                "env", "CREDENTIALS_DIRECTORY=\(desk.root)/credentials", Programs.timelined, "--root", desk.root,
                "--once",
            ]
        )
        #expect(try daemon.run().status == .exited(0))
        #expect(try desk.read("log/signing.pub") == made.output)
        #expect(try desk.shell("ls log").text.contains("signing.key") == false)
        // Without it nobody can sign, and the daemon says what to do.
        let without = try desk.once(expecting: 78)
        #expect(without.errorText.contains("the private key is missing"), "\(without)")
    }

    @Test func `a full disk while the head is written is said, and heals by itself`() throws {
        let desk = try Desk(1)
        let daemon = try desk.start(wrapper: [
            "strace", "-f", "-qq", "-o", "/dev/null", "-P", "\(desk.log)/.checkpoint.tmp", "-e", "trace=write", "-e",
            "inject=write:error=ENOSPC:when=1..2",
        ])
        try desk.drop(1)
        let said = daemon.wait {
            String(decoding: $0.errorsSoFar, as: UTF8.self).contains("signing the log's head fails")
        }
        #expect(said, "\(daemon.finish())")
        // What is dropped meanwhile is taken as ever.
        try desk.drop(1)
        #expect(try daemon.wait { _ in try desk.client("log", "-o", "json").lines.count == 3 })
        #expect(try daemon.wait { _ in try desk.head().size == 3 })
        #expect(daemon.wait { String(decoding: $0.errorsSoFar, as: UTF8.self).contains("works again") })
        _ = try Command("pkill", "-TERM", "-f", "^\(Programs.timelined) --root \(desk.root) ").run()
        #expect(daemon.finish().status == .exited(0))
        #expect(try desk.client("verify").succeeded)
    }

    @Test func `a first start that cannot store the key takes files all the same, and signs them when it can`() throws {
        let desk = try Desk()
        try desk.shell("rm -r log heads")
        let daemon = try desk.start(wrapper: [
            "strace", "-f", "-qq", "-o", "/dev/null", "-P", "\(desk.log)/.signing.key.tmp", "-e", "trace=fsync", "-e",
            "inject=fsync:error=EIO:when=1",
        ])
        try desk.drop(2)
        #expect(try daemon.wait { _ in try desk.shell("cat log/checkpoint || true").text.contains("\n2\n") })
        let said = String(decoding: daemon.errorsSoFar, as: UTF8.self)
        #expect(said.contains("signing the log's head fails: Input/output error"), "\(said)")
        _ = try Command("pkill", "-TERM", "-f", "^\(Programs.timelined) --root \(desk.root) ").run()
        #expect(daemon.finish().status == .exited(0))
        #expect(try desk.client("verify").text.contains("The signed head of 2 entries is proven"))
    }

    @Test(arguments: ["not a key\n", "", "PRIVATE+KEY+a+00000000+AQ==\n"])
    func `a key that is none stops the daemon before it writes`(text: String) throws {
        let desk = try Desk(1)
        try desk.shell("chmod u+w log/signing.key")
        try desk.write(Array(text.utf8), to: "log/signing.key")
        try desk.drop(1)
        let outcome = try desk.once(expecting: 78)
        #expect(outcome.errorText.contains("signing.key: the log cannot be signed with this key"), "\(outcome)")
        #expect(try desk.client("log", "-o", "json").lines.count == 1)
        #expect(!outcome.errorText.contains("AQ=="))
    }
}
