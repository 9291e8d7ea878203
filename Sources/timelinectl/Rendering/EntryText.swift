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
    ///
    /// - Parameter corrected: the event that the entry corrects, where that is shown, too: of the replacement only what
    ///   differs is told then.
    static func verbose(_ entry: LoggedEntry, correcting corrected: LoggedEntry? = nil) -> Fields {
        var fields = Fields(heading: heading(entry))
        for row in rows(of: data(entry), entry.verb?.kind, but: "replacement") { fields.add(row.label, row.lines) }
        if let replacement = entry["replacement"] { add(replacement, instead: corrected, to: &fields) }
        addEnvelope(entry, correcting: corrected, to: &fields)
        return fields
    }

    private static func data(_ entry: LoggedEntry) -> JSON? { entry.data.map { JSON($0, of: entry.document) } }

    /// The event that stands instead of a corrected one, its members as those of an event are shown.
    private static func add(_ replacement: JSON, instead corrected: LoggedEntry?, to fields: inout Fields) {
        let verb = replacement["type"]?.text.flatMap { type in
            Verb.allCases.first { $0.type.utf8.elementsEqual(type.utf8) }
        }
        let what = verb.map { Styled($0.rawValue, ink($0)) + " " } ?? Styled()
        fields.add("instead", what + Styled(replacement["subject"]?.text ?? "", .name))
        let known = corrected.map { rows(of: data($0), $0.verb?.kind) } ?? []
        let told = rows(of: replacement["data"], verb?.kind)
        let changed = told.filter { row in !known.contains { $0.label == row.label && $0.lines == row.lines } }
        for row in changed { fields.add(row.label, row.lines) }
        let gone = known.filter { row in !told.contains { $0.label == row.label } }.map(\.label)
        if let corrected, !gone.isEmpty {
            fields.add("without", Styled(gone.joined(separator: ", ")) + Styled(" of #\(corrected.seq)", .faint))
        }
        if let corrected, changed.count < told.count { fields.add("otherwise", Styled("as #\(corrected.seq)", .faint)) }
    }

    private static func heading(_ entry: LoggedEntry) -> Styled {
        let what = entry.verb.map { Styled($0.rawValue, ink($0)) } ?? Styled(entry.type, .open)
        return Styled("#\(entry.seq) ") + what + " " + Styled(entry.subject ?? entry.id, .name)
    }

    /// The members of an event's data: title, actors by their roles, then the others in the order of the model's tables,
    /// which is the order people think in.
    private static func rows(
        of data: JSON?, _ kind: Kind?, but left: String? = nil
    ) -> [(label: String, lines: [Styled])] {
        var rows: [(label: String, lines: [Styled])] = []
        if let title = data?["title"]?.text { rows.append(("title", [Styled(title, .strong)])) }
        let actors = data?["actors"]?.elements ?? []
        for role in Role.allCases {
            let refs = actors.filter { $0["role"]?.text == role.rawValue }.compactMap { $0["ref"]?.text }
            if refs.isEmpty { continue }
            rows.append((role.rawValue, [refs.map { Styled($0, .name) }.joined(separator: ", ")]))
        }
        let order = kind?.schema.fields.map(\.name) ?? []
        let place = { (key: String) in order.firstIndex(of: key) ?? order.count }
        let members = (data?.members ?? []).filter { !["title", "actors", left].contains($0.key) }
        let ordered = members.enumerated().sorted { left, right in
            (place(left.element.key), left.offset) < (place(right.element.key), right.offset)
        }
        for (name, value) in ordered.map(\.element) {
            // What other people's events call their members is not ours to spell.
            rows.append((order.contains(name) ? Wording.key(name) : name, ValueText.lines(name, value)))
        }
        return rows
    }

    private static func addEnvelope(
        _ entry: LoggedEntry, correcting corrected: LoggedEntry?, to fields: inout Fields
    ) {
        // Whoever names a source can correct its events, unless the option submitters says otherwise.
        let other = corrected.flatMap { $0.submitterID == entry.submitterID ? nil : $0.submitter }
        fields.add("id", Styled(entry.id) + Styled(" of \(entry.source)", .faint))
        fields.add(
            "recorded",
            Styled(LocalTime.text(entry.recorded)) + Styled(" (\(entry.recorded))", .faint)
                + " from " + Styled(entry.submitter)
                + (other.map { Styled(", of what ", .open) + Styled($0) + Styled(" submitted", .open) } ?? Styled()))
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
