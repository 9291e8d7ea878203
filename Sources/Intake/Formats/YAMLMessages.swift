import EventModel

/// libyaml's terse words, said to the person who wrote the text.
extension YAMLError {
    /// - Parameters:
    ///   - last: the event before the error.
    ///   - flow: the innermost list or object in brackets that is open, and where it begins.
    func fault(in text: SourceText, after last: YAMLEvent?, within flow: (start: Int, isObject: Bool)?) -> Fault {
        if context.contains("directive") || problem.contains("%") || problem.contains("incompatible") {
            return .directive(at: text.line(around: contextOffset).lowerBound)
        }
        if context.contains("tag") || problem.contains("tag ") {
            return cannotBegin(with: "!", at: contextOffset)
        }
        return scalarFault(in: text) ?? neverClosed(flow, in: text) ?? structureFault(in: text, after: last)
            ?? Fault(at: offset, "this cannot be read as YAML: \(problem)")
    }

    // MARK: Within a text

    private func scalarFault(in text: SourceText) -> Fault? {
        switch problem {
        case "control characters are not allowed":
            let character = String(decoding: text.bytes[min(offset, text.bytes.count)...].prefix(4), as: UTF8.self)
            if let scalar = character.unicodeScalars.first, scalar.isNoncharacter {
                return .noncharacter(scalar, at: offset)
            }
            return Fault(at: offset, "a control character", expected: "text", hint: "remove it")
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return tab
        case "found character that cannot start any token":
            return text.bytes[offset...].first == UInt8(ascii: "\t")
                ? tab : cannotBegin(with: text.character(at: offset), at: offset)
        case "did not find expected alphabetic or numeric character":
            return cannotBegin(with: text.character(at: contextOffset), at: contextOffset)
        case "found unexpected end of stream", "found unexpected document indicator":
            return Fault(
                at: contextOffset, "the quoted text that begins here never ends",
                expected: "a closing \(text.character(at: contextOffset))")
        case "found unknown escape character":
            return Fault(
                at: offset, "an unknown escape in a text in double quotes",
                expected: "one such as \\n, \\\" or \\u00e9",
                hint: "write a backslash as \\\\, or use single quotes, where it is a character like any other")
        case "did not find expected hexdecimal number", "found invalid Unicode character escape code":
            return Fault(
                at: offset, "an escape that stands for no character", expected: "\\xHH, \\uHHHH or \\UHHHHHHHH",
                hint: "write the character itself")
        case "did not find expected comment or line break", "found an indentation indicator equal to 0":
            return Fault(
                at: contextOffset, "text on the line of \(text.character(at: contextOffset))",
                expected: "the text on the lines below, indented",
                hint: "where the text begins with \(text.character(at: contextOffset)), put quotes around it")
        default: return nil
        }
    }

    private var tab: Fault {
        Fault(
            at: offset, "a tab in the indentation", expected: "spaces",
            hint: "let the editor indent with spaces; a tab within a text needs quotes")
    }

    private func cannotBegin(with character: String, at place: Int) -> Fault {
        Fault(
            at: place, "a text without quotes that begins with \(character)", expected: "text in quotes",
            hint: "put quotes around it")
    }

    // MARK: Between texts

    private func structureFault(in text: SourceText, after last: YAMLEvent?) -> Fault? {
        if let key = text.longKey(before: offset) { return .longKey(at: key) }
        switch problem {
        case "mapping values are not allowed in this context": return colon(in: text)
        case "could not find expected ':'": return missingColon(in: text)
        case "block sequence entries are not allowed in this context":
            return Fault(
                at: offset, "a list that begins on the line of its key, or deeper than its value", expected: "a value",
                hint: "put each - on a line of its own below the key; a text that begins with - stands in quotes")
        case "mapping keys are not allowed in this context":
            return cannotBegin(with: "?", at: offset)
        case "did not find expected ',' or ']'": return broken("a list", "[", "]", in: text)
        case "did not find expected ',' or '}'": return broken("an object", "{", "}", in: text)
        case "did not find expected '-' indicator":
            return afterQuotes(in: text, last)
                ?? Fault(
                    at: offset, "a line that does not belong to the list above", expected: "- and a value",
                    hint: "begin it with -, or indent it as what it belongs to")
        case "did not find expected key": return afterQuotes(in: text, last) ?? missingKey(in: text)
        case "did not find expected <document start>":
            let line = text.line(around: offset)
            if line.lowerBound < offset, text.isFirstOnItsLine(offset) { return indentation }
            return Fault(
                at: offset, "more text after the end of the event", expected: "the end of the file",
                hint: "several events stand in a list, or are separated by a line ---")
        case "did not find expected node content":
            let character = text.character(at: offset)
            if character == ":" { return .missingKey(at: offset) }
            let isEnd = text.bytes[min(offset, text.bytes.count)...].starts(with: "...".utf8)
            return Fault(
                at: offset, "unexpected \(isEnd ? "..." : character)", expected: isEnd ? "an event" : "a value")
        case "found unexpected ':'":
            return Fault(
                at: offset, "a colon without a space after it", expected: "KEY: VALUE, or a text in quotes",
                hint: "put a space after the colon, or quotes around a text that holds one")
        default: return nil
        }
    }

    /// A second colon on a line, or a key below a value that is complete.
    private func colon(in text: SourceText) -> Fault {
        let line = text.line(around: offset)
        let before = text.string(line.lowerBound..<offset)
        if before.hasPrefix("--- ") {
            return Fault(
                at: line.lowerBound + 4, "a key on the line of ---", expected: "the end of the line",
                hint: "put it on a line of its own")
        }
        guard let key = before.firstRange(of: ": ") else {
            let above = text.line(around: line.lowerBound - 2)
            if above.lowerBound < line.lowerBound, let fault = Fault.colonWithoutSpace(in: text, above) { return fault }
            return Fault(
                at: offset, "a key below a key that has its value already", expected: "the rest of a text, or a key",
                hint: "indent it as the key above; a text of several lines that holds a colon stands in quotes")
        }
        let value = text.string(line).trimming(from: key.upperBound)
        let quote = value.contains("\"") ? "'" : "\""
        // What begins with a sign of YAML, or has a comment behind it, is not all a text.
        let isText = !"\"'[{&*!|>%@`#-?".contains(value.first ?? "#") && !value.contains(" #") && !value.hasSuffix(":")
        let isQuotable =
            isText && value.utf8.count <= 60 && !value.contains(quote) && !value.contains("\\")
            && Fault.excerpt(value).utf8.elementsEqual(value.utf8)
        let isBehindQuotes = value.first == "\"" || value.first == "'"
        return Fault(
            at: offset, isBehindQuotes ? "a colon behind a closing quote" : "a colon in a text without quotes",
            expected: isBehindQuotes
                ? "the end of the line" : "text in quotes where it holds a colon and a space",
            hint: isQuotable ? .quote(value, "put quotes around the text", by: quote) : "put quotes around the text")
    }

    private func missingColon(in text: SourceText) -> Fault {
        if let colon = text.colon(after: contextOffset), let key = text.longKey(before: colon) {
            return .longKey(at: key)
        }
        return .colonWithoutSpace(in: text, contextOffset..<text.line(around: contextOffset).upperBound)
            ?? Fault(
                at: contextOffset, "a line without a key", expected: "KEY: VALUE",
                hint: "where it goes on with the text above, indent it deeper than its key")
    }

    private func missingKey(in text: SourceText) -> Fault {
        let character = text.character(at: offset)
        if character == ":" { return .missingKey(at: offset) }
        return text.isFirstOnItsLine(offset)
            ? indentation
            : Fault(
                at: offset, "unexpected \(character)", expected: "the end of the line",
                hint: "put quotes around a text that holds a bracket")
    }

    private var indentation: Fault {
        Fault(
            at: offset, "the indentation of this line fits none above", expected: "a key",
            hint: "indent it as the keys it stands beside")
    }

    /// The list or object in brackets that the text or the event ends in; nil where the error is another.
    private func neverClosed(_ flow: (start: Int, isObject: Bool)?, in text: SourceText) -> Fault? {
        let rest = text.bytes[min(offset, text.bytes.count)...]
        let isEnd = rest.isEmpty || rest.starts(with: "---".utf8) || rest.starts(with: "...".utf8)
        guard isEnd, let (start, isObject) = flow else { return nil }
        return Fault(
            at: start, "\(isObject ? "an object" : "a list") that begins here and is never closed",
            expected: isObject ? "}" : "]",
            hint: "where \(isObject ? "{" : "[") begins a text, put quotes around it")
    }

    private func broken(_ noun: String, _ opening: String, _ closing: String, in text: SourceText) -> Fault {
        let isOneLine = text.isOneLine(min(contextOffset, offset)..<offset)
        return Fault(
            at: offset,
            "unexpected \(text.character(at: offset)) in \(noun) that begins with \(opening)"
                + (isOneLine ? "" : " on a line above"),
            expected: "a comma or \(closing)",
            hint:
                "\(isOneLine ? "" : "close it with \(closing) where it ends; ")put quotes around a text that holds a comma, a colon or a bracket"
        )
    }

    /// What often stands behind a missing key: a quote that ended the text too early, or too late.
    private func afterQuotes(in text: SourceText, _ last: YAMLEvent?) -> Fault? {
        guard let last, case .scalar(_, .quoted, _) = last.content,
            last.end <= offset, text.isOneLine(last.end..<offset)
        else { return nil }
        let isLong = !text.isOneLine(last.start..<last.end)
        let quote = text.character(at: last.start)
        return Fault(
            at: isLong ? last.start : offset,
            isLong ? "the quoted text that begins here ends several lines below" : "text after a closing quote",
            expected: isLong ? "a closing \(quote) before other text" : "the end of the line",
            hint: quote == "'"
                ? "within single quotes a ' is written ''" : "within double quotes a \" is written \\\"")
    }
}

extension SourceText {
    /// The character at `offset`, for a message.
    fileprivate func character(at offset: Int) -> String {
        guard offset < bytes.count else { return "end of the file" }
        let rest = String(decoding: bytes[offset...].prefix(4), as: UTF8.self)
        return rest.unicodeScalars.first.map { Fault.excerpt(String($0)) } ?? ""
    }

    /// Where the key begins whose colon stands at `colon`; nil of a key that is no longer than YAML allows.
    fileprivate func longKey(before colon: Int) -> Int? {
        guard colon < bytes.count, bytes[colon] == UInt8(ascii: ":") else { return nil }
        let before = bytes[start..<colon]
        guard let last = before.last(where: { $0 != 0x20 }) else { return nil }
        let isQuoted = last == UInt8(ascii: "\"") || last == UInt8(ascii: "'")
        let marks = isQuoted ? [last] : Array("{[,\n\r".utf8)
        let text = isQuoted ? before[...(before.lastIndex(of: last) ?? colon)].dropLast() : before
        let mark = text.lastIndex { marks.contains($0) }
        let outside = isQuoted ? mark ?? start : (mark.map { $0 + 1 } ?? start)
        var key = bytes[outside..<colon].drop { $0 == 0x20 }
        while key.starts(with: "- ".utf8) { key = key.dropFirst(2).drop { $0 == 0x20 } }
        let count = key.count { $0 & 0xC0 != 0x80 }
        return count > EventFile.maximumKeyLength ? key.startIndex : nil
    }

    /// The first colon from `offset` on that ends a key, on the same line.
    fileprivate func colon(after offset: Int) -> Int? {
        let line = bytes[min(offset, bytes.count)...].prefix { $0 != 0x0A && $0 != 0x0D }
        return line.indices.first { index in
            bytes[index] == UInt8(ascii: ":") && (index + 1 == line.endIndex || bytes[index + 1] == 0x20)
        }
    }

    fileprivate func isFirstOnItsLine(_ offset: Int) -> Bool { isBlank(line(around: offset).lowerBound..<offset) }
}

extension String {
    fileprivate func trimming(from index: Index) -> String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        return String(self[index...].drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
