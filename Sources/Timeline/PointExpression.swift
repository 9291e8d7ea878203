package import EventModel

/// A point from which a timeline is seen, as people type it: by the world's time, by the log's, or both.
///
///     2024-12-31      what had happened by the end of that day, by all that is known now
///     #41             by all that was known when entry 41 had been recorded
///     @2025-01-09     by all that was known at the end of that day
///     2024-12-31@#41  both
package struct PointExpression: Sendable, Hashable {
    /// How much of the log is believed.
    package enum KnownAt: Sendable, Hashable {
        /// What had been recorded by then, that instant included.
        case instant(Instant)
        /// The entries up to this one, it included.
        case entry(UInt64)
    }

    /// The last second of the world's time that counts, of UTC since 1970; nil where none was said.
    package var asOf: Int64?
    /// Nil for the whole log.
    package var knownAt: KnownAt?

    package init(asOf: Int64? = nil, knownAt: KnownAt? = nil) {
        self.asOf = asOf
        self.knownAt = knownAt
    }

    /// - Throws: what is wrong with `text`, its offset in UTF-8 bytes.
    package init(_ text: String, now: Instant) throws(Fault) {
        guard let at = text.firstIndex(where: { $0 == "@" || $0 == "#" }) else {
            asOf = try Self.asOf(text, now: now)
            return
        }
        let date = String(text[..<at])
        if !date.isEmpty { asOf = try Self.asOf(date, now: now) }
        knownAt = try Self.knownAt(String(text[at...]), now: now)
    }

    /// The last second of a date of the world.
    package static func asOf(_ text: String, now: Instant) throws(Fault) -> Int64 {
        try Moment(text, now: now, calendar: .world).last.seconds
    }

    /// `#SEQ`, a time of recording, or a date, whose end in the local zone counts; each with or without `@` before it.
    package static func knownAt(_ point: String, now: Instant) throws(Fault) -> KnownAt {
        let text = point.utf8.first == UInt8(ascii: "@") ? String(point.utf8.dropFirst()) ?? "" : point
        guard text.utf8.first == UInt8(ascii: "#") else {
            return .instant(try Moment(text, now: now, calendar: .local).last.instant)
        }
        guard let seq = UInt64(text.dropFirst()) else {
            throw Fault(at: 1, "\"\(text)\" names no entry", expected: "# and a sequence number, such as #41")
        }
        return .entry(seq)
    }
}
