import EventModel
import Timeline

/// When something was recorded, as text.
enum RecordedText {
    /// An instant of the log in the local zone; what is none as it stands.
    static func local(_ text: String) -> String { (try? Instant(text)).map(LocalTime.text) ?? text }
}
