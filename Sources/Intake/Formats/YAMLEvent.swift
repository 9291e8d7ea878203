/// One event of a YAML text.
struct YAMLEvent {
    enum Style { case plain, quoted, block }

    /// What YAML can hang on a node, and an event file may not.
    enum Decoration { case anchor, tag }

    enum Content {
        case streamStart, streamEnd, documentStart, documentEnd, alias
        case scalar([UInt8], Style, Decoration?)
        case list(isFlow: Bool, Decoration?)
        case object(isFlow: Bool, Decoration?)
        /// A list or an object ends.
        case end
    }

    var content: Content
    /// Where it begins in the file, in bytes.
    var start: Int
    /// The offset after it.
    var end: Int

    init(_ content: Content, start: Int, end: Int) {
        self.content = content
        self.start = start
        self.end = end
    }
}
