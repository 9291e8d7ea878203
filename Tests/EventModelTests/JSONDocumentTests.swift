import EventModel
import Testing

@Suite struct JSONDocumentTests {
    private func document(_ text: String) throws -> Document { try Document(json: Array(text.utf8)) }

    @Test func `a node knows its kind, its text and its place`() throws {
        let document = try document(#" {"a": [1, "x\u0041", null, true], "b": {}} "#)
        #expect(document.kind(document.root) == .object)
        #expect(document.offset(document.root) == 1)
        let list = try #require(document.member(document.root, "a"))
        #expect(document.kind(list) == .array)
        #expect(document.elements(list).map { document.kind($0) } == [.number, .string, .null, .boolean])
        #expect(document.elements(list).map { document.string($0) } == ["1", "xA", "null", "true"])
        #expect(document.elements(list).map { document.offset($0) } == [8, 11, 22, 28])
        let object = try #require(document.member(document.root, "b"))
        #expect(document.members(object).isEmpty)
        #expect(document.next(document.root) == 9)
    }

    @Test func `a member is found by the code units of its key, escaped or not`() throws {
        let document = try document(#"{"caf\u00e9":1,"e":2}"#)
        #expect(document.member(0, "caf\u{E9}") != nil)
        #expect(document.member(0, "cafe\u{301}") == nil)
        #expect(document.member(0, "E") == nil)
        #expect(document.member(0, "e") != nil)
        #expect(document.member(1, "e") == nil)
    }

    @Test func `reading again leaves nothing of what was read before`() throws {
        var document = Document()
        let long = Array(#"{"a":[1,2,3,{"b":"cccccccccccccccccccc"}]}"#.utf8)
        let short = Array("[]".utf8)
        try document.read(line: long)
        #expect(document.next(0) == 9)
        try document.read(line: short)
        #expect(document.next(0) == 1)
        #expect(document.bytes == short)
    }

    @Test func `after a fault the document is empty`() throws {
        var document = try document("[1,2]")
        let broken = Array("[1,".utf8)
        #expect(throws: Fault.self) { try document.read(line: broken) }
        #expect(document.isEmpty)
    }

    @Test func `several texts of one file stand one after the other`() throws {
        let text = Array("{\"a\":1}\n[2,{\"b\":3}]\noops\n{\"c\":\"d\"}".utf8)
        var document = Document(over: text)
        #expect(try document.append(json: 0..<7) == 0)
        #expect(try document.append(json: 8..<19) == 3)
        let fault = #expect(throws: Fault.self) { try document.append(json: 20..<24) }
        #expect(fault?.offset == 20)
        let last = try document.append(json: 25..<34)
        #expect(last == 8)
        #expect(JSON(0, of: document).line == #"{"a":1}"#)
        #expect(JSON(3, of: document).line == #"[2,{"b":3}]"#)
        #expect(JSON(last, of: document).line == #"{"c":"d"}"#)
        #expect(document.offset(last) == 25)
        #expect(document.next(3) == last)
    }

    @Test func `a line of the log may nest deeper than a file`() throws {
        let text = { (depth: Int) in
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        var document = Document()
        let deepest = text(Document.maximumLineDepth)
        try document.read(line: deepest)
        let tooDeep = text(Document.maximumLineDepth + 1)
        #expect(throws: Fault.self) { try document.read(line: tooDeep) }
        #expect(throws: Fault.self) { try Document(json: text(Document.maximumDepth + 1)) }
    }

    @Test func `faults of strictness stop where enough have been found`() throws {
        let text = "[" + String(repeating: "1e999,", count: 100) + "1]"
        let document = try document(text)
        #expect(document.strictFaults().count == 100)
        #expect(document.strictFaults(limit: 7).count == 7)
    }

    @Test func `a key that stands three times is named twice, each time with the first`() throws {
        let found = try document(#"{"a":1,"b":2,"a":3,"a":4,"b":5}"#).strictFaults()
        #expect(found.map(\.offset) == [13, 19, 25])
        #expect(found.map(\.first) == [1, 1, 7])
    }

    @Test func `equal keys are found among many`() throws {
        let keys = (0..<500).map { #""k\#($0 * 7919 % 500)":0"# }
        #expect(try document("{" + keys.joined(separator: ",") + "}").strictFaults() == [])
        #expect(try document("{" + keys.joined(separator: ",") + #","k42":1}"#).strictFaults().count == 1)
    }
}

extension Document {
    fileprivate mutating func read(line: [UInt8]) throws(Fault) {
        // UInt8 has no padding that could be uninitialised.
        try unsafe read(json: line.span.bytes)
    }
}
