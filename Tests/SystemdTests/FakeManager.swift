import Glibc
import Testing

/// A datagram socket in a temporary directory that stands for the service manager.
final class FakeManager {
    let path: String
    private let directory: String
    private let socket: Int32

    init() throws {
        var template = Array("/tmp/timelined-notify-XXXXXX".utf8CString)
        // mkdtemp writes within the template, which ends with NUL.
        try #require(unsafe mkdtemp(&template) != nil)
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = directory + "/notify"
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // sun_path holds 108 bytes; the path above is shorter.
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
    }

    deinit {
        close(socket)
        // The strings live for the calls.
        unsafe unlink(path)
        unsafe rmdir(directory)
    }

    /// The next message, empty where there is none.
    func receive() -> String {
        var buffer = [UInt8](repeating: 0, count: 8_192)
        // recv writes no more than the buffer holds.
        let count = unsafe recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}

/// Sets an environment variable, or removes it. Only in exit tests, which have their process to themselves: elsewhere
/// another thread could be reading the environment.
func setEnvironment(_ name: String, _ value: String?) {
    // The strings live for the calls, which copy them.
    if let value { unsafe setenv(name, value, 1) } else { unsafe unsetenv(name) }
}
