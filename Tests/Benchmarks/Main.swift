import EventLog
import LinuxIO

/// Measures what the product promises, each figure beside its peer in the same run: machines are noisy.
@main
enum Benchmarks {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let seconds = Double(arguments[1]), seconds > 0 else {
            print("usage: benchmarks SECONDS DIRECTORY, as Tests/benchmark calls it")
            return
        }
        let directory = try Directory.open(arguments[2])
        print("append: whole path (line, checksum, write, fdatasync) beside write and fdatasync of the same bytes")
        for size in [1, 100, 1_000] {
            try AppendBenchmark(size: size).run(in: directory, seconds: seconds)
        }
    }
}

/// Appends batches of one size, and writes as many bytes bare, by turns.
struct AppendBenchmark {
    var size: Int

    func run(in directory: borrowing Directory, seconds: Double) throws {
        guard let name = FileName("device-\(size)"), let file = FileName("benchmark.yaml") else { return }
        let device = try directory.create(name, mode: 0o600)
        var writer = try LogWriter.open(directory: Directory.make("\(directory.path)/log-\(size)", mode: 0o700))
        let origin = Origin(file: file, sha256: Array(repeating: 7, count: 32), uid: 0, userName: "root")
        var (ours, bare): ([Double], [Double]) = ([], [])
        let end = Clock.monotonic() + Int64(seconds * 1e6)
        var number = 0
        while Clock.monotonic() < end {
            var events: [[UInt8]] = []
            for _ in 0..<size {
                number += 1
                events.append(Self.event(number))
            }
            let start = Clock.monotonic()
            var batch = Batch()
            for event in events { batch.add(event, from: origin) }
            try writer.append(batch, at: LocalSequencer().place(after: writer.head))
            let middle = Clock.monotonic()
            // A line is its event with about 240 bytes before it.
            let bytes = [UInt8](repeating: 97, count: events.reduce(0) { $0 + $1.count + 240 })
            let again = Clock.monotonic()
            try device.write(bytes)
            try device.synchronizeData()
            ours.append(Double(middle - start))
            bare.append(Double(Clock.monotonic() - again))
        }
        let (our, theirs) = (median(ours), median(bare))
        print(
            "  batch \(size): \(Int(our)) µs a batch, \(Int(Double(size) * 1e6 / our)) events/s; device \(Int(theirs)) µs;"
                + " rate ÷ device's \((theirs / our * 100).rounded() / 100) (\(ours.count) batches)")
    }

    private func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? .nan : max(1, sorted[sorted.count / 2])
    }

    /// An event of 660 bytes in canonical form.
    private static func event(_ number: Int) -> [UInt8] {
        let head = #"{"data":{"actors":[{"ref":"putin","role":"by"}],"occurred":"2025-01-02","text":""#
        let tail =
            #"","title":"An order"},"datacontenttype":"application/json","id":"order-\#(number):issued:2025-01-02","#
            + #""source":"/desk","specversion":"1.0","subject":"directive/order-\#(number)","type":"timeline.directive.issued.v1"}"#
        let padding = String(repeating: "x", count: max(0, 660 - head.utf8.count - tail.utf8.count))
        return Array((head + padding + tail).utf8)
    }
}
