extension Document {
    /// Builds a document from a reader that decodes its scalars itself, such as YAML's.
    package struct Builder {
        /// What has been read so far; of a container that is open only where it begins.
        package private(set) var document = Document()
        private var open: [Node] = []

        package init() {}

        /// How many containers are open.
        package var depth: Int { open.count }

        /// The node that comes next.
        package var next: Node { document.tape.count }

        /// Appends a string; `offset` is where it begins in the source, in bytes.
        package mutating func string(_ text: some Sequence<UInt8>, offset: Int) {
            let start = document.bytes.count
            document.bytes.append(contentsOf: text)
            push(.string, start: start, end: document.bytes.count, offset: offset)
        }

        /// Opens an array or object; every ``begin(_:offset:)`` wants its ``end()``.
        package mutating func begin(_ kind: Kind, offset: Int) {
            open.append(document.tape.count)
            push(kind, start: document.bytes.count, end: document.bytes.count, offset: offset)
        }

        /// Makes a string another scalar, which JSON spells so.
        package mutating func replace(_ string: Node, by kind: Kind, _ spelling: String) {
            document.tape[string].kind = kind
            document.tape[string].start = UInt32(document.bytes.count)
            document.bytes.append(contentsOf: spelling.utf8)
            document.tape[string].end = UInt32(document.bytes.count)
        }

        package mutating func end() {
            guard let node = open.popLast() else { return }
            document.tape[node].next = UInt32(document.tape.count)
            document.tape[node].end = UInt32(document.bytes.count)
        }

        package consuming func finish() -> Document { document }

        private mutating func push(_ kind: Kind, start: Int, end: Int, offset: Int) {
            document.offsets.append(UInt32(offset))
            document.tape.append(
                Entry(
                    start: UInt32(start), end: UInt32(end), next: UInt32(document.tape.count + 1), kind: kind,
                    isEscaped: false))
        }
    }
}
