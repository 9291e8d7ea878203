import Glibc
import LinuxIO
import Testing

/// A mapping whose file is cut reads as zeros and says so.
struct `A mapped file` {
    private func file(_ pages: Int) throws -> (ScratchDirectory, FileName) {
        let scratch = try ScratchDirectory()
        try scratch.write(String(repeating: "x", count: pages * 4_096), to: "a")
        return (scratch, try #require(FileName("a")))
    }

    private func isWhole(_ mapping: borrowing Mapping) -> Bool { mapping.isWhole }

    private func count(of byte: UInt8, _ mapping: borrowing Mapping) -> Int {
        // The bytes stay within the closure.
        mapping.withBytes { bytes in unsafe bytes.withUnsafeBytes { unsafe $0.count { $0 == byte } } }
    }

    @Test(arguments: [0, 1, 4_095, 4_096, 4_097, 9_000, 16_384])
    func `that is cut reads as zeros from there on, and is not whole any more`(size: Int) throws {
        let (scratch, name) = try file(4)
        let mapping = try Mapping(scratch.open().openForReading(name), count: 16_384)
        let (other, otherName) = try file(4)
        let beside = try Mapping(other.open().openForReading(otherName), count: 16_384)
        #expect(count(of: UInt8(ascii: "x"), mapping) == 16_384 && isWhole(mapping))
        try scratch.open().openForWriting(name).truncate(to: size)
        #expect(count(of: UInt8(ascii: "x"), mapping) == size)
        #expect(count(of: 0, mapping) == 16_384 - size)
        // Of the last page that is there the kernel itself clears the rest.
        #expect(isWhole(mapping) == (size > 3 * 4_096))
        #expect(count(of: UInt8(ascii: "x"), beside) == 16_384 && isWhole(beside))
    }

    @Test func `is handled on every thread, and its place is used again`() throws {
        for _ in 0..<20 {
            let lost = Parallel.map(8, threads: 4) { number -> Bool in
                guard let (scratch, name) = try? file(8), let directory = try? scratch.open(),
                    let mapping = try? Mapping(directory.openForReading(name), count: 32_768)
                else { return false }
                if number.isMultiple(of: 2) { try? directory.openForWriting(name).truncate(to: 10) }
                let zeros = count(of: 0, mapping)
                return zeros == (number.isMultiple(of: 2) ? 32_758 : 0) && mapping.isWhole != number.isMultiple(of: 2)
            }
            #expect(lost.allSatisfy { $0 })
        }
    }

    @Test func `leaves a signal of another cause to do what it did`() async {
        await #expect(processExitsWith: .signal(SIGBUS)) {
            let scratch = try ScratchDirectory()
            try scratch.write("x", to: "a")
            let name = try #require(FileName("a"))
            let mapping = try Mapping(scratch.open().openForReading(name), count: 1)
            let isWhole = mapping.isWhole
            #expect(isWhole)
            raise(SIGBUS)
            // The process is ended by it.
            sleep(5)
        }
    }
}
