package import EventModel
package import Intake
import TransparencyLog

/// What the daemon works by (timelined.yaml(5)).
package struct Configuration: Sendable, Hashable {
    /// What becomes of a file whose events are in the log.
    package enum Retention: Sendable, Hashable {
        case keep
        /// Kept for a day, in which its writer may still be at it.
        case delete
        /// Kept for so many days, 1 to 36,500, counted from the day it was accepted, in UTC.
        case keepDays(Int)

        /// For how many days it is kept; nil for ever.
        package var days: Int? {
            switch self {
            case .keep: nil
            case .delete: 1
            case .keepDays(let days): days
            }
        }
    }

    /// Where the metrics go.
    package enum Metrics: Sendable, Hashable {
        /// `timelined.prom` in the runtime directory.
        case besideHealth
        case none
        /// An absolute path.
        case path(String)
    }

    /// The CloudEvents source of events that name none: a URI-reference.
    package var source = "/desk"
    /// What the log is called in its signed heads, when its key is made; nil for the host's name and `/timeline`.
    package var origin: String?
    /// How long a file that is written in place must stand still, in microseconds, at most a minute.
    package var settle: Int64 = 250_000
    /// Between two scans of the drop folder, in microseconds, from a second to an hour.
    package var scan: Int64 = 60_000_000
    /// The largest file that is read, in bytes, from 1 KiB to 64 MiB: memory and the watchdog have room for that.
    package var largest = 16 << 20
    /// Which names in the drop folder are files to be taken.
    package var names = NameRules()
    package var archive = Retention.keep
    /// What becomes of a file that was refused.
    package var rejected = Retention.keep
    /// What submitters may do.
    package var submissions = SubmissionRules()
    package var metrics = Metrics.besideHealth
    /// What incoming/, archive/ and rejected/ lie in; nil for the usual place.
    package var spool: String?
    /// What log/ and cache/ lie in; nil for the usual place.
    package var library: String?

    package init() {}

    /// Takes the value of one option as it is written.
    ///
    /// - Throws: what is wrong with it; nothing has changed then.
    package mutating func take(_ setting: Setting, _ text: String) throws(Fault) {
        switch setting {
        case .source:
            if text.isEmpty { throw Fault(at: 0, "an empty text is no URI-reference", expected: "such as /desk") }
            if let fault = URIReference.fault(in: text) { throw fault }
            source = text
        case .origin: origin = try Self.keyName(text)
        case .settle: settle = try Amount.time(text, 0...60_000_000, "a time from 0 to 60 s, such as 250 ms")
        case .scan: scan = try Amount.time(text, 1_000_000...3_600_000_000, "a time from 1 s to 1 h, such as 60 s")
        case .largest:
            largest = try Amount.size(text, 1 << 10...64 << 20, "a size from 1 KiB to 64 MiB, such as 16 MiB")
        case .ignore: names.ignored = try Self.patterns(text)
        case .done: names.done = try Self.doneEnding(text)
        case .subfolders: names.hasSubfolders = try Self.subfolders(text)
        case .archive: archive = try Amount.retention(text, "the archive")
        case .rejected: rejected = try Amount.retention(text, "rejected files")
        case .quota:
            submissions.quota =
                text == "none"
                ? nil : try Amount.size(text, 1 << 20...1 << 40, "a size from 1 MiB to 1024 GiB, or none")
        case .writers: submissions.takesFilesOfManyWriters = try Self.writers(text)
        case .submitters: submissions.sources = try SourceRules(text)
        case .metrics: metrics = text == "none" ? .none : .path(try Self.path(text, orWord: "none"))
        case .spool: spool = try Self.path(text)
        case .library: library = try Self.path(text)
        }
    }

    private static func keyName(_ text: String) throws(Fault) -> String {
        do throws(TextFault) {
            _ = try KeyName(text)
            return text
        } catch {
            throw Fault(
                at: 0, "\"\(Fault.excerpt(text))\" is no name for a log",
                expected: "a word such as log.example.org/timeline", hint: "white space and + cannot be part of it")
        }
    }

    private static func patterns(_ text: String) throws(Fault) -> [NamePattern] {
        if text == "none" { return [] }
        var patterns: [NamePattern] = []
        for word in text.split(separator: " ") {
            guard let pattern = NamePattern(String(word)), isPlain(word), word.contains(where: { $0 != "*" }) else {
                throw Fault(
                    at: 0, "\"\(Fault.excerpt(String(word)))\" describes no names to be left alone",
                    expected: "an ending such as .bak, or a name such as scan-*")
            }
            patterns.append(pattern)
        }
        guard !patterns.isEmpty else {
            throw Fault(at: 0, "an empty text describes no names", expected: "words such as .bak scan-*, or none")
        }
        return patterns
    }

    private static func doneEnding(_ text: String) throws(Fault) -> String? {
        if text == "none" { return nil }
        guard NameRules.isDoneEnding(text), isPlain(text[...]) else {
            throw Fault(
                at: 0, "\"\(Fault.excerpt(text))\" is no ending for done-files",
                expected: "such as .done, and none that event files have, or none")
        }
        return text
    }

    private static func subfolders(_ text: String) throws(Fault) -> Bool {
        guard let isYes = ["yes": true, "no": false][text] else {
            let hint: Hint? = ["true": "did you mean yes?", "false": "did you mean no?"][text]
            throw Fault(
                at: 0, "\"\(Fault.excerpt(text))\" says nothing about subfolders", expected: "yes, or no", hint: hint)
        }
        return isYes
    }

    private static func writers(_ text: String) throws(Fault) -> Bool {
        guard let isMany = ["owner": false, "any": true][text] else {
            throw Fault(
                at: 0, "\"\(Fault.excerpt(text))\" says nothing about who may be able to write a file",
                expected: "owner, or any",
                hint: nearest(to: text, among: ["owner", "any"]).map { "did you mean \($0)?" })
        }
        return isMany
    }

    private static func isPlain(_ text: Substring) -> Bool {
        !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    private static func path(_ text: String, orWord word: String? = nil) throws(Fault) -> String {
        guard text.utf8.first == UInt8(ascii: "/"), isPlain(text[...]), text.utf8.last != UInt8(ascii: "/") else {
            throw Fault(
                at: 0, "\"\(Fault.excerpt(text))\" is no absolute path",
                expected: "a path from / on, without a slash at its end" + (word.map { ", or \($0)" } ?? ""))
        }
        return text
    }

    /// What becomes of files that were accepted, or refused.
    package func retention(of cleared: Cleared) -> Retention {
        switch cleared {
        case .archive: archive
        case .rejected: rejected
        }
    }

    /// The value of one option as it would be written; nil for a place that is the usual one.
    package func text(of setting: Setting) -> String? {
        switch setting {
        case .source: source
        case .origin: origin
        case .settle: Amount.text(time: settle)
        case .scan: Amount.text(time: scan)
        case .largest: Amount.text(size: largest)
        case .ignore: names.ignored.isEmpty ? "none" : names.ignored.map(\.text).joined(separator: " ")
        case .done: names.done ?? "none"
        case .subfolders: names.hasSubfolders ? "yes" : "no"
        case .archive: archive.text
        case .rejected: rejected.text
        case .quota: submissions.quota.map(Amount.text(size:)) ?? "none"
        case .writers: submissions.takesFilesOfManyWriters ? "any" : "owner"
        case .submitters: submissions.sources.text
        case .metrics:
            switch metrics {
            case .besideHealth: nil
            case .none: "none"
            case .path(let path): path
            }
        case .spool: spool
        case .library: library
        }
    }
}

extension Configuration.Retention {
    fileprivate var text: String {
        switch self {
        case .keep: "keep"
        case .delete: "delete"
        case .keepDays(let days): "keep for \(days) day\(days == 1 ? "" : "s")"
        }
    }
}
