import LinuxIO

extension Message {
    /// The fields besides the sentence, the MESSAGE_ID and the priority.
    var fields: JournalEntry.Fields {
        var fields = JournalEntry.Fields()
        fill(&fields)
        fields.add(.documentation, manual)
        return fields
    }

    /// Where the manual explains it.
    private var manual: String {
        switch self {
        case .fileRejected, .contradiction: "man:timeline-event(5)"
        case .configurationLoaded, .configurationRefused, .folderLeft: "man:timelined.yaml(5)"
        default: "man:timelined(8)"
        }
    }

    private func fill(_ fields: inout JournalEntry.Fields) {
        switch self {
        case .started(let version, let directory, let entries):
            fields.add(.version, version)
            fields.add(.directory, directory)
            fields.add(.count, entries)
        case .ready(let events, let duration):
            fields.add(.count, events)
            fields.add(duration)
        case .stopping(let reason): fields.add(.reason, reason)
        case .stopped(let entries): fields.add(.count, entries)
        case .configurationLoaded(let files): fields.add(.files, files)
        case .configurationRefused(let file, let problems, let first, _):
            fields.add(file: file)
            fields.add(first, of: problems)
        case .fileAccepted(let accepted): accepted.fill(&fields)
        case .fileRejected(let rejected): rejected.fill(&fields)
        case .fileDuplicate(let file, let count, let sequence, let submitter):
            fields.add(file: file)
            fields.add(.duplicates, count)
            if count > 0 { fields.add(.sequence, sequence) }
            fields.add(submitter)
        case .fileNotRead(let file, let errno, let advice, let submitter):
            fields.add(file: file)
            fields.add(errno: errno)
            fields.add(.reason, advice)
            fields.add(submitter)
        case .fileNotMoved(let file, let destination, let errno, let submitter):
            fields.add(file: file)
            fields.add(.directory, destination)
            fields.add(errno: errno)
            fields.add(submitter)
        case .folderLeft(let folder, let owner, let problem, _):
            fields.add(file: folder)
            fields.add(.reason, problem)
            fields.add(owner)
        case .overQuota(let submitter, let bytes, _, let file):
            fields.add(submitter)
            fields.add(.bytes, bytes)
            fields.add(file: file)
        case .fileChanged(let changed): changed.fill(&fields)
        case .entriesWithheld(let withheld):
            fields.add(.files, withheld.count)
        case .committed(let commit):
            fields.add(.batch, commit.batch)
            fields.add(.files, commit.files)
            fields.add(commit.sequences)
            fields.add(commit.duration)
        case .contradiction(let subject, let what, let sequences):
            fields.add(.subject, subject)
            fields.add(.remark, what)
            fields.add(.sequence, each: sequences.map(String.init))
        case .degraded(let task, let errno, let advice), .startFailed(let task, let errno, let advice):
            fields.add(.task, task)
            fields.add(errno: errno)
            fields.add(.reason, advice)
        case .recovered(let task, let duration):
            fields.add(.task, task)
            fields.add(duration)
        case .queueOverflowed(let directory), .dropFolderUnmounted(let directory), .dropFolderReplaced(let directory):
            fields.add(.directory, directory)
        case .tornTailCut(let segment, let offset, let bytes, let savedAs):
            fields.add(.segment, segment)
            fields.add(.offset, offset)
            fields.add(.bytes, bytes)
            fields.add(.savedAs, savedAs)
        case .logDamaged(let segment, let sequence, let offset, let reason):
            fields.add(.segment, segment)
            if let sequence { fields.add(.sequence, sequence) }
            fields.add(.offset, offset)
            fields.add(.reason, reason)
        case .headContradicted(let directory, let reason):
            fields.add(.directory, directory)
            fields.add(.reason, reason)
        case .headSignedAnew(let origin, let entries):
            fields.add(.origin, origin)
            fields.add(.count, entries)
        case .keyMade(let verifier): fields.add(.verifierKey, verifier)
        case .keyUnusable(let place, let reason):
            fields.add(.keyPlace, place)
            fields.add(.reason, reason)
        case .anotherWriter(let directory, _, let process, _):
            fields.add(.directory, directory)
            if let process { fields.add(.process, process) }
        case .clockSteppedBack(let duration), .clockSteppedAhead(let duration, _): fields.add(duration)
        case .dayCleared(let folder, let day, let files, _):
            fields.add(.directory, folder)
            fields.add(.archived, day)
            fields.add(.files, files)
        case .internalFault(let what, let errno):
            fields.add(.reason, what)
            if errno != 0 { fields.add(errno: errno) }
        }
    }
}

extension Message.AcceptedFile {
    fileprivate func fill(_ fields: inout JournalEntry.Fields) {
        fields.add(file: file)
        fields.add(sequences)
        if duplicates > 0 { fields.add(.duplicates, duplicates) }
        if remarks > 0 { fields.add(.remarks, remarks) }
        fields.add(.remark, each: firstRemarks.map(\.placed))
        fields.add(submitter)
        fields.add(.batch, batch)
        fields.add(.eventID, each: eventIDs)
        fields.add(.kind, each: kinds)
        fields.add(.actor, each: actors)
    }
}

extension Message.RejectedFile {
    fileprivate func fill(_ fields: inout JournalEntry.Fields) {
        fields.add(file: file)
        fields.add(first, of: problems)
        if let reasonFile { fields.add(.reasonFile, Printable.escaped(reasonFile)) }
        fields.add(submitter)
    }
}

extension Message.ChangedFile {
    fileprivate func fill(_ fields: inout JournalEntry.Fields) {
        fields.add(file: file)
        fields.add(.archived, "\(day)/\(Printable.escaped(place))")
        if let before { fields.add(.digestBefore, before) }
        fields.add(.digest, after)
        if let first { fields.add(first, of: problems) }
    }
}

extension JournalEntry.Fields {
    fileprivate mutating func add(_ sequences: ClosedRange<UInt64>) {
        add(.sequence, sequences.lowerBound)
        add(.lastSequence, sequences.upperBound)
        add(.count, (sequences.upperBound - sequences.lowerBound).addingReportingOverflow(1).partialValue)
    }

    fileprivate mutating func add(_ duration: Duration) { add(.duration, duration.microseconds) }

    fileprivate mutating func add(errno: Int32) { add(.errno, errno) }

    fileprivate mutating func add(_ submitter: Message.Submitter?) {
        guard let submitter else { return }
        add(.submitterUID, submitter.uid)
        if let name = submitter.name { add(.submitter, name) }
    }

    fileprivate mutating func add(_ problem: Message.Problem, of count: Int) {
        add(.problems, count)
        add(.reason, Printable.line(problem.sentence, limit: Message.Problem.limit))
        if let line = problem.line { add(.line, line) }
        if let column = problem.column { add(.column, column) }
    }

    /// The name as people read it; the raw one only where that differs.
    fileprivate mutating func add(file: [UInt8]) {
        add(.file, Printable.escaped(file))
        if !Printable.isPrintable(file) { add(.fileRaw, bytes: file) }
    }
}
