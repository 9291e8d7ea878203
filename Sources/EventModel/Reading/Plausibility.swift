/// What is accepted and yet cannot well be: sources err, and analysts mistype.
extension EventReader {
    /// Remarks on dates that lie surely before those that they should follow.
    mutating func remarkOnDates(_ schema: Schema, _ found: FoundMembers) {
        for order in schema.dateOrder {
            guard let later = node(order.later, found), let end = bounds(later) else { continue }
            // The first that is there counts.
            guard let path = order.earlier.first(where: { node($0, found) != nil }), let earlier = node(path, found),
                let start = bounds(earlier), end.latest < start.earliest
            else { continue }
            remark(
                later,
                "\(order.later) \(quoted(document.string(later))) is before \(path) "
                    + quoted(document.string(earlier)))
        }
    }

    private func node(_ path: Schema.Path, _ found: FoundMembers) -> Document.Node? {
        guard let node = member(found, path.place), let inner = path.inner else { return member(found, path.place) }
        return document.member(node, named: inner).flatMap { document.kind($0) == .null ? nil : $0 }
    }

    private func bounds(_ node: Document.Node) -> Bounds? {
        guard document.kind(node) == .string,
            let extent = document.withUTF8(node, { EDTF.bounds(utf8: $0) })
        else { return nil }
        return Bounds(earliest: extent.beginning.earliest, latest: extent.ending.latest)
    }

    /// Remarks on a directive that is said to do something to itself.
    ///
    /// - Parameter data: the object in which `relations` and `endedBy` stand.
    mutating func remarkOnItself(_ data: Document.Node, _ kind: Kind, _ slug: String) {
        guard kind == .directive else { return }
        if let node = document.member(data, "endedBy"), names(node, slug) {
            remark(node, "the directive is said to end itself")
        }
        guard let relations = document.member(data, "relations") else { return }
        for relation in document.alone(or: relations) where document.kind(relation) == .object {
            guard let type = document.member(relation, "type"), let target = document.member(relation, "target"),
                Relation(rawValue: document.string(type))?.deed != nil, names(target, slug)
            else { continue }
            remark(target, "the directive \(document.string(type)) itself")
        }
    }

    /// Whether a reference is to this directive, with or without its kind.
    private func names(_ node: Document.Node, _ slug: String) -> Bool {
        guard document.kind(node) == .string else { return false }
        return document.equals(node, slug) || document.equals(node, "\(Kind.directive.rawValue)/\(slug)")
    }
}
