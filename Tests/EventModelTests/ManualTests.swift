import EventModel
@unsafe @preconcurrency import Glibc
import Testing

/// timeline-event(5) says all that an event may hold.
struct ManualTests {
    private static func page() throws -> String {
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let file = unsafe fopen("\(root)/Deploy/man/timeline-event.5", "r")
        // Open until the end of this function, which reads it whole.
        let stream = unsafe try #require(file)
        defer { _ = unsafe fclose(stream) }
        var bytes: [UInt8] = []
        while case let byte = unsafe getc(stream), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        return String(decoding: bytes, as: UTF8.self)
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

    @Test(arguments: Kind.allCases)
    func `every verb, key and word of a kind is in the manual`(kind: Kind) throws {
        let known = Set(try Self.page().split { !($0.isLetter || $0.isNumber) }.map(String.init))
        let named = Self.words(kind.schema).union(kind.verbs.map(\.rawValue)).union(Role.allCases.map(\.rawValue))
        #expect(named.count > 20)
        #expect(named.subtracting(known) == [], "timeline-event(5) does not name these")
    }
}
