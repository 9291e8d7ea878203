/// One pass over a JSON text, from its first byte to its last, leaving nodes on a tape.
///
/// Every line of the log goes through here, so it is written for speed: nothing is allocated or thrown, what is wrong
/// is a small code that ``JSONFlaw`` puts into words, and the containers that are open are linked through the tape.
/// All that changes is in one value that only inlined functions touch, so that it stays in registers. Functions that
/// can find a flaw return false after they have noted it.
struct JSONScanner {
    /// The bytes of the document, from their first.
    typealias Text = UnsafeRawPointer
    typealias Tape = UnsafeMutableBufferPointer<Document.Entry>

    var position: Int
    let end: Int
    /// Where on the document's tape this text's nodes begin, and how many there are.
    private let base: Int
    private var count = 0
    private var depth = 0
    private let maximumDepth: Int
    /// The innermost container that is open, counted from `base`; while it is, its `next` is the one around it.
    private var container = Self.none
    /// What ends it: a bracket or a brace; 0 where none is open.
    private var closing: UInt8 = 0
    private var flaw: JSONFlaw?

    private static let none = UInt32.max

    private init(_ range: Range<Int>, base: Int, maximumDepth: Int) {
        position = range.lowerBound
        end = range.upperBound
        self.base = base
        self.maximumDepth = maximumDepth
    }

    /// Scans a text and adds its nodes to the tape; after a flaw some of them are there.
    ///
    /// - Parameter range: where the text stands in `bytes`, below 4 GiB.
    static func scan(
        _ bytes: borrowing [UInt8], _ range: Range<Int>, maximumDepth: Int, onto tape: inout [Document.Entry]
    ) -> JSONFlaw? {
        precondition(range.upperBound <= bytes.count && range.upperBound < Int(UInt32.max))
        // Every node but the root and the first in each container has a comma or a colon before it, and every container
        // two brackets: n nodes take at least 2n - 1 bytes, less the brackets that are not closed yet.
        let nodesAtMost = range.count / 2 + maximumDepth + 2
        let base = tape.count
        var flaw: JSONFlaw?
        tape.append(addingCapacity: nodesAtMost) { output in
            // The bytes are there for the closure, and `range` lies within them. Entries are trivial, and the first
            // `count` of the buffer have been written when this returns.
            unsafe bytes.withUnsafeBytes { text in
                unsafe output.withUnsafeMutableBufferPointer { buffer, count in
                    guard let text = text.baseAddress else { return flaw = JSONFlaw(.valueMissing, at: 0) }
                    var scanner = JSONScanner(range, base: base, maximumDepth: maximumDepth)
                    unsafe scanner.scan(text, buffer)
                    (count, flaw) = (scanner.count, scanner.flaw)
                }
            }
        }
        return flaw
    }

    @inline(__always)
    private mutating func scan(_ text: Text, _ tape: Tape) {
        while unsafe scanValue(text, tape) && scanEnds(text, tape) && scanComma(text, tape) {}
    }

    /// A scalar, or containers opened one in the other down to the first scalar or to an empty one.
    @inline(__always)
    private mutating func scanValue(_ text: Text, _ tape: Tape) -> Bool {
        while true {
            let byte = unsafe next(text)
            if byte == UInt8(ascii: "\"") { return unsafe scanString(text, tape) }
            if byte == UInt8(ascii: "{") {
                guard unsafe open(.object, tape) else { return false }
                let first = unsafe next(text)
                if first == UInt8(ascii: "}") { return unsafe close(tape) }
                guard first == UInt8(ascii: "\"") else { return fail(.firstKeyMissing) }
                guard unsafe scanKey(text, tape) else { return false }
            } else if byte == UInt8(ascii: "[") {
                guard unsafe open(.array, tape) else { return false }
                let first = unsafe next(text)
                if first == UInt8(ascii: "]") { return unsafe close(tape) }
                guard position < end else { return fail(.firstElementMissing) }
            } else if byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "-") {
                return unsafe scanNumber(text, tape)
            } else {
                return unsafe scanWord(text, tape)
            }
        }
    }

    /// The containers that end behind a value.
    ///
    /// - Returns: whether a comma comes next; otherwise the text has ended, well or not.
    @inline(__always)
    private mutating func scanEnds(_ text: Text, _ tape: Tape) -> Bool {
        while true {
            let byte = unsafe next(text)
            if container == Self.none { return position == end ? false : fail(.endMissing) }
            if byte == UInt8(ascii: ",") { return true }
            guard byte == closing else {
                return fail(closing == UInt8(ascii: "}") ? .memberEndMissing : .elementEndMissing)
            }
            _ = unsafe close(tape)
        }
    }

    // MARK: Structure

    /// A comma, and in an object the key behind it.
    @inline(__always)
    private mutating func scanComma(_ text: Text, _ tape: Tape) -> Bool {
        let comma = position
        position &+= 1
        let byte = unsafe next(text)
        if closing == UInt8(ascii: "}") {
            if byte == UInt8(ascii: "\"") { return unsafe scanKey(text, tape) }
            return byte == UInt8(ascii: "}") ? fail(.commaBeforeBrace, at: comma) : fail(.keyMissing)
        }
        return byte == UInt8(ascii: "]") ? fail(.commaBeforeBracket, at: comma) : true
    }

    @inline(__always)
    private mutating func open(_ kind: Document.Kind, _ tape: Tape) -> Bool {
        guard depth < maximumDepth else { return fail(.tooDeep(maximumDepth)) }
        depth &+= 1
        let outer = container
        container = UInt32(truncatingIfNeeded: count)
        closing = kind == .object ? UInt8(ascii: "}") : UInt8(ascii: "]")
        unsafe push(kind, start: position, end: position, next: outer, tape)
        position &+= 1
        return true
    }

    @inline(__always)
    private mutating func close(_ tape: Tape) -> Bool {
        position &+= 1
        depth &-= 1
        // `container` is one of the nodes that have been pushed, and so is every one that they link to.
        let node = Int(container)
        container = unsafe tape[node].next
        unsafe tape[node].end = UInt32(truncatingIfNeeded: position)
        unsafe tape[node].next = UInt32(truncatingIfNeeded: base &+ count)
        if container == Self.none {
            closing = 0
        } else {
            closing = unsafe tape[Int(container)].kind == .object ? UInt8(ascii: "}") : UInt8(ascii: "]")
        }
        return true
    }

    /// A key, at whose quote this stands, and the colon behind it.
    @inline(__always)
    private mutating func scanKey(_ text: Text, _ tape: Tape) -> Bool {
        guard unsafe scanString(text, tape) else { return false }
        guard unsafe next(text) == UInt8(ascii: ":") else { return fail(.colonMissing) }
        position &+= 1
        return true
    }

    // MARK: Nodes and bytes

    @inline(__always)
    mutating func push(
        _ kind: Document.Kind, start: Int, end: Int, isEscaped: Bool = false, next: UInt32? = nil, _ tape: Tape
    ) {
        // It holds by the arithmetic in scan; memory safety does not rest on that alone.
        precondition(count < tape.count)
        unsafe tape[count] = Document.Entry(
            start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
            next: next ?? UInt32(truncatingIfNeeded: base &+ count &+ 1), kind: kind, isEscaped: isEscaped)
        count &+= 1
    }

    @inline(__always)
    func byte(_ text: Text, at index: Int) -> UInt8 {
        // Every caller has seen that `index` lies below `end`, which the text reaches to; any byte is a UInt8.
        unsafe text.load(fromByteOffset: index, as: UInt8.self)
    }

    @inline(__always)
    func byte(_ text: Text) -> UInt8 { unsafe byte(text, at: position) }

    /// The next byte that is no white space, at which this then stands; 0, which means nothing in JSON, at the end.
    @inline(__always)
    mutating func next(_ text: Text) -> UInt8 {
        while position < end {
            let byte = unsafe byte(text)
            if byte > 0x20 { return byte }
            guard byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D else { return byte }
            position &+= 1
        }
        return 0
    }

    @inline(__always)
    mutating func fail(_ kind: JSONFlaw.Kind, at offset: Int? = nil) -> Bool {
        flaw = JSONFlaw(kind, at: offset ?? position)
        return false
    }
}
