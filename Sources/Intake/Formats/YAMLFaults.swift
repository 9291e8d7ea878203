import EventModel

/// What YAML allows and an event file does not.
extension Fault {
    static func alias(_ event: YAMLEvent) -> Fault {
        Fault(
            at: event.start, "an alias (*), which repeats what stands elsewhere", expected: "the value itself",
            hint: "write it out; a text that begins with * stands in quotes")
    }

    static func anchor(_ event: YAMLEvent) -> Fault {
        Fault(
            at: event.start, "an anchor (&), which names a value for use elsewhere", expected: "the value itself",
            hint: "remove it; a text that begins with & stands in quotes")
    }

    static func tag(_ event: YAMLEvent) -> Fault {
        Fault(
            at: event.start, "a tag (!), which changes what a value means", expected: "the value itself",
            hint: "remove it; a text that begins with ! stands in quotes")
    }

    static func directive(at offset: Int) -> Fault {
        Fault(
            at: offset, "a line that begins with %, which YAML keeps for itself", expected: "an event",
            hint: "remove the line")
    }

    static func mergeKey(_ event: YAMLEvent) -> Fault {
        Fault(
            at: event.start, "a merge key (<<), which takes over keys from elsewhere", expected: "the keys themselves",
            hint: "write them out")
    }

    static func complexKey(_ event: YAMLEvent, in text: SourceText) -> Fault {
        let isTemplate = text.bytes[..<event.end].suffix(2).elementsEqual("{{".utf8)
        return Fault(
            at: event.start, "a list or an object where a key belongs", expected: "a key, which is a text",
            hint: isTemplate ? "put quotes around a text that begins with {{" : "put quotes around the key")
    }

    static func longKey(at offset: Int) -> Fault {
        let limit = EventFile.maximumKeyLength
        return Fault(
            at: offset, "a key of more than \(limit) characters", expected: "at most \(limit)",
            hint: "put a long text into a value, not into a key")
    }

    static func missingKey(at offset: Int) -> Fault {
        Fault(at: offset, "a colon without a key", expected: "a key before it")
    }

    /// A `?`, which announces a key, without one.
    static func announcedKeyMissing(at offset: Int) -> Fault {
        Fault(at: offset, "nothing stands after the ?", expected: "a key", hint: "remove the ?")
    }

    /// A line such as `title:Text`, which is no key and value but one text; nil where the line is another.
    static func colonWithoutSpace(in text: SourceText, _ line: Range<Int>) -> Fault? {
        guard let colon = text.bytes[line].firstIndex(of: UInt8(ascii: ":")), colon + 1 < line.upperBound,
            text.bytes[colon + 1] != UInt8(ascii: " ")
        else { return nil }
        return Fault(
            at: text.bytes[line].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? colon, "a colon without a space after it",
            expected: "KEY: VALUE", hint: "put a space after the colon")
    }

    static func missingValue(after key: String?, _ event: YAMLEvent) -> Fault {
        guard let key else {
            return Fault(at: event.start, "nothing stands after the -", expected: "a value", hint: "remove the -")
        }
        return Fault(
            at: event.start, "nothing stands after \(Fault.excerpt(key)):", expected: "a value",
            hint: key.utf8.contains(UInt8(ascii: ":"))
                ? "put a space after the colon" : "write its value, or remove the key where there is none")
    }

    static func null(_ spelling: String, _ event: YAMLEvent) -> Fault {
        Fault(
            at: event.start, "\(spelling), which means nothing in YAML", expected: "a value",
            hint: "remove the key; where the text \(spelling) is meant, put quotes around it")
    }

    static func notFinite(_ spelling: String, at offset: Int) -> Fault {
        Fault(
            at: offset, "\(spelling), which JSON has no number for", expected: "a finite number",
            hint: "leave the member out; where the text \(spelling) is meant, put quotes around it")
    }

    static func comment(_ word: String, at offset: Int) -> Fault {
        Fault(
            at: offset, "\(Fault.excerpt(word)), which YAML takes for a comment and drops",
            expected: "the end of the text",
            hint: "put quotes around the whole text; where a comment is meant, put a space after #")
    }

    static func unquotedDate(_ date: String, _ event: YAMLEvent) -> Fault {
        Fault(
            at: event.start, "a date that YAML takes for \(date.hasPrefix("[") ? "a list" : "an object")",
            expected: "the date as a text",
            hint: EDTF.fault(in: date) == nil
                ? .quote(date, "put quotes around the date") : "put quotes around a text that begins with a bracket")
    }

    static func tooDeep(_ event: YAMLEvent) -> Fault {
        Fault(
            at: event.start, "more than \(Document.maximumDepth) lists and objects inside each other",
            expected: "at most \(Document.maximumDepth) levels of nesting")
    }
}
