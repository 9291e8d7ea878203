import Testing
import TransparencyLog

@Suite struct DigestTests {
    @Test func `a hash has 32 bytes, in whatever form it comes`() throws {
        var random = SeededGenerator(seed: 1)
        for count in 0...80 {
            let bytes = random.bytes(count)
            #expect((Digest(bytes) != nil) == (count == 32))
            let hexadecimal = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            #expect((Digest(hexadecimal: hexadecimal) != nil) == (count == 32))
        }
        for _ in 0..<200 {
            let bytes = random.bytes(32)
            let digest = try #require(Digest(bytes))
            #expect(digest.bytes == bytes)
            #expect(Digest(hexadecimal: digest.hexadecimal) == digest)
            #expect(Digest(hexadecimal: digest.hexadecimal.uppercased()) == digest)
            #expect(Digest(base64: digest.base64) == digest)
            #expect(Set([digest, digest.flipped(255), digest.flipped(0)]).count == 3)
        }
    }

    static let notBase64 = [
        "", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",
        "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        " 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF==",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFUA", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hS====",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    ]

    @Test(arguments: notBase64) func `base64 is read strictly`(text: String) {
        #expect(Digest(base64: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=") == .emptyRoot)
        #expect(Digest(base64: text) == nil)
    }

    @Test func `of all last digits that base64 has, one is canonical`() {
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        let read = alphabet.filter { Digest(base64: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF\($0)=") != nil }
        #expect(read.count == 16)
    }

    @Test func `a leaf and a node of the same bytes have different hashes`() {
        let (left, right) = (countingLeaf(1), countingLeaf(2))
        #expect(Digest.leaf(left.bytes + right.bytes) != .node(left, right))
        #expect(Digest.node(left, right) != .node(right, left))
    }
}
