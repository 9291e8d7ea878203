package import EventModel
package import Projections

/// Which entries of a log are wanted. Words of one list are alternatives; what is said in several must hold together.
/// A correction also says what it puts in the place of another event.
package struct EntryFilter: Sendable {
    package var kinds: [Kind] = []
    package var verbs: [Verb] = []
    /// Who must take part; each must hold.
    package var parties: [PartyFilter] = []
    /// Which actors are one: ``parties`` name each by the slug under which it goes.
    package var naming = ActorNaming()
    package var tags: [String] = []
    /// Codes of countries.
    package var jurisdictions: [String] = []
    /// `KIND/SLUG`, or a slug of any kind.
    package var subjects: [String] = []
    package var ids: [String] = []
    /// The names of the files the entries came in.
    package var files: [String] = []
    /// Text that a value of the event must contain, capitals or not.
    package var text: String?
    /// When it must have happened in the world, at least possibly.
    package var occurred: Bounds?
    /// By when it must have begun in the world; corrections, and what bears no date, have no such time and pass.
    package var begun: Point?
    /// When it must have been recorded, both ends included.
    package var since: Instant?
    package var until: Instant?

    package init() {}

    /// Whether every entry is wanted.
    package var isEmpty: Bool {
        kinds.isEmpty && verbs.isEmpty && parties.isEmpty && tags.isEmpty && jurisdictions.isEmpty && subjects.isEmpty
            && ids.isEmpty
            && files.isEmpty && text == nil && occurred == nil && begun == nil && since == nil
            && until == nil
    }

    package func wants(_ entry: borrowing LoggedEntry) -> Bool {
        if let since, entry.recorded < since { return false }
        if let until, until < entry.recorded { return false }
        return wantsEnvelope(of: entry) && wantsData(of: entry)
    }

    private func wantsEnvelope(of entry: borrowing LoggedEntry) -> Bool {
        if !kinds.isEmpty || !verbs.isEmpty {
            let isWanted = entry.deeds.contains { deed in
                (kinds.isEmpty || kinds.contains(deed.verb.kind)) && (verbs.isEmpty || verbs.contains(deed.verb))
            }
            guard isWanted else { return false }
        }
        if !ids.isEmpty {
            let id = entry.id
            guard ids.contains(where: { Self.same($0, id) }) else { return false }
        }
        if !subjects.isEmpty {
            // Other people's events have subjects, too.
            let told = [entry.subject].compactMap { $0 } + entry.deeds.compactMap(\.subject)
            guard told.contains(where: { subject in subjects.contains { Self.matches($0, subject) } }) else {
                return false
            }
        }
        if !files.isEmpty {
            guard let name = entry.fileName, files.contains(where: { Self.same($0, name) }) else { return false }
        }
        return true
    }

    private func wantsData(of entry: borrowing LoggedEntry) -> Bool {
        if !parties.isEmpty {
            let takingPart = entry.takingPart.map { (ref: naming.current($0.ref), role: $0.role) }
            guard parties.allSatisfy({ $0.isMet(by: takingPart) }) else { return false }
        }
        for (wanted, key) in [(tags, "tags"), (jurisdictions, "jurisdiction")] as [([String], StaticString)]
        where !wanted.isEmpty {
            let found = entry.texts(key)
            guard wanted.contains(where: { word in found.contains { Self.same($0, word) } }) else { return false }
        }
        if let occurred {
            let isWithin = entry.dates.contains { date in
                date.bounds.earliest <= occurred.latest && occurred.earliest <= date.bounds.latest
            }
            guard isWithin else { return false }
        }
        if let begun, entry.verb?.kind != .correction, let occurred = entry.occurred,
            !When(occurred.extent).hasBegun(by: begun)
        {
            return false
        }
        if let text { return Self.contains(text.lowercased(), entry.document.root, entry.document) }
        return true
    }

    /// Whether some text at or below `node` contains `needle`, which is in small letters; keys do not count.
    private static func contains(_ needle: String, _ node: Document.Node, _ document: Document) -> Bool {
        switch document.kind(node) {
        case .string: document.string(node).lowercased().contains(needle)
        case .array: document.elements(node).contains { contains(needle, $0, document) }
        case .object: document.members(node).contains { contains(needle, $0.value, document) }
        default: false
        }
    }

    /// Whether `wanted`, a whole subject or a slug, is `subject`.
    package static func matches(_ wanted: String, _ subject: String) -> Bool {
        if wanted.utf8.contains(UInt8(ascii: "/")) { return same(wanted, subject) }
        guard let slash = subject.utf8.firstIndex(of: UInt8(ascii: "/")) else { return same(wanted, subject) }
        return subject.utf8[subject.utf8.index(after: slash)...].elementsEqual(wanted.utf8)
    }

    fileprivate static func same(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }
}

extension PartyFilter {
    func isMet(by actors: [(ref: String, role: String)]) -> Bool {
        alternatives.contains { together in
            together.allSatisfy { wanted in
                actors.contains { actor in
                    (role == nil || EntryFilter.same(actor.role, role?.rawValue ?? ""))
                        && EntryFilter.matches(wanted, "actor/\(actor.ref)")
                }
            }
        }
    }
}
