import EventModel
import Timeline

/// When something was recorded, as text.
enum RecordedText {
    /// An instant of the log in the local zone; what is none as it stands.
    static func local(_ text: String) -> String { (try? Instant(text)).map(LocalTime.text) ?? text }

    /// `January 2025`, in the local zone.
    static func month(_ instant: Instant) -> String {
        let text = String(LocalTime.day(instant).dropLast(3))
        return (try? EDTF(text))?.prose ?? text
    }
}
