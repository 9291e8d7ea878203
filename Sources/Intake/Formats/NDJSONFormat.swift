import EventLog
import EventModel

/// Newline-delimited JSON: one event a line; blank lines are passed over.
struct NDJSONFormat: Format {
    let name = "NDJSON"
    let endings = ["ndjson", "jsonl"]

    func read(_ text: SourceText, into file: inout ParsedFile, _ progress: @escaping () -> Void) {
        var document = Document(over: text.bytes)
        var roots: [Document.Node] = []
        for line in lines(of: text) where !file.isFull && !text.isBlank(line) {
            if roots.count % CheckedFile.pause == 0 { progress() }
            do {
                roots.append(try document.append(json: line))
            } catch {
                if roots.isEmpty, file.faults.isEmpty, isOneText(text, from: line.lowerBound) {
                    return file.report(
                        Fault(
                            at: error.offset, "one JSON text over several lines", expected: "one event a line",
                            hint: "name the file .json"))
                }
                file.report(error)
            }
        }
        file.add(document, roots: roots, allowsLists: false)
    }

    private func lines(of text: SourceText) -> some Sequence<Range<Int>> {
        sequence(state: text.start) { start -> Range<Int>? in
            guard start < text.bytes.count else { return nil }
            // UInt8 has no padding that could be uninitialised.
            let end = unsafe text.bytes.span.bytes.first(UInt8(ascii: "\n"), from: start) ?? text.bytes.count
            defer { start = end + 1 }
            return start..<end
        }
    }

    /// Whether the whole is JSON where its first line is not: then every further line would only repeat that.
    private func isOneText(_ text: SourceText, from start: Int) -> Bool {
        var document = Document(over: text.bytes)
        return (try? document.append(json: start..<text.bytes.count)) != nil
    }
}
