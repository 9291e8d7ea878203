import FuzzTargets
import Glibc
import LinuxIO
import Testing

/// A short run over everything that reads untrusted bytes; Tests/fuzz is the long one.
@Suite struct FuzzTests {
    @Test(arguments: FuzzTarget.allCases)
    func `no mutation of a real file makes it break a promise`(target: FuzzTarget) throws {
        let scratch = try Scratch()
        let seeds = try Seeds.of(target, in: scratch.log)
        try #require(!seeds.isEmpty)
        for (number, seed) in seeds.enumerated() { expect(target, seed, scratch.log, "seed \(number)") }
        for number in 0..<target.mutations {
            var mutator = Mutator(seed: UInt64(number))
            expect(target, mutator.input(from: seeds), scratch.log, "mutation \(number)")
        }
    }

    private func expect(_ target: FuzzTarget, _ input: [UInt8], _ log: ScratchLog, _ what: String) {
        do {
            try target.run(input, in: log)
        } catch {
            Issue.record("\(what): \(error); the input was \(String(decoding: input, as: UTF8.self).debugDescription)")
        }
    }
}

extension FuzzTarget {
    /// How many take a few seconds.
    fileprivate var mutations: Int {
        switch self {
        case .edtf, .time: 10_000
        case .json, .ndjson, .yaml, .log, .cache, .proof, .options: 1_000
        }
    }
}

/// A directory of its own, removed when the test is done.
private final class Scratch {
    let log: ScratchLog

    init() throws {
        var template = "/tmp/timelined-fuzz-XXXXXX".utf8CString.map { $0 }
        // mkdtemp writes within the template, which ends with NUL.
        try #require(unsafe mkdtemp(&template) != nil)
        log = ScratchLog(
            path: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    deinit {
        try? log.clear()
        // The path lives through the call.
        _ = unsafe rmdir(log.path)
    }
}
