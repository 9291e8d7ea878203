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
    /// The object that is to be an event, while it is open.
    private var event: OpenEvent?
    private var purpose = ParsedFile.Purpose.events

    private struct Container {
        let isObject: Bool
        /// Where its bracket stands; nil of one without.
        let flowStart: Int?
        /// The key whose value comes next; nil where a key comes next.
        var key: String?
        /// Whether that key has been refused, so that nothing more need be said of it.
        var keyIsRefused = false
    }

    /// Whose event it is shows only when its type has been read, which may be its last key.
    private struct OpenEvent {
        let node: Document.Node
        /// How many containers are open while it is the innermost.
        let depth: Int
        /// The values without quotes that the core schema has something to say of.
        var plain: [(node: Document.Node, offset: Int)] = []
        /// What is wrong with them where the event is one of the timeline's.
        var faults: [Fault] = []
    }

    init(_ text: SourceText) {
        self.text = text
        parser = YAMLParser(text)
    }

    /// Reads everything up to the end of the text, or up to what cannot be read.
    ///
    /// - Parameter progress: called now and then.
    consuming func read(into file: inout ParsedFile, _ progress: () -> Void) {
        purpose = file.purpose
        var last: YAMLEvent?
        var count = 0
        do throws(YAMLError) {
            while faults.count <= ParsedFile.maximumFaults {
                let event = try parser.next()
                last = event
                if count % CheckedFile.pause == 0 { progress() }
                count += 1
                if case .streamEnd = event.content { break }
                guard take(event) else { break }
            }
        } catch {
            // What is said where reading stops only echoes why it does.
            faults.removeAll { $0.offset == error.offset }
            event?.faults.removeAll { $0.offset == error.offset }
            let flow = open.last { $0.flowStart != nil }
            faults.append(error.fault(in: text, after: last, within: flow.map { ($0.flowStart ?? 0, $0.isObject) }))
            // What is open cannot be an event; those before it are.
            if isInDocument { roots.removeLast() }
        }
        closeAll()
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
        case .end: end()
        }
        return true
    }

    /// Ends what is open where reading stopped, so that what has been read of an event can be judged.
    private mutating func closeAll() {
        while let container = open.last {
            if container.key != nil { builder.string([], offset: text.bytes.count) }
            end()
        }
    }

    private mutating func end() {
        builder.end()
        open.removeLast()
        valueEnded()
        guard let event, open.count < event.depth else { return }
        self.event = nil
        guard builder.document.isForeignEvent(event.node) else { return faults += event.faults }
        for (node, offset) in event.plain { resolve(node, offset) }
    }

    /// Gives a value without quotes, of somebody else's event, the kind that it has by the core schema.
    private mutating func resolve(_ node: Document.Node, _ offset: Int) {
        let text = builder.document.utf8(node)
        switch YAMLCoreSchema.value(of: text) {
        case .text: break
        case .null: builder.replace(node, by: .null, "null")
        case .boolean(let value): builder.replace(node, by: .boolean, value ? "true" : "false")
        case .number(let spelling): builder.replace(node, by: .number, spelling)
        case .notFinite: faults.append(.notFinite(String(decoding: text, as: UTF8.self), at: offset))
        }
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
            let string = String(decoding: bytes, as: UTF8.self)
            if expectsKey {
                if let fault = keyFault(string, event) { faults.append(fault) }
                if string.isEmpty { open[open.count - 1].keyIsRefused = true }
            } else {
                plainValue(string, event)
            }
        }
        string(bytes, event)
    }

    private func keyFault(_ string: String, _ event: YAMLEvent) -> Fault? {
        if string.isEmpty {
            let isColon = text.bytes[event.start...].first == UInt8(ascii: ":")
            return isColon ? .missingKey(at: event.start) : .announcedKeyMissing(at: event.start)
        }
        return string == "<<" ? .mergeKey(event) : nil
    }

    /// Notes what a value without quotes may be, and what is wrong with it.
    private mutating func plainValue(_ string: String, _ place: YAMLEvent) {
        if let (word, offset) = text.hashtag(after: place.end) { return faults.append(.comment(word, at: offset)) }
        let fault = nothingFault(string, place)
        guard isDataOfEvent else {
            if let fault { faults.append(fault) }
            return
        }
        event?.plain.append((builder.next, place.start))
        if let fault { event?.faults.append(fault) }
    }

    /// What is wrong with a value that means nothing; nil of any other.
    private func nothingFault(_ string: String, _ place: YAMLEvent) -> Fault? {
        if string.isEmpty {
            return open.last?.keyIsRefused == true ? nil : .missingValue(after: open.last?.key, place)
        }
        return ["~", "null", "Null", "NULL"].contains(string) ? .null(string, place) : nil
    }

    /// Whether what comes next lies in an event, and is no attribute that is a text in every CloudEvent.
    private var isDataOfEvent: Bool {
        guard let depth = event?.depth else { return false }
        return open.count > depth || !(open.last?.key.map(EventReader.isTextAttribute) ?? false)
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
        open.append(Container(isObject: kind == .object, flowStart: isFlow ? event.start : nil))
        let isEvent = kind == .object && (open.count == 1 || open.count == 2 && !open[0].isObject)
        if isEvent, purpose == .events {
            self.event = OpenEvent(node: builder.next - 1, depth: open.count)
        }
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
