/// The fields an entry of the daemon can have. A closed list: journald drops a field with a bad name without a word, so
/// no name is ever put together at run time.
package enum JournalField: String, Sendable, CaseIterable {
    // systemd.journal-fields(7)
    case message = "MESSAGE"
    case priority = "PRIORITY"
    case messageID = "MESSAGE_ID"
    case syslogIdentifier = "SYSLOG_IDENTIFIER"
    case codeFile = "CODE_FILE"
    case codeLine = "CODE_LINE"
    case codeFunction = "CODE_FUNC"
    case errno = "ERRNO"
    case documentation = "DOCUMENTATION"

    // The event
    case eventID = "TIMELINE_EVENT_ID"
    case kind = "TIMELINE_KIND"
    case subject = "TIMELINE_SUBJECT"
    case actor = "TIMELINE_ACTOR"

    // The entry in the log: of several, the first and the last
    case sequence = "TIMELINE_SEQ"
    case lastSequence = "TIMELINE_SEQ_LAST"
    case batch = "TIMELINE_BATCH"
    case segment = "TIMELINE_SEGMENT"
    case offset = "TIMELINE_OFFSET"
    case bytes = "TIMELINE_BYTES"
    case savedAs = "TIMELINE_SAVED_AS"

    // The file
    case file = "TIMELINE_FILE"
    case fileRaw = "TIMELINE_FILE_RAW"
    case submitter = "TIMELINE_SUBMITTER"
    case submitterUID = "TIMELINE_SUBMITTER_UID"
    case reason = "TIMELINE_REASON"
    case remark = "TIMELINE_REMARK"
    case reasonFile = "TIMELINE_REASON_FILE"
    case archived = "TIMELINE_ARCHIVED"
    case digest = "TIMELINE_SHA256"
    case digestBefore = "TIMELINE_SHA256_BEFORE"
    case line = "TIMELINE_LINE"
    case column = "TIMELINE_COLUMN"

    // Quantities
    case count = "TIMELINE_COUNT"
    case files = "TIMELINE_FILES"
    case duplicates = "TIMELINE_DUPLICATES"
    case problems = "TIMELINE_PROBLEMS"
    case remarks = "TIMELINE_REMARKS"
    case duration = "TIMELINE_DURATION_USEC"

    // The daemon
    case version = "TIMELINE_VERSION"
    case directory = "TIMELINE_DIRECTORY"
    case task = "TIMELINE_TASK"
    case process = "TIMELINE_PROCESS"

    // The signed head
    case origin = "TIMELINE_ORIGIN"
    case verifierKey = "TIMELINE_VERIFIER_KEY"
    case keyPlace = "TIMELINE_KEY_PLACE"
}
