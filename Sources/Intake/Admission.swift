package import EventModel

/// Decides which events of a checked file enter the log: what is new, what is there already, what collides.
///
/// One admission serves one commit: it knows the log as it stands, and the files before this one in the same commit.
package struct Admission {
    /// An entry that the log holds under an identity.
    package struct Known: Sendable {
        package var seq: UInt64
        package var canonical: [UInt8]
        package var submitter: Submitter

        package init(seq: UInt64, canonical: [UInt8], submitter: Submitter) {
            self.seq = seq
            self.canonical = canonical
            self.submitter = submitter
        }
    }

    /// What becomes of one file.
    package enum Decision: Sendable {
        /// `new` enters the log; `duplicates` are in it already, word for word, the first of them as `known`.
        /// `remarks` are on those that correct what another has submitted.
        case accept(new: [Event], duplicates: Int, known: UInt64?, remarks: [Diagnostic])
        /// Nothing of it may enter.
        case reject([Diagnostic])
        /// Nothing of it may enter unless other files bring `targets`, which it corrects.
        case missingTargets([Diagnostic], targets: Set<EventIdentity>)
    }

    /// An event of this commit, which is not in the log yet.
    private struct Pending {
        var seq: UInt64
        var canonical: [UInt8]
        var file: String
        var submitter: Submitter
    }

    private var pending: [EventIdentity: Pending] = [:]
    private let lookup: (EventIdentity) throws -> Known?
    private var next: UInt64

    /// - Parameters:
    ///   - next: the sequence number that the first new event will have.
    ///   - lookup: asks the log for an identity.
    package init(next: UInt64, lookup: @escaping (EventIdentity) throws -> Known?) {
        self.next = next
        self.lookup = lookup
    }

    /// Decides on one file, and remembers what it brings for the files after it.
    ///
    /// - Parameters:
    ///   - events: what ``CheckedFile`` found in it.
    ///   - source: its bytes, to name line and column of what is wrong.
    ///   - file: its name, printable.
    ///   - submitter: who dropped it.
    /// - Throws: what asking the log throws.
    package mutating func decide(
        _ events: [Event], in source: [UInt8], file: String, submitter: Submitter
    ) throws -> Decision {
        var faults: [Fault] = []
        var missing: [Fault] = []
        var targets: Set<EventIdentity> = []
        var remarks: [Fault] = []
        var new: [Event] = []
        var duplicates = 0
        var first: UInt64?
        let corrections = FileCorrections(events)
        for event in events {
            switch try entry(of: event) {
            case (let seq, nil)?:
                duplicates += 1
                first = first ?? seq
                continue
            case (_, let fault?)?: faults.append(fault)
            case nil: break
            }
            if let (target, offset) = event.corrects {
                if let fault = Self.fault(of: event, target, offset, corrections) { faults.append(fault) }
                switch try standing(of: target, corrections) {
                case .missing:
                    targets.insert(target)
                    missing.append(Self.missing(target, offset))
                case .inFile: break
                case .of(let owner):
                    if owner.uid != submitter.uid { remarks.append(Self.foreign(target, owner, offset)) }
                }
            }
            new.append(event)
        }
        guard faults.isEmpty else { return .reject(Diagnostic.locate(faults + missing, in: source)) }
        guard missing.isEmpty else {
            return .missingTargets(Diagnostic.locate(missing, in: source), targets: targets)
        }
        for event in new {
            pending[event.identity] = Pending(seq: next, canonical: event.canonical, file: file, submitter: submitter)
            next += 1
        }
        return .accept(
            new: new, duplicates: duplicates, known: first, remarks: Diagnostic.locate(remarks, in: source))
    }

    /// Whether a file of this commit brings an event.
    func isPending(_ event: EventIdentity) -> Bool { pending[event] != nil }

    /// The entry that has the event's identity already, and what is wrong where it has another content: never a silent
    /// second copy. Nil for an identity that is new.
    private func entry(of event: Event) throws -> (seq: UInt64, collision: Fault?)? {
        if let other = pending[event.identity] {
            guard other.canonical != event.canonical else { return (other.seq, nil) }
            return (other.seq, collision(of: event, "comes with another content in \(other.file)"))
        }
        guard let known = try lookup(event.identity) else { return nil }
        guard known.canonical != event.canonical else { return (known.seq, nil) }
        return (known.seq, collision(of: event, "is in the log with another content, as #\(known.seq)"))
    }

    private func collision(of event: Event, _ problem: String) -> Fault {
        event.fault(
            "the event \"\(Fault.excerpt(event.identity.id))\" \(problem)",
            hint: Hint(
                "to change what is recorded, drop a correction (timelinectl new correction) of this id; "
                    + "if it is another fact of that day, give it a \"ref\", or an \"id\" of its own"))
    }

    // MARK: Corrections

    /// Why nobody may correct an event so.
    private static func fault(
        of event: Event, _ target: EventIdentity, _ offset: Int, _ corrections: FileCorrections
    ) -> Fault? {
        if target == event.identity {
            return Fault(at: offset, "a correction cannot correct itself", hint: "name the event that was wrong")
        }
        if !target.source.utf8.elementsEqual(event.identity.source.utf8) {
            return Fault(
                at: offset,
                "the event is of the source \"\(Fault.excerpt(target.source))\", and only that can correct it",
                expected: "an event of \"\(Fault.excerpt(event.identity.source))\"",
                hint: "where sources disagree, record what yours says as an event of its own")
        }
        if corrections.circular.contains(event.identity) {
            return Fault(
                at: offset, "corrections of this file correct each other in a circle",
                expected: "a chain that ends at an event", hint: "name the event that was wrong")
        }
        return nil
    }

    private enum Standing {
        case missing, inFile
        /// In the log, or in a file before this one.
        case of(Submitter)
    }

    private func standing(of target: EventIdentity, _ corrections: FileCorrections) throws -> Standing {
        if corrections.targets[target] != nil { return .inFile }
        if let pending = pending[target] { return .of(pending.submitter) }
        return try lookup(target).map { .of($0.submitter) } ?? .missing
    }

    private static func foreign(_ target: EventIdentity, _ owner: Submitter, _ offset: Int) -> Fault {
        Fault(
            at: offset,
            "\(Fault.excerpt(owner.name ?? "uid \(owner.uid)")) has submitted the event \"\(Fault.excerpt(target.id))\" "
                + "that this corrects",
            hint: "the option submitters of timelined.yaml(5) says who may speak for which source", severity: .remark)
    }

    private static func missing(_ target: EventIdentity, _ offset: Int) -> Fault {
        Fault(
            at: offset,
            "there is no event \"\(Fault.excerpt(target.id))\" of source \"\(Fault.excerpt(target.source))\" in the log",
            expected: "the id of a recorded event", hint: "find it with: timelinectl log --id '\(target.id)'")
    }
}

/// What the events of a file correct.
private struct FileCorrections {
    /// Each event of the file with the one that it corrects; empty where the file has no corrections.
    private(set) var targets: [EventIdentity: EventIdentity?] = [:]
    /// Those whose chain of what they correct leads back to them. Only within a file can it: an event of the log was there
    /// before what corrects it.
    private(set) var circular: Set<EventIdentity> = []

    init(_ events: [Event]) {
        guard events.contains(where: { $0.kind == .correction }) else { return }
        targets = Dictionary(events.map { ($0.identity, $0.corrects?.identity) }) { first, _ in first }
        findCircles()
    }

    /// Follows each chain once: what an earlier walk has met leads to no new circle.
    private mutating func findCircles() {
        var walks: [EventIdentity: Int] = [:]
        for (walk, start) in targets.keys.enumerated() {
            var next: EventIdentity? = start
            while let event = next, walks[event] == nil {
                walks[event] = walk
                next = targets[event] ?? nil
            }
            guard let first = next, walks[first] == walk, targets[first] != nil, circular.insert(first).inserted else {
                continue
            }
            var event = targets[first] ?? nil
            while let current = event, current != first {
                circular.insert(current)
                event = targets[current] ?? nil
            }
        }
    }
}
