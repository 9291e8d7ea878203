import EventModel

/// Builds a document from the events of a YAML text.
struct YAMLReader: ~Copyable {
    private let text: SourceText
    private var parser: YAMLParser
    private var builder = Document.Builder()
    private var roots: [Document.Node] = []
    private var isInDocument = false
    private var faults: [Fault] = []
    /// The containers that are open, outermost first.
    private var open: [Container] = []
    /// How many containers are open inside a value that is passed over.
    private var skipped = 0

    private struct Container {
        let isObject: Bool
        /// The key whose value comes next; nil where a key comes next.
        var key: String?
        /// Whether that key has been refused, so that nothing more need be said of it.
        var keyIsRefused = false
    }

    init(_ text: SourceText) {
        self.text = text
        parser = YAMLParser(text)
    }

    /// Reads everything up to the end of the text, or up to what cannot be read.
    consuming func read(into file: inout ParsedFile) {
        var last: YAMLEvent?
        do throws(YAMLError) {
            while faults.count <= ParsedFile.maximumFaults {
                let event = try parser.next()
                last = event
                if case .streamEnd = event.content { break }
                guard take(event) else { break }
            }
        } catch {
            faults.append(error.fault(in: text, after: last))
            // What is open cannot be an event; those before it are.
            if isInDocument { roots.removeLast() }
        }
        finish(into: &file)
    }

    private consuming func finish(into file: inout ParsedFile) {
        if roots.isEmpty, faults.isEmpty, file.purpose == .events {
            faults.append(Fault(at: text.start, "the file holds no event, only comments or empty documents"))
        }
        for fault in faults { file.report(fault) }
        file.add(builder.finish(), roots: roots, allowsLists: true)
    }

    /// - Returns: false where reading on is of no use.
    private mutating func take(_ event: YAMLEvent) -> Bool {
        if skipped > 0 { return skip(event) }
        switch event.content {
        case .streamStart, .streamEnd: break
        case .documentStart:
            isInDocument = true
            roots.append(builder.next)
        case .documentEnd:
            isInDocument = false
            // A document that holds nothing is none: `---` may stand before the first and after the last.
            if roots.last == builder.next { roots.removeLast() }
        case .alias:
            faults.append(.alias(event))
            string([], event)
        case .scalar(let bytes, let style, let decoration):
            refuse(decoration, event)
            scalar(bytes, style, isDecorated: decoration != nil, event)
        case .list(let isFlow, let decoration):
            refuse(decoration, event)
            return begin(.array, isFlow: isFlow, event)
        case .object(let isFlow, let decoration):
            refuse(decoration, event)
            return begin(.object, isFlow: isFlow, event)
        case .end:
            builder.end()
            open.removeLast()
            valueEnded()
        }
        return true
    }

    private mutating func skip(_ event: YAMLEvent) -> Bool {
        switch event.content {
        case .list, .object: skipped += 1
        case .end: skipped -= 1
        default: break
        }
        return !isTooDeep(event)
    }

    /// libyaml sets no limit to nesting, and takes quadratic time there: reading stops.
    private mutating func isTooDeep(_ event: YAMLEvent) -> Bool {
        guard open.count + skipped > Document.maximumDepth else { return false }
        faults.append(.tooDeep(event))
        roots.removeLast()
        return true
    }

    private mutating func refuse(_ decoration: YAMLEvent.Decoration?, _ event: YAMLEvent) {
        switch decoration {
        case .anchor: faults.append(.anchor(event))
        case .tag: faults.append(.tag(event))
        case nil: break
        }
    }

    // MARK: Values

    /// Whether what comes next is a key.
    private var expectsKey: Bool { open.last.map { $0.isObject && $0.key == nil } ?? false }

    private mutating func scalar(_ bytes: [UInt8], _ style: YAMLEvent.Style, isDecorated: Bool, _ event: YAMLEvent) {
        if style == .plain, !isDecorated {
            if bytes.isEmpty, open.isEmpty { return }
            if open.isEmpty, let fault = Fault.colonWithoutSpace(in: text, event.start..<event.end) {
                faults.append(fault)
            }
            if let fault = plainFault(String(decoding: bytes, as: UTF8.self), event) { faults.append(fault) }
        }
        string(bytes, event)
    }

    /// What is wrong with a text without quotes.
    private func plainFault(_ string: String, _ event: YAMLEvent) -> Fault? {
        if expectsKey {
            if string.isEmpty { return .missingKey(at: event.start) }
            return string == "<<" ? .mergeKey(event) : nil
        }
        if string.isEmpty {
            return open.last?.keyIsRefused == true ? nil : .missingValue(after: open.last?.key, event)
        }
        if ["~", "null", "Null", "NULL"].contains(string) { return .null(string, event) }
        return text.hashtag(after: event.end).map { .comment($0, at: $1) }
    }

    /// Appends a key or a value. Where a fault has been said at its place, it only keeps the rest in order.
    private mutating func string(_ bytes: some Sequence<UInt8>, _ event: YAMLEvent) {
        builder.string(bytes, offset: event.start)
        if expectsKey {
            open[open.count - 1].key = String(decoding: Array(bytes), as: UTF8.self)
        } else {
            valueEnded()
        }
    }

    private mutating func valueEnded() {
        guard !open.isEmpty else { return }
        open[open.count - 1].key = nil
        open[open.count - 1].keyIsRefused = false
    }

    private mutating func begin(_ kind: Document.Kind, isFlow: Bool, _ event: YAMLEvent) -> Bool {
        if expectsKey {
            faults.append(.complexKey(event, in: text))
            skipped = 1
            string([], event)
            open[open.count - 1].keyIsRefused = true
            return true
        }
        if isFlow, let date = text.dateSet(at: event.start) {
            faults.append(.unquotedDate(date, event))
            skipped = 1
            string(date.utf8, event)
            return true
        }
        builder.begin(kind, offset: event.start)
        open.append(Container(isObject: kind == .object))
        return !isTooDeep(event)
    }
}

extension SourceText {
    /// A word that begins with # behind a text without quotes: YAML drops it, and more likely than a comment it is the
    /// rest of the text.
    fileprivate func hashtag(after offset: Int) -> (String, Int)? {
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        guard let hash = bytes[offset...].firstIndex(where: { !isSpace($0) }), bytes[hash] == UInt8(ascii: "#"),
            let next = bytes[(hash + 1)...].first, next > 0x20, next != UInt8(ascii: "#")
        else { return nil }
        let word = bytes[hash...].prefix(200).prefix { $0 > 0x20 }
        return (string(word.indices), hash)
    }

    /// The set of dates (EDTF) that YAML takes for a list or an object: `[..2025-01-02]`, `{1960,1961-12}`.
    fileprivate func dateSet(at offset: Int) -> String? {
        let rest = bytes[offset...].prefix(200)
        let isList = rest.first == UInt8(ascii: "[")
        guard let close = rest.firstIndex(of: UInt8(ascii: isList ? "]" : "}")) else { return nil }
        let set = string(offset..<close + 1)
        let inner = set.dropFirst().dropLast()
        guard inner.utf8.contains(where: { (0x30...0x39).contains($0) }),
            inner.utf8.allSatisfy({ "0123456789XYES-+.,~?% ".utf8.contains($0) }),
            // A list of years may be meant as a list; an object without a colon is nothing else.
            !isList || inner.contains("..")
        else { return nil }
        return set
    }
}
