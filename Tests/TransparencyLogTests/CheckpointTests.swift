import Testing
import TransparencyLog

@Suite struct CheckpointTests {
    private static let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
    private static let empty = Digest.emptyRoot.base64

    private func parse(_ text: String) throws(TextFault) -> Checkpoint { try Checkpoint(parsing: Array(text.utf8)) }

    @Test func `the specification's example is read and written`() throws {
        let text = "example.com/behind-the-sofa\n20852163\n\(Self.root)\n"
        let checkpoint = try parse(text)
        #expect(checkpoint.origin == "example.com/behind-the-sofa" && checkpoint.size == 20_852_163)
        #expect(checkpoint.root.base64 == Self.root && checkpoint.extensionLines.isEmpty)
        #expect(checkpoint.text == Array(text.utf8))
        let root = try #require(Digest(base64: Self.root))
        let name = try KeyName("example.com/behind-the-sofa")
        #expect(checkpoint == Checkpoint(origin: name, size: 20_852_163, root: root))
    }

    /// Heads that the Go checksum database signed over the years.
    static let checksumDatabase: [(size: UInt64, root: String, signature: String)] = [
        (
            65_209_736, "5+uGFjx6xBZG8ip1+wi77v+grwbhhukIrxEUS8PXvRo=",
            "Az3grnbssgK7ubgFX36gVETtNv0U23qxyAhAMai2QUfeGa3nB/akvkMdlUErfcZz7l/R3cVtYspg3dxXABkGZZKdsQ8="
        ),
        (
            6_476_701, "mb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=",
            "Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw="
        ),
        (
            3_935_567, "SapHtgdNCeF00Cx8kqztePV24kgzNg++Xovae42HAMw=",
            "Az3grsm7Wm4CVNR1RHq9BFnu9jzcRlU2uw7lr0gfUWgO6+rqPNjT+fUTl9gH0NRTgdwW9nItuQSMbhSaLCsk8YeYSAs="
        ),
    ]

    @Test(arguments: checksumDatabase)
    func `heads of the Go checksum database verify`(size: UInt64, root: String, signature: String) throws {
        let key = try VerifierKey(parsing: "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")
        let text = "go.sum database tree\n\(size)\n\(root)\n\n— sum.golang.org \(signature)\n"
        let note = try SignedNote(parsing: Array(text.utf8))
        #expect(try note.verified(by: [key]).map(\.key) == [key])
        let checkpoint = try Checkpoint(parsing: note.text)
        #expect(checkpoint.size == size && checkpoint.root.base64 == root)
        #expect(throws: CheckpointError.wrongOrigin("go.sum database tree", expected: key.name)) {
            try VerifiedCheckpoint(note, log: key)
        }
    }

    static let malformed: [(String, String)] = [
        ("", "line 1: the text ends here — expected the origin, size and root of a log"),
        ("\n1\n\(root)\n", "line 1: the line is empty — expected the origin of a log"),
        ("a\n", "line 2: the text ends here"), ("a\n1\n", "line 3: the text ends here"),
        ("a\n1\n\(root)", "line 3: the text ends within the line — expected a line feed at its end"),
        ("a\n01\n\(root)\n", "line 2: \"01\" is no number — expected decimal digits without leading zeros, below 2^64"),
        ("a\n00\n\(empty)\n", "line 2: \"00\""), ("a\n-1\n\(root)\n", "line 2: \"-1\""),
        ("a\n+1\n\(root)\n", "line 2: \"+1\""),
        ("a\n1 \n\(root)\n", "line 2: \"1 \""), ("a\n\n\(root)\n", "line 2: \"\""),
        ("a\n0x1\n\(root)\n", "line 2: \"0x1\""),
        ("a\n１\n\(root)\n", "line 2:"), ("a\n18446744073709551616\n\(root)\n", "line 2: \"18446744073709551616\""),
        ("a\n1\nAAAA\n", "line 3: \"AAAA\" is no hash — expected 32 bytes in base64, 44 characters"),
        ("a\n1\n\(root) \n", "line 3:"), ("a\n1\n\(root.dropLast())\n", "line 3:"),
        ("a\n1\n\(root.replacing("q2I=", with: "q2J="))\n", "line 3:"),
        ("a\n1\n\(root)\n\n", "line 4: the line is empty"),
        ("a\n1\n\(root)\nmore\n\n", "line 5: the line is empty"),
        ("a\n1\n\(root)\nmore", "line 4: the text ends within"),
        ("a\n0\n\(root)\n", "line 3: \(root) is not the root of a tree without entries — expected \(empty)"),
        ("a\r\n1\n\(root)\n", "line 1: the byte 0x0d"), ("a\n1\n\(root)\nm\tore\n", "line 4: the byte 0x09"),
    ]

    @Test(arguments: malformed) func `a checkpoint is read strictly`(text: String, expected: String) {
        let error = thrown { () throws(TextFault) in _ = try parse(text) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "accepted")")
    }

    @Test func `sizes up to 2^64 − 1 are read, and the empty tree`() throws {
        #expect(try parse("a\n18446744073709551615\n\(Self.root)\n").size == .max)
        #expect(try parse("a\n0\n\(Self.empty)\n").size == 0)
    }

    @Test func `extension lines of others are kept, signed and never ours`() throws {
        let log = try Keys.log()
        let text = "\(log.verifier.name)\n1\n\(Self.root)\nother things\n\u{E9}\n"
        let note = try SignedNote(Array(text.utf8), signedBy: log)
        let verified = try VerifiedCheckpoint(note, log: log.verifier)
        #expect(verified.checkpoint.extensionLines == ["other things", "é"])
        #expect(verified.checkpoint.text == Array(text.utf8))
        let same = Checkpoint(origin: log.verifier.name, size: 1, root: verified.checkpoint.root)
        #expect(same.extensionLines.isEmpty && same != verified.checkpoint)
    }

    @Test func `a checkpoint is signed by the key of its origin, or not at all`() throws {
        let (log, stranger) = (try Keys.log(), try Keys.stranger())
        let checkpoint = Checkpoint(origin: log.verifier.name, size: 1, root: countingLeaf(0))
        let verified = try VerifiedCheckpoint(try checkpoint.signed(by: log), log: log.verifier)
        #expect(verified.checkpoint == checkpoint && verified.cosignatures.isEmpty)
        #expect(throws: CheckpointError.wrongOrigin(log.verifier.name.text, expected: stranger.verifier.name)) {
            try checkpoint.signed(by: stranger)
        }
        let impossible = Checkpoint(origin: log.verifier.name, size: 0, root: countingLeaf(0))
        #expect(throws: CheckpointError.self) { try impossible.signed(by: log) }
        _ = try Checkpoint(origin: log.verifier.name, size: 0, root: .emptyRoot).signed(by: log)
    }

    @Test func `a checkpoint of another log is not this log's, though the same key signed it`() throws {
        let log = try Keys.log()
        let note = try SignedNote(Array("other.example\n1\n\(Self.root)\n".utf8), signedBy: log)
        #expect(throws: CheckpointError.wrongOrigin("other.example", expected: log.verifier.name)) {
            try VerifiedCheckpoint(note, log: log.verifier)
        }
    }
}
