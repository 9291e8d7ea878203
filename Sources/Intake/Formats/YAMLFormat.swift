import EventModel

/// YAML as people write events by hand: one or several documents, each an event or a list of events.
///
/// Every scalar is the text that stands there: `2030`, `no` and `2025-01-02` are strings. Only what CloudEvents of other
/// people's types hold is read by ``YAMLCoreSchema``. What would let a text say something else than it shows is refused:
/// aliases, tags, complex keys, merge keys, keys that stand twice, and in the timeline's own events values that are left
/// empty.
struct YAMLFormat: Format {
    let name = "YAML"
    let endings = ["yaml", "yml"]

    func read(_ text: SourceText, into file: inout ParsedFile, _ progress: @escaping () -> Void) {
        if let fault = Self.strangeLineBreak(in: text) ?? Self.tagDirective(in: text) { return file.report(fault) }
        YAMLReader(text).read(into: &file, progress)
    }

    /// The first line that names a shorthand for tags. An event has no tags, and libyaml compares each of these lines with
    /// all before it: a file of them would keep it busy for hours.
    private static func tagDirective(in text: SourceText) -> Fault? {
        var start = text.start
        while start < text.bytes.count {
            if text.bytes[start...].starts(with: "%TAG".utf8) { return .directive(at: start) }
            guard let end = text.bytes[start...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return nil }
            start = end + 1
        }
        return nil
    }

    /// The first character that YAML 1.1 takes for the end of a line, and no editor does.
    private static func strangeLineBreak(in text: SourceText) -> Fault? {
        let bytes = text.bytes
        for index in bytes.indices.dropLast() where bytes[index] == 0xC2 || bytes[index] == 0xE2 {
            let rest = bytes[(index + 1)...].prefix(2)
            let name: String
            switch (bytes[index], rest.first, rest.last) {
            case (0xC2, 0x85, _): name = "U+0085"
            case (0xE2, 0x80, 0xA8): name = "U+2028"
            case (0xE2, 0x80, 0xA9): name = "U+2029"
            default: continue
            }
            return Fault(
                at: index, "\(name), an invisible character that YAML takes for the end of a line",
                expected: "a space, or an ordinary line end", hint: "remove it")
        }
        return nil
    }
}
