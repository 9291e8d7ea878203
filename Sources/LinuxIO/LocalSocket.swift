import CLinux
import Glibc

/// A stream socket of the family AF_UNIX that listens at a name, for its owner and root alone. It never blocks.
package final class LocalListener {
    package let descriptor: Int32
    private let directory: Directory
    private let name: FileName

    /// How many may wait to be taken: as many as Linux lets by default. One that only asked who listens here and is gone waits
    /// as well until it is taken, which may be never: tools that hold a lock listen for their name alone.
    private static let backlog: Int32 = 4_096

    /// Listens at `name` in `directory`, in the place of what is there.
    package init(at name: FileName, in directory: consuming Directory) throws(IOError) {
        let path = directory.child(name)
        descriptor = try unsafe name.withCString { [folder = directory.descriptor] (text) throws(IOError) in
            try retrying("bind", path) { unsafe clinux_listen(folder, text, Self.backlog) }
        }
        self.directory = directory
        self.name = name
    }

    deinit { _ = close(descriptor) }

    /// Takes the name away; to be asked while nobody else may listen there.
    package func removeName() { try? directory.remove(name) }

    /// The next that has connected; nil where nobody waits.
    package func accept() -> LocalConnection? {
        let connection = clinux_accept(descriptor)
        return connection < 0 ? nil : LocalConnection(owning: connection)
    }
}

/// One end of a connection over a socket of the family AF_UNIX. It never blocks but in ``wait(milliseconds:)``.
package final class LocalConnection {
    /// Who is at the other end.
    package struct Peer: Sendable, Hashable {
        /// 0 where it cannot be seen from here: it runs in another PID namespace.
        package var process: Int32
        package var user: UInt32
    }

    package let descriptor: Int32

    fileprivate init(owning descriptor: Int32) { self.descriptor = descriptor }

    deinit { _ = close(descriptor) }

    /// Connects to who listens at `name` in `directory`.
    ///
    /// - Throws: ECONNREFUSED or ENOENT where nobody does, EAGAIN where too many wait there, EACCES.
    package static func open(_ name: FileName, in directory: borrowing Directory) throws(IOError) -> LocalConnection {
        let folder = directory.descriptor
        let path = directory.child(name)
        return LocalConnection(
            owning: try unsafe name.withCString { (text) throws(IOError) in
                try retrying("connect", path) { unsafe clinux_connect(folder, text) }
            })
    }

    /// By the kernel's word (unix(7), SO_PEERCRED): who connected, or who began to listen.
    package func peer() throws(IOError) -> Peer {
        var peer = Peer(process: 0, user: 0)
        // Both live through the call, which writes them.
        try retrying("getsockopt") { unsafe clinux_peer(descriptor, &peer.process, &peer.user) }
        return peer
    }

    /// Sends all of `bytes`, as far as there is room for them at once.
    ///
    /// - Throws: EAGAIN where there is not, EPIPE where nobody reads any more.
    package func send(_ bytes: [UInt8]) throws(IOError) {
        var done = 0
        while done < bytes.count {
            // It reads at most the bytes from `done` to the end of the array, which lives through the call.
            done += try retrying("send") {
                unsafe bytes.withUnsafeBytes { buffer in
                    unsafe clinux_send(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
                }
            }
        }
    }

    /// What there is to be read now, at most `limit` bytes; nothing at the end, nil where nothing has come yet.
    package func receive(atMost limit: Int) throws(IOError) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: limit)
        do throws(IOError) {
            // The buffer has room for `limit` bytes.
            let count = try retrying("recv") { unsafe recv(descriptor, &buffer, limit, 0) }
            return Array(buffer[..<count])
        } catch {
            if error.errno == EAGAIN { return nil }
            throw error
        }
    }

    /// Waits for something to read, or the end.
    ///
    /// - Returns: false where the time is over.
    package func wait(milliseconds: Int32) throws(IOError) -> Bool {
        try retrying("poll") { clinux_wait(descriptor, milliseconds) } > 0
    }
}
