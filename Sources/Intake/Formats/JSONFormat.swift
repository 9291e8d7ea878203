import EventModel

/// One JSON text: an event, or an array of events.
struct JSONFormat: Format {
    let name = "JSON"
    let endings = ["json"]

    func read(_ text: SourceText, into file: inout ParsedFile, _ progress: @escaping () -> Void) {
        var document = Document(over: text.bytes)
        do {
            let root = try document.append(json: text.start..<text.bytes.count)
            file.add(document, roots: [root], allowsLists: true)
        } catch {
            file.report(error)
        }
    }
}
