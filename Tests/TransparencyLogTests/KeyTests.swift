import Testing
import TransparencyLog

@Suite struct KeyTests {
    static let noVerifiers: [(String, String)] = [
        ("", "this is no verifier key"), ("PeterNeumann+c74f20a3", "this is no verifier key"),
        ("PeterNeumann+c74f20a+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "the id of the key is malformed"),
        ("PeterNeumann+g74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "the id of the key is malformed"),
        ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T", "the last part of the key is malformed"),
        ("PeterNeumann+c74f20a3+", "the last part of the key is malformed"),
        ("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "the key says its id is c74f20a4"),
        ("PeterNeumbnn+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "the key says its id is c74f20a3"),
        ("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", "the last part of the key"),
        ("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "the key has the type 0x65"),
        ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWAAAA", "the key has 35 bytes"),
        ("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "\"Peter Neumann\" is no key's name"),
        ("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "\"\" is no key's name"),
    ]

    @Test(arguments: noVerifiers) func `a verifier key is read strictly`(text: String, expected: String) {
        let error = thrown { () throws(KeyError) in _ = try VerifierKey(parsing: text) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "accepted")")
        #expect(error?.description.contains(" — expected ") == true)
    }

    @Test func `a signer key is read strictly, and no error tells anything of it`() throws {
        let good = GoNote.secret
        let secret = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
        let bad = [
            "", GoNote.peter, "private" + good.dropFirst(7), String(good.dropLast()), good + "AAAA",
            good.replacing("c74f20a3", with: "c74f20a4"), good.replacing("PeterNeumann", with: "PeterNeumbnn"),
            good.replacing("+AYEK", with: "+AoEK"), good.replacing("+AYEK", with: "+AYEL"),
            good.replacing("+AYEK", with: "+BIEK"), good.replacing("PeterNeumann", with: "Peter Neumann"),
        ]
        for text in bad {
            let error = thrown { () throws(KeyError) in _ = try SignerKey(parsing: text) }
            let description = try #require(error?.description, "\(text) was accepted")
            #expect(description.contains(" — expected "))
            #expect(!description.contains(secret.dropFirst(5).prefix(8)))
        }
    }

    @Test func `a signer key is not printed by accident`() throws {
        let key = try SignerKey(parsing: GoNote.secret)
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped, "\([key])"] {
            #expect(text.contains("the private key of PeterNeumann+c74f20a3"))
            #expect(!text.contains("AYEK"))
        }
    }

    @Test func `keys of both kinds are read as they are written`() throws {
        for key in [try Keys.log(), try Keys.witness(), SignerKey.random(name: try KeyName("ключ.example"))] {
            #expect(try VerifierKey(parsing: key.verifier.description) == key.verifier)
            let again = try SignerKey(parsing: key.secretText)
            #expect(again.verifier == key.verifier && again.secretText == key.secretText)
        }
        let seed = [UInt8](repeating: 7, count: 32)
        let name = try KeyName("a.example")
        let (note, cosignature) = (
            try SignerKey(name: name, seed: seed), try SignerKey(name: name, algorithm: .cosignature, seed: seed)
        )
        #expect(note.verifier.publicKey == cosignature.verifier.publicKey)
        #expect(note.verifier.id != cosignature.verifier.id, "the algorithm is part of the id")
    }

    @Test func `random keys differ`() throws {
        let name = try KeyName("a.example")
        #expect(Set((0..<20).map { _ in SignerKey.random(name: name).verifier }).count == 20)
    }

    @Test func `a seed has 32 bytes`() throws {
        let name = try KeyName("a.example")
        for count in [0, 31, 33, 64] {
            #expect(throws: KeyError.self) { try SignerKey(name: name, seed: [UInt8](repeating: 0, count: count)) }
        }
    }

    @Test func `a key signs nothing but what it is for`() throws {
        let (log, witness, text) = (try Keys.log(), try Keys.witness(), Array("a\n".utf8))
        #expect(throws: KeyError.wrongAlgorithm(log.verifier.name, .note, expected: .cosignature)) {
            try log.cosign(text, time: 1)
        }
        #expect(throws: KeyError.wrongAlgorithm(witness.verifier.name, .cosignature, expected: .note)) {
            try witness.sign(text)
        }
        #expect(throws: KeyError.timeOutOfRange(1 << 63)) { try witness.cosign(text, time: 1 << 63) }
        let latest = try witness.cosign(text, time: (1 << 63) - 1)
        #expect(witness.verifier.isValid(latest.bytes, of: text))
    }

    static let noNames = ["", " ", "a b", "a+b", "a\nb", "a\u{2003}b", "a\u{85}", "\u{3000}", "a\u{0}", "a\u{1B}"]

    @Test(arguments: noNames) func `a name has no white space, plus or control character`(text: String) {
        #expect(throws: TextFault.self) { try KeyName(text) }
    }

    @Test func `names are the same where their bytes are`() throws {
        let (one, two) = (try KeyName("caf\u{E9}"), try KeyName("cafe\u{301}"))
        #expect(one.text == two.text && one != two)
        #expect(one == (try KeyName("caf\u{E9}")))
        #expect(Set([one, two, try KeyName("caf\u{E9}")]).count == 2)
    }
}
