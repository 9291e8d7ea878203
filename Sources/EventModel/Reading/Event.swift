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
        for var part in [source, id] {
            // The buffer lives for the call, and the hasher keeps nothing of it.
            part.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
            hasher.combine(0 as UInt8)
        }
    }
}

/// An event that has been read and checked: a CloudEvent in canonical form.
package struct Event: Sendable {
    package var identity: EventIdentity
    package var type: String
    package var subject: String?
    /// What happened; nil for other people's types, which are kept and passed over.
    package var verb: Verb?
    /// The actors it names in a role, without repetition, in the order of their roles.
    package var actors: [String]
    /// The event that a correction names, and where in its file it does so.
    package var corrects: (identity: EventIdentity, offset: Int)?
    /// The whole event as a CloudEvent, by RFC 8785: what the log keeps.
    package var canonical: [UInt8]
    /// Where the event begins in its file, in bytes.
    package var offset: Int

    package var kind: Kind? { verb?.kind }

    /// The whole event as a CloudEvent. Made when asked for: kept, it would take several times the memory of
    /// ``canonical``, and a file may hold two hundred thousand events.
    package var json: JSON {
        var document = Document()
        // UInt8 has no padding that could be uninitialised.
        guard unsafe (try? document.read(json: canonical.span.bytes)) != nil else { return .null }
        return JSON(document.root, of: document)
    }
}

/// Where in its file, in bytes, a fault of the whole event is best shown.
extension Event {
    /// `offset` with a problem, as a fault of this event.
    package func fault(_ problem: String, expected: String? = nil, hint: String? = nil) -> Fault {
        Fault(at: offset, problem, expected: expected, hint: hint)
    }
}
