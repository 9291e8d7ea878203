import Glibc
import Testing

@testable import Systemd

/// An entry of the catalog, as systemd's catalog format has it.
private struct CatalogEntry {
    var id: String
    var headers: [(name: String, value: String)]
    var text: String

    /// The names between `@`.
    var substitutions: Set<String> {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return Set(parts.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) })
    }

    static func parse(_ catalog: String) -> [CatalogEntry] {
        catalog.split(separator: "\n-- ").dropFirst().map { part in
            let lines = part.split(separator: "\n", omittingEmptySubsequences: false)
            let end = lines.firstIndex(of: "") ?? lines.endIndex
            let headers = lines[1..<end].map { line in
                let colon = line.firstIndex(of: ":") ?? line.endIndex
                return (String(line[..<colon]), String(line[colon...].dropFirst(2)))
            }
            return CatalogEntry(
                id: String(lines[0]), headers: headers, text: lines[end...].dropFirst().joined(separator: "\n"))
        }
    }
}

@Suite struct `Catalog` {
    private let entries: [CatalogEntry]

    init() throws {
        // The way up is the file system's, so that a symbolic link to the sources does not mislead.
        let here = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        entries = CatalogEntry.parse(try text(of: "/\(here)/../../Deploy/catalog/timelined.catalog"))
    }

    @Test func `it explains every message and nothing else, in their order`() {
        #expect(entries.map(\.id) == MessageID.allCases.map(\.rawValue))
    }

    @Test func `every entry says what happened, whose it is and where to read on`() {
        for entry in entries {
            #expect(entry.headers.filter { $0.name == "Subject" }.count == 1, "\(entry.id)")
            #expect(entry.headers.contains { $0 == ("Defined-By", "timelined") }, "\(entry.id)")
            #expect(entry.headers.contains { $0.name == "Documentation" && $0.value.hasPrefix("man:") })
            #expect(entry.text.count > 80, "\(entry.id) explains nothing")
        }
    }

    @Test func `it shows only fields that its message always has, and never raw bytes`() {
        for (message, _) in MessageExamples.all {
            guard let entry = entries.first(where: { $0.id == message.id.rawValue }) else { continue }
            let has = Set(message.fields.all.map(\.name.rawValue))
            #expect(entry.substitutions.isSubset(of: has), "\(message.id): \(entry.substitutions.subtracting(has))")
            #expect(!entry.substitutions.contains(JournalField.fileRaw.rawValue))
            // A newline in a field would split the subject.
            #expect(entry.headers.allSatisfy { !$0.value.contains("@") })
        }
    }
}

/// The text of a small file.
private func text(of path: String) throws -> String {
    // The string lives for the call.
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    try #require(file >= 0, "\(path) is not there")
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        // read writes no more than the buffer holds.
        let count = unsafe read(file, &buffer, buffer.count)
        if count <= 0 { break }
        bytes += buffer.prefix(count)
    }
    return try #require(String(validating: bytes, as: UTF8.self))
}
