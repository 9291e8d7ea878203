import LinuxIO
import Testing

@Suite("Paths below a directory")
struct RelativePathTests {
    @Test(arguments: ["", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "a/.", "./a", "a/\0"])
    func `that are none, or lead elsewhere, are refused`(text: String) {
        #expect(RelativePath(text) == nil)
    }

    private static func random() -> RelativePath? {
        let bytes = Array("ab019./\u{7F}é".utf8) + [0xFF]
        return RelativePath(bytes: (0..<Int.random(in: 1...12)).compactMap { _ in bytes.randomElement() })
    }

    @Test func `are what their bytes say, and the other way round`() throws {
        for _ in 0..<10_000 {
            guard let path = Self.random() else { continue }
            #expect(RelativePath(bytes: path.bytes) == path && RelativePath(path.names) == path)
            #expect(path.names.count == path.bytes.count { $0 == UInt8(ascii: "/") } + 1)
            #expect(path.escaped == path.names.map(\.escaped).joined(separator: "/"))
        }
    }

    @Test func `are ordered, and what lies in one folder stands together`() throws {
        let paths = (0..<300).compactMap { _ in Self.random() }
        for one in paths {
            for other in paths {
                #expect([one < other, one == other, other < one].count { $0 } == 1, "\(one.escaped) \(other.escaped)")
            }
        }
        // Whatever is sorted between two files of a folder lies in that folder, or below it.
        let sorted = paths.sorted()
        #expect(sorted == paths.shuffled().sorted())
        for folder in Set(sorted.map(\.folder)) {
            let places = sorted.indices.filter { sorted[$0].folder == folder }
            guard let first = places.first, let last = places.last else { continue }
            #expect(sorted[first...last].allSatisfy { $0.names.starts(with: folder) })
        }
        let names = ["9.yaml", "10.yaml", "b/1.yaml", "b/c/1.yaml", "b/2.yaml"].compactMap { RelativePath($0) }
        #expect(names.sorted().map(\.escaped) == ["9.yaml", "10.yaml", "b/1.yaml", "b/2.yaml", "b/c/1.yaml"])
    }
}
