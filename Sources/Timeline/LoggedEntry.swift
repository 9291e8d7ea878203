package import EventLog
package import EventModel
import LinuxIO

/// One entry of the log, kept: its line as it stands there, and what it says.
package struct LoggedEntry: Sendable {
    package let seq: UInt64
    package let recorded: Instant
    /// The bytes of the line without its line feed.
    package let line: [UInt8]
    /// The event; its root is the CloudEvent.
    package let document: Document
    /// The data of the event, where it has any.
    package let data: Document.Node?
    private let envelope: LineEnvelope

    /// - Parameter line: the line of `entry`; it is copied.
    package init(_ entry: LogEntry, line: RawSpan) {
        seq = entry.seq
        recorded = entry.recorded
        // The span is valid for the whole call, and its bytes are copied at once.
        self.line = unsafe line.withUnsafeBytes { unsafe Array($0) }
        document = entry.document
        data = document.member(document.root, "data")
        envelope = entry.envelope
    }

    /// The entry of a line that came without its log; nil where it is none.
    package init?(line: [UInt8]) {
        // UInt8 has no padding that could be uninitialised.
        let span = unsafe line.span.bytes
        guard let entry = LogEntry(line: span) else { return nil }
        self.init(entry, line: span)
    }

    // MARK: The event

    package var id: String { text(document.root, "id") ?? "" }
    package var source: String { text(document.root, "source") ?? "" }
    package var type: String { text(document.root, "type") ?? "" }
    package var subject: String? { text(document.root, "subject") }
    package var title: String? { text("title") }
    package var occurred: EDTF? { text("occurred").flatMap { try? EDTF($0) } }

    /// What happened; nil for other people's types.
    package var verb: Verb? {
        Self.verbs[type]
    }

    private static let verbs = Dictionary(uniqueKeysWithValues: Verb.allCases.map { ($0.type, $0) })

    /// Who takes part, as listed.
    package var actors: [(ref: String, role: String)] {
        elements("actors").compactMap { actor in
            text(actor, "ref").map { ($0, text(actor, "role") ?? "") }
        }
    }

    /// The slugs of `actors`, each once.
    package var parties: [String] {
        var seen: Set<String> = []
        return actors.map(\.ref).filter { seen.insert($0).inserted }
    }

    /// What happened to what, as the entry says: its own, and of a correction also that of the event as it should have been.
    package var deeds: [(verb: Verb, subject: String?)] {
        let replacement = data.flatMap { document.member($0, "replacement") }
        return [document.root, replacement].compactMap { $0 }.compactMap { event in
            text(event, "type").flatMap { Self.verbs[$0] }.map { ($0, text(event, "subject")) }
        }
    }

    /// When, by the same.
    package var dates: [EDTF] { contents.compactMap { text($0, "occurred").flatMap { try? EDTF($0) } } }

    /// The data of what the entry says: its own, and of a correction also that of the event as it should have been.
    package var contents: [Document.Node] {
        let replacement = data.flatMap { document.member($0, "replacement") }
        return [data, replacement.flatMap { document.member($0, "data") }].compactMap { $0 }
    }

    /// The texts in a list of ``contents``, alone or each.
    package func texts(_ key: StaticString) -> [String] {
        contents.compactMap { document.member($0, key) }.flatMap { list in
            document.elements(list).filter { document.kind($0) == .string }.map { document.string($0) }
        }
    }

    /// Who takes part in what the entry says; who has to do a part of a directive is one to whom it is addressed.
    package var takingPart: [(ref: String, role: String)] {
        let listed = contents.compactMap { document.member($0, "actors") }.flatMap { document.elements($0) }
        let parts = contents.compactMap { document.member($0, "provisions") }.flatMap { document.elements($0) }
        let assignees = parts.compactMap { document.member($0, "assignee") }.flatMap { document.elements($0) }
        return listed.compactMap { actor in text(actor, "ref").map { ($0, text(actor, "role") ?? "") } }
            + assignees.filter { document.kind($0) == .string }.map { (document.string($0), Role.to.rawValue) }
    }

    package var json: JSON { JSON(document.root, of: document) }

    /// A member of the data, as it stands.
    package subscript(key: StaticString) -> JSON? {
        data.flatMap { document.member($0, key) }.map { JSON($0, of: document) }
    }

    package func text(_ key: StaticString) -> String? { data.flatMap { text($0, key) } }

    /// The elements of a list of the data, none where there is no such list.
    package func elements(_ key: StaticString) -> [Document.Node] {
        data.flatMap { document.member($0, key) }.map { document.elements($0) } ?? []
    }

    package func text(_ node: Document.Node, _ key: StaticString) -> String? {
        document.member(node, key).flatMap { document.kind($0) == .string ? document.string($0) : nil }
    }

    // MARK: What the intake knew

    /// The name of the file it came in, printable.
    package var fileName: String? { inLine(envelope.file)?.escaped }

    /// The SHA-256 of that file, in hexadecimal digits.
    package var fileHash: String { inLine(envelope.digest) }

    /// Who dropped it: a name, or `uid 1000` where there was none.
    package var submitter: String { submitterName ?? "uid \(submitterID)" }
    /// The submitter's login name; nil where the system had none.
    package var submitterName: String? { inLine(envelope.submitter) }
    package var submitterID: UInt32 { envelope.uid }

    private func inLine<Value>(_ read: (RawSpan) -> Value) -> Value {
        // UInt8 has no padding that could be uninitialised.
        unsafe read(line.span.bytes)
    }
}
