package import LinuxIO
import Synchronization

/// Checks every line of a log: its checksum, its number, its batch, its time and its JSON (timeline-log(5)), and builds
/// the Merkle tree over them: the one place that reads the leaf hashes of a log.
///
/// Segments are checked side by side, one by each processor, and joined in their order. Where a line is wrong the walk
/// goes on with the next batch that is right, so that everything wrong is found at once. A segment that cannot be read is
/// named, and the others are checked.
package struct LogVerifier: ~Copyable {
    private let directory: SharedDirectory

    /// - Parameter directory: the log's directory, or a copy of it.
    package init(directory: consuming Directory) { self.directory = SharedDirectory(directory) }

    /// - Parameters:
    ///   - demand: what is wanted beside the verdict.
    ///   - progress: called now and then with the number of bytes done.
    /// - Throws: why the directory cannot be listed.
    package consuming func verify(
        _ demand: VerificationDemand = VerificationDemand(), threads: Int = Parallel.processors,
        progress: (_ bytes: UInt64) -> Void = { _ in }
    ) throws(IOError) -> Verification {
        let names = try directory.value.names().compactMap(SegmentName.first).sorted()
        let done = ByteCounter()
        let directory = directory
        let checks = Parallel.map(names.count, threads: threads, waiting: { progress(done.count) }) { index in
            Result { () throws(IOError) in
                try SegmentCheck(
                    names[index], in: directory.value, isLast: index == names.count - 1, demand, counting: done)
            }
        }
        var result = Verification()
        for (index, check) in checks.enumerated() {
            switch check {
            case .success(let check): result.join(check, isFirst: index == 0, demand)
            // The others say what they can: what is damaged there is damaged whatever this one holds.
            case .failure(let error): result.join(unreadable: names[index], error)
            }
        }
        return result
    }
}

/// A directory that several threads read from.
private final class SharedDirectory: Sendable {
    let value: Directory

    init(_ value: consuming Directory) { self.value = value }
}

/// How many bytes all threads have done.
final class ByteCounter: Sendable {
    private let value = Atomic<UInt64>(0)

    var count: UInt64 { value.load(ordering: .relaxed) }

    func add(_ count: UInt64) { value.add(count, ordering: .relaxed) }
}
