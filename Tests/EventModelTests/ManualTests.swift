import EventModel
import Testing

/// timeline-event(5) says all that an event may hold.
struct ManualTests {
    private static func page() throws -> String {
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return String(decoding: try contents(of: "\(root)/Deploy/man/timeline-event.5"), as: UTF8.self)
    }

    /// Every key and every closed word that may stand in an object of `schema`.
    private static func words(_ schema: Schema) -> Set<String> {
        var result: Set<String> = []
        for field in schema.fields {
            result.insert(field.name)
            result.formUnion(words(field.shape))
        }
        return result
    }

    private static func words(_ shape: Shape) -> Set<String> {
        switch shape {
        case .list(let element): words(element)
        case .object(let schema): words(schema)
        case .word(let choices): Set(choices)
        case .amount: words(Schema.amount)
        default: []
        }
    }

    @Test func `the limits in the manual are those that hold`() throws {
        let page = try Self.page()
        for words in [
            "\(Document.maximumDepth) lists and objects inside each other", "\(Slug.maximumLength) characters",
            "\(EventReader.attributeLimit) bytes; a whole number has 32 bits", "\(EDTF.maximumLength) bytes",
            "\(Decimal.integerDigits) digits before the point, and \(Decimal.fractionDigits) behind it",
            "\(JSONNumber.significantDigits) significant digits, or the exact value of a double",
            "\(Fault.maximumCount) of a file are shown", "Y\(CivilDate.lastYear) and Y\(CivilDate.firstYear);",
        ] { #expect(page.split(separator: "\n").joined(separator: " ").contains(words), "\(words)") }
    }

    @Test(arguments: Kind.allCases)
    func `every verb, key and word of a kind is in the manual`(kind: Kind) throws {
        let known = Set(try Self.page().split { !($0.isLetter || $0.isNumber) }.map(String.init))
        let named = Self.words(kind.schema).union(kind.verbs.map(\.rawValue)).union(Role.allCases.map(\.rawValue))
        #expect(named.count > 20)
        #expect(named.subtracting(known) == [], "timeline-event(5) does not name these")
    }
}
