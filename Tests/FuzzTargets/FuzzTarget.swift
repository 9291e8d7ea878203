/// One reader of bytes that nobody has vouched for, and what must hold of it whatever they are.
///
/// The fuzzer runs these with bytes that it breeds for coverage (Tests/fuzz), `swift test` with some thousands of
/// mutations of real files: both ask the same of the product.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// A JSON text, and a file of one.
    case json
    /// A date.
    case edtf
    /// A file of YAML.
    case yaml
    /// A file of NDJSON.
    case ndjson
    /// A segment of the log, and what reads, checks and mends it.
    case log
    /// A file of the cache: an index of the log, or a part of a state.
    case cache
    /// A proof, a signed note, a key, a tile.
    case proof
    /// A file of options.
    case options
    /// A time as people type it.
    case time

    /// - Throws: ``Broken`` where `bytes` make the product break a promise.
    package func run(_ bytes: [UInt8], in scratch: ScratchLog) throws {
        switch self {
        case .json:
            try JSONProperties.check(bytes)
            try FileProperties.check(bytes, name: "a.json")
        case .edtf: try EDTFProperties.check(bytes)
        case .yaml: try FileProperties.check(bytes, name: "a.yaml")
        case .ndjson: try FileProperties.check(bytes, name: "a.ndjson")
        case .log: try LogProperties.check(bytes, in: scratch)
        case .cache: try CacheProperties.check(bytes, in: scratch)
        case .proof: try ProofProperties.check(bytes)
        case .options: try OptionProperties.check(bytes)
        case .time: try OptionProperties.check(time: bytes)
        }
    }
}

/// A promise that does not hold, in words.
package struct Broken: Error, CustomStringConvertible {
    package var description: String

    init(_ description: String) { self.description = description }

    static func unless(_ holds: Bool, _ promise: @autoclosure () -> String) throws {
        if !holds { throw Broken(promise()) }
    }
}
