import TestSupport
import Testing

/// An error, or the end, in every single call that the daemon makes on its way from a file to the log.
struct `Faults injected into system calls` {
    /// The n-th call of a name in one run.
    struct Call: Sendable, CustomTestStringConvertible {
        var name: String
        var number: Int
        /// What the call looked like when nothing was in its way.
        var text: String
        var testDescription: String { "\(name) \(number)" }
    }

    static let names = [
        "openat", "read", "pread64", "write", "pwrite64", "sync_file_range", "fdatasync", "fsync", "ftruncate", "lseek",
        "renameat", "renameat2", "mkdirat", "unlinkat", "fcntl", "newfstatat", "fstat", "getdents64", "inotify_init1",
        "inotify_add_watch", "mmap", "fchmod",
    ]
    static let errors = ["ENOSPC", "EDQUOT", "EACCES", "EROFS", "EMFILE", "EINTR"]

    /// Two files to take, one to refuse, and two entries in the log before them.
    private static func prepared() throws -> Drops {
        let drops = try Drops()
        try drops.drop(events: 2)
        _ = try drops.daemon("--once").run()
        try drops.drop(events: 3)
        try drops.dropBad()
        try drops.drop(events: 1)
        return drops
    }

    private static func strace(_ options: String...) -> [String] {
        ["strace", "-f", "-qq", "-o", "/dev/null"] + options
    }

    /// Every call from the first that looks at the drop folder on.
    static func calls() throws -> [Call] {
        let drops = try prepared()
        let trace = drops.root + "/trace"
        let words = ["strace", "-f", "-qq", "-o", trace, "-e", "trace=" + names.joined(separator: ",")]
        let outcome = try drops.daemon("--once", wrapper: words).run()
        try #require(outcome.status == .exited(1), "\(outcome)")
        var counts: [String: Int] = [:]
        var calls: [Call] = []
        var isOwn = false
        for line in try Command("cat", trace).run().lines {
            let words = line.drop { $0.isNumber || $0 == " " }
            guard let end = words.firstIndex(of: "("), names.contains(String(words[..<end])) else { continue }
            let name = String(words[..<end])
            counts[name, default: 0] += 1
            isOwn = isOwn || words.contains("\"\(drops.root)")
            if isOwn { calls.append(Call(name: name, number: counts[name] ?? 0, text: String(words.prefix(120)))) }
        }
        return calls
    }

    /// What became wrong when each call but some was answered with what `fault` says; the number of calls beside it.
    private func inject(_ worker: Int, _ fault: (Int) -> String) throws -> Int {
        var injected = 0
        for (index, call) in try Self.calls().enumerated() where index % 2 == worker {
            let what = "inject=\(call.name):\(fault(index)):when=\(call.number)"
            let drops = try Self.prepared()
            let outcome = try drops.daemon(
                "--once",
                wrapper: Self.strace("-e", "trace=\(call.name)", "-e", what)
            ).run()
            #expect(outcome.status != .timedOut, "\(what): \(outcome)")
            injected += 1
            if let fault = try drops.fault() {
                Issue.record("\(what) in \(call.text): \(fault)\nthe run: \(outcome)")
            }
        }
        return injected
    }

    @Test(arguments: 0..<2)
    func `EIO in each call loses nothing`(worker: Int) throws {
        #expect(try inject(worker) { _ in "error=EIO" } > 20)
    }

    @Test(arguments: 0..<2)
    func `other errors by turns lose nothing`(worker: Int) throws {
        #expect(try inject(worker) { "error=\(Self.errors[$0 / 2 % Self.errors.count])" } > 20)
    }

    /// Each of them in each call: half an hour, where TIMELINED_INJECTIONS=all asks for it.
    @Test(.enabled(if: Environment.value("TIMELINED_INJECTIONS") == "all"), arguments: 0..<2, errors)
    func `every error in every call loses nothing`(worker: Int, error: String) throws {
        #expect(try inject(worker) { _ in "error=\(error)" } > 20)
    }

    @Test(arguments: 0..<2)
    func `a kill in each call loses nothing`(worker: Int) throws {
        #expect(try inject(worker) { _ in "signal=KILL" } > 20)
    }

    @Test(arguments: ["write", "sync_file_range", "fdatasync", "fsync"], ["EIO", "ENOSPC"])
    func `a daemon whose log fails says so, comes back by itself, and says that too`(call: String, error: String) throws
    {
        let drops = try Drops()
        // So that the key is there, and what fails is the log's.
        _ = try drops.daemon("--once").run()
        try drops.drop(events: 1)
        // The journal's lines go to stderr by write, and other directories are made durable by fsync: the log's calls
        // are told from them by their file.
        let place = call == "fsync" ? "log" : "log/00000000000000000000.ndjson"
        let options = ["-e", "trace=\(call)", "-P", "\(drops.root)/\(place)"]
        let wrapper =
            ["strace", "-f", "-qq", "-o", "/dev/null"] + options + ["-e", "inject=\(call):error=\(error):when=1"]
        let daemon = try drops.daemon(wrapper: wrapper).start()
        let isBack = daemon.wait { String(decoding: $0.errorsSoFar, as: UTF8.self).contains("works again") }
        let said = String(decoding: daemon.errorsSoFar, as: UTF8.self)
        #expect(isBack, "\(said)")
        #expect(said.ranges(of: "writing the log fails").count == 1, "\(said)")
        #expect(daemon.wait { String(decoding: $0.errorsSoFar, as: UTF8.self).contains("good-1.ndjson: ") })
        drops.stop(daemon)
        #expect(try drops.fault() == nil)
    }
}
