internal import CYAML

/// libyaml's parser over one text: events out, everything of C's freed.
///
/// Safe to use: no pointer leaves it, it cannot be copied, and what it allocates lives exactly as long as it does.
@safe struct YAMLParser: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    /// libyaml reads from here as it goes: the bytes must neither move nor die before it.
    private let input: UnsafeMutableBufferPointer<UInt8>
    private var offsets: CharacterOffsets

    init(_ text: SourceText) {
        offsets = CharacterOffsets(text)
        // Both are freed in deinit. All of `input` is initialised by the copy, which has exactly its length.
        unsafe parser = .allocate(capacity: 1)
        unsafe input = .allocate(capacity: text.bytes.count - text.start)
        _ = unsafe input.initialize(fromContentsOf: text.bytes[text.start...])
        // It fails only for want of memory, which ends the program anyway.
        precondition(unsafe yaml_parser_initialize(parser) == 1, "out of memory")
        // The encoding is known; without this libyaml would guess at it again.
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        // Initialised in init; nothing refers to them from here on.
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    /// The next event; after an error there is no other.
    mutating func next() throws(YAMLError) -> YAMLEvent {
        var raw = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &raw) == 1 else { throw error() }
        // The event owns its strings: they are copied before it goes.
        defer { unsafe yaml_event_delete(&raw) }
        return unsafe YAMLEvent(
            content(of: raw), start: offsets.byteOffset(ofCharacter: raw.start_mark.index),
            end: offsets.byteOffset(ofCharacter: raw.end_mark.index))
    }

    private func content(of raw: yaml_event_t) -> YAMLEvent.Content {
        // Of the union `data`, `type` says which member libyaml has filled in; its strings end in a zero byte.
        switch unsafe raw.type {
        case YAML_STREAM_END_EVENT: return .streamEnd
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_ALIAS_EVENT: return .alias
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
        case YAML_SCALAR_EVENT:
            let scalar = unsafe raw.data.scalar
            let text = unsafe Array(UnsafeBufferPointer(start: scalar.value, count: scalar.length))
            let style: YAMLEvent.Style =
                switch unsafe scalar.style {
                case YAML_PLAIN_SCALAR_STYLE: .plain
                case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
                default: .block
                }
            return unsafe .scalar(text, style, decoration(scalar.anchor, scalar.tag))
        case YAML_SEQUENCE_START_EVENT:
            let list = unsafe raw.data.sequence_start
            let isFlow = unsafe list.style == YAML_FLOW_SEQUENCE_STYLE
            return unsafe .list(isFlow: isFlow, decoration(list.anchor, list.tag))
        case YAML_MAPPING_START_EVENT:
            let object = unsafe raw.data.mapping_start
            let isFlow = unsafe object.style == YAML_FLOW_MAPPING_STYLE
            return unsafe .object(isFlow: isFlow, decoration(object.anchor, object.tag))
        default: return .streamStart
        }
    }

    private func decoration(_ anchor: UnsafeMutablePointer<UInt8>?, _ tag: UnsafeMutablePointer<UInt8>?)
        -> YAMLEvent.Decoration?
    {
        // Only whether they are there is asked; they are not read.
        if unsafe anchor != nil { return .anchor }
        return unsafe tag != nil ? .tag : nil
    }

    private mutating func error() -> YAMLError {
        // libyaml's messages are literals of its own, or nil.
        let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "out of memory"
        let context = unsafe parser.pointee.context.map { unsafe String(cString: $0) } ?? ""
        // The part of libyaml that reads characters knows bytes and no marks.
        let isReader = unsafe parser.pointee.error == YAML_READER_ERROR
        let offset =
            unsafe isReader
            ? offsets.start + parser.pointee.problem_offset
            : offsets.byteOffset(ofCharacter: parser.pointee.problem_mark.index)
        let contextOffset =
            unsafe context.isEmpty
            ? offset : offsets.byteOffset(ofCharacter: parser.pointee.context_mark.index)
        return YAMLError(problem: problem, context: context, offset: offset, contextOffset: contextOffset)
    }
}

/// What libyaml finds wrong, in its own words; ``YAMLError/fault(in:after:)`` says it to people.
struct YAMLError: Error {
    var problem: String
    var context: String
    /// Where, in bytes of the file.
    var offset: Int
    /// Where the thing begins that the problem is in; ``offset`` where that is not known.
    var contextOffset: Int
}
