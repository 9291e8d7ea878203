/// The type of some data, such as `application/json` or `text/xml; charset="utf-8"` (RFC 2045 §5.1, RFC 9110 §8.3).
enum MediaType {
    /// What is wrong with `text`; nil where it is `TYPE/SUBTYPE` and any number of `; NAME=VALUE`, blanks around the
    /// semicolons alone, each value a token or a text in double quotes.
    static func fault(in text: String) -> Fault? {
        var cursor = TextCursor(text)
        do throws(Fault) {
            try token(&cursor, "a type such as application/json")
            guard cursor.skip("/") else { throw cursor.unexpected("/ and a subtype, such as application/json") }
            try token(&cursor, "a subtype, such as application/json")
            while !cursor.isAtEnd { try parameter(&cursor) }
            return nil
        } catch {
            return error
        }
    }

    /// Type and subtype in small letters, without parameters.
    static func essence(of text: String) -> String { text.prefix { !"; \t".contains($0) }.lowercased() }

    private static func parameter(_ cursor: inout TextCursor) throws(Fault) {
        skipBlanks(&cursor)
        guard cursor.skip(";") else { throw cursor.unexpected("the end, or ; and a parameter such as charset=utf-8") }
        skipBlanks(&cursor)
        try token(&cursor, "a parameter such as charset=utf-8")
        guard cursor.skip("=") else { throw cursor.unexpected("= and the value of the parameter") }
        if cursor.byte == UInt8(ascii: "\"") { try quoted(&cursor) } else { try token(&cursor, "a value") }
    }

    private static func skipBlanks(_ cursor: inout TextCursor) {
        while cursor.skip(" ") || cursor.skip("\t") {}
    }

    /// One character of a token or more: printable ASCII but for what one of the standards keeps for itself.
    private static func token(_ cursor: inout TextCursor, _ expected: String) throws(Fault) {
        let start = cursor.index
        while let byte = cursor.byte, 0x21...0x7E ~= byte, !"()<>@,;:\\\"/[]?={}".utf8.contains(byte) {
            cursor.index += 1
        }
        guard cursor.index > start else { throw cursor.unexpected(expected) }
    }

    /// A text in double quotes, in which a backslash stands before a character that is meant as it is.
    private static func quoted(_ cursor: inout TextCursor) throws(Fault) {
        let start = cursor.index
        cursor.index += 1
        while let byte = cursor.byte {
            guard 0x20...0x7E ~= byte || byte == 0x09 else { throw cursor.unexpected("ASCII within the quotes") }
            cursor.index += 1
            if byte == UInt8(ascii: "\"") { return }
            if byte == UInt8(ascii: "\\"), !cursor.isAtEnd { cursor.index += 1 }
        }
        throw Fault(at: start, "a value whose quotes are not closed", expected: "a closing \"")
    }
}
