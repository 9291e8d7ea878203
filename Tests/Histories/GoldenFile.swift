import Glibc

/// A file of answers as they were, to which those of today are compared.
///
/// `TIMELINED_GOLDEN=write swift test --filter Golden` writes the answers of today in its place: whether the change is
/// meant is then read in the difference.
package struct GoldenFile {
    private let path: String

    /// - Parameter path: beside the test that asks, `#filePath`, in the folder `Golden`.
    package init(_ name: String, besideTest test: String) {
        path = test[..<(test.lastIndex(of: "/") ?? test.startIndex)] + "/Golden/" + name
    }

    /// The lines that differ, each as it was and as it is; none where all are the same.
    package func differences(_ lines: [String]) -> [(number: Int, was: String, is: String)] {
        if Self.isToBeWritten { write(lines) }
        let known = read()
        return (0..<max(known.count, lines.count)).compactMap { place in
            let was = place < known.count ? known[place] : "(no such line)"
            let now = place < lines.count ? lines[place] : "(no such line)"
            return was == now ? nil : (place + 1, was, now)
        }
    }

    /// A number that other texts do not have, for answers too long to be kept (FNV-1a).
    package static func digest(_ lines: [String]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for line in lines {
            for byte in line.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 10) &* 0x100_0000_01B3
        }
        return String(hash, radix: 16)
    }

    // The environment is not changed while tests run, and the text is copied.
    private static let isToBeWritten = unsafe getenv("TIMELINED_GOLDEN").map { unsafe String(cString: $0) } == "write"

    private func read() -> [String] {
        guard let file = unsafe fopen(path, "r") else { return [] }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var byte = unsafe fgetc(file)
        while byte != EOF {
            bytes.append(UInt8(byte))
            byte = unsafe fgetc(file)
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast().map(String.init)
    }

    private func write(_ lines: [String]) {
        guard let file = unsafe fopen(path, "w") else { return }
        for line in lines { unsafe fputs(line + "\n", file) }
        unsafe fclose(file)
    }
}
