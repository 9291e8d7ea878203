import EventModel
import Projections
import Testing

/// A log in memory: canonical events as the intake would leave them, and the questions put to them.
struct TestLog {
    struct Entry {
        var document: Document
        var recorded: Int64
    }

    private(set) var entries: [Entry] = []

    init() {}

    /// Appends the event that happened to `slug`; `data` is JSON text with the quotes single, for legibility.
    mutating func add(_ verb: Verb, _ slug: String, id: String? = nil, _ data: String) throws {
        let data = data.replacing("'", with: "\"")
        let document = try Document(json: Array(data.utf8))
        let occurred = document.member(0, "occurred").map { ":" + document.string($0) } ?? ""
        let event = JSON.members([
            ("specversion", .string("1.0")), ("id", .string(id ?? "\(slug):\(verb.rawValue)\(occurred)")),
            ("source", .string("/desk")), ("type", .string(verb.type)),
            ("subject", .string("\(verb.kind.rawValue)/\(slug)")),
            ("datacontenttype", .string("application/json")), ("data", JSON(0, of: document)),
        ])
        try add(event: String(decoding: event.canonical, as: UTF8.self))
    }

    /// Appends a whole event.
    mutating func add(event: String) throws {
        let recorded = 1_736_424_000_000_000 + Int64(entries.count)
        entries.append(Entry(document: try Document(json: Array(event.utf8)), recorded: recorded))
    }

    func reordered(_ order: [Int]) -> TestLog {
        var log = TestLog()
        log.entries = order.map { entries[$0] }
        return log
    }

    func prefix(_ count: Int) -> TestLog {
        var log = TestLog()
        log.entries = Array(entries.prefix(count))
        return log
    }

    func fold(_ chosen: [any Projection.Type] = Projections.all) -> Fold {
        var fold = Fold(chosen)
        for index in entries.indices { apply(index, to: &fold) }
        return fold
    }

    /// The same of a log whose batches have `size` entries each.
    func fold(_ chosen: [any Projection.Type], batchesOf size: Int) -> Fold {
        var fold = Fold(chosen)
        for (seq, entry) in entries.enumerated() {
            fold.apply(
                entry.document, event: 0, seq: UInt64(seq), recorded: entry.recorded,
                place: EntryPlace(beginsBatch: seq % size == 0))
        }
        return fold
    }

    /// - Parameter seq: the number under which it is folded; its own where none is given.
    func apply(_ index: Int, to fold: inout Fold, as seq: UInt64? = nil) {
        fold.apply(entries[index].document, event: 0, seq: seq ?? UInt64(index), recorded: entries[index].recorded)
    }

    var words: Words {
        Words { seq, document in
            guard entries.indices.contains(Int(seq)) else { return nil }
            let line = entries[Int(seq)].document.bytes
            // UInt8 has no padding that could be uninitialised.
            return try? unsafe document.append(json: line.span.bytes)
        }
    }

    /// The answer at the end of `date`.
    func rows(
        _ type: any Projection.Type, asOf date: String, certain: Bool = false, _ filter: Filter = Filter()
    ) throws -> [JSON] {
        fold([type]).rows(of: type, at: try point(date, certain: certain), filter, words: words)
    }

    /// The one row of `subject`.
    func row(_ type: any Projection.Type, _ subject: String, asOf date: String, certain: Bool = false) throws -> JSON {
        let rows = try rows(type, asOf: date, certain: certain, Filter(subject: subject))
        try #require(rows.count == 1)
        return rows[0]
    }
}

func point(_ date: String, certain: Bool = false) throws -> Point {
    Point(asOf: try EDTF(date).bounds.latest, certain: certain)
}

extension Filter {
    init(
        subject: String? = nil, actor: String? = nil, kind: Kind? = nil, class word: String? = nil,
        total: Total? = nil
    ) {
        self.init()
        self.subjects = subject.map { [$0] } ?? []
        self.parties = actor.map { [PartyFilter([[$0]])] } ?? []
        self.kinds = kind.map { [$0] } ?? []
        self.classes = word.map { [$0] } ?? []
        self.total = total
    }
}

extension JSON {
    /// The value at a path of keys and places: `history.0.title`.
    subscript(path path: String) -> JSON? {
        path.split(separator: ".").reduce(self) { value, key in
            if case .array(let elements)? = value?.opened, let place = Int(key) {
                return elements.indices.contains(place) ? elements[place] : nil
            }
            return value?[String(key)]
        }
    }

    /// The value at a path on one line; empty where there is none.
    func line(_ path: String) -> String { self[path: path]?.line ?? "" }
}

extension [JSON] {
    /// The texts of one member, row by row.
    func texts(_ key: String) -> [String] { map { $0[path: key]?.text ?? "" } }
}
