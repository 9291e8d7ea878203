import Testing
import TransparencyLog

/// The keys and notes of the Go project's note package, which others have copied ever since.
enum GoNote {
    static let secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    static let peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let enoch = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
    static let text =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    static let peterLine =
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    static let enochLine =
        "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
}

@Suite struct NoteTests {
    private func open(_ text: String, _ keys: [VerifierKey]) throws(NoteError) -> [String] {
        try SignedNote(parsing: Array(text.utf8)).verified(by: keys).map(\.key.name.text)
    }

    private func keys(_ texts: String...) throws -> [VerifierKey] { try texts.map { try VerifierKey(parsing: $0) } }

    @Test func `a note is signed as Go signs it, to the byte`() throws {
        let signer = try SignerKey(parsing: GoNote.secret)
        #expect(signer.secretText == GoNote.secret)
        #expect(signer.verifier.description == GoNote.peter)
        let note = try SignedNote(Array(GoNote.text.utf8), signedBy: signer)
        #expect(String(decoding: note.bytes, as: UTF8.self) == GoNote.text + "\n" + GoNote.peterLine)
    }

    @Test func `a note opens for each key that signed it, and lists those that are known`() throws {
        let note = GoNote.text + "\n" + GoNote.peterLine + GoNote.enochLine
        let (peter, enoch) = (GoNote.peter, GoNote.enoch)
        #expect(try open(note, keys(peter)) == ["PeterNeumann"])
        #expect(try open(note, keys(enoch)) == ["EnochRoot"])
        #expect(try open(note, keys(enoch, peter)) == ["PeterNeumann", "EnochRoot"])
        #expect(try SignedNote(parsing: Array(note.utf8)).bytes == Array(note.utf8))
    }

    @Test func `a known key's signature that does not fit rejects the note, whoever else signed it`() throws {
        let note = GoNote.text + "x\n\n" + GoNote.peterLine + GoNote.enochLine
        let peter = try keys(GoNote.peter)
        #expect(
            thrown { () throws(NoteError) in _ = try open(note, peter) } == .badSignature(peter[0].name, peter[0].id))
        let mixed = GoNote.text + "\n" + GoNote.peterLine + GoNote.enochLine.replacingBase64(at: 40)
        let both = try keys(GoNote.peter, GoNote.enoch)
        #expect(thrown { () throws(NoteError) in _ = try open(mixed, both) } == .badSignature(both[1].name, both[1].id))
        #expect(try open(mixed, peter) == ["PeterNeumann"], "what is not known is not looked at")
    }

    @Test func `a note that no known key signed is rejected`() throws {
        let note = GoNote.text + "\n" + GoNote.peterLine
        let enoch = try keys(GoNote.enoch)
        #expect(thrown { () throws(NoteError) in _ = try open(note, enoch) } == .unsigned(known: [enoch[0].name]))
        #expect(thrown { () throws(NoteError) in _ = try open(note, []) } == .unsigned(known: []))
    }

    @Test func `a key of the same name or the same id alone is not known`() throws {
        let note = GoNote.text + "\n" + GoNote.peterLine
        let renamed = GoNote.text + "\n" + GoNote.peterLine.replacing("PeterNeumann", with: "PeterNeumenn")
        let other = SignerKey.random(name: try KeyName("PeterNeumann")).verifier
        #expect(thrown { () throws(NoteError) in _ = try open(note, [other]) } == .unsigned(known: [other.name]))
        let peter = try keys(GoNote.peter)
        #expect(thrown { () throws(NoteError) in _ = try open(renamed, peter) } == .unsigned(known: [peter[0].name]))
    }

    @Test func `a text may have empty lines of its own, and other letters than Latin`() throws {
        let signer = try Keys.log()
        for text in ["\n", "\n\n\n", "a\n\nb\n", "— x y\n\n", "приказ №\u{2060}1\n", "é\u{301}\u{85}\u{7F}\n"] {
            let note = try SignedNote(Array(text.utf8), signedBy: signer)
            let again = try SignedNote(parsing: note.bytes)
            #expect(again == note && again.text == Array(text.utf8))
            #expect(try again.verified(by: [signer.verifier]).count == 1)
        }
    }

    static let noTexts: [[UInt8]] = [[], [0x61], Array("a\tb\n".utf8), Array("a\r\n".utf8), [0, 0x0A], [0xFF, 0x0A]]

    @Test(arguments: noTexts) func `what is no text is not signed`(text: [UInt8]) throws {
        let signer = try Keys.log()
        #expect(throws: NoteError.self) { try SignedNote(text, signedBy: signer) }
    }

    static let malformed: [(String, String)] = [
        ("", "line 1: this is no signed note — expected a text, an empty line, signatures"),
        ("a\n", "line 1: this is no signed note"), ("a\n\n", "line 3: the text ends here — expected a signature"),
        ("a\nb\n\nc\n", "line 4: \"c\" is no signature — expected “— ”, a name and base64"),
        ("a\n\n— n AAAAAAA=", "line 3: the text ends within the line"),
        ("a\n\n— n AAAAAA==\n", "line 3: the signature of n is malformed"),
        ("a\n\n— n AAAAAAB=\n", "line 3: the signature of n is malformed"),
        ("a\n\n— n  AAAAAAA=\n", "line 3: the signature of n is malformed"),
        ("a\n\n— n AAAAAAA= \n", "line 3: the signature of n is malformed"),
        ("a\n\n— n\n", "line 3: the signature of n"),
        ("a\n\n—  AAAAAAA=\n", "line 3: \"\" is no key's name"),
        ("a\n\n— a+b AAAAAAA=\n", "line 3: \"a+b\" is no key's"),
        ("a\n\n— a\u{A0}b AAAAAAA=\n", "line 3: \"a\u{A0}b\" is no key's name"),
        ("a\n\n- n AAAAAAA=\n", "line 3: \"- n"),
        ("a\n\n— n AAAAAAA=\nx\n", "line 4: \"x\" is no signature"),
        ("a\tb\n\n— n AAAAAAA=\n", "line 1: the byte 0x09"),
        ("a\n\n— n AAAAAAA=\r\n", "line 3: the byte 0x0d is a control character"),
    ]

    @Test(arguments: malformed) func `a note is read strictly, and what is wrong is said with its line`(
        text: String, expected: String
    ) {
        let error = thrown { () throws(NoteError) in _ = try SignedNote(parsing: Array(text.utf8)) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "accepted")")
    }

    @Test func `bytes that are not UTF-8 are said with their line`() {
        let bytes = Array("a\nb".utf8) + [0xC3, 0x28] + Array("\n\n— n AAAAAAA=\n".utf8)
        let error = thrown { () throws(NoteError) in _ = try SignedNote(parsing: bytes) }
        #expect(error?.description == "line 2: these bytes are not UTF-8 — expected text in UTF-8")
    }

    @Test func `a hundred signatures are read, and not more`() throws {
        let line = GoNote.enochLine
        let most = GoNote.text + "\n" + String(repeating: line, count: 99) + GoNote.peterLine
        #expect(try open(most, keys(GoNote.peter)) == ["PeterNeumann"])
        #expect(try open(most, keys(GoNote.enoch)) == ["EnochRoot"], "a key counts once, however often it signs")
        #expect(throws: NoteError.self) { try SignedNote(parsing: Array((most + line).utf8)) }
    }

    @Test func `a signature that is added takes the place of the same key's`() throws {
        var note = try SignedNote(Array("a\n".utf8), signedBy: try Keys.log())
        let witness = try Keys.witness()
        note.add(try witness.cosign(note.text, time: 1))
        note.add(try witness.cosign(note.text, time: 2))
        #expect(note.signatures.map(\.name.text) == ["timeline.example/log", "witness.example/w1"])
        #expect(note.signatures[1].bytes.prefix(8).elementsEqual([0, 0, 0, 0, 0, 0, 0, 2]))
    }
}

extension String {
    /// The line with another character of base64 at a place counted from its end.
    fileprivate func replacingBase64(at fromEnd: Int) -> String {
        var characters = Array(self)
        let place = characters.count - fromEnd
        characters[place] = characters[place] == "A" ? "B" : "A"
        return String(characters)
    }
}
