import Glibc
import Systemd
import TestSupport
import Testing

/// What brings about each message of the daemon, on a timeline of its own, and what must be so when it is said.
///
/// The list is a switch without a default: a message without a cause does not compile.
struct MessageCauses {
    private let drops: Drops

    init() throws { drops = try Drops() }

    func expect(_ message: MessageID) throws {
        switch message {
        case .started, .ready, .stopping, .stopped, .configurationLoaded, .configurationRefused: try service(message)
        case .fileAccepted, .fileRejected, .fileDuplicate, .fileNotMoved, .fileChanged, .entriesWithheld, .committed:
            try intake(message)
        case .fileNotRead: try unreadable()
        case .overQuota: try quota()
        case .folderLeft: try foreignFolder()
        case .contradiction: try contradiction()
        case .degraded, .recovered, .startFailed, .internalFault: try failure(message)
        case .queueOverflowed, .dropFolderUnmounted, .dropFolderReplaced: try folder(message)
        case .tornTailCut, .logDamaged: try damage(message)
        case .headContradicted, .headSignedAnew, .keyMade, .keyUnusable: try head(message)
        case .anotherWriter: try otherWriter()
        case .clockSteppedBack, .clockSteppedAhead, .dayCleared: try clock(message)
        }
    }

    // MARK: Helpers

    private func once(_ options: String..., status: Int32 = 0, environment: [String: String] = [:]) throws -> String {
        var command = drops.daemon("--once")
        command.words += options
        for (name, value) in environment { command.environment[name] = value }
        let outcome = try command.run()
        #expect(outcome.status == .exited(status), "\(outcome)")
        return outcome.errorText
    }

    /// The lines of the log.
    private func entries() throws -> Int { try drops.client("log", "-o", "json").lines.count }

    private func text(_ script: String) throws -> String {
        try drops.shell(script).text.split(separator: "\n").joined(separator: "\n")
    }

    private func waits(_ daemon: RunningCommand, for text: String) {
        #expect(daemon.wait { $0.said(text) }, "expected '\(text)' in \(daemon.errorsText)")
    }

    // MARK: Causes

    private func service(_ message: MessageID) throws {
        try drops.drop(events: 3)
        _ = try once()
        if message == .configurationRefused {
            try drops.shell("printf 'scan: 1 s\\nsettle: soon\\n' > timelined.yaml")
            let said = try once(status: 78)
            #expect(said.contains("timelined.yaml: configuration refused, leaving: line 2, column 9: "), "\(said)")
            return
        }
        try drops.shell("printf 'scan: 1 s\\n' > timelined.yaml")
        let daemon = try drops.start()
        switch message {
        case .started:
            let version = try drops.daemon("--version").run().text.split(separator: "\n").first ?? ""
            waits(daemon, for: "timelined \(version) started in \(drops.root)/log, 3 events in the log")
        case .ready: waits(daemon, for: "ready: replayed 3 events in ")
        case .configurationLoaded:
            try drops.shell("printf 'source: /other\\n' > timelined.yaml")
            daemon.send(SIGHUP)
            waits(daemon, for: "configuration read anew from 1 file")
            try drops.drop(events: 1)
            #expect(try daemon.wait { _ in try entries() == 4 })
            #expect(try drops.client("log", "-n", "1", "-o", "json").text.contains(#""source":"/other""#))
        default: break
        }
        daemon.send(message == .stopping ? SIGINT : SIGTERM)
        let outcome = daemon.finish()
        #expect(outcome.status == .exited(0))
        let reason = message == .stopping ? "SIGINT" : "SIGTERM"
        #expect(outcome.errorText.contains("stopping (\(reason)): the commit in hand is finished first"), "\(outcome)")
        #expect(outcome.errorText.contains("stopped with \(try entries()) events in the log"), "\(outcome)")
    }

    private func intake(_ message: MessageID) throws {
        switch message {
        case .fileAccepted:
            try drops.drop("a.yaml", announcement("a") + "tags: [x]\n")
            let said = try once()
            #expect(said.contains("a.yaml: accepted 1 event (#0) from root"), "\(said)")
            #expect(try text("ls archive/*/a.yaml").hasSuffix("a.yaml") && entries() == 1)
        case .fileRejected:
            try drops.drop("a.yaml", announcement("a") + "titel: x\n")
            let said = try once(status: 1)
            #expect(said.contains("a.yaml: rejected from root: line 4, column 1: "), "\(said)")
            #expect(said.contains("; see a.yaml.reason"), "\(said)")
            #expect(try text("ls rejected") == "a.yaml\na.yaml.reason" && entries() == 0)
        case .fileDuplicate:
            try drops.drop(events: 2)
            _ = try once()
            try drops.shell("cp archive/*/good-1.ndjson incoming/again.ndjson; printf '[]' > incoming/none.json")
            let said = try once()
            #expect(
                said.contains("again.ndjson: nothing new, all 2 events are already in the log (the first is #0)"),
                "\(said)")
            #expect(said.contains("none.json: nothing new from root: it holds no event"), "\(said)")
            #expect(try entries() == 2)
        case .fileNotMoved:
            try drops.shell("mount -t tmpfs -o size=16k tmpfs archive")
            defer { _ = try? Command("umount", "-l", "\(drops.root)/archive").run() }
            try drops.drop(events: 400)
            let said = try once(status: 74)
            #expect(
                said.contains("good-1.ndjson from root: can't be moved to archive: No space left on device; it stays"),
                "\(said)")
            #expect(try text("ls incoming") == "good-1.ndjson" && entries() == 400)
        case .fileChanged:
            let daemon = try drops.start()
            try drops.drop("a.yaml", announcement("a"))
            waits(daemon, for: "a.yaml: accepted 1 event (#0)")
            let before = try text("sha256sum archive/*/a.yaml | cut -d ' ' -f 1")
            try drops.shell(
                "printf -- '---\\n\(announcement("b").split(separator: "\n").joined(separator: "\\n"))\\n' >> archive/*/a.yaml"
            )
            let after = try text("sha256sum archive/*/a.yaml | cut -d ' ' -f 1")
            waits(daemon, for: "had SHA-256 \(before) and has \(after) now; read again")
            #expect(try daemon.wait { _ in try entries() == 2 })
            drops.stop(daemon)
        case .entriesWithheld:
            try drops.shell(
                """
                python3 -c '
                for i in range(5400):
                    open("incoming/f%d.yaml" % i, "w").write("announcement: e-%d\\ntitle: T\\noccurred: 2025\\n" % i)'
                """)
            let said = try once()
            let withheld = said.split(separator: "\n").filter { $0.contains("without an entry each") }.compactMap {
                line in
                Int(line.drop { !$0.isNumber }.dropFirst(2).prefix { $0 != " " }.filter(\.isNumber))
            }
            let told = said.ranges(of: ".yaml: accepted 1 event").count
            #expect(!withheld.isEmpty && told + withheld.reduce(0, +) == 5_400, "\(told) \(withheld)")
            #expect(try entries() == 5_400)
        default:
            try drops.drop(events: 2)
            try drops.drop(events: 1)
            let said = try once()
            #expect(said.contains("batch 0: 3 events (#0–#2) of 2 files durable in "), "\(said)")
            #expect(try drops.client("verify").text.contains("3 entries in 1 batch"))
        }
    }

    private func unreadable() throws {
        try drops.shell("chown -R nobody . && chmod 755 .; install -m 000 /dev/null .a && mv .a incoming/a.yaml")
        let outcome = try drops.daemon("--once", wrapper: ["setpriv", "--reuid=nobody", "--clear-groups"]).run()
        #expect(outcome.status == .exited(74), "\(outcome)")
        #expect(outcome.errorText.contains("a.yaml from root: can't be read: Permission denied — "), "\(outcome)")
        #expect(try text("ls incoming; ls rejected") == "a.yaml", "it stays where it is")
    }

    private func quota() throws {
        try drops.drop("large.yaml", "announcement: bad\ntitel: " + String(repeating: "x", count: 2 << 20) + "\n")
        _ = try once(status: 1)
        try drops.drop(events: 1)
        let said = try drops.daemon("--once", "--quota", "1 MiB").run().errorText
        #expect(
            said.contains("files from root wait, unread, the first of them good-1.ndjson: rejected/ has "), "\(said)")
        #expect(said.contains(" of theirs, and may have 1 MiB"), "\(said)")
        #expect(try text("ls incoming") == "good-1.ndjson" && entries() == 0)
    }

    private func foreignFolder() throws {
        try drops.shell("install -d -o 12345 -m 3770 incoming/mine")
        try drops.drop("left.yaml", announcement("left"))
        try drops.shell("mv incoming/left.yaml incoming/mine/")
        let said = try once("--subfolders", "yes")
        #expect(
            said.contains("mine from uid 12345: nothing is taken from this folder: it belongs to another user than"),
            "\(said)")
        #expect(said.contains("then, as root: timelinectl folder add mine"), "\(said)")
        #expect(try text("ls incoming/mine") == "left.yaml" && entries() == 0)
        // What is said to help does.
        try drops.shell("mv incoming/mine/* incoming/; rmdir incoming/mine")
        _ = try once("--subfolders", "yes")
        #expect(try drops.client("folder", "add", "mine").succeeded)
        try drops.drop("right.yaml", announcement("right"))
        try drops.shell("mv incoming/right.yaml incoming/mine/")
        #expect(try !once("--subfolders", "yes").contains("nothing is taken"))
        #expect(try entries() == 2)
    }

    private func contradiction() throws {
        try drops.drop(
            "a.yaml",
            """
            directive: d
            title: T
            occurred: 2025-06
            ---
            directive: d
            verb: revoked
            title: T
            occurred: 2024-01
            """)
        _ = try once()
        let outcome = try drops.daemon("--snapshot", "--remark-from", "0").run()
        #expect(
            outcome.errorText.contains("directive/d: it ended before it was issued, say #1, #0; all of it is kept"),
            "\(outcome)")
        let rows = try drops.client("state", "directives", "--class", "contradictory", "-o", "ndjson")
        #expect(rows.text.contains(#""kind":"endedBeforeIssued","seqs":[1,0]"#), "\(rows)")
    }

    private func failure(_ message: MessageID) throws {
        switch message {
        case .startFailed:
            try drops.shell("rmdir incoming; echo > incoming")
            let said = try once(status: 74)
            #expect(said.contains("opening \(drops.root)/incoming fails: Not a directory; leaving"), "\(said)")
        case .internalFault:
            let outcome = try drops.daemon(
                wrapper: [
                    "strace", "-f", "-qq", "-o", "/dev/null", "-e",
                    "inject=epoll_wait,epoll_pwait,epoll_pwait2:error=EBADF:when=1+",
                ]
            ).run()
            #expect(outcome.status == .exited(70), "\(outcome)")
            #expect(outcome.errorText.contains("internal error: the event loop"), "\(outcome)")
            #expect(outcome.errorText.contains("Bad file descriptor; leaving"), "\(outcome)")
        default:
            try drops.shell("mount -t tmpfs -o size=32k tmpfs log")
            defer { _ = try? Command("umount", "-l", "\(drops.root)/log").run() }
            let daemon = try drops.start()
            for _ in 0..<300 { try drops.drop(events: 2) }
            waits(daemon, for: "writing the log fails: No space left on device; tried again until it works — ")
            #expect(try drops.client("status").text.contains("writing the log fails since "))
            try drops.shell("mount -o remount,size=8m log")
            waits(daemon, for: "writing the log works again after ")
            #expect(try !drops.client("status").text.contains("writing the log fails"))
            try drops.wait(daemon)
            drops.stop(daemon)
            #expect(try drops.fault() == nil)
        }
    }

    private func folder(_ message: MessageID) throws {
        let folder = "\(drops.root)/incoming"
        try drops.shell("printf 'scan: 1 s\\n' > timelined.yaml")
        if message == .dropFolderUnmounted { try drops.shell("mount -t tmpfs tmpfs incoming") }
        defer { if message == .dropFolderUnmounted { _ = try? Command("umount", "-l", folder).run() } }
        let daemon = try drops.start()
        switch message {
        case .queueOverflowed:
            daemon.send(SIGSTOP)
            // More than fs.inotify.max_queued_events, of names that are left alone.
            try drops.shell(
                """
                python3 -c '
                for i in range(int(open("/proc/sys/fs/inotify/max_queued_events").read())):
                    open("incoming/.x%d" % i, "w").close()'
                """)
            try drops.drop(events: 1)
            daemon.send(SIGCONT)
            waits(daemon, for: "\(folder): more changes than the kernel keeps notifications for; scanned instead")
            #expect(try daemon.wait { _ in try entries() == 1 })
        case .dropFolderUnmounted:
            try drops.shell("umount incoming || umount -l incoming")
            waits(daemon, for: "\(folder): its file system was unmounted; it is looked for until it is mounted again")
            try drops.shell("mount -t tmpfs tmpfs incoming")
            try drops.drop(events: 1)
            #expect(try daemon.wait { _ in try entries() == 1 })
        default:
            try drops.shell("mv incoming old && mkdir -p incoming")
            waits(daemon, for: "\(folder): another directory lies there now; it is watched and scanned instead")
            try drops.drop(events: 1)
            #expect(try daemon.wait { _ in try entries() == 1 })
        }
        drops.stop(daemon)
    }

    private func damage(_ message: MessageID) throws {
        let segment = "log/00000000000000000000.ndjson"
        try drops.drop(events: 1)
        _ = try once()
        try drops.drop(events: 1)
        _ = try once()
        let size = try text("stat -c %s \(segment)")
        if message == .tornTailCut {
            try drops.shell("head -c 40 \(segment) > torn; cat torn >> \(segment)")
            let said = try once()
            #expect(said.contains("cut an unfinished commit off at byte \(size), 40 bytes, saved as torn-"), "\(said)")
            try drops.shell("cmp torn log/torn-*")
            #expect(try text("stat -c %s \(segment)") == size && entries() == 2)
        } else {
            let place = try text("head -n 1 \(segment) | wc -c")
            try drops.shell("printf X | dd of=\(segment) bs=1 seek=$((\(place) + 30)) conv=notrunc status=none")
            let said = try once(status: 65)
            #expect(said.contains("00000000000000000000.ndjson: damaged at byte \(place) (entry #1): "), "\(said)")
            let verified = try drops.client("verify")
            #expect(verified.status == .exited(1))
            #expect(verified.text.contains("00000000000000000000.ndjson, byte \(place), entry #1: "), "\(verified)")
            #expect(try drops.client("log", "-o", "json").text.contains(#""seq":0,"#), "reading works")
        }
    }

    private func head(_ message: MessageID) throws {
        try drops.drop(events: 2)
        let first = try once("--origin", "log.example.org")
        switch message {
        case .keyMade:
            let key = try drops.client("key").lines[0]
            #expect(first.contains("made a key to sign the log with; its public half: \(key)"), "\(first)")
        case .keyUnusable:
            try drops.shell("chmod u+w log/signing.key; echo none > log/signing.key")
            try drops.drop(events: 1)
            let said = try once(status: 78)
            #expect(said.contains("log/signing.key: the log cannot be signed with this key: "), "\(said)")
            #expect(try text("ls incoming") == "good-2.ndjson", "nothing is lost")
        case .headSignedAnew:
            try drops.shell("rm -r log/checkpoint log/signing.* heads")
            let said = try once("--origin", "new.example.org")
            #expect(said.contains("2 events had no signed head; signed as new.example.org from here on"), "\(said)")
            #expect(try drops.client("verify").text.contains("The signed head of 2 entries is proven"))
        default:
            try drops.shell("rm log/*.ndjson")
            let said = try once(status: 76)
            #expect(
                said.contains(
                    "\(drops.root)/log: the log does not extend its last signed head: its signed head has 2 entries, and the log has only 0"
                ),
                "\(said)")
            #expect(try drops.client("verify").status == .exited(1))
        }
    }

    private func otherWriter() throws {
        let daemon = try drops.start()
        let said = try once(status: 75)
        #expect(said.contains("has the log's lock; a log has one writer"), "\(said)")
        try drops.drop(events: 1)
        #expect(try daemon.wait { _ in try entries() == 1 }, "the other one goes on")
        drops.stop(daemon)
    }

    private func clock(_ message: MessageID) throws {
        let file = drops.root + "/moved"
        try drops.shell(
            "mkdir archive/$(date -u -d '20 days ago' +%F) && echo x > archive/$(date -u -d '20 days ago' +%F)/a")
        var command = drops.daemon("--archive", message == .dayCleared ? "keep for 10 days" : "keep for 30 days")
        command.environment = [
            "LD_PRELOAD": try Shim.library.get(),
            message == .clockSteppedBack ? "SHIM_CLOCK" : "SHIM_AHEAD": file,
        ]
        if message == .dayCleared {
            command.words.append("--once")
            let said = try command.run().errorText
            let day = try text("date -u -d '20 days ago' +%F")
            #expect(said.contains("archive/\(day) removed with 1 file: kept for 10 days"), "\(said)")
            #expect(try text("ls archive") == "")
            return
        }
        let daemon = try command.start()
        waits(daemon, for: "ready:")
        try drops.drop(events: 1)
        #expect(try daemon.wait { _ in try entries() == 1 })
        try drops.shell("touch moved")
        try drops.drop(events: 1)
        daemon.send(SIGHUP)
        if message == .clockSteppedBack {
            waits(daemon, for: "the clock went back by 23 h 59 min; recorded times go on from the last entry's")
            #expect(try daemon.wait { _ in try entries() == 2 })
            let times = try drops.client("log", "-o", "json").lines.compactMap { line in
                line.firstRange(of: #""recorded":""#).map { line[$0.upperBound...].prefix { $0 != "\"" } }
            }
            #expect(times.count == 2 && times[0] < times[1], "\(times)")
        } else {
            // Four years, less the moment in between.
            waits(daemon, for: "the clock went ahead by 35,06")
            waits(daemon, for: " min; nothing of archive/ is removed for a day")
            #expect(try text("ls archive").contains(text("date -u -d '20 days ago' +%F")))
        }
        drops.stop(daemon)
    }
}

struct `Every message` {
    @Test(arguments: MessageID.allCases)
    func `is said when its cause is there, and what it says is so`(message: MessageID) throws {
        try MessageCauses().expect(message)
    }
}
