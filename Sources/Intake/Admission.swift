package import EventModel

/// Decides which events of a checked file enter the log: what is new, what is there already, what collides.
///
/// One admission serves one commit: it knows the log as it stands, and the files before this one in the same commit.
package struct Admission {
    /// An entry that the log holds under an identity.
    package struct Known: Sendable {
        package var seq: UInt64
        package var canonical: [UInt8]

        package init(seq: UInt64, canonical: [UInt8]) {
            self.seq = seq
            self.canonical = canonical
        }
    }

    /// What becomes of one file.
    package enum Decision: Sendable {
        /// `new` enters the log; `duplicates` are in it already, word for word, the first of them as `known`.
        case accept(new: [Event], duplicates: Int, known: UInt64?)
        /// Nothing of it may enter.
        case reject([Diagnostic])
        /// Nothing of it may enter unless another file brings the events that it corrects.
        case missingTargets([Diagnostic])
    }

    /// An event of this commit, which is not in the log yet.
    private struct Pending {
        var seq: UInt64
        var canonical: [UInt8]
        var file: String
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
    /// - Throws: what asking the log throws.
    package mutating func decide(
        _ events: [Event], in source: [UInt8], file: String
    ) throws -> Decision {
        var faults: [Fault] = []
        var missing: [Fault] = []
        var new: [Event] = []
        var duplicates = 0
        var first: UInt64?
        let inFile = Self.targets(of: events)
        for event in events {
            switch try entry(of: event) {
            case (let seq, nil)?:
                duplicates += 1
                first = first ?? seq
                continue
            case (_, let fault?)?: faults.append(fault)
            case nil: break
            }
            if event.corrects != nil {
                if let fault = correctionFault(of: event, inFile: inFile) { faults.append(fault) }
                if let fault = try missingTarget(of: event, inFile: inFile) { missing.append(fault) }
            }
            new.append(event)
        }
        guard faults.isEmpty else { return .reject(Diagnostic.locate(faults + missing, in: source)) }
        guard missing.isEmpty else { return .missingTargets(Diagnostic.locate(missing, in: source)) }
        for event in new {
            pending[event.identity] = Pending(seq: next, canonical: event.canonical, file: file)
            next += 1
        }
        return .accept(new: new, duplicates: duplicates, known: first)
    }

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

    /// The events of a file that holds corrections, each with the one that it corrects; empty where there are none.
    private static func targets(of events: [Event]) -> [EventIdentity: EventIdentity?] {
        guard events.contains(where: { $0.kind == .correction }) else { return [:] }
        return Dictionary(events.map { ($0.identity, $0.corrects?.identity) }) { first, _ in first }
    }

    // MARK: Corrections

    /// Why nobody may correct this event so.
    ///
    /// - Parameter inFile: the events of the file, each with the one that it corrects.
    private func correctionFault(of event: Event, inFile: [EventIdentity: EventIdentity?]) -> Fault? {
        guard let (target, offset) = event.corrects else { return nil }
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
        if isCircular(event.identity, inFile) {
            return Fault(
                at: offset, "corrections of this file correct each other in a circle",
                expected: "a chain that ends at an event", hint: "name the event that was wrong")
        }
        return nil
    }

    /// Whether the chain of what an event corrects leads back to it. Only within a file can it: an event of the log was
    /// there before what corrects it.
    private func isCircular(_ identity: EventIdentity, _ inFile: [EventIdentity: EventIdentity?]) -> Bool {
        var next = inFile[identity].flatMap { $0 }
        for _ in inFile {
            guard let target = next else { return false }
            if target == identity { return true }
            next = inFile[target].flatMap { $0 }
        }
        return false
    }

    private func missingTarget(of event: Event, inFile: [EventIdentity: EventIdentity?]) throws -> Fault? {
        guard let (target, offset) = event.corrects, target != event.identity, inFile[target] == nil,
            pending[target] == nil, try lookup(target) == nil
        else { return nil }
        return Fault(
            at: offset,
            "there is no event \"\(Fault.excerpt(target.id))\" of source \"\(Fault.excerpt(target.source))\" in the log",
            expected: "the id of a recorded event", hint: "find it with: timelinectl log --id '\(target.id)'")
    }
}
