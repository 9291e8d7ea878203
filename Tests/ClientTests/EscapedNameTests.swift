import LinuxIO
import TestSupport
import Testing

@testable import timelinectl

/// An escaped name is one text wherever a person meets it, so that it is found where it is looked for.
@Suite("Names that do not show")
struct EscapedNameTests {
    private static let names = [
        "a\u{1B}[31m.yaml", "b\nc.yaml", "d\u{202E}e.yaml", "f\\g.yaml", "h\u{9B}i.yaml", "j\u{200D}k.yaml",
    ]

    @Test func `a rejected file has one name in its reason, in the status and in what check says`() throws {
        let timeline = try ScratchTimeline()
        for name in Self.names { try timeline.drop(name, "title: [\n") }
        try timeline.commit()
        // It shows the latest of them.
        let shown = try timeline.run("status").lines.filter { $0.contains(":1:8: ") }
        let spellings = try Self.names.map { try "\(#require(FileName($0)).escaped):1:8: " }
        #expect(
            shown.count > 1 && shown.allSatisfy { line in spellings.contains { line.contains(" \($0)") } }, "\(shown)")
        let rejected = try Directory.open("\(timeline.root)/rejected")
        for name in Self.names {
            let escaped = try #require(FileName(name)).escaped
            let reason = try rejected.openForReading(#require(FileName("\(name).reason")))
            let text = String(
                decoding: try reason.readAll(size: try reason.status().size, limit: 10_000), as: UTF8.self)
            #expect(text.hasPrefix("\(escaped):1:8: "), "\(text)")
            let check = try timeline.run("check", "\(timeline.root)/rejected/\(name)")
            #expect((check.text + check.errorText).contains("\(escaped):1:8: "), "\(check)")
        }
    }

    @Test func `what a terminal shows of an escaped name is that name`() throws {
        for name in Self.names {
            let escaped = try #require(FileName(name)).escaped
            #expect(timelinectl.Printable.line(escaped) == escaped)
        }
    }
}
