import Glibc

@testable import Systemd

/// At least one message of each sort, with the sentence it makes.
enum MessageExamples {
    static let anna = Message.Submitter(uid: 1_000, name: "anna")

    static let all: [(message: Message, sentence: String)] = service + intake + trouble

    static let service: [(message: Message, sentence: String)] = [
        (
            .started(version: "0.1.0", directory: "/var/lib/timelined", entries: 1_204),
            "timelined 0.1.0 started in /var/lib/timelined, 1,204 events in the log"
        ),
        (.ready(events: 1, duration: .microseconds(850)), "ready: replayed 1 event in 850 µs"),
        (.stopping(reason: "SIGTERM"), "stopping (SIGTERM): the commit in hand is finished first"),
        (.stopped(entries: 0), "stopped with 0 events in the log"),
        (.configurationLoaded(files: 2), "configuration read anew from 2 files"),
        (
            .configurationRefused(
                file: Array("timelined.yaml".utf8), problems: 1,
                first: .init(line: 3, column: 9, sentence: "\"soon\" is no duration — expected \"250ms\""),
                isStart: false),
            "timelined.yaml: configuration refused, the one before stays: "
                + "line 3, column 9: \"soon\" is no duration — expected \"250ms\""
        ),
        (
            .internalFault(what: "the folded head is not the log's", errno: 0),
            "internal error: the folded head is not the log's; leaving"
        ),
        (.internalFault(what: "the loop", errno: EBADF), "internal error: the loop: Bad file descriptor; leaving"),
    ]

    static let intake: [(message: Message, sentence: String)] = [
        (
            .fileAccepted(
                .init(
                    file: Array("a.yaml".utf8), sequences: 12...14, submitter: anna, batch: 7, eventIDs: ["x", "y"],
                    kinds: ["directive"], actors: ["putin", "sberbank"])),
            "a.yaml: accepted 3 events (#12–#14) from anna"
        ),
        (
            .fileAccepted(
                .init(
                    file: Array("two words".utf8), sequences: 9...9, duplicates: 2, submitter: .init(uid: 7, name: nil),
                    batch: 7)),
            "\"two words\": accepted 1 event (#9), 2 more already in the log, from uid 7"
        ),
        (
            .fileAccepted(
                .init(
                    file: Array("a.yaml".utf8), sequences: 9...9, remarks: 1,
                    firstRemarks: [.init(line: 3, column: 10, sentence: "DEM was withdrawn in 2002")],
                    submitter: anna, batch: 7)),
            "a.yaml: accepted 1 event (#9) from anna; remark: line 3, column 10: DEM was withdrawn in 2002"
        ),
        (
            .fileAccepted(
                .init(
                    file: Array("a.yaml".utf8), sequences: 9...9, remarks: 1_200,
                    firstRemarks: [.init(line: 3, column: 10, sentence: "one"), .init(line: 4, sentence: "two")],
                    submitter: nil, batch: 7)),
            "a.yaml: accepted 1 event (#9); 1,200 remarks, first: line 3, column 10: one"
        ),
        (
            .fileRejected(
                .init(
                    file: Array("a.yaml".utf8), problems: 3,
                    first: .init(line: 4, column: 2, sentence: "unknown key \"tilte\" — did you mean \"title\"?"),
                    reasonFile: Array("a.yaml.reason".utf8), submitter: anna)),
            "a.yaml: rejected from anna: 3 problems, first: line 4, column 2: "
                + "unknown key \"tilte\" — did you mean \"title\"?; see a.yaml.reason"
        ),
        (
            .fileRejected(
                .init(
                    file: Array("p\npe".utf8), problems: 1, first: .init(sentence: "a FIFO — expected a regular file"),
                    reasonFile: nil)),
            "\"p\\npe\": rejected: a FIFO — expected a regular file"
        ),
        (
            .fileDuplicate(file: Array("a.yaml".utf8), count: 3, sequence: 12, submitter: anna),
            "a.yaml: nothing new, all 3 events are already in the log (the first is #12) from anna"
        ),
        (
            .fileDuplicate(file: Array("a.json".utf8), count: 0, sequence: 0, submitter: anna),
            "a.json: nothing new from anna: it holds no event"
        ),
        (
            .fileDuplicate(file: Array("a.yaml".utf8), count: 1, sequence: 12, submitter: nil),
            "a.yaml: nothing new, its event is already in the log (#12)"
        ),
        (
            .fileChanged(
                .init(
                    file: Array("a.yaml".utf8), place: Array("a-2.yaml".utf8), day: "2025-01-09", before: "00ff",
                    after: "11ee", problems: 0, first: nil)),
            "a.yaml: written to after it was taken: archive/2025-01-09/a-2.yaml had SHA-256 00ff and has 11ee now; "
                + "read again"
        ),
        (
            .fileChanged(
                .init(
                    file: Array("a.yaml".utf8), place: Array("a.yaml".utf8), day: "2025-01-09", before: nil,
                    after: "11ee", problems: 2, first: .init(line: 3, column: 1, sentence: "unknown key \"titel\""))),
            "a.yaml: written to after it was taken: archive/2025-01-09/a.yaml had another SHA-256, which is not known "
                + "any more, and has 11ee now; nothing of it is taken as it is now: 2 problems, first: "
                + "line 3, column 1: unknown key \"titel\""
        ),
        (
            .fileNotMoved(file: [0xFF], destination: "archive/", errno: EACCES, submitter: nil),
            "\"\\xFF\": can't be moved to archive/: Permission denied; it stays where it is and is tried again"
        ),
        (
            .fileNotRead(
                file: Array("a.yaml".utf8), errno: EACCES, advice: "let its owner chmod g+r it", submitter: anna),
            "a.yaml from anna: can't be read: Permission denied — let its owner chmod g+r it"
        ),
        (
            .overQuota(submitter: anna, bytes: 300 << 20, quota: 256 << 20, file: Array("a.yaml".utf8)),
            "files from anna wait, unread, the first of them a.yaml: rejected/ has 300 MiB of theirs, and may have "
                + "256 MiB — remove what is settled from there"
        ),
        (
            .folderLeft(
                folder: Array("desk/x y".utf8), owner: anna, problem: "it belongs to another", advice: "add it"),
            "\"desk/x y\" from anna: nothing is taken from this folder: it belongs to another — add it"
        ),
        (
            .contradiction(
                subject: "directive/report-large-models", what: "it ended before it was issued", sequences: [7, 12]),
            "directive/report-large-models: it ended before it was issued, say #7, #12; all of it is kept"
        ),
        (
            .entriesWithheld(.init(accepted: 9_000, rejected: 1)),
            "9,000 files accepted, 1 rejected and 0 with nothing new, without an entry each"
        ),
        (
            .entriesWithheld(.init(rejected: 1, stuck: 65_004)),
            "0 files accepted, 1 rejected and 0 with nothing new, without an entry each; 65,004 more could not be read "
                + "or moved"
        ),
        (
            .committed(.init(batch: 42, files: 2, sequences: 12...14, duration: .microseconds(3_210))),
            "batch 42: 3 events (#12–#14) of 2 files durable in 3.2 ms"
        ),
    ]

    static let trouble: [(message: Message, sentence: String)] = [
        (
            .degraded(task: "writing the log", errno: ENOSPC, advice: "free some space on /var/lib/timelined"),
            "writing the log fails: No space left on device; tried again until it works — "
                + "free some space on /var/lib/timelined"
        ),
        (
            .startFailed(task: "opening /srv/incoming", errno: EACCES, advice: "check owner and mode of the directory"),
            "opening /srv/incoming fails: Permission denied; leaving — check owner and mode of the directory"
        ),
        (.recovered(task: "writing the log", duration: .seconds(125)), "writing the log works again after 2 min 5 s"),
        (
            .queueOverflowed(directory: "incoming/"),
            "incoming/: more changes than the kernel keeps notifications for; scanned instead"
        ),
        (
            .dropFolderUnmounted(directory: "incoming/"),
            "incoming/: its file system was unmounted; it is looked for until it is mounted again"
        ),
        (
            .dropFolderReplaced(directory: "incoming/"),
            "incoming/: another directory lies there now; it is watched and scanned instead"
        ),
        (
            .tornTailCut(segment: "00.ndjson", offset: 1_042, bytes: 512, savedAs: "00.torn"),
            "00.ndjson: cut an unfinished commit off at byte 1042, 512 bytes, saved as 00.torn"
        ),
        (
            .logDamaged(segment: "00.ndjson", sequence: 7, offset: 1_042, reason: "the checksum does not match"),
            "00.ndjson: damaged at byte 1042 (entry #7): the checksum does not match; "
                + "nothing is written any more, reading works"
        ),
        (
            .logDamaged(segment: "00.ndjson", sequence: nil, offset: 0, reason: "no log"),
            "00.ndjson: damaged at byte 0: no log; nothing is written any more, reading works"
        ),
        (
            .headContradicted(directory: "/var/lib/timelined/log", reason: "entries are missing"),
            "/var/lib/timelined/log: the log does not extend its last signed head: entries are missing; "
                + "nothing is written any more, reading works"
        ),
        (
            .headSignedAnew(origin: "host/timeline", entries: 1_204),
            "1,204 events had no signed head; signed as host/timeline from here on"
        ),
        (
            .keyMade(verifier: "host/timeline+01234567+AQ=="),
            "made a key to sign the log with; its public half: host/timeline+01234567+AQ=="
        ),
        (
            .keyUnusable(place: "log/signing.key", reason: "this is no signer key"),
            "log/signing.key: the log cannot be signed with this key: this is no signer key; leaving"
        ),
        (
            .anotherWriter(
                directory: "/var/lib/timelined/log", holder: "process 123 (timelined --once) has the log's lock",
                process: 123, isWaiting: false),
            "/var/lib/timelined/log: process 123 (timelined --once) has the log's lock; a log has one writer, "
                + "so nothing is taken"
        ),
        (
            .anotherWriter(
                directory: "/var/lib/timelined/log", holder: "another process has the log's lock", process: nil,
                isWaiting: true),
            "/var/lib/timelined/log: another process has the log's lock; a log has one writer, "
                + "and its end is waited for"
        ),
        (
            .clockSteppedBack(duration: .milliseconds(3_200)),
            "the clock went back by 3.2 s; recorded times go on from the last entry's"
        ),
        (
            .clockSteppedAhead(duration: .seconds(126_230_400), folder: "archive"),
            "the clock went ahead by 35,064 h 0 min; nothing of archive/ is removed for a day"
        ),
        (
            .dayCleared(folder: "archive", day: "2025-01-09", files: 1, days: 30),
            "archive/2025-01-09 removed with 1 file: kept for 30 days"
        ),
        (
            .dayCleared(folder: "rejected", day: "2025-01-09", files: 2, days: 1),
            "rejected/: 2 files of 2025-01-09 removed: kept for 1 day"
        ),
    ]

    /// Every message that shows something from outside, with `text` as that.
    static func hostile(_ text: [UInt8]) -> [Message] {
        let string = String(decoding: text, as: UTF8.self)
        let problem = Message.Problem(line: 1, column: 1, sentence: string)
        let submitter = Message.Submitter(uid: 1, name: string)
        return [
            .started(version: string, directory: string, entries: 0), .stopping(reason: string),
            .configurationRefused(file: text, problems: 2, first: problem, isStart: true),
            .fileAccepted(
                .init(
                    file: text, sequences: 0...0, remarks: 1, firstRemarks: [problem], submitter: submitter, batch: 0,
                    eventIDs: [string],
                    kinds: [string], actors: [string])),
            .fileRejected(
                .init(file: text, problems: 2, first: problem, reasonFile: text, submitter: submitter)),
            .fileDuplicate(file: text, count: 2, sequence: 0, submitter: submitter),
            .fileChanged(
                .init(file: text, place: text, day: string, before: string, after: string, problems: 1, first: problem)),
            .fileNotRead(file: text, errno: EACCES, advice: string, submitter: submitter),
            .fileNotMoved(file: text, destination: string, errno: EACCES, submitter: submitter),
            .overQuota(submitter: submitter, bytes: 2, quota: 1, file: text),
            .folderLeft(folder: text, owner: submitter, problem: string, advice: string),
            .degraded(task: string, errno: ENOSPC, advice: string),
            .startFailed(task: string, errno: EACCES, advice: string), .recovered(task: string, duration: .zero),
            .queueOverflowed(directory: string), .dropFolderUnmounted(directory: string),
            .dropFolderReplaced(directory: string),
            .tornTailCut(segment: string, offset: 0, bytes: 0, savedAs: string),
            .logDamaged(segment: string, sequence: 0, offset: 0, reason: string),
            .headContradicted(directory: string, reason: string), .headSignedAnew(origin: string, entries: 0),
            .keyMade(verifier: string), .keyUnusable(place: string, reason: string),
            .anotherWriter(directory: string, holder: string, process: nil, isWaiting: false),
            .internalFault(what: string, errno: 0),
        ]
    }
}
