/// The parts of a date of EDTF, as written.
indirect enum EDTFExpression: Sendable, Hashable {
    case date(PartialDate)
    case interval(EDTFEnd, EDTFEnd)
    case set(isAll: Bool, [EDTFElement])
}

/// One end of an interval.
enum EDTFEnd: Sendable, Hashable {
    /// Nothing is written: there is an end, nobody knows when.
    case unknown
    /// `..`: there is no end, or none is set.
    case open
    case on(PartialDate)
    /// `..D` (ISO 8601-2 §10.6).
    case onOrBefore(PartialDate)
    /// `D..`
    case onOrAfter(PartialDate)

    var date: PartialDate? {
        switch self {
        case .unknown, .open: nil
        case .on(let date), .onOrBefore(let date), .onOrAfter(let date): date
        }
    }
}

/// One member of a set, or several in a range (ISO 8601-2 §6).
enum EDTFElement: Sendable, Hashable {
    case on(PartialDate)
    /// `A..B`: every one from A to B.
    case through(PartialDate, PartialDate)
    /// `..D`
    case onOrBefore(PartialDate)
    /// `D..`
    case onOrAfter(PartialDate)

    var dates: [PartialDate] {
        switch self {
        case .on(let date), .onOrBefore(let date), .onOrAfter(let date): [date]
        case .through(let first, let last): [first, last]
        }
    }
}

extension EDTFExpression {
    var dates: [PartialDate] {
        switch self {
        case .date(let date): [date]
        case .interval(let start, let end): [start.date, end.date].compactMap { $0 }
        case .set(_, let elements): elements.flatMap(\.dates)
        }
    }

    var qualification: Qualification {
        dates.reduce(.none) { $0.union($1.qualification) }
    }

    var precision: EDTF.Precision {
        dates.map(\.precision).max() ?? .longer
    }

    var extent: Extent {
        switch self {
        case .date(let date): Extent(date.bounds)
        case .interval(let start, let end): Self.extent(from: start, to: end)
        case .set(let isAll, let elements): isAll ? Self.extent(ofAll: elements) : Self.extent(ofOne: elements)
        }
    }

    private static func extent(from start: EDTFEnd, to end: EDTFEnd) -> Extent {
        let beginning: Bounds
        let ending: Bounds
        switch start {
        case .unknown: beginning = Bounds(earliest: .min, latest: .max)
        case .open: beginning = Bounds(earliest: .min, latest: .min)
        case .on(let date): beginning = date.bounds
        case .onOrBefore(let date): beginning = Bounds(earliest: .min, latest: date.bounds.latest)
        case .onOrAfter(let date): beginning = Bounds(earliest: date.bounds.earliest, latest: .max)
        }
        switch end {
        case .unknown: ending = Bounds(earliest: .min, latest: .max)
        case .open: ending = Bounds(earliest: .max, latest: .max)
        case .on(let date): ending = date.bounds
        case .onOrBefore(let date): ending = Bounds(earliest: .min, latest: date.bounds.latest)
        case .onOrAfter(let date): ending = Bounds(earliest: date.bounds.earliest, latest: .max)
        }
        return ordered(beginning, ending)
    }

    /// One of them, and nobody knows which: it lies anywhere between the first and the last.
    private static func extent(ofOne elements: [EDTFElement]) -> Extent {
        let all = elements.map { (element: EDTFElement) -> Bounds in
            switch element {
            case .on(let date): date.bounds
            case .through(let first, let last): first.bounds.union(last.bounds)
            case .onOrBefore(let date): Bounds(earliest: .min, latest: date.bounds.latest)
            case .onOrAfter(let date): Bounds(earliest: date.bounds.earliest, latest: .max)
            }
        }
        return Extent(all.dropFirst().reduce(all.first ?? Bounds(earliest: .min, latest: .max)) { $0.union($1) })
    }

    /// All of them: it has begun with the first, and ends with the last.
    private static func extent(ofAll elements: [EDTFElement]) -> Extent {
        var beginning = Bounds(earliest: .max, latest: .max)
        var ending = Bounds(earliest: .min, latest: .min)
        for element in elements {
            let (first, last) = firstAndLast(element)
            beginning = Bounds(
                earliest: min(beginning.earliest, first.earliest), latest: min(beginning.latest, first.latest))
            ending = Bounds(earliest: max(ending.earliest, last.earliest), latest: max(ending.latest, last.latest))
        }
        return ordered(beginning, ending)
    }

    /// Nothing ends before it begins: where one end is not known, the other limits it.
    private static func ordered(_ beginning: Bounds, _ ending: Bounds) -> Extent {
        Extent(
            beginning: Bounds(earliest: beginning.earliest, latest: min(beginning.latest, ending.latest)),
            ending: Bounds(earliest: max(ending.earliest, beginning.earliest), latest: ending.latest))
    }

    private static func firstAndLast(_ element: EDTFElement) -> (Bounds, Bounds) {
        switch element {
        case .on(let date): (date.bounds, date.bounds)
        case .through(let first, let last): (first.bounds, last.bounds)
        case .onOrBefore(let date): (Bounds(earliest: .min, latest: .min), date.bounds)
        case .onOrAfter(let date): (date.bounds, Bounds(earliest: .max, latest: .max))
        }
    }
}
