import EventModel
import Timeline

/// Entries of the log as text.
enum EntryText {
    /// One line: `2025-01-09 13:00:00 #12 issued directive/ru-cn-ai-cooperation: TITLE (putin, sberbank)`.
    ///
    /// - Parameter showsDate: whether its date in the world stands behind the subject: `directive/…, ≈ 2024`.
    static func short(_ entry: LoggedEntry, showsDate: Bool = false) -> Styled {
        var text = Styled(LocalTime.text(entry.recorded), .faint) + " " + Styled("#\(entry.seq)") + " "
        guard let verb = entry.verb, let subject = entry.subject else {
            return text + Styled(entry.type, .open) + " " + Styled(entry.subject ?? entry.id, .name)
        }
        text += Styled(verb.rawValue, ink(verb)) + " " + Styled(subject, .name)
        if showsDate, let date = entry.text("occurred") { text += ", " + DateText.short(date) }
        if let title = entry.title { text += ": " + Styled(title, .strong) }
        let parties = entry.parties
        return parties.isEmpty ? text : text + Styled(" (\(parties.joined(separator: ", ")))")
    }

    /// The title alone; what has none is named by what happened to it.
    static func cat(_ entry: LoggedEntry) -> Styled {
        if let title = entry.title { return Styled(title) }
        return Styled([entry.verb?.rawValue ?? entry.type, entry.subject ?? entry.id].joined(separator: " "))
    }

    /// The CloudEvent, with the log's own times in its extensions.
    static func export(_ entry: LoggedEntry) -> JSON {
        var members = entry.json.members.filter { $0.key != "recordedtime" && $0.key != "sequence" }
        let digits = String(entry.seq)
        let sequence = String(repeating: "0", count: max(0, 20 - digits.utf8.count)) + digits
        members.append(("recordedtime", .string(entry.recorded.description)))
        members.append(("sequence", .string(sequence)))
        return JSON.object(members)
    }

    /// Everything there is, a label and its value a line.
    static func verbose(_ entry: LoggedEntry) -> Fields {
        var fields = Fields(heading: heading(entry))
        fields.add("title", entry.title.map { Styled($0, .strong) })
        for role in Role.allCases {
            let refs = entry.actors.filter { $0.role == role.rawValue }.map { Styled($0.ref, .name) }
            if !refs.isEmpty { fields.add(role.rawValue, refs.joined(separator: ", ")) }
        }
        for (name, value) in dataMembers(entry) {
            if name == "replacement" {
                addReplacement(value, to: &fields)
            } else {
                fields.add(ValueText.words(name), ValueText.lines(name, value))
            }
        }
        addEnvelope(entry, to: &fields)
        return fields
    }

    /// The event that stands instead of a corrected one, its members as those of an event are shown.
    private static func addReplacement(_ value: JSON, to fields: inout Fields) {
        let verb = value["type"]?.text.flatMap { type in Verb.allCases.first { $0.type.utf8.elementsEqual(type.utf8) } }
        let what = verb.map { Styled($0.rawValue, ink($0)) + " " } ?? Styled()
        fields.add("instead", what + Styled(value["subject"]?.text ?? "", .name))
        fields.add("title", value["data"]?["title"]?.text.map { Styled($0, .strong) })
        let actors = value["data"]?["actors"]?.elements ?? []
        for role in Role.allCases {
            let refs = actors.filter { $0["role"]?.text == role.rawValue }.compactMap { $0["ref"]?.text }
            if !refs.isEmpty { fields.add(role.rawValue, refs.map { Styled($0, .name) }.joined(separator: ", ")) }
        }
        for (name, value) in ordered(value["data"]?.members ?? [], verb?.kind) {
            fields.add(ValueText.words(name), ValueText.lines(name, value))
        }
    }

    private static func heading(_ entry: LoggedEntry) -> Styled {
        let what = entry.verb.map { Styled($0.rawValue, ink($0)) } ?? Styled(entry.type, .open)
        return Styled("#\(entry.seq) ") + what + " " + Styled(entry.subject ?? entry.id, .name)
    }

    /// The members of the data in the order of the model's tables, which is the order people think in.
    private static func dataMembers(_ entry: LoggedEntry) -> [(key: String, value: JSON)] {
        guard let data = entry.data else { return [] }
        return ordered(JSON(data, of: entry.document).members, entry.verb?.kind)
    }

    private static func ordered(
        _ all: [(key: String, value: JSON)], _ kind: Kind?
    ) -> [(key: String, value: JSON)] {
        let members = all.filter { $0.key != "title" && $0.key != "actors" }
        guard let kind else { return members }
        let order = kind.schema.fields.map(\.name)
        func place(_ key: String) -> Int { order.firstIndex(of: key) ?? order.count }
        return members.enumerated().sorted { left, right in
            (place(left.element.key), left.offset) < (place(right.element.key), right.offset)
        }.map(\.element)
    }

    private static func addEnvelope(_ entry: LoggedEntry, to fields: inout Fields) {
        fields.add("id", Styled(entry.id) + Styled(" of \(entry.source)", .faint))
        fields.add(
            "recorded",
            Styled(LocalTime.text(entry.recorded)) + Styled(" (\(entry.recorded))", .faint)
                + " from " + Styled(entry.submitter))
        if let name = entry.fileName {
            fields.add("file", Styled(name) + Styled(" sha256 \(entry.fileHash.prefix(16))…", .faint))
        }
    }

    /// Good news for promises kept, bad for those broken, and what is not settled in between.
    static func ink(_ verb: Verb) -> Ink {
        switch verb {
        case .issued, .commenced, .resumed, .implemented, .confirmed, .fulfilled, .committed, .disbursed: .good
        case .suspended, .superseded, .revoked, .expired, .denied, .withdrawn, .cancelled, .retracted: .bad
        case .amended, .planned, .pledged, .revised, .corrected: .open
        case .made, .registered, .renamed, .merged, .joined, .left: .date
        }
    }
}
