package import EventModel
package import LinuxIO

/// One entry as it is read: its envelope, its event, and where its line stands.
package struct LogEntry: Sendable {
    package var envelope: LineEnvelope
    /// The event alone; its root is the CloudEvent.
    package var document: Document
    /// The segment's first sequence number.
    package var segment: UInt64
    /// Where the line begins in its segment, in bytes.
    package var byteOffset: Int

    package var seq: UInt64 { envelope.seq }
    package var recorded: Instant { Instant(microseconds: envelope.recorded) }
}

extension LogEntry {
    /// Reads a line that came without its log; the place where it stands is not told.
    ///
    /// - Returns: nil where it is no line of a log, or not as it was written.
    package init?(line: RawSpan) {
        var document = Document()
        guard let envelope = try? LineEnvelope(line), envelope.isIntact(line),
            (try? document.read(json: line.extracting(envelope.event))) != nil
        else { return nil }
        self.init(envelope: envelope, document: document, segment: 0, byteOffset: 0)
    }
}

extension LineEnvelope {
    /// The file the event came in, below the drop folder; nil where the line does not say it well.
    package func file(in line: RawSpan) -> RelativePath? {
        guard let text = Self.text(line.extracting(fileName)) else { return nil }
        if !isNameInHexadecimal { return RelativePath(text) }
        let digits = Array(text.utf8)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
        return RelativePath(bytes: bytes)
    }

    /// The SHA-256 of that file, 64 hexadecimal digits.
    package func digest(in line: RawSpan) -> String {
        String(decoding: line.extracting(sha256).array(), as: UTF8.self)
    }

    /// The submitter's login name.
    package func submitter(in line: RawSpan) -> String? {
        userName.flatMap { Self.text(line.extracting($0)) }
    }

    private static func text(_ string: RawSpan) -> String? {
        var document = Document()
        guard (try? document.read(json: string)) != nil else { return nil }
        return document.string(document.root)
    }
}
