import LinuxIO
import Testing

@testable import Systemd

@Suite struct `Journal entries` {
    private func entry(_ message: Message) -> JournalEntry {
        JournalEntry(
            message, identifier: "timelined", location: .init(file: "timelined/Main.swift", line: 7, function: "run()"))
    }

    private func values(_ name: JournalField, of entry: JournalEntry) -> [String] {
        entry.fields.all.filter { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) }
    }

    /// systemd.journal-fields(7), and journald's own check: what breaks it is dropped without a word.
    @Test(arguments: JournalField.allCases) func `a field has a name that journald keeps`(field: JournalField) {
        let name = Array(field.rawValue.utf8)
        #expect((1...64).contains(name.count))
        #expect(name.first.map { (0x41...0x5A).contains($0) } == true, "begins with a letter")
        #expect(name.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F })
    }

    @Test func `every entry has what all entries have`() {
        for (message, sentence) in MessageExamples.all {
            let entry = entry(message)
            #expect(values(.message, of: entry) == [sentence])
            #expect(values(.priority, of: entry) == ["\(message.priority.rawValue)"])
            #expect(values(.messageID, of: entry) == [message.id.rawValue])
            #expect(values(.syslogIdentifier, of: entry) == ["timelined"])
            #expect(values(.codeFile, of: entry) == ["timelined/Main.swift"])
            #expect(values(.codeLine, of: entry) == ["7"])
            #expect(values(.codeFunction, of: entry) == ["run()"])
            #expect(values(.documentation, of: entry).count == 1)
        }
    }

    @Test func `an accepted file has its events, kinds and actors, each value a field`() {
        let entry = entry(
            .fileAccepted(
                .init(
                    file: Array("a.yaml".utf8), sequences: 12...14, submitter: MessageExamples.anna, batch: 7,
                    eventIDs: ["x", "y", "z"], kinds: ["directive"], actors: ["putin", "sberbank"])))
        #expect(values(.file, of: entry) == ["a.yaml"])
        #expect(values(.fileRaw, of: entry).isEmpty)
        #expect(values(.eventID, of: entry) == ["x", "y", "z"])
        #expect(values(.kind, of: entry) == ["directive"])
        #expect(values(.actor, of: entry) == ["putin", "sberbank"])
        #expect(values(.sequence, of: entry) == ["12"])
        #expect(values(.lastSequence, of: entry) == ["14"])
        #expect(values(.count, of: entry) == ["3"])
        #expect(values(.batch, of: entry) == ["7"])
        #expect(values(.submitter, of: entry) == ["anna"])
        #expect(values(.submitterUID, of: entry) == ["1000"])
    }

    @Test func `a large file is summarised, and its count is true`() {
        let ids = (0..<1_000).map { "id-\($0)" }
        let entry = entry(
            .fileAccepted(
                .init(file: [0x61], sequences: 0...999, submitter: nil, batch: 1, eventIDs: ids, actors: ids)))
        #expect(values(.eventID, of: entry) == Array(ids.prefix(JournalEntry.maximumRepetition)))
        #expect(values(.actor, of: entry).count == JournalEntry.maximumRepetition)
        #expect(values(.count, of: entry) == ["1000"])
    }

    @Test func `a name that does not show stands escaped, and raw beside it`() {
        let entry = entry(.fileNotMoved(file: [0x61, 0x0A, 0xFF], destination: "archive/", errno: 13, submitter: nil))
        #expect(values(.file, of: entry) == ["a\\n\\xFF"])
        #expect(entry.assignments.contains(Array("TIMELINE_FILE_RAW=a\n".utf8) + [0xFF]))
        #expect(values(.errno, of: entry) == ["13"])
    }

    @Test func `a file's name is spelled in the journal as in its reason file`() throws {
        var random = FixedRandom(seed: 4)
        let pieces: [[UInt8]] = [
            [0x61], [0x0A], [0x09], [0x1B], [0x7F], [0x5C], [0x22], [0x20], [0xFF], [0xC3], [0xC2, 0x85],
            [0xE2, 0x80, 0xAE], [0xE2, 0x80, 0x8D], [0xF0, 0x9F, 0x98, 0x80], [0xEE, 0x80, 0x80], [0xE3, 0x80, 0x80],
        ]
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 1...6, using: &random)).flatMap { _ in
                pieces.randomElement(using: &random) ?? []
            }
            let name = try #require(FileName(bytes: bytes))
            let entry = entry(.fileNotMoved(file: bytes, destination: "archive/", errno: 13, submitter: nil))
            #expect(values(.file, of: entry) == [name.escaped])
            // Within the sentence it may stand in quotes; the escapes are the same.
            let inner = Printable.name(bytes).dropFirst().dropLast()
            let quoted = name.escaped.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
            #expect(Printable.name(bytes) == name.escaped || inner == quoted, "\(inner)")
        }
    }

    @Test func `a first problem has its place`() {
        let entry = entry(
            .fileRejected(
                .init(
                    file: [0x61], problems: 3, first: .init(line: 4, column: 2, sentence: "unknown key"),
                    reasonFile: Array("a.reason".utf8))))
        #expect(values(.reason, of: entry) == ["unknown key"])
        #expect(values(.line, of: entry) == ["4"])
        #expect(values(.column, of: entry) == ["2"])
        #expect(values(.problems, of: entry) == ["3"])
        #expect(values(.reasonFile, of: entry) == ["a.reason"])
    }

    @Test func `no text from outside breaks a line, forges one, or makes it long`() {
        var random = FixedRandom(seed: 2)
        let alphabet: [UInt8] = [
            0x0A, 0x0D, 0x1B, 0x5B, 0x3C, 0x30, 0x3E, 0x41, 0x20, 0xFF, 0xE2, 0x80, 0xA8, 0xC2, 0x85,
        ]
        for round in 0..<200 {
            let length = round.isMultiple(of: 100) ? 6_000 : Int.random(in: 0...12, using: &random)
            let text = (0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            for message in MessageExamples.hostile(text) {
                let entry = entry(message)
                #expect(Printable.line(entry.message) == entry.message)
                #expect(entry.message.utf8.count <= JournalEntry.messageLimit)
                #expect(entry.prefixedLine.utf8.filter { $0 == 0x0A }.count == 1)
                #expect(
                    Printable.line(message.sentence) == message.sentence,
                    "the sentence itself escapes, not only the entry")
            }
        }
    }
}
