import LinuxIO

extension Message {
    /// The sentence for people: what happened, and what it means for them. One line, whatever the names hold.
    package var sentence: String {
        switch self {
        case .started(let version, let directory, let entries):
            "timelined \(Printable.line(version)) started in \(name(directory)), \(Words.count(entries, "event")) in the log"
        case .ready(let events, let duration):
            "ready: replayed \(Words.count(events, "event")) in \(Words.duration(duration))"
        case .stopping(let reason): "stopping (\(Printable.line(reason))): the commit in hand is finished first"
        case .stopped(let entries): "stopped with \(Words.count(entries, "event")) in the log"
        case .configurationLoaded(let files): "configuration read anew from \(Words.count(files, "file"))"
        case .configurationRefused(let file, let problems, let first, let isStart):
            "\(Printable.name(file)): configuration refused, "
                + "\(isStart ? "leaving" : "the one before stays"): \(first.sentence(of: problems))"
        case .fileAccepted(let accepted): accepted.sentence
        case .fileRejected(let rejected): rejected.sentence
        case .fileDuplicate(let file, let count, let sequence, let submitter):
            count == 0
                ? "\(Printable.name(file)): nothing new\(Words.from(submitter)): it holds no event"
                : "\(Printable.name(file)): nothing new, \(Self.known(count, from: sequence))\(Words.from(submitter))"
        case .fileNotRead(let file, let errno, let advice, let submitter):
            "\(Printable.name(file))\(Words.from(submitter)): can't be read: \(SystemdError.text(of: errno)) — "
                + Printable.line(advice)
        case .fileNotMoved(let file, let destination, let errno, let submitter):
            "\(Printable.name(file))\(Words.from(submitter)): can't be moved to \(name(destination)): "
                + "\(SystemdError.text(of: errno)); it stays where it is and is tried again"
        case .folderLeft(let folder, let owner, let problem, let advice):
            "\(Printable.name(folder))\(Words.from(owner)): nothing is taken from this folder: \(Printable.line(problem)) — "
                + Printable.line(advice)
        case .overQuota(let submitter, let bytes, let quota, let file):
            "files\(Words.from(submitter)) wait, unread, the first of them \(Printable.name(file)): rejected/ has "
                + "\(Words.size(bytes)) of theirs, and may have \(Words.size(quota)) — remove what is settled from there"
        case .fileChanged(let changed): changed.sentence
        case .entriesWithheld(let withheld): withheld.sentence
        case .committed(let commit): commit.sentence
        case .contradiction(let subject, let what, let sequences):
            Printable.line(
                "\(subject): \(what), say \(sequences.map { "#\($0)" }.joined(separator: ", ")); all of it is kept")
        case .degraded(let task, let errno, let advice):
            Printable.line("\(task) fails: \(SystemdError.text(of: errno)); tried again until it works — \(advice)")
        case .startFailed(let task, let errno, let advice):
            Printable.line("\(task) fails: \(SystemdError.text(of: errno)); leaving — \(advice)")
        case .recovered(let task, let duration):
            Printable.line("\(task) works again after \(Words.duration(duration))")
        case .queueOverflowed(let directory):
            "\(name(directory)): more changes than the kernel keeps notifications for; scanned instead"
        case .dropFolderUnmounted(let directory):
            "\(name(directory)): its file system was unmounted; it is looked for until it is mounted again"
        case .dropFolderReplaced(let directory):
            "\(name(directory)): another directory lies there now; it is watched and scanned instead"
        case .tornTailCut(let segment, let offset, let bytes, let savedAs):
            "\(name(segment)): cut an unfinished commit off at byte \(offset), \(Words.count(bytes, "byte")), "
                + "saved as \(name(savedAs))"
        case .logDamaged(let segment, let sequence, let offset, let reason):
            "\(name(segment)): damaged at byte \(offset)\(sequence.map { " (entry #\($0))" } ?? ""): "
                + "\(Printable.line(reason)); nothing is written any more, reading works"
        case .headContradicted(let directory, let reason):
            "\(name(directory)): the log does not extend its last signed head: \(Printable.line(reason)); "
                + "nothing is written any more, reading works"
        case .headSignedAnew(let origin, let entries):
            "\(Words.count(entries, "event")) had no signed head; signed as \(Printable.line(origin)) from here on"
        case .keyMade(let verifier): "made a key to sign the log with; its public half: \(Printable.line(verifier))"
        case .keyUnusable(let place, let reason):
            "\(name(place)): the log cannot be signed with this key: \(Printable.line(reason)); leaving"
        case .anotherWriter(let directory, let holder, _, let isWaiting):
            "\(name(directory)): \(Printable.line(holder)); a log has one writer, "
                + (isWaiting ? "and its end is waited for" : "so nothing is taken")
        case .clockSteppedBack(let duration):
            "the clock went back by \(Words.duration(duration)); recorded times go on from the last entry's"
        case .clockSteppedAhead(let duration, let folder):
            "the clock went ahead by \(Words.duration(duration)); nothing of \(Printable.line(folder))/ is removed for a day"
        case .dayCleared(let folder, let day, let files, let days):
            // Only the archive has a folder for each day.
            (folder == "archive"
                ? "archive/\(Printable.line(day)) removed with \(Words.count(files, "file"))"
                : "\(Printable.line(folder))/: \(Words.count(files, "file")) of \(Printable.line(day)) removed")
                + ": kept for \(Words.count(days, "day"))"
        case .internalFault(let what, let errno):
            Printable.line("internal error: \(what)\(errno == 0 ? "" : ": \(SystemdError.text(of: errno))"); leaving")
        }
    }

    private func name(_ text: String) -> String { Printable.name(text.utf8) }

    private static func known(_ count: Int, from sequence: UInt64) -> String {
        count == 1
            ? "its event is already in the log (#\(sequence))"
            : "all \(Words.grouped(count)) events are already in the log (the first is #\(sequence))"
    }
}

extension Message.AcceptedFile {
    var sentence: String {
        let more = duplicates == 0 ? "" : ", \(Words.grouped(duplicates)) more already in the log,"
        let remarked = firstRemarks.first.map { "; \($0.sentence(asRemarkOf: remarks))" } ?? ""
        return "\(Printable.name(file)): accepted \(Words.events(sequences))\(more)\(Words.from(submitter))\(remarked)"
    }
}

extension Message.RejectedFile {
    var sentence: String {
        let see = reasonFile.map { "; see \(Printable.name($0))" } ?? ""
        return "\(Printable.name(file)): rejected\(Words.from(submitter)): \(first.sentence(of: problems))\(see)"
    }
}

extension Message.ChangedFile {
    var sentence: String {
        let hash = before.map { "SHA-256 \(Printable.line($0))" }
        let then = "had \(hash ?? "another SHA-256, which is not known any more,")"
        let now = after.isEmpty ? "cannot be read now" : "has \(Printable.line(after)) now"
        let problem = first.map { "nothing of it is taken as it is now: \($0.sentence(of: problems))" }
        let name = "archive/\(Printable.line(day))/\(Printable.name(place))"
        return "\(Printable.name(file)): written to after it was taken: \(name) \(then) and \(now); "
            + (problem ?? "read again")
    }
}

extension Message.Problem {
    /// How much of a problem's sentence is shown, in bytes: it quotes what people wrote, which can be long.
    static let limit = 1_024

    /// The problem as the first of `count`.
    func sentence(of count: Int) -> String {
        (count > 1 ? "\(Words.grouped(count)) problems, first: " : "") + placed
    }

    /// The remark as the first of `count`.
    func sentence(asRemarkOf count: Int) -> String {
        (count > 1 ? "\(Words.grouped(count)) remarks, first: " : "remark: ") + placed
    }

    /// With the place before it.
    var placed: String {
        let place = line.map { "line \($0)\(column.map { ", column \($0)" } ?? ""): " } ?? ""
        return place + Printable.line(sentence, limit: Self.limit)
    }
}

extension Message.Commit {
    var sentence: String {
        "batch \(batch): \(Words.events(sequences)) of \(Words.count(files, "file")) durable "
            + "in \(Words.duration(duration))"
    }
}

extension Message.Withheld {
    var sentence: String {
        "\(Words.count(accepted, "file")) accepted, \(Words.grouped(rejected)) rejected and "
            + "\(Words.grouped(duplicates)) with nothing new, without an entry each"
            + (stuck > 0 ? "; \(Words.grouped(stuck)) more could not be read or moved" : "")
    }
}
