import Glibc

/// An entry's three forms, one a destination.
extension JournalEntry {
    /// `NAME=value` each, as sd_journal_sendv(3) takes them: the value may hold any byte.
    var assignments: [[UInt8]] {
        fields.all.map { Array($0.name.rawValue.utf8) + [UInt8(ascii: "=")] + $0.value }
    }

    /// `<N>MESSAGE`, as the service manager reads priorities from standard error (sd-daemon(3)).
    var prefixedLine: String { "<\(priority.rawValue)>\(message)\n" }

    /// The line for a terminal: the time of day, then the sentence in the colour of its priority.
    ///
    /// - Parameter time: local time as ``localTime(_:)`` writes it.
    func terminalLine(time: String, isColoured: Bool) -> String {
        guard isColoured else { return "\(time) \(message)\n" }
        let sentence = Self.style(of: priority).map { "\u{1B}[\($0)m\(message)\u{1B}[0m" } ?? message
        return "\u{1B}[2m\(time)\u{1B}[0m \(sentence)\n"
    }

    /// The colours of journalctl(1): errors red, warnings yellow, notices bold, debug grey.
    private static func style(of priority: JournalPriority) -> String? {
        switch priority {
        case .emergency, .alert, .critical, .error: "1;31"
        case .warning: "33"
        case .notice: "1"
        case .info: nil
        case .debug: "2"
        }
    }

    /// "14:02:07", or empty for an instant that has no local time.
    ///
    /// - Parameter seconds: since the epoch.
    static func localTime(_ seconds: time_t) -> String {
        var seconds = seconds
        // `tm` has a pointer to the zone's name, which is not read; both are read or written within the call only.
        var parts = unsafe tm()
        guard unsafe localtime_r(&seconds, &parts) != nil else { return "" }
        let clock = unsafe [parts.tm_hour, parts.tm_min, parts.tm_sec]
        return clock.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
