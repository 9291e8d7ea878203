/// How urgent a message is, as syslog(3) numbers it: the lower the more.
package enum JournalPriority: UInt8, Sendable, CaseIterable {
    case emergency, alert, critical, error, warning, notice, info, debug
}
