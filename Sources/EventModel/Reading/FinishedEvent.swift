/// The last step of both forms: from the CloudEvent to what the program keeps of it.
extension EventReader {
    /// The event that `json` is, unless faults were found on the way.
    mutating func finished(_ json: JSON, verb: Verb?, at node: Document.Node) -> Event? {
        guard faults.isEmpty, let id = json["id"]?.text, let source = json["source"]?.text,
            let type = json["type"]?.text
        else { return nil }
        var actors: [String] = []
        if case .array(let entries)? = json["data"]?["actors"], verb != nil {
            // Names of actors are ASCII: to compare them by characters is to compare their bytes.
            var seen: Set<String> = []
            for ref in entries.compactMap({ $0["ref"]?.text }) where seen.insert(ref).inserted { actors.append(ref) }
        }
        // Written piece by piece it has room for twice as much; the copy has none to spare. The buffer is valid for the
        // closure, and its bytes are copied there.
        let canonical = unsafe json.canonical.withUnsafeBufferPointer { unsafe Array($0) }
        return Event(
            identity: EventIdentity(source: source, id: id), type: type, subject: json["subject"]?.text, verb: verb,
            actors: actors, corrects: corrected(json, verb, at: node), canonical: canonical,
            offset: document.offset(node))
    }

    private func corrected(_ json: JSON, _ verb: Verb?, at node: Document.Node) -> (EventIdentity, Int)? {
        guard verb?.kind == .correction, let of = json["data"]?["of"], let id = of["id"]?.text,
            let source = of["source"]?.text
        else { return nil }
        let data = document.member(node, "data") ?? node
        let place = document.member(data, "of") ?? node
        return (EventIdentity(source: source, id: id), document.offset(place))
    }
}
