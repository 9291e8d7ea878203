import EventModel
package import TransparencyLog

/// That a log changes its key: an entry in the log, so that nobody can be told of it apart.
///
/// The event holds a signed note, which both keys sign: the old one to hand over, the new one to take over.
///
///     timelined key-rotation v1
///     old timeline.example.org/log+1f9b3b2a+AZ…
///     new timeline.example.org/log+7c0d55e1+AY…
package struct Rotation: Sendable, Hashable {
    /// The entry's number: heads of up to this many entries and one are the old key's.
    package let seq: UInt64
    package let old: VerifierKey
    package let new: VerifierKey

    /// No verb of the timeline: projections pass over it, and the intake takes none from a file.
    package static let type: StaticString = "timeline.key.rotated.v1"
    package static let source = "/timelined"

    private static let title = "timelined key-rotation v1"

    /// Reads the event of an entry.
    ///
    /// - Returns: nil for what both keys have not signed: it is as if it were not there.
    package init?(seq: UInt64, event: [UInt8]) {
        guard let document = try? Document(json: event),
            let data = document.member(document.root, "data"), document.kind(data) == .object,
            let text = document.member(data, "note"), document.kind(text) == .string,
            let note = try? SignedNote(parsing: document.utf8(text)),
            let (old, new) = Self.keys(in: note)
        else { return nil }
        self.seq = seq
        self.old = old
        self.new = new
    }

    private static func keys(in note: SignedNote) -> (old: VerifierKey, new: VerifierKey)? {
        let lines = String(decoding: note.text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, lines[0] == title, lines[1].hasPrefix("old "), lines[2].hasPrefix("new "),
            let old = try? VerifierKey(parsing: String(lines[1].dropFirst(4))),
            let new = try? VerifierKey(parsing: String(lines[2].dropFirst(4))), old != new, old.name == new.name,
            old.algorithm == .note, new.algorithm == .note,
            let verified = try? note.verified(by: [old, new]), verified.count == 2
        else { return nil }
        return (old, new)
    }

    /// The event, in canonical form, that hands over from one key to another of the same name.
    package static func event(from old: SignerKey, to new: SignerKey) throws(NoteError) -> [UInt8] {
        let text = "\(title)\nold \(old.verifier)\nnew \(new.verifier)\n"
        var note = try SignedNote(Array(text.utf8), signedBy: old)
        do throws(KeyError) { note.add(try new.sign(note.text)) } catch { throw .key(error) }
        return JSON.members([
            (
                "data",
                .members([
                    ("newKey", .string("\(new.verifier)")),
                    ("note", .string(String(decoding: note.bytes, as: UTF8.self))),
                    ("oldKey", .string("\(old.verifier)")),
                    ("title", .string("The log signs with the key \(new.verifier.id) from here on")),
                ])
            ),
            ("datacontenttype", .string("application/json")), ("id", .string("key-rotated:\(new.verifier)")),
            ("source", .string(source)), ("specversion", .string("1.0")), ("subject", .string(new.verifier.name.text)),
            ("type", .string("\(type)")),
        ]).canonical
    }
}
