import EventModel

/// By what name a source is known: the publisher "Reuters" and the actor `reuters` are one.
struct SourceName {
    private let node: Document.Node
    /// A hash of the key of the name; two names that differ may have one.
    let hash: UInt64

    /// The name that stands at `node`.
    init(_ document: borrowing Document, _ node: Document.Node) {
        self.node = node
        hash = Self.hash(document, node)
    }

    /// Whether two names in documents are of one source.
    func isSame(as other: Self, _ document: borrowing Document, in otherDocument: borrowing Document) -> Bool {
        guard hash == other.hash else { return false }
        let (one, two) = (document.range(node), otherDocument.range(other.node))
        return document.bytes.span.extracting(one).isSame(as: otherDocument.bytes.span.extracting(two))
            || Self.key(document.string(node)) == Self.key(otherDocument.string(other.node))
    }

    /// The same of two names in one document.
    func isSame(as other: Self, _ document: borrowing Document) -> Bool { isSame(as: other, document, in: document) }

    /// What two spellings of one source have in common: the slug that ``Slug/proposal(for:)`` has for it. Where a slug
    /// cannot hold all of the name, such as one in other letters, the name itself: `新华社 AI` is not `日本 AI`.
    static func key(_ name: String) -> String {
        guard name.utf8.count <= Slug.maximumLength, let slug = Slug.proposal(for: name) else { return name }
        let isWhole = name.unicodeScalars.allSatisfy { scalar in
            let properties = scalar.properties
            let isLetter = properties.isAlphabetic || properties.numericType != nil
            return scalar.isASCII || !isLetter || Slug.proposal(for: String(scalar)) != nil
        }
        return isWhole ? slug : name
    }

    /// A hash of the key of the name at `node`.
    private static func hash(_ document: borrowing Document, _ node: Document.Node) -> UInt64 {
        let text = document.bytes.span.extracting(document.range(node))
        guard text.count <= Slug.maximumLength, let hash = hash(ascii: text) else {
            return Array(key(document.string(node)).utf8).reduce(into: offset) { $0 = mixed($0, $1) }
        }
        return hash
    }

    /// The same without a copy of the name, which nearly always is of ASCII; nil where it is not, or is no slug at all.
    private static func hash(ascii text: Span<UInt8>) -> UInt64? {
        var hash = offset
        var isGap = false
        for index in text.indices {
            var byte = text[index]
            guard byte < 0x80, byte != UInt8(ascii: "\\") else { return nil }
            let isLetter = (byte | 0x20) &- UInt8(ascii: "a") < 26
            if isLetter { byte |= 0x20 }
            guard isLetter || byte &- UInt8(ascii: "0") < 10 else {
                if byte != UInt8(ascii: "'"), byte != UInt8(ascii: "`") { isGap = true }
                continue
            }
            if isGap, hash != offset { hash = mixed(hash, UInt8(ascii: "-")) }
            hash = mixed(hash, byte)
            isGap = false
        }
        return hash == offset ? nil : hash
    }

    // FNV-1a: a name is short, and its bytes change on the way.
    private static let offset: UInt64 = 0xCBF2_9CE4_8422_2325

    private static func mixed(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
