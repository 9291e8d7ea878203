import EventModel

/// Reads one event from JSON text as the daemon would, without the encoding checks of files.
func read(_ json: String, source: String = "/desk") throws -> Result<Event, EventFaults> {
    let document = try Document(json: Array(json.utf8))
    return EventReader.read(document, document.root, defaults: .init(source: source))
}

/// The canonical form of an event that must be right.
func canonicalEvent(_ json: String) throws -> String {
    String(decoding: try read(json).get().canonical, as: UTF8.self)
}

/// The sentences of all that is wrong, in the order of the text.
func problems(_ json: String) throws -> [String] {
    guard case .failure(let failure) = try read(json) else { return [] }
    return Diagnostic.locate(failure.faults, in: Array(json.utf8)).map(\.sentence)
}
