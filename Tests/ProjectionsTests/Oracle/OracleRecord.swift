import EventModel

/// What an event says once corrections are applied, and how each correction stands.
extension Oracle {
    enum Value {
        case content(Content, seq: Int)
        /// Nothing of the event is left.
        case tombstone
        /// The correction counts as never made.
        case withdrawn

        var isWithdrawn: Bool { if case .withdrawn = self { true } else { false } }
    }

    func children(of entry: Entry) -> [Entry] {
        entries.filter { $0.target == Identity(source: entry.source, id: entry.id) }
    }

    /// The correction that decides what `entry` says: the last that was not withdrawn.
    private func decider(of entry: Entry) -> Entry? {
        children(of: entry).last { !value(of: $0).isWithdrawn }
    }

    func value(of entry: Entry) -> Value {
        guard let decider = decider(of: entry) else {
            if entry.target == nil { return .content(entry.content, seq: entry.seq) }
            return entry.replacement.map { .content($0, seq: entry.seq) } ?? .tombstone
        }
        let value = value(of: decider)
        // A retraction makes nothing of an event, and of a correction one that was never made.
        if case .tombstone = value, entry.target != nil { return .withdrawn }
        return value
    }

    private func entry(_ identity: Identity?) -> Entry? {
        identity.flatMap { identity in entries.first { $0.source == identity.source && $0.id == identity.id } }
    }

    private func root(of correction: Entry) -> Entry? {
        entry(correction.target).flatMap { $0.target == nil ? $0 : root(of: $0) }
    }

    private func standing(_ correction: Entry) -> String {
        if value(of: correction).isWithdrawn { return "retracted" }
        guard let target = entry(correction.target) else { return "-" }
        guard decider(of: correction) == nil, decider(of: target)?.seq == correction.seq else { return "replaced" }
        // What a correction of a correction says holds only where that one would; a withdrawal always does.
        if target.target == nil || correction.replacement == nil { return "applies" }
        return isOnTop(target) ? "applies" : "replaced"
    }

    /// Whether what a correction says, or what was made of it, is what its root has.
    private func isOnTop(_ correction: Entry) -> Bool {
        guard let target = entry(correction.target), decider(of: target)?.seq == correction.seq else { return false }
        return target.target == nil || isOnTop(target)
    }

    /// `correction/k #4: corrected target=directive/a #2 root=- standing=applies`
    func corrections() -> [String] {
        entries.filter { $0.target != nil }.map { correction in
            let target = entry(correction.target)
            let root = root(of: correction).flatMap { $0.seq == target?.seq ? nil : $0 }
            return "\(correction.content.subject) #\(correction.seq): \(correction.content.verb)"
                + " target=\(Self.place(target)) root=\(Self.place(root)) standing=\(standing(correction))"
        }
    }

    private static func place(_ entry: Entry?) -> String { entry.map { "\($0.content.subject) #\($0.seq)" } ?? "-" }
}

extension Oracle.Entry {
    /// The entry of a canonical event.
    init?(_ event: JSON, seq: Int) {
        guard let source = event["source"]?.text, let id = event["id"]?.text, let content = Oracle.Content(event) else {
            return nil
        }
        self.init(seq: seq, source: source, id: id, content: content)
        guard content.verb.kind == .correction, let of = content.data["of"], let source = of["source"]?.text,
            let id = of["id"]?.text
        else { return }
        target = Oracle.Identity(source: source, id: id)
        replacement = content.verb == .corrected ? content.data["replacement"].flatMap { Oracle.Content($0) } : nil
    }
}

extension Oracle.Content {
    /// What an event, or a replacement, says.
    init?(_ event: JSON) {
        guard let type = event["type"]?.text, let verb = Verb.allCases.first(where: { $0.type == type }),
            let subject = event["subject"]?.text, let data = event["data"]
        else { return nil }
        self.init(verb: verb, subject: subject, data: data)
    }
}
