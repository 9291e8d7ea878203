import TestSupport
import Testing
import TransparencyLog

/// Implementations that others wrote read what is written here, accept all of it, and refuse all that was changed:
/// `Independent/` has a program for each, and what they need is installed by Tests/run and by `Independent/prepare`.
@Suite struct IndependentTests {
    struct Implementation: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// Below the directory that `prepare` fills.
        var interpreter: String
        var program: String?
        /// The endings of what it knows.
        var endings: Set<String>
    }

    static let implementations = [
        Implementation(
            testDescription: "golang.org/x/mod/sumdb", interpreter: "go", program: nil,
            endings: ["note", "checkpoint", "tlog-proof", "consistency-proof", "tiles"]),
        Implementation(
            testDescription: "aics-tlog", interpreter: "python/bin/python", program: "check_aics.py",
            endings: ["note", "checkpoint", "tlog-proof", "consistency-proof", "tiles"]),
        Implementation(
            testDescription: "tlog-scales", interpreter: "python/bin/python", program: "check_scales.py",
            endings: ["checkpoint", "tlog-proof", "consistency-proof", "tiles"]),
    ]

    private static let sources = Programs.repository + "/Tests/TransparencyLogTests/Independent"
    private static let prepared = Programs.directory + "/independent"

    @Test(arguments: implementations)
    func `an independent implementation accepts what is ours, and refuses it with anything changed`(
        implementation: Implementation
    ) throws {
        let preparation = try Command("\(Self.sources)/prepare", Self.prepared, timeout: .seconds(600)).run()
        try #require(preparation.succeeded, "\(preparation)")
        let folder = try ExchangeFolder()
        try folder.fill()
        let program = implementation.program.map { ["\(Self.sources)/\($0)"] } ?? []
        var command = Command(
            words: ["\(Self.prepared)/\(implementation.interpreter)"] + program + [folder.path], timeout: .seconds(300))
        command.environment = ["PYTHONDONTWRITEBYTECODE": "1"]
        let outcome = try command.run()
        try #require(outcome.succeeded, "\(outcome)")

        let known = folder.names.filter { name in implementation.endings.contains { name.hasSuffix("." + $0) } }
        let valid = Set(known.filter { $0.hasPrefix("valid/") })
        let tampered = Set(known.filter { $0.hasPrefix("tampered/") })
        #expect(valid.count > 30 && tampered.count > 500)
        let refusals = outcome.lines.filter { $0.hasPrefix("refused valid/") }
        #expect(refusals.isEmpty)
        let accepted = Set(outcome.lines.filter { $0.hasPrefix("accepted ") }.map { String($0.dropFirst(9)) })
        #expect(accepted.subtracting(valid).isEmpty, "what was changed is accepted")
        #expect(accepted == valid)
        #expect(outcome.lines.count == known.count, "each is looked at")
    }
}
