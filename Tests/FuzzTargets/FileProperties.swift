import EventModel
import Intake

/// What holds of every file that is dropped.
enum FileProperties {
    private static let defaults = EventReader.Defaults(source: "/desk")
    private static let room = 60_000
    /// More than a person reads, and less than one file should put into the journal.
    private static let longestSentence = 4_000

    static func check(_ bytes: [UInt8], name: String) throws {
        let file = CheckedFile.check(name: name, bytes: bytes, defaults: defaults, roomForEvent: room)
        // An empty list has neither.
        try Broken.unless(file.problems.isEmpty || file.events.isEmpty, "a file with problems has events")
        try Broken.unless(
            file.problems.count <= 2 * ParsedFile.maximumFaults + 2, "\(file.problems.count) problems of one file")
        let lines = lengths(of: bytes)
        for problem in file.problems {
            let position = problem.position
            try Broken.unless(
                (1...lines.count).contains(position.line)
                    && (1...lines[position.line - 1] + 1).contains(position.column),
                "\(problem.line(file: name)) is outside of the file")
            try isPrintable(problem.sentence)
        }
        for event in file.events { try readsAgain(event, bytes.count) }
    }

    /// How many characters each line has. As everywhere, LF, CR LF and CR end a line, and a byte order mark is none.
    private static func lengths(of bytes: [UInt8]) -> [Int] {
        var lengths = [0]
        for (index, byte) in bytes.enumerated().dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0) {
            switch byte {
            case UInt8(ascii: "\n"): lengths.append(0)
            case UInt8(ascii: "\r"):
                if index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n") { lengths.append(0) }
            default: if byte & 0xC0 != 0x80 { lengths[lengths.count - 1] += 1 }
            }
        }
        return lengths
    }

    private static func isPrintable(_ sentence: String) throws {
        try Broken.unless(!sentence.isEmpty, "a problem without words")
        try Broken.unless(
            sentence.utf8.count <= longestSentence,
            "a sentence of \(sentence.utf8.count) bytes: \(sentence.prefix(200))")
        try Broken.unless(
            !sentence.unicodeScalars.contains { $0.properties.generalCategory == .control },
            "a sentence with a control character: \(sentence.debugDescription)")
    }

    /// What the log will hold says the same to whoever reads it.
    private static func readsAgain(_ event: Event, _ count: Int) throws {
        try Broken.unless((0..<count).contains(event.offset), "an event outside of its file")
        let again = CheckedFile.check(
            name: "a.json", bytes: event.canonical, defaults: .init(source: "/elsewhere"), roomForEvent: room)
        let canonical = String(decoding: event.canonical, as: UTF8.self)
        try Broken.unless(again.problems.isEmpty, "\(canonical) is refused: \(again.problems.first?.sentence ?? "")")
        try Broken.unless(
            again.events.count == 1 && again.events[0].canonical == event.canonical
                && again.events[0].identity == event.identity && again.events[0].verb == event.verb
                && again.events[0].actors == event.actors,
            "\(canonical) is read as another event")
    }
}
