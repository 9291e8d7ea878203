import EventModel

/// Whether a directive holds, as people read it, from the member `force` of a row.
enum ForceText {
    /// `in force`; of what has ended, how: `revoked`.
    static func state(_ force: JSON?) -> Styled {
        let isOver = force?["state"]?.text == "ended"
        return ValueText.word(isOver ? force?["endedBy"]?["how"] ?? force?["state"] : force?["state"])
    }

    /// Since when the state holds that is shown; of what is not in force yet, from when.
    static func date(_ force: JSON?) -> JSON? { force?["state"]?.text == "notYet" ? force?["from"] : force?["since"] }

    /// `in force, 31 December 2024`, `revoked, 1 May 2026, by directive/b`.
    static func sentence(_ force: JSON?) -> Styled {
        var text = state(force)
        if let date = DateText.text(date(force)) { text += ", " + DateText.prose(date) }
        let enders = enders(force)
        return enders.isEmpty ? text : text + ", by " + enders.joined(separator: ", ")
    }

    /// The directive that ended it, and who did so.
    static func enders(_ force: JSON?) -> [Styled] {
        let ending = force?["endedBy"]
        return [ending?["by"]?.text].compactMap { $0 }.map { Styled($0, .name) } + ValueText.names(ending?["who"])
    }

    /// The same with its other end: until when it is in force, or since when it was.
    static func story(_ force: JSON?) -> Styled {
        guard force?["state"]?.text == "ended" else {
            return sentence(force) + (DateText.text(force?["until"]).map { ", " + DateText.phrase("until", $0) } ?? "")
        }
        return sentence(force)
            + (DateText.text(force?["began"]).map { ", in force " + DateText.phrase("since", $0) } ?? "")
    }
}
