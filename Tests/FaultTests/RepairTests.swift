import TestSupport
import Testing

/// `timelinectl verify` and `timelinectl repair` on damaged logs of several segments.
struct `Repair` {
    private func damaged(_ index: Int) throws -> DamagedLog {
        let log = try DamagedLog(batches: 9, perSegment: 3)
        let intact = try log.drops.client("verify")
        #expect(intact.text.contains("18 entries in 9 batches, 3 segments"), "\(intact)")
        try log.drops.shell("cd log && (\(DamagedLog.damages[index].script)) 2>/dev/null")
        return log
    }

    private func sums(_ log: DamagedLog, _ folder: String) throws -> [String] {
        try log.drops.shell("cd \(folder) && sha256sum *.ndjson | cut -d ' ' -f 1 | sort").lines
    }

    @Test(arguments: DamagedLog.damages.indices)
    func `makes the log whole again, and keeps every byte that was there`(index: Int) throws {
        let log = try damaged(index)
        let found = try log.drops.client("verify")
        #expect(found.status == .exited(1), "\(DamagedLog.damages[index].name): \(found)")
        // A daemon leaves it alone.
        #expect(try log.drops.daemon("--once").run().status == .exited(65))
        let before = try sums(log, "log")

        // Without --yes it only tells.
        let told = try log.drops.client("repair")
        #expect(told.status == .exited(1), "\(told)")
        #expect(told.errorText.contains("say --yes"), "\(told)")
        #expect(try sums(log, "log") == before)

        let done = try log.drops.client("repair", "--yes")
        #expect(done.succeeded, "\(done)")
        let verified = try log.drops.client("verify")
        #expect(
            verified.text.contains("every line is as it was written"),
            "\(DamagedLog.damages[index].name): \(verified)")
        // Every segment there was is there still, to the byte, here or aside.
        let after = try sums(log, "log") + sums(log, "log/aside-*")
        #expect(Set(before).isSubset(of: after), "\(DamagedLog.damages[index].name)")
        #expect(try log.drops.client("repair").succeeded)

        // What was set aside can be dropped again from the archive, and then nothing is missing.
        try log.drops.shell("find archive -type f -exec mv {} incoming/ ';'")
        #expect(try log.drops.daemon("--once").run().status == .exited(0))
        #expect(try log.drops.fault() == nil)
    }

    @Test func `says what is set aside: which entries, from which files`() throws {
        let log = try damaged(0)
        let told = try log.drops.client("repair")
        #expect(told.text.contains("00000000000000000006.ndjson, byte "), "\(told)")
        #expect(told.text.contains("00000000000000000006.ndjson keeps its first "), "\(told)")
        #expect(told.text.contains("00000000000000000012.ndjson is set aside whole"), "\(told)")
        #expect(told.text.contains("The log will end with entry #7. "), "\(told)")
        #expect(told.text.contains("#16–#17  ") && told.text.contains("good-9.ndjson"), "\(told)")
    }

    @Test func `a stray copy goes alone, and the log stays as long as it was`() throws {
        let log = try damaged(6)
        let done = try log.drops.client("repair", "--yes")
        #expect(done.text.contains("The log ends with entry #17"), "\(done)")
        #expect(try log.drops.client("verify").text.contains("18 entries in 9 batches, 3 segments"))
    }

    @Test func `does nothing to a log that is whole, nor to one that a daemon writes`() throws {
        let log = try DamagedLog(batches: 2, perSegment: 2)
        let whole = try log.drops.client("repair", "--yes")
        #expect(whole.succeeded && whole.errorText.contains("nothing to repair"), "\(whole)")
        let daemon = try log.drops.start()
        let refused = try log.drops.client("repair", "--yes")
        #expect(refused.status == .exited(75) && refused.errorText.contains("stop it first"), "\(refused)")
        log.drops.stop(daemon)
    }

    @Test func `a repair that was cut short is finished by the next`() throws {
        let log = try damaged(0)
        let before = try sums(log, "log")
        var killed: [String] = []
        for name in ["renameat2", "linkat", "renameat", "fsync"] {
            let words = [
                "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(name)", "-P", "\(log.drops.root)/log", "-e",
                "inject=\(name):signal=KILL:when=1", Programs.timelinectl, "--root", log.drops.root, "repair", "--yes",
            ]
            if try Command(words: words).run().status == .signalled(9) { killed.append(name) }
        }
        #expect(killed == ["renameat2", "linkat", "renameat", "fsync"])
        _ = try log.drops.client("repair", "--yes")
        #expect(try log.drops.client("verify").text.contains("every line is as it was written"))
        let after = try log.drops.shell("find log -name '*.ndjson' -exec sha256sum {} + | cut -d ' ' -f 1").lines
        #expect(Set(before).isSubset(of: after))
    }
}
