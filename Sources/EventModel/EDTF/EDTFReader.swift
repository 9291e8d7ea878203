/// Reads a whole expression of EDTF; ``PartialDateReader`` reads the dates in it.
struct EDTFReader {
    private let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func expression() throws(Fault) -> EDTFExpression {
        guard let first = bytes.first else {
            throw Fault(at: 0, "there is no date", expected: "a date such as 2025-01-02, 2025-01 or 2025")
        }
        guard bytes.count <= EDTF.maximumLength else {
            throw Fault(
                at: EDTF.maximumLength, "a date of \(bytes.count) bytes", expected: "at most \(EDTF.maximumLength)")
        }
        if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") { return try set() }
        if let slash = bytes.firstIndex(of: UInt8(ascii: "/")) { return try interval(slash) }
        return .date(try date(0..<bytes.count, time: .allowed))
    }

    private func date(_ range: Range<Int>, time: PartialDateReader.Time) throws(Fault) -> PartialDate {
        var reader = PartialDateReader(TextCursor(bytes, in: range), time: time)
        return try reader.date()
    }

    // MARK: Intervals

    private func interval(_ slash: Int) throws(Fault) -> EDTFExpression {
        if let second = bytes[(slash + 1)...].firstIndex(of: UInt8(ascii: "/")) {
            throw Fault(at: second, "a second /", expected: "one / between the two dates of an interval")
        }
        let start = try end(0..<slash)
        let end = try end(slash + 1..<bytes.count)
        guard start.date != nil || end.date != nil else {
            throw Fault(
                at: 0, "an interval without a date", expected: "a date at one end at least",
                hint: "such as 2004/.. or ../2006")
        }
        if let first = start.date, let last = end.date {
            let reversed = isReversed(first, last, open: start.isOpenBefore || end.isOpenAfter)
            guard !reversed else { throw outOfOrder(at: slash + 1, 0..<slash, slash + 1..<bytes.count, "/") }
        }
        return .interval(start, end)
    }

    private func end(_ range: Range<Int>) throws(Fault) -> EDTFEnd {
        if range.isEmpty { return .unknown }
        let before = hasDots(at: range.lowerBound, in: range)
        if before, range.count == 2 { return .open }
        let after = hasDots(at: range.upperBound - 2, in: range)
        if before, after {
            throw Fault(at: range.upperBound - 2, "dots on both sides of a date", expected: "them on one side")
        }
        if before {
            return .onOrBefore(try date(range.lowerBound + 2..<range.upperBound, time: .forbidden("an interval")))
        }
        if after {
            return .onOrAfter(try date(range.lowerBound..<range.upperBound - 2, time: .forbidden("an interval")))
        }
        return .on(try date(range, time: .forbidden("an interval")))
    }

    private func hasDots(at index: Int, in range: Range<Int>) -> Bool {
        index >= range.lowerBound && index + 2 <= range.upperBound
            && bytes[index] == UInt8(ascii: ".") && bytes[index + 1] == UInt8(ascii: ".")
    }

    // MARK: Sets

    private func set() throws(Fault) -> EDTFExpression {
        let isAll = bytes[0] == UInt8(ascii: "{")
        let closing = isAll ? UInt8(ascii: "}") : UInt8(ascii: "]")
        guard let close = bytes.firstIndex(where: { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") }) else {
            throw Fault(
                at: bytes.count, "a set that is not closed",
                expected: "\(isAll ? "}" : "]") at the end")
        }
        guard bytes[close] == closing else {
            throw Fault(
                at: close, "a set that begins with \(isAll ? "{" : "[") and ends with \(isAll ? "]" : "}")",
                expected: "[…] for one of several dates, {…} for all of them")
        }
        guard close == bytes.count - 1 else {
            throw TextCursor(bytes, in: close + 1..<bytes.count).unexpected("nothing after a set")
        }
        var elements: [EDTFElement] = []
        var start = 1
        while true {
            let comma = bytes[start..<close].firstIndex(of: UInt8(ascii: ",")) ?? close
            elements.append(try element(start..<comma))
            if comma == close { return .set(isAll: isAll, elements) }
            start = comma + 1
            // The specification of the Library of Congress writes its own examples so: [1667,1668, 1670..1672].
            while start < close, bytes[start] == UInt8(ascii: " ") { start += 1 }
        }
    }

    private func element(_ range: Range<Int>) throws(Fault) -> EDTFElement {
        let time = PartialDateReader.Time.forbidden("a set")
        guard let dots = range.first(where: { hasDots(at: $0, in: range) }) else {
            return .on(try date(range, time: time))
        }
        let first = range.lowerBound..<dots
        let last = dots + 2..<range.upperBound
        guard !first.isEmpty || !last.isEmpty else {
            throw Fault(
                at: dots, "dots without a date", expected: "a date before or after them", hint: "such as ..1984")
        }
        if first.isEmpty { return .onOrBefore(try date(last, time: time)) }
        if last.isEmpty { return .onOrAfter(try date(first, time: time)) }
        let (from, through) = (try date(first, time: time), try date(last, time: time))
        guard !isReversed(from, through, open: false) else { throw outOfOrder(at: last.lowerBound, first, last, "..") }
        return .through(from, through)
    }

    // MARK: Order

    /// Whether the first date lies wholly after the last.
    private func isReversed(_ first: PartialDate, _ last: PartialDate, open: Bool) -> Bool {
        !open && first.bounds.earliest > last.bounds.latest
    }

    private func outOfOrder(at offset: Int, _ first: Range<Int>, _ last: Range<Int>, _ between: String) -> Fault {
        let from = String(decoding: bytes[first], as: UTF8.self)
        let to = String(decoding: bytes[last], as: UTF8.self)
        return Fault(
            at: offset, "it ends before it begins", expected: "a date not before \(from)",
            hint: .ask("\(to)\(between)\(from)"))
    }
}

extension EDTFEnd {
    /// It may lie before the date that is written.
    var isOpenBefore: Bool {
        if case .onOrBefore = self { true } else { false }
    }

    /// It may lie after the date that is written.
    var isOpenAfter: Bool {
        if case .onOrAfter = self { true } else { false }
    }
}
