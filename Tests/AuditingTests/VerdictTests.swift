import Glibc
import TestSupport
import Testing
import TransparencyLog

/// The three verdicts of `timelinectl verify`, each by what brings it about (timelinectl(1)).
struct `The verdict` {
    /// What is done to a log of two segments with 3 and 2 entries, of which a head was kept at 3 and one at 5.
    enum Deed: String, CaseIterable {
        case nothing
        case lineChanged, lineRewritten, cutToOlderHead, segmentGone
        case headGone, headAndPublicKeyGone, headAndKeysGone, memoryGone, neverSigned
        case publicKeyGone, allKeysGone, allKeysGoneAndCut, headOfOthers, headGarbage, memoryGarbage, olderCopy
        case segmentUnreadable, segmentUnreadableOtherChanged, headUnreadable, memoryUnreadable, headIsLink
        case publicKeyUnreadable, publicKeyGarbage, publicKeyIsLink, publicKeyUnreadableHeadGone
        case unfinishedBatch

        var script: String {
            switch self {
            case .nothing: ":"
            case .lineChanged: "sed -i 's/Event 4/Event 5/' log/*03.ndjson"
            case .lineRewritten: ":"
            case .cutToOlderHead: "rm log/*03.ndjson; cp kept-3 log/checkpoint"
            case .segmentGone: "rm log/*03.ndjson"
            case .headGone: "rm log/checkpoint"
            case .headAndPublicKeyGone: "rm log/checkpoint log/signing.pub; rm -r heads"
            case .headAndKeysGone: "rm log/checkpoint log/signing.*"
            case .memoryGone: "rm -r heads"
            case .neverSigned: "rm -r log/checkpoint log/signing.* heads"
            case .publicKeyGone: "rm log/signing.pub"
            case .allKeysGone: "rm log/signing.*"
            case .allKeysGoneAndCut: "rm log/signing.* log/*03.ndjson"
            case .headOfOthers: "cp other/log/checkpoint log/checkpoint"
            case .headGarbage: "echo no note > log/checkpoint"
            case .memoryGarbage: "echo no note > heads/last"
            case .olderCopy: "cp kept-3 log/checkpoint"
            case .segmentUnreadable: "rm log/*03.ndjson; mkdir log/00000000000000000003.ndjson"
            case .segmentUnreadableOtherChanged:
                "rm log/*03.ndjson; mkdir log/00000000000000000003.ndjson; sed -i 's/Event 1/Event 5/' log/*00.ndjson"
            case .headUnreadable: "rm log/checkpoint; mkdir log/checkpoint"
            case .memoryUnreadable: "rm heads/last; mkdir heads/last"
            case .headIsLink: "mv log/checkpoint there; ln -s ../there log/checkpoint"
            case .publicKeyUnreadable: "rm log/signing.pub; mkdir log/signing.pub"
            case .publicKeyGarbage: "echo no key > log/signing.pub"
            case .publicKeyIsLink: "mv log/signing.pub there; ln -s ../there log/signing.pub"
            case .publicKeyUnreadableHeadGone: "rm log/signing.pub log/checkpoint; mkdir log/signing.pub"
            case .unfinishedBatch: "head -c 40 log/*00.ndjson >> log/00000000000000000003.ndjson"
            }
        }

        /// The exit status without options, with a head of 3 entries that was kept, and with the key of the auditor.
        var expected: (plain: Int32, against: Int32, key: Int32) {
            switch self {
            case .nothing, .memoryGone, .publicKeyGone, .unfinishedBatch, .olderCopy: (0, 0, 0)
            case .neverSigned: (2, 2, 1)
            case .allKeysGone, .publicKeyUnreadable, .publicKeyGarbage, .publicKeyIsLink: (2, 2, 0)
            case .segmentUnreadable, .headUnreadable, .headIsLink, .memoryUnreadable: (2, 2, 2)
            default: (1, 1, 1)
            }
        }

        /// The file that keeps the verdict from being told.
        var unreadable: String? {
            switch self {
            case .headUnreadable, .headIsLink: "log/checkpoint"
            case .memoryUnreadable: "heads/last"
            case .publicKeyUnreadable, .publicKeyGarbage, .publicKeyIsLink: "log/signing.pub"
            case .segmentUnreadable: "00000000000000000003.ndjson"
            default: nil
            }
        }
    }

    private func desk(_ deed: Deed) throws -> Desk {
        let desk = try Desk(3)
        try desk.write(try desk.read("log/checkpoint"), to: "kept-3")
        try desk.keep("key", "key")
        try desk.record(2)
        try desk.split()
        try desk.shell("chmod u+w log/*.ndjson")
        if deed == .headOfOthers {
            _ = try Command(words: [Programs.timelined, "--root", "\(desk.root)/other", "--once"]).run()
        }
        if deed == .lineRewritten { try desk.rewrite(1) }
        try desk.shell(deed.script)
        return desk
    }

    @Test(arguments: Deed.allCases)
    func `is as written, damaged or undetermined, as the table says`(deed: Deed) throws {
        let desk = try desk(deed)
        let (plain, against, key) = deed.expected
        for (words, status) in [
            ([], plain), (["--against", "kept-3"], against), (["--key", "key"], key),
            (["--against", "kept-3", "--key", "key"], key),
        ] {
            let outcome = try desk.client(["verify"] + words)
            #expect(outcome.status == .exited(status), "\(words) \(outcome)")
            if status == 2, let file = deed.unreadable {
                #expect(outcome.text.contains(file), "\(words) \(outcome)")
            }
            let word = ["as written", "damaged", "undetermined"][Int(status)]
            #expect(outcome.lines.last == "Verdict: \(word)", "\(words) \(outcome)")
            let json = try desk.client(["verify", "-o", "json"] + words)
            #expect(json.status == outcome.status)
            let name = ["asWritten", "damaged", "undetermined"][Int(status)]
            #expect(json.text.hasPrefix(#"{"verdict":"\#(name)","#), "\(json)")
        }
    }

    @Test func `of a log that was never signed is as written by a head that its signer kept, and its key`() throws {
        let desk = try desk(.memoryGone)
        // A copy of the lines alone, as somebody gets it who is sent them.
        try desk.shell("mkdir -p sent/log && cp log/*.ndjson sent/log/")
        let command = Command(words: [
            Programs.timelinectl, "--root", "\(desk.root)/sent", "verify", "--against", "\(desk.root)/kept-3",
            "--checkpoint", "\(desk.root)/log/checkpoint", "--key", "\(desk.root)/key",
        ])
        #expect(try command.run().succeeded)
        let without = Command(words: [Programs.timelinectl, "--root", "\(desk.root)/sent", "verify"])
        #expect(try without.run().status == .exited(2))
    }
}
