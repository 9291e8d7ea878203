import CLinux
import Glibc

/// Words from the command line and the environment as Strings that keep every byte.
///
/// The kernel gives bytes (execve(2)), a String holds UTF-8 alone. A byte that is no part of UTF-8 stands in it as the
/// character U+10FF00 + byte, which is of private use; the bytes of these 128 characters themselves stand the same way.
/// What opens files by their paths turns it back with ``bytes(_:)``.
package enum SystemText {
    /// The characters that stand for a byte.
    private static let standIns: ClosedRange<UInt32> = 0x10FF80...0x10FFFF

    /// The command line, the program's name first.
    package static let arguments: [String] = {
        // The vector has `argc` strings that end with a zero byte, live as long as the process, and are copied at once.
        (0..<Int(CommandLine.argc)).map { index in unsafe text(CommandLine.unsafeArgv[index]) }
    }()

    /// The value of an environment variable; nil where it is not set.
    package static func variable(_ name: String) -> String? {
        // The value ends with a zero byte and is copied at once; nothing here changes the environment meanwhile.
        unsafe getenv(name).map { unsafe text($0) }
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
        // A string of C, as both callers have it.
        let count = unsafe pointer.map { unsafe strlen($0) } ?? 0
        return unsafe text(bytes: UnsafeRawBufferPointer(start: pointer, count: count))
    }

    /// `bytes` as a String, whatever they are.
    package static func text(bytes: some Collection<UInt8>) -> String {
        if let plain = String(validating: bytes, as: UTF8.self), !plain.unicodeScalars.contains(where: isStandIn) {
            return plain
        }
        var result = String.UnicodeScalarView()
        var rest = Array(bytes)[...]
        while let first = rest.first {
            if let scalar = Printable.leadingScalar(rest), !isStandIn(scalar) {
                result.append(scalar)
                rest = rest.dropFirst(UTF8.width(scalar))
            } else {
                if let standIn = Unicode.Scalar(0x10FF00 + UInt32(first)) { result.append(standIn) }
                rest = rest.dropFirst()
            }
        }
        return String(result)
    }

    /// What `text` was made of.
    package static func bytes(_ text: String) -> [UInt8] {
        guard !isText(text) else { return Array(text.utf8) }
        return text.unicodeScalars.flatMap { scalar in byte(scalar).map { [$0] } ?? Array(String(scalar).utf8) }
    }

    /// Whether it was UTF-8, so that others can be given it as text.
    package static func isText(_ text: String) -> Bool { !text.unicodeScalars.contains(where: isStandIn) }

    /// The byte that `scalar` stands for; nil for all others.
    package static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
        isStandIn(scalar) ? UInt8(truncatingIfNeeded: scalar.value) : nil
    }

    private static func isStandIn(_ scalar: Unicode.Scalar) -> Bool { standIns.contains(scalar.value) }

    /// Calls `body` with `text` as the kernel knows it, ended with a zero byte.
    package static func withCString<Result, Failure>(
        _ text: String, _ body: (UnsafePointer<CChar>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let bytes = bytes(text).map { CChar(bitPattern: $0) } + [0]
        // The array lives through the call.
        return try unsafe body(bytes)
    }

    /// The same as a copy that the caller frees.
    package static func copy(_ text: String) -> UnsafeMutablePointer<CChar>? {
        unsafe withCString(text) { unsafe strdup($0) }
    }
}

extension FileName {
    /// What stands behind the last slash of a path from the command line; nil where that is no name.
    package init?(lastOf path: String) {
        let bytes = SystemText.bytes(path)
        self.init(bytes: bytes[(bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...])
    }
}
