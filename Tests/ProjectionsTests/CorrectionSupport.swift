import EventModel
import Projections
import Testing

/// Corrections of a log in memory. All are of source `/desk`; `data` has the quotes single, for legibility.
extension TestLog {
    /// Appends the correction `id`: the event or correction `target` should have been what happened to `slug`.
    mutating func correct(_ target: String, _ id: String, _ verb: Verb, _ slug: String, _ data: String) throws {
        let title = data.contains("'title'") ? "" : "'title': 'T', "
        try add(
            .corrected, id, id: id,
            """
            {'of': {'source': '/desk', 'id': '\(target)'}, 'reason': 'r', 'replacement':
            {'type': '\(verb.type)', 'subject': '\(verb.kind.rawValue)/\(slug)', 'data': {\(title)\(data)}}}
            """)
    }

    /// Appends the correction `id`: the event or correction `target` should not have been.
    mutating func retract(_ target: String, _ id: String) throws {
        try add(.retracted, id, id: id, "{'of': {'source': '/desk', 'id': '\(target)'}, 'reason': 'error'}")
    }

    /// The standing of every correction, in the order of the log, `-` where it has none.
    func standings() throws -> [String] {
        try rows(Corrections.self, asOf: "2025").map { $0["standing"]?.text ?? "-" }
    }
}
