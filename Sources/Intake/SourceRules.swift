package import EventModel

/// Which users and groups may speak for which sources: record their events, and so correct them, as only an event of the
/// same source can.
///
///     /desk = anna @desk; /feeds/* = bot; * = @editors
///
/// Of the rules that fit a source the one with the longest pattern decides, and a whole source before a beginning. A source
/// that no rule fits is open to all who may drop files.
package struct SourceRules: Sendable, Hashable {
    /// A user or a group of the system, by name.
    package enum Speaker: Sendable, Hashable {
        case user(String)
        case group(String)

        var text: String {
            switch self {
            case .user(let name): name
            case .group(let name): "@" + name
            }
        }
    }

    private struct Rule: Sendable, Hashable {
        /// A source, or its beginning.
        var pattern: String
        var isBeginning: Bool
        var speakers: [Speaker]

        func fits(_ source: String) -> Bool {
            isBeginning ? source.utf8.starts(with: pattern.utf8) : source.utf8.elementsEqual(pattern.utf8)
        }

        var text: String {
            ([pattern + (isBeginning ? "*" : ""), "="] + speakers.map(\.text)).joined(separator: " ")
        }
    }

    /// The one that decides first.
    private var rules: [Rule] = []

    /// None: every source is open.
    package init() {}

    /// - Parameter text: rules as above, or `none`.
    package init(_ text: String) throws(Fault) {
        if text == "none" { return }
        for part in text.split(separator: ";", omittingEmptySubsequences: false) {
            let rule = try Self.rule(part)
            guard !rules.contains(where: { $0.pattern == rule.pattern && $0.isBeginning == rule.isBeginning }) else {
                throw Self.fault("\"\(Fault.excerpt(rule.pattern))\" has two rules")
            }
            rules.append(rule)
        }
        rules.sort { ($0.isBeginning ? 0 : 1, $0.pattern.utf8.count) > ($1.isBeginning ? 0 : 1, $1.pattern.utf8.count) }
    }

    private static func rule(_ text: Substring) throws(Fault) -> Rule {
        let words = text.split(separator: " ", omittingEmptySubsequences: true).map { String($0) }
        guard words.count > 2, words[1] == "=" else { throw fault("\"\(Fault.excerpt(String(text)))\" is no rule") }
        let isBeginning = words[0].hasSuffix("*")
        let pattern = isBeginning ? String(words[0].dropLast()) : words[0]
        guard isBeginning || URIReference.fault(in: pattern) == nil, !pattern.contains("*") else {
            throw fault("\"\(Fault.excerpt(words[0]))\" is no source")
        }
        var speakers: [Speaker] = []
        for word in words.dropFirst(2) {
            guard word != "@", word != "=" else { throw fault("\"\(Fault.excerpt(String(text)))\" is no rule") }
            speakers.append(word.hasPrefix("@") ? .group(String(word.dropFirst())) : .user(word))
        }
        return Rule(pattern: pattern, isBeginning: isBeginning, speakers: speakers)
    }

    private static func fault(_ problem: String) -> Fault {
        Fault(
            at: 0, problem, expected: "such as /desk = anna @desk; /feeds/* = bot, or none",
            hint: "a source, or its beginning and *, then =, then users and @groups")
    }

    /// As it would be written.
    package var text: String { rules.isEmpty ? "none" : rules.map(\.text).joined(separator: "; ") }

    package var isEmpty: Bool { rules.isEmpty }

    /// The users and groups of the rules that the system does not have, as they are written: nobody speaks for them.
    package func unknown(isUser: (String) -> Bool, isGroup: (String) -> Bool) -> [String] {
        var unknown: [String] = []
        for speaker in rules.flatMap(\.speakers) where !unknown.contains(speaker.text) {
            let isKnown =
                switch speaker {
                case .user(let name): isUser(name)
                case .group(let name): isGroup(name)
                }
            if !isKnown { unknown.append(speaker.text) }
        }
        return unknown.sorted()
    }

    /// Who may speak for a source; nil where all may.
    package func speakers(for source: String) -> [Speaker]? { rules.first { $0.fits(source) }?.speakers }
}

/// Who of the submitters of one commit may speak for which sources. The system's lists are asked once for each.
package struct SourceGuard {
    private let rules: SourceRules
    private let isMember: (_ user: String, _ group: String) -> Bool
    private var known: [Question: Bool] = [:]

    private struct Question: Hashable {
        var submitter: Submitter
        var source: String
    }

    /// - Parameter isMember: whether a user is of a group.
    package init(_ rules: SourceRules, isMember: @escaping (_ user: String, _ group: String) -> Bool) {
        self.rules = rules
        self.isMember = isMember
    }

    /// What keeps the events from being taken of this submitter.
    package mutating func faults(in events: [Event], of submitter: Submitter) -> [Fault] {
        guard !rules.isEmpty else { return [] }
        var faults: [Fault] = []
        for event in events where !maySpeak(submitter, event.identity.source) {
            let who = submitter.name ?? "uid \(submitter.uid)"
            let speakers = rules.speakers(for: event.identity.source) ?? []
            faults.append(
                event.fault(
                    "\(Fault.excerpt(who)) may not speak for the source \"\(Fault.excerpt(event.identity.source))\"",
                    expected: "a file of " + speakers.map { Fault.excerpt($0.text) }.joined(separator: " or "),
                    hint: "the option submitters of timelined.yaml(5) says who may"))
            // One mistake for all of a file.
            if faults.count > ParsedFile.maximumFaults { break }
        }
        return faults
    }

    private mutating func maySpeak(_ submitter: Submitter, _ source: String) -> Bool {
        let question = Question(submitter: submitter, source: source)
        if let known = known[question] { return known }
        let answer =
            rules.speakers(for: source)?.contains { speaker in
                switch speaker {
                case .user(let name): name == submitter.name
                case .group(let name): submitter.name.map { isMember($0, name) } ?? false
                }
            } ?? true
        known[question] = answer
        return answer
    }
}
