import Glibc
import Histories

/// Writes a long history: `events SEED COUNT PER_FILE DIRECTORY`, or to standard output where there is no directory.
@main
enum EventWriter {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        let numbers = arguments.prefix(3).compactMap { Int($0) }
        guard numbers.count == 3, numbers[0] >= 0, numbers[1] >= 0, numbers[2] > 0, arguments.count <= 4 else {
            fail("usage: events SEED COUNT PER_FILE [DIRECTORY]")
        }
        let (count, perFile) = (numbers[1], numbers[2])
        var history = LongHistory(seed: UInt64(numbers[0]), events: count, perFile: perFile)
        var writer = CanonicalWriter()
        let directory = arguments.dropFirst(3).first
        for start in stride(from: 0, to: count, by: perFile) {
            writer.bytes.removeAll(keepingCapacity: true)
            for _ in start..<min(count, start + perFile) {
                guard history.next(into: &writer) else { break }
                writer.bytes.append(UInt8(ascii: "\n"))
            }
            guard let directory else {
                write(writer.bytes, to: STDOUT_FILENO)
                continue
            }
            let number = String(start)
            let name = String(repeating: "0", count: max(0, 9 - number.count)) + number
            // One event is a file of JSON, several are lines.
            let path = "\(directory)/events-\(name).\(perFile == 1 ? "json" : "ndjson")"
            // The path is a string of C for as long as the call lasts.
            let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            if file < 0 { fail("\(path) cannot be written: error \(errno)") }
            write(writer.bytes, to: file)
            close(file)
        }
    }

    private static func write(_ bytes: [UInt8], to file: Int32) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes[done...].withUnsafeBytes { bytes in
                // The buffer is the slice's own, as long as the call lasts.
                unsafe Glibc.write(file, bytes.baseAddress, bytes.count)
            }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { fail("cannot write: error \(errno)") }
            done += count
        }
    }

    private static func fail(_ reason: String) -> Never {
        write(Array("events: \(reason)\n".utf8), to: STDERR_FILENO)
        exit(1)
    }
}
