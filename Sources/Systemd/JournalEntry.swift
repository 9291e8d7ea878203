import LinuxIO

/// One entry, ready to be written: its fields in order, MESSAGE first.
package struct JournalEntry: Sendable {
    /// How often one field is repeated at most, such as an actor each; what is counted besides says how many there were.
    package static let maximumRepetition = 64

    /// How long the sentence may be, in bytes: readers show values above 4,096 as null unless asked for all.
    static let messageLimit = 2_048

    /// Where in the source an entry was sent from.
    package struct Location: Sendable {
        var file: StaticString
        var line: UInt
        var function: StaticString
    }

    /// Names and values, in order; a name may stand several times, a value holds any byte.
    package struct Fields: Sendable {
        private(set) var all: [(name: JournalField, value: [UInt8])] = []

        init() {}

        mutating func add(_ name: JournalField, bytes: [UInt8]) { all.append((name, bytes)) }

        mutating func add(_ name: JournalField, _ text: String) { add(name, bytes: Array(text.utf8)) }

        mutating func add(_ name: JournalField, _ number: some BinaryInteger) { add(name, String(number)) }

        mutating func add(_ name: JournalField, each texts: [String]) {
            for text in texts.prefix(JournalEntry.maximumRepetition) { add(name, text) }
        }

        mutating func append(_ other: Fields) { all += other.all }
    }

    package let priority: JournalPriority
    /// The sentence: one line, nothing in it but what shows.
    package let message: String
    private let source: Message
    private let identifier: String
    private let location: Location

    /// `message` as sent by `identifier` from `location`.
    init(_ message: Message, identifier: String, location: Location) {
        priority = message.priority
        // The sentences escape what they quote; this keeps the promise even where one forgets to.
        self.message = Printable.line(message.sentence, limit: Self.messageLimit)
        source = message
        self.identifier = identifier
        self.location = location
    }

    /// Made for journald: standard error shows the sentence alone.
    var fields: Fields {
        var fields = Fields()
        fields.add(.message, message)
        fields.add(.priority, priority.rawValue)
        fields.add(.messageID, source.id.rawValue)
        fields.add(.syslogIdentifier, identifier)
        fields.add(.codeFile, location.file.description)
        fields.add(.codeLine, location.line)
        fields.add(.codeFunction, location.function.description)
        fields.append(source.fields)
        return fields
    }
}
