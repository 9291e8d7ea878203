import Glibc
import LinuxIO

/// A file that the user names, or standard input.
struct InputFile {
    /// Its path as shown in messages, as names of files are everywhere.
    var name: String
    var bytes: [UInt8]

    /// Reads a head, a proof or a key: none is as large as 1 MiB.
    ///
    /// - Throws: why it cannot be read.
    static func read(_ path: String) throws(Trouble) -> InputFile {
        try read(path, limit: 1 << 20, advice: "a head, a proof or a key is far smaller")
    }

    /// Reads a file of events.
    ///
    /// - Parameter limit: the largest file that the daemon takes, in bytes.
    /// - Throws: why it cannot be read.
    static func read(_ path: String, limit: Int) throws(Trouble) -> InputFile {
        try read(path, limit: limit, advice: "split it into several files")
    }

    private static func read(_ path: String, limit: Int, advice: String) throws(Trouble) -> InputFile {
        if path == "-" { return InputFile(name: "stdin", bytes: try contents(STDIN_FILENO, path, limit, advice)) }
        let descriptor = unsafe SystemText.withCString(path) { unsafe open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
        guard descriptor >= 0 else { throw trouble(path) }
        defer { close(descriptor) }
        return InputFile(name: shown(path), bytes: try contents(descriptor, path, limit, advice))
    }

    private static func shown(_ path: String) -> String { LinuxIO.Printable.escaped(argument: path) }

    private static func contents(
        _ descriptor: Int32, _ path: String, _ limit: Int, _ advice: String
    ) throws(Trouble) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= limit {
            // The buffer has room for as many bytes as are asked for.
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw trouble(path)
            }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
        throw Trouble(
            "\(shown(path)) has more than \(Grouped.bytes(UInt64(limit)))", hint: advice, status: .negative)
    }

    private static func trouble(_ path: String) -> Trouble {
        Trouble("cannot read \(shown(path)): \(Output.reason(errno))")
    }
}
