import EventModel

/// What holds of every date.
enum EDTFProperties {
    static func check(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let utf8 = Array(text.utf8)
        let date: EDTF
        do {
            date = try EDTF(text)
        } catch {
            try Broken.unless(
                (0...utf8.count).contains(error.offset), "a fault at \(error.offset) of \(utf8.count) bytes")
            try Broken.unless(EDTF.bounds(utf8: utf8.span) == nil, "what is no date has bounds")
            return try isHelpful(error, text)
        }
        try Broken.unless(
            date.text.utf8.elementsEqual(utf8) && date.description.utf8.elementsEqual(utf8),
            "a date that is not printed as it was written")
        try Broken.unless(EDTF.bounds(utf8: utf8.span) == date.extent, "two readers of one date differ")
        for bounds in [date.bounds, date.beginning, date.ending] {
            try Broken.unless(bounds.earliest <= bounds.latest, "bounds that are reversed")
        }
        try Broken.unless(
            date.beginning.earliest <= date.ending.earliest && date.beginning.latest <= date.ending.latest,
            "it ends before it begins")
        try Broken.unless(!date.prose.isEmpty && !date.short.isEmpty, "a date without words")
    }

    private static func isHelpful(_ fault: Fault, _ text: String) throws {
        try Broken.unless(!fault.problem.isEmpty, "a fault without words")
        try Broken.unless(fault.problem.utf8.count <= 300, "a fault of \(fault.problem.utf8.count) bytes")
        for part in [fault.expected, fault.hint?.words] {
            try Broken.unless(part?.utf8.count ?? 0 <= 300, "advice of \(part?.utf8.count ?? 0) bytes")
        }
    }
}
