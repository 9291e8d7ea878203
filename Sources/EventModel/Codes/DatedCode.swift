/// What a code of a list stands for, and when: a country of ISO 3166, a currency of ISO 4217.
package struct DatedCode: Sendable, Hashable {
    /// Capital letters.
    package let code: String
    /// The code of three letters that a country has besides; empty for others.
    package let longCode: String
    /// The name, in English.
    package let name: String
    /// The first day, month or year that the source has (EDTF); nil where it has none.
    package let since: String?
    /// The last one (EDTF); nil for what is in use.
    package let until: String?
    /// Which list says so.
    package let source: String

    /// From the first second of ``since`` to the last of ``until``.
    let bounds: Bounds
    /// The same by whole years: within a year sources differ, and so do law, use and standard.
    let years: Bounds

    /// Whether it is in use today.
    package var isInUse: Bool { until == nil }

    init(code: String, longCode: String = "", name: String, since: String, until: String, source: String) {
        self.code = code
        self.longCode = longCode
        self.name = name
        self.since = since.isEmpty ? nil : since
        self.until = until.isEmpty ? nil : until
        self.source = source
        bounds = Bounds(earliest: Self.extent(since)?.earliest ?? .min, latest: Self.extent(until)?.latest ?? .max)
        // Of an interval the last year.
        let lastYear = until.split(separator: "/").last.map { String($0.prefix(4)) } ?? ""
        years = Bounds(
            earliest: Self.extent(String(since.prefix(4)))?.earliest ?? .min,
            latest: Self.extent(lastYear)?.latest ?? .max)
    }

    private static func extent(_ text: String) -> Bounds? { EDTF.bounds(utf8: text.utf8.span)?.bounds }

    /// `Czechoslovakia (until 1993-06-15)`
    var described: String {
        switch (since, until) {
        case (nil, nil): name
        case (let since?, nil): "\(name) (since \(since))"
        case (nil, let until?): "\(name) (until \(until))"
        case (let since?, let until?): "\(name) (\(since) to \(until))"
        }
    }
}

extension Bounds {
    func overlaps(_ other: Bounds) -> Bool { earliest <= other.latest && other.earliest <= latest }
}

/// What is to be said of a code in an event: what it means at the event's date, where that is not plain.
enum CodeMeaning {
    /// The sentence behind `currency "DEM"`; nil where the code means what it means today, or has only ever meant.
    ///
    /// - Parameters:
    ///   - uses: all that the code stands or stood for, in the order of time.
    ///   - date: when the event occurred; nil where it does not say.
    static func remark(on uses: ArraySlice<DatedCode>, at date: Bounds?) -> String? {
        guard let date else { return uses.count == 1 || uses.contains(where: \.isInUse) ? nil : several(uses) }
        var possible = uses.filter { $0.bounds.overlaps(date) }
        if possible.isEmpty { possible = uses.filter { $0.years.overlaps(date) } }
        switch possible.count {
        case 0: return "was not in use at the date of the event: it stands for \(listed(uses))"
        case 1:
            return uses.count == 1 || possible[0].isInUse
                ? nil : "means \(listed(possible[...])) by the date of the event"
        default: return several(possible[...])
        }
    }

    private static func several(_ uses: ArraySlice<DatedCode>) -> String {
        "may mean \(uses.map(\.described).joined(separator: " or ")): the date of the event does not tell"
    }

    private static func listed(_ uses: ArraySlice<DatedCode>) -> String {
        uses.map(\.described).joined(separator: " and ")
    }
}
