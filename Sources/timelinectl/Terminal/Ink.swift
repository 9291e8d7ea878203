/// The few colours there are, each for one meaning; a terminal's own palette decides how they look.
enum Ink: String, Sendable {
    case plain = ""
    /// What the eye is to find first: titles, headings.
    case strong = "1"
    /// What is there to be looked up, not read: bounds, hashes, times.
    case faint = "2"
    /// Well: in force, paid, met, accepted.
    case good = "32"
    /// Not certain, not finished: planned, partly, uncertain dates.
    case open = "33"
    /// Wrong or over: errors, denied, overdue.
    case bad = "1;31"
    /// Names that can be asked for with `show`.
    case name = "36"
    /// Dates of the world.
    case date = "34"
    case heading = "1;4"
}

/// Whether colours are written, and the escape codes if so.
struct Style: Sendable {
    /// What `--color` says.
    enum Choice: String, Sendable, CaseIterable {
        case auto, always, never
    }

    let isOn: Bool

    static let none = Style(isOn: false)

    init(isOn: Bool) { self.isOn = isOn }

    /// `--color` decides; without it NO_COLOR (no-color.org), then CLICOLOR_FORCE (bixense.com/clicolors), then whether
    /// a person is looking.
    init(_ choice: Choice, isTerminal: Bool, environment: (String) -> String?) {
        switch choice {
        case .always: isOn = true
        case .never: isOn = false
        case .auto:
            if let no = environment("NO_COLOR"), !no.isEmpty {
                isOn = false
            } else if let force = environment("CLICOLOR_FORCE"), !force.isEmpty, force != "0" {
                isOn = true
            } else {
                isOn = isTerminal && !Self.isDumb(environment)
            }
        }
    }

    /// Whether the terminal does nothing but print, or says not what it is: then there are no colours, no bar, no pager.
    static func isDumb(_ environment: (String) -> String?) -> Bool {
        ["", "dumb"].contains(environment("TERM") ?? "")
    }

    /// `text`, already safe, in `ink`.
    func paint(_ text: String, _ ink: Ink) -> String {
        guard isOn, ink != .plain, !text.isEmpty else { return text }
        return "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m"
    }
}
