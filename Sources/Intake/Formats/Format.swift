import EventModel

/// One way of writing events in a file.
///
/// Another is added by a file with its type, and a line in ``all``: nothing else knows the formats by name.
protocol Format: Sendable {
    /// What it is called in messages.
    var name: String { get }
    /// The endings of its files, without the dot, in lower case; the usual one first.
    var endings: [String] { get }
    /// Reads `text` into `file`: every event, and every fault that can be told without stopping. `progress` is
    /// called now and then.
    func read(_ text: SourceText, into file: inout ParsedFile, _ progress: @escaping () -> Void)
}

/// The formats there are.
enum Formats {
    static let all: [any Format] = [
        JSONFormat(),
        NDJSONFormat(),
        YAMLFormat(),
    ]

    /// The format of a file by the ending of its name, capitals or not.
    static func format(forName name: String) throws(Fault) -> any Format {
        let ending = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name[$0...].dropFirst().lowercased() } ?? ""
        if let format = all.first(where: { $0.endings.contains(ending) }) { return format }
        throw Fault(
            at: 0,
            ending.isEmpty
                ? "the name of the file has no ending" : "no format has the ending .\(Fault.excerpt(ending))",
            expected: "one of \(all.flatMap(\.endings).map { ".\($0)" }.joined(separator: " "))",
            hint: nearest(to: ending, among: sameInitial(ending)).map { "did you mean .\($0)?" })
    }

    /// The endings that one unknown may be a slip of: the first letter seldom is one, and .xml is no misspelt .yml.
    private static func sameInitial(_ ending: String) -> [String] {
        all.flatMap(\.endings).filter { $0.utf8.first == ending.utf8.first }
    }
}
