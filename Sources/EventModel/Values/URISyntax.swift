/// The grammar of RFC 3986, appendix A, over the bytes of a reference that is not empty.
struct URISyntax {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func check(isAbsolute: Bool) throws(Fault) {
        let fragment = bytes.firstIndex(of: UInt8(ascii: "#")) ?? bytes.count
        let query = bytes[..<fragment].firstIndex(of: UInt8(ascii: "?")) ?? fragment
        let start = try scheme(before: query, isAbsolute: isAbsolute)
        try hierarchy(start..<query)
        if query < fragment { try characters(query + 1..<fragment, "/?:@", "a query") }
        if fragment < bytes.count { try characters(fragment + 1..<bytes.count, "/?:@", "a fragment") }
    }

    /// - Returns: where what follows the scheme begins.
    private func scheme(before end: Int, isAbsolute: Bool) throws(Fault) -> Int {
        let segment = bytes[..<end].prefix { $0 != UInt8(ascii: "/") }
        guard let colon = segment.firstIndex(of: UInt8(ascii: ":")) else {
            guard isAbsolute else { return 0 }
            throw Fault(at: 0, "a URI without its scheme", expected: "a URI such as https://example.org/page")
        }
        let isStart = bytes[0].isASCIILetter
        let wrong = bytes[..<colon].firstIndex {
            !$0.isASCIIAlphanumeric && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ".")
        }
        if let wrong = wrong ?? (isStart ? nil : 0) {
            throw Fault(
                at: wrong, "unexpected \(TextCursor.describe(bytes[wrong...])) before the colon",
                expected: "a scheme such as https: a letter, then letters, digits, + - .")
        }
        try webHost(colon, end)
        return colon + 1
    }

    /// Addresses of the web name a host (RFC 9110 §4.2).
    private func webHost(_ colon: Int, _ end: Int) throws(Fault) {
        let scheme = bytes[..<colon].lazy.map { $0 | 0x20 }
        guard scheme.elementsEqual("https".utf8) || scheme.elementsEqual("http".utf8) else { return }
        guard hasSlashes(at: colon + 1, end), colon + 3 < end, bytes[colon + 3] != UInt8(ascii: "/"),
            bytes[colon + 3] != UInt8(ascii: ":")
        else {
            throw Fault(
                at: colon + 1, "an address of the web without its host", expected: "// and a host such as example.org")
        }
    }

    private func hierarchy(_ range: Range<Int>) throws(Fault) {
        guard hasSlashes(at: range.lowerBound, range.upperBound) else { return try characters(range, "/:@", "a path") }
        let start = range.lowerBound + 2
        let path = bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "/")) ?? range.upperBound
        try authority(start..<path)
        try characters(path..<range.upperBound, "/:@", "a path")
    }

    private func hasSlashes(at index: Int, _ end: Int) -> Bool {
        index + 2 <= end && bytes[index] == UInt8(ascii: "/") && bytes[index + 1] == UInt8(ascii: "/")
    }

    private func authority(_ range: Range<Int>) throws(Fault) {
        var start = range.lowerBound
        if let at = bytes[range].firstIndex(of: UInt8(ascii: "@")) {
            try characters(start..<at, ":", "what stands before @")
            start = at + 1
        }
        var end = range.upperBound
        if start < end, bytes[start] == UInt8(ascii: "[") {
            guard let close = bytes[start..<end].firstIndex(of: UInt8(ascii: "]")) else {
                throw Fault(at: start, "an address in brackets that is not closed", expected: "]")
            }
            guard IPLiteral.isLiteral(bytes[start + 1..<close]) else {
                throw Fault(at: start + 1, "this is no IPv6 address", expected: "an address such as [2001:db8::1]")
            }
            start = close + 1
            if start < end, bytes[start] != UInt8(ascii: ":") {
                throw TextCursor(bytes, in: start..<end).unexpected("a colon and a port, or a path")
            }
        }
        if let colon = bytes[start..<end].firstIndex(of: UInt8(ascii: ":")) {
            if let wrong = bytes[colon + 1..<end].firstIndex(where: { $0.decimalDigit == nil }) {
                throw TextCursor(bytes, in: wrong..<end).unexpected("a port in digits")
            }
            end = colon
        }
        try characters(start..<end, "", "a host")
    }

    private static func contains(_ marks: StaticString, _ byte: UInt8) -> Bool {
        // A literal lives for ever.
        marks.withUTF8Buffer { unsafe $0.contains(byte) }
    }

    /// Unreserved characters, sub-delimiters, percent-encoded bytes, and those of `others`.
    private func characters(_ range: Range<Int>, _ others: StaticString, _ place: String) throws(Fault) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%") {
                guard index + 2 < range.upperBound, bytes[index + 1].isHex, bytes[index + 2].isHex else {
                    throw Fault(at: index, "% without two hexadecimal digits", expected: "such as %20", hint: nil)
                }
                index += 2
            } else if !byte.isURIUnreserved, !byte.isURISubDelimiter, !Self.contains(others, byte) {
                throw Fault(
                    at: index, "unexpected \(TextCursor.describe(bytes[index...])) in \(place) of a URI",
                    expected: "letters, digits and marks of ASCII; all else as % and two hexadecimal digits")
            }
            index += 1
        }
    }
}

/// What may stand in brackets as a host (RFC 3986 §3.2.2).
enum IPLiteral {
    static func isLiteral(_ bytes: ArraySlice<UInt8>) -> Bool {
        if bytes.first.map({ $0 | 0x20 }) == UInt8(ascii: "v") { return isFuture(bytes.dropFirst()) }
        return isVersion6(bytes)
    }

    /// `v1.fe80::a`: hexadecimal digits, a point, and a name.
    private static func isFuture(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let dot = bytes.firstIndex(of: UInt8(ascii: ".")), dot > bytes.startIndex, dot + 1 < bytes.endIndex else {
            return false
        }
        return bytes[..<dot].allSatisfy { $0.isHex }
            && bytes[(dot + 1)...].allSatisfy { $0.isURIUnreserved || $0.isURISubDelimiter || $0 == UInt8(ascii: ":") }
    }

    /// Eight groups of one to four hexadecimal digits; `::` once, for one group of zeros or more; the last two may be
    /// an IPv4 address.
    private static func isVersion6(_ bytes: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        let halves = text.split(at: "::")
        guard halves.count <= 2 else { return false }
        var groups = 0
        for (index, half) in halves.enumerated() where !half.isEmpty {
            let parts = half.split(separator: ":", omittingEmptySubsequences: false)
            for (place, part) in parts.enumerated() {
                let isLast = index == halves.count - 1 && place == parts.count - 1
                if part.contains("."), isLast, isVersion4(part) {
                    groups += 2
                } else {
                    guard 1...4 ~= part.utf8.count, part.utf8.allSatisfy({ $0.isHex }) else { return false }
                    groups += 1
                }
            }
        }
        return halves.count == 2 ? groups <= 7 : groups == 8
    }

    private static func isVersion4(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard 1...3 ~= part.utf8.count, part.utf8.allSatisfy({ $0.decimalDigit != nil }) else { return false }
                return Int(part) ?? 256 <= 255 && (part.utf8.count == 1 || !part.hasPrefix("0"))
            }
    }
}
