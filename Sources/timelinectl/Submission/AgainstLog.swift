import EventLog
import EventModel
import Intake
import LinuxIO
import Timeline

/// What the log has to say of checked files: which of their events it knows already, and what collides.
struct AgainstLog {
    /// What would become of one file.
    enum Verdict {
        /// So many events would be new; so many are known: the first of them as the entry `known` of the log, or, where
        /// that is nil, from a file before.
        case accepted(new: Int, duplicates: Int, known: UInt64?, remarks: [Diagnostic])
        case refused([Diagnostic])
    }

    /// What is checked of a file.
    struct File {
        var name: String
        var bytes: [UInt8]
        var events: [Event]
    }

    private var known: [EventIdentity: Admission.Known] = [:]
    private let next: UInt64

    /// Looks for every event that the files bring or correct, in one pass over the log.
    init(_ files: [File], _ reader: TimelineReader) throws(Trouble) {
        next = reader.head.size
        let events = files.flatMap(\.events)
        let wanted = Set(events.map(\.identity) + events.compactMap { $0.corrects?.identity })
        var found: [EventIdentity: Admission.Known] = [:]
        do {
            try reader.forEach { entry in
                let identity = EventIdentity(source: entry.source, id: entry.id)
                if wanted.contains(identity) {
                    let event = JSON(entry.document.root, of: entry.document)
                    found[identity] = Admission.Known(
                        seq: entry.seq, canonical: event.canonical,
                        submitter: Submitter(uid: entry.submitterID, name: entry.submitterName))
                }
                return true
            }
        } catch {
            throw Trouble(error)
        }
        known = found
    }

    /// The verdict of each file, as if the daemon took them together from the user of this program.
    ///
    /// - Parameter rules: who may speak for which sources.
    func verdicts(_ files: [File], _ rules: SourceRules) throws -> [Verdict] {
        var speakers = SourceGuard(rules, isMember: Account.isMember(_:of:))
        var admission = Admission(next: next) { [known] in known[$0] }
        var verdicts: [Int: Verdict] = [:]
        var awaited = AwaitedEvents()
        let submitter = Submitter(uid: Account.effectiveUser, name: Account.name(uid: Account.effectiveUser))
        func decide(_ place: Int) throws {
            let file = files[place]
            let forbidden = speakers.faults(in: file.events, of: submitter)
            guard forbidden.isEmpty else {
                return verdicts[place] = .refused(Diagnostic.locate(forbidden, in: file.bytes))
            }
            let decision = try admission.decide(
                file.events, in: file.bytes, file: file.name, submitter: submitter)
            switch decision {
            case .accept(let new, let duplicates, let known, let remarks):
                // What the log does not have yet has a number that it may never get.
                verdicts[place] = .accepted(
                    new: new.count, duplicates: duplicates, known: known.flatMap { $0 < next ? $0 : nil },
                    remarks: remarks)
                awaited.arrived(new.lazy.map(\.identity))
            case .reject(let problems): verdicts[place] = .refused(problems)
            case .missingTargets(let problems, let targets):
                verdicts[place] = .refused(problems)
                // What a file corrects may come in one behind it.
                awaited.wait(place, for: targets)
            }
        }
        for place in files.indices { try decide(place) }
        while let place = awaited.next() { try decide(place) }
        return files.indices.compactMap { verdicts[$0] }
    }
}
