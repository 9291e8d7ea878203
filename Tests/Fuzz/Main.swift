import CFuzzer
import FuzzTargets
import Glibc

/// Fuzzes one target with libFuzzer: fuzz TARGET SCRATCH-DIRECTORY, then the options of libFuzzer.
@main
enum Fuzz {
    /// Set once, before libFuzzer calls back; it calls from one thread.
    nonisolated(unsafe) private static var job: (target: FuzzTarget, log: ScratchLog)?

    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count > 2, let target = FuzzTarget(rawValue: arguments[1]) else {
            print("usage: fuzz TARGET SCRATCH-DIRECTORY [OPTION…], as Tests/fuzz calls it")
            exit(2)
        }
        unsafe job = (target, ScratchLog(path: arguments[2]))
        if arguments.count > 4, arguments[3] == "--seeds" { return writeSeeds(target, arguments[2], to: arguments[4]) }
        let options = [arguments[0]] + arguments.dropFirst(3)
        var count = CInt(options.count)
        // libFuzzer keeps the strings as long as the program runs: they are not freed.
        var strings = unsafe options.map { unsafe strdup($0) } + [nil]
        unsafe strings.withUnsafeMutableBufferPointer { buffer in
            var base = buffer.baseAddress
            let status = unsafe LLVMFuzzerRunDriver(&count, &base) { data, size in
                // libFuzzer's buffer is valid for the call, and its bytes are copied at once.
                unsafe Fuzz.run(Array(UnsafeBufferPointer(start: data, count: size)))
                return 0
            }
            exit(status)
        }
    }

    private static func run(_ bytes: [UInt8]) {
        guard let (target, log) = unsafe job else { return }
        let start = clock()
        do {
            try target.run(bytes, in: log)
        } catch {
            fatalError("\(error)")
        }
        // By the processor's clock, for machines are shared.
        let seconds = Double(clock() - start) / 1e6
        if seconds > 1 { fatalError("\(bytes.count) bytes took \(seconds) s") }
    }

    private static func writeSeeds(_ target: FuzzTarget, _ scratch: String, to directory: String) {
        do {
            try Seeds.write(target, in: ScratchLog(path: scratch), to: directory)
        } catch {
            print("no seeds: \(error)")
            exit(1)
        }
    }
}
