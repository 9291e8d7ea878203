/// The members of an object that is being read, by the places of their keys in its schema.
///
/// They lie on a stack of the reader: an event has ten objects and more, and none of them is worth an allocation.
struct FoundMembers {
    /// Where they begin in ``EventReader/members``.
    fileprivate let base: Int
    fileprivate let count: Int
}

extension EventReader {
    /// What no member is: the root of a document lies in no object.
    private static let none: Document.Node = 0

    /// Finds the members of an object, but for those that are null, and says which keys nobody knows. Of a key that
    /// stands twice, which is a fault of the syntax and found elsewhere, the first one counts.
    ///
    /// - Parameter envelope: keys that may stand there, too, and are no members of the schema.
    mutating func find(
        _ node: Document.Node, _ schema: Schema, _ name: String, alsoKnown envelope: [String] = []
    ) -> FoundMembers {
        let found = room(for: schema.keys.count)
        for (key, value) in document.walk(node) where !isFull && document.kind(value) != .null {
            if let place = document.withUTF8(key, { schema.table.place(of: $0) }) {
                note(value, at: place, in: found)
            } else if !envelope.contains(where: { document.equals(key, $0) }) {
                unknownKey(key, among: schema.keys + envelope, in: name)
            }
        }
        return found
    }

    /// Room for so many members, to be given back by ``forget(_:)``.
    mutating func room(for count: Int) -> FoundMembers {
        members.append(contentsOf: repeatElement(Self.none, count: count))
        return FoundMembers(base: members.count - count, count: count)
    }

    /// Notes a member, unless there is one with its key.
    mutating func note(_ node: Document.Node, at place: Int, in found: FoundMembers) {
        if members[found.base + place] == Self.none { members[found.base + place] = node }
    }

    /// The member whose key has this place in the schema; nil where there is none.
    func member(_ found: FoundMembers, _ place: Int) -> Document.Node? {
        let node = members[found.base + place]
        return node == Self.none ? nil : node
    }

    /// Gives the room of `found` back, which was found last.
    mutating func forget(_ found: FoundMembers) { members.removeLast(found.count) }
}
