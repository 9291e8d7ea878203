import TestSupport
import Testing

/// Where a restore puts a log, whose it is there, and with which key.
struct `The place of a restore` {
    private static let nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]

    /// A timeline of the user nobody's in a directory of root's, as an administrator makes one, and a backup of it.
    private func desk() throws -> Desk {
        let desk = try Desk(3, 2)
        #expect(try desk.client("backup", "\(desk.root)/backup").succeeded)
        try desk.shell("chown -R nobody:nogroup log heads archive rejected incoming cache run; chmod 755 .")
        return desk
    }

    private func restore(_ desk: Desk, _ words: String..., root: String? = nil) throws -> Outcome {
        try Command(
            words: [Programs.timelinectl, "--root", root ?? desk.root, "restore", "\(desk.root)/backup"] + words
        ).run()
    }

    private func starts(_ desk: Desk) throws -> Outcome {
        try Command(
            words: Self.nobody + [Programs.timelined, "--root", desk.root, "--once", "--settle", "0"]
        ).run()
    }

    @Test(arguments: 0..<16)
    func `in a directory of root's is the owner's of whatever is left`(lost: Int) throws {
        let desk = try desk()
        let names = ["heads", "cache", "archive", "rejected"].enumerated().filter { lost >> $0.offset & 1 == 1 }
        try desk.shell(
            "mkdir safe && cp -p log/signing.key safe/ && rm -r log \(names.map(\.element).joined(separator: " "))")
        let done = try restore(desk, "--yes")
        #expect(done.succeeded, "\(done)")
        #expect(!done.text.contains("root"), "\(done)")
        #expect(try desk.shell("find log heads cache ! -user nobody").text == "", "\(done)")
        // What the drop folder lacks, only an administrator makes in a directory of root's.
        try desk.shell("mkdir -p archive rejected && chown nobody archive rejected; cp -p safe/signing.key log/")
        let once = try starts(desk)
        #expect(once.succeeded, "\(once)")
        #expect(try desk.client("verify").succeeded)
    }

    @Test func `that an administrator made is given to the owner first`() throws {
        let desk = try desk()
        try desk.shell("rm -r log && mkdir log")
        let refused = try restore(desk, "--yes")
        #expect(refused.status == .exited(2), "\(refused)")
        #expect(refused.errorText.contains("chown -R nobody \(desk.root)/log"), "\(refused)")
        #expect(try desk.shell("ls -A log").text == "")
        try desk.shell("chown -R nobody log")
        #expect(try restore(desk, "--yes").succeeded)
        #expect(try desk.shell("find log heads cache ! -user nobody").text == "")
    }

    @Test func `where all is root's says so, and what another owner needs`() throws {
        let desk = try Desk(3, 2)
        #expect(try desk.client("backup", "\(desk.root)/backup").succeeded)
        try desk.shell("rm -r log heads cache archive rejected")
        let done = try restore(desk)
        #expect(done.status == .exited(1), "\(done)")
        #expect(done.text.contains("chown -R USER \(desk.root) before it starts"), "\(done)")
    }

    @Test(arguments: ["mistyped", "other", "var"])
    func `that is no timeline's is refused, and nothing is made there`(name: String) throws {
        let desk = try desk()
        try desk.shell("mkdir -p other/src var/log/apt var/cache var/run; touch other/notes.txt var/log/syslog")
        let before = try desk.shell("find . | sort").text
        let refused = try restore(desk, "--yes", root: "\(desk.root)/\(name)")
        #expect(refused.status == .exited(2), "\(refused)")
        if name == "mistyped" {
            #expect(refused.errorText.contains("\(desk.root)/mistyped/log would be, with 5 entries"), "\(refused)")
        }
        #expect(refused.errorText.contains("name the timeline's directory"), "\(refused)")
        #expect(try desk.shell("find . | sort").text == before)
        // One that is there and empty is a new timeline's.
        try desk.shell("mkdir fresh")
        #expect(try restore(desk, "--yes", root: "\(desk.root)/fresh").succeeded)
        #expect(try Command(Programs.timelinectl, "--root", "\(desk.root)/fresh", "verify").run().succeeded)
    }

    @Test(arguments: ["signing.key", "signing.key signing.pub", "signing.key lock", "signing.pub"])
    func `may hold the log's keys already, and a daemon goes on with them`(left: String) throws {
        let desk = try desk()
        try desk.shell("cp -a log safe && find log -type f -delete && cd safe && cp -p \(left) ../log/")
        let done = try restore(desk, "--yes")
        #expect(done.succeeded, "\(done)")
        let isMissing = !left.contains("key")
        #expect(done.errorText.contains("the private key is not in") == isMissing, "\(done)")
        if isMissing { try desk.shell("cp -p safe/signing.key log/") }
        let once = try starts(desk)
        #expect(once.succeeded, "\(once)")
        #expect(try desk.client("verify").succeeded)
    }

    @Test(arguments: ["another's", "no key", "unreadable"])
    func `with a private key that cannot sign the log is said, and a start names the key`(what: String) throws {
        let (desk, other) = (try desk(), try Desk())
        try desk.shell("cp -a log safe && find log -type f -delete")
        switch what {
        case "another's": try desk.shell("cp '\(other.root)/log/signing.key' log/ && chown nobody log/signing.key")
        case "no key": try desk.shell("echo none > log/signing.key && chown nobody log/signing.key")
        default: try desk.shell("cp safe/signing.key log/ && chmod 400 log/signing.key")
        }
        let asked = try restore(desk)
        #expect(asked.text.contains("The private key cannot sign this log: "), "\(asked)")
        let done = try restore(desk, "--yes", "--quiet")
        #expect(done.status == .exited(1), "\(done)")
        #expect(done.text.contains("No daemon starts with this private key: "), "\(done)")
        #expect(done.text.contains("log/signing.key"), "\(done)")
        if what != "unreadable" {
            let refused = try starts(desk)
            #expect(refused.status == .exited(78), "\(refused)")
            #expect(refused.errorText.contains("log/signing.key: the log cannot be signed with this key"), "\(refused)")
        }
        try desk.shell("rm log/signing.key; cp -p safe/signing.key log/")
        #expect(try starts(desk).succeeded)
        #expect(try desk.client("verify").succeeded)
    }

    @Test func `with the key after a rotation that the backup has not is said`() throws {
        let desk = try Desk(3, 2)
        #expect(try desk.client("backup", "\(desk.root)/backup").succeeded)
        #expect(try desk.client("key", "--rotate", "--yes").succeeded)
        try desk.shell("rm log/*.ndjson")
        let done = try restore(desk, "--yes")
        #expect(done.status == .exited(1), "\(done)")
        #expect(done.text.contains("log/signing.key is another's, and not "), "\(done)")
    }
}
