/// The name of an event for ever: no two events of one source share an id (CloudEvents 1.0.2 §3.1).
package struct EventIdentity: Sendable, Hashable {
    package var source: String
    package var id: String

    package init(source: String, id: String) {
        self.source = source
        self.id = id
    }

    // Identities compare by code units; String's own equality would take two spellings of a letter for one.
    package static func == (left: Self, right: Self) -> Bool {
        left.id.hasSameBytes(as: right.id) && left.source.hasSameBytes(as: right.source)
    }

    package func hash(into hasher: inout Hasher) {
        Self.combine(source.utf8.span, into: &hasher)
        Self.combine(id.utf8.span, into: &hasher)
    }

    private static func combine(_ part: Span<UInt8>, into hasher: inout Hasher) {
        // The buffer lives for the call, and the hasher keeps nothing of it.
        unsafe part.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        hasher.combine(0 as UInt8)
    }
}

/// An event that has been read and checked: a CloudEvent in canonical form.
///
/// It holds what every event is asked for. The rest is read from ``canonical`` when somebody asks: kept, it would take
/// several times the memory, and a file may hold two hundred thousand events.
package struct Event: Sendable {
    package let identity: EventIdentity
    /// What happened; nil for other people's types, which are kept and passed over.
    package let verb: Verb?
    /// The event that a correction names, and where in its file it does so.
    package let corrects: (identity: EventIdentity, offset: Int)?
    /// The whole event as a CloudEvent, by RFC 8785: what the log keeps.
    package let canonical: [UInt8]
    /// Where the event begins in its file, in bytes.
    package let offset: Int

    package var kind: Kind? { verb?.kind }

    /// The whole event as a CloudEvent.
    package var json: JSON {
        document.map { JSON($0.root, of: $0) } ?? .null
    }

    package var type: String { attribute("type") ?? "" }

    package var subject: String? { attribute("subject") }

    /// The actors it names in a role, without repetition, in the order of their roles.
    package var actors: [String] {
        guard verb != nil, let document, let data = document.member(document.root, "data"),
            let list = document.member(data, "actors")
        else { return [] }
        var actors: [String] = []
        // Names of actors are ASCII: to compare them by characters is to compare their bytes.
        var seen: Set<String> = []
        document.forEachElement(list) { entry in
            guard let ref = document.member(entry, "ref").map({ document.string($0) }) else { return }
            if seen.insert(ref).inserted { actors.append(ref) }
        }
        return actors
    }

    private func attribute(_ name: StaticString) -> String? {
        document.flatMap { document in document.member(document.root, name).map { document.string($0) } }
    }

    private var document: Document? {
        var document = Document()
        // UInt8 has no padding that could be uninitialised.
        return unsafe (try? document.read(json: canonical.span.bytes)) == nil ? nil : document
    }
}

/// Where in its file, in bytes, a fault of the whole event is best shown.
extension Event {
    /// `offset` with a problem, as a fault of this event.
    package func fault(_ problem: String, expected: String? = nil, hint: Hint? = nil) -> Fault {
        Fault(at: offset, problem, expected: expected, hint: hint)
    }
}
