import CLinux
import Glibc

/// An instance of inotify(7), and what it tells in the kernel's words.
struct InotifyQueue: ~Copyable, Sendable {
    struct Event {
        /// What ``add(_:_:)`` answered for the directory.
        var watch: Int32
        var mask: Int32
        /// Of the file in it; nil where it is about the directory.
        var name: FileName?
    }

    let descriptor: Int32

    /// - Throws: EMFILE where the user has no instance left (fs.inotify.max_user_instances).
    init() throws(IOError) {
        descriptor = try retrying("inotify_init1") { inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC)) }
    }

    deinit { _ = close(descriptor) }

    /// Begins to watch the directory at `path`, or one below it, where no link is followed at the last name.
    ///
    /// - Throws: ENOSPC where the user has no watch left (fs.inotify.max_user_watches).
    @discardableResult
    func add(_ path: String, _ changes: Int32, folder: [FileName] = []) throws(IOError) -> Int32 {
        let names = folder.map { "/" + SystemText.text(bytes: $0.bytes) }.joined()
        let flags = changes | IN_ONLYDIR | (folder.isEmpty ? 0 : IN_DONT_FOLLOW)
        return try unsafe SystemText.withCString(path + names) { (text) throws(IOError) in
            try retrying("inotify_add_watch", path + names) {
                unsafe inotify_add_watch(descriptor, text, UInt32(flags))
            }
        }
    }

    /// Ends a watch; nothing where its directory is gone.
    func remove(_ watch: Int32) { _ = inotify_rm_watch(descriptor, watch) }

    /// All that has been told and not been read, in its order; empty when there is nothing.
    func read() throws(IOError) -> [Event] {
        var events: [Event] = []
        while true {
            let size = 65_536
            var count = 0
            var failure: IOError?
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
                do throws(IOError) {
                    count = try retrying("read") { unsafe Glibc.read(descriptor, buffer.baseAddress, size) }
                } catch { failure = error }
                initialized = count
            }
            if let failure {
                if failure.errno == EAGAIN { return events }
                throw failure
            }
            if count == 0 { return events }
            Self.parse(bytes, into: &events)
        }
    }

    private static func parse(_ bytes: [UInt8], into events: inout [Event]) {
        let header = MemoryLayout<inotify_event>.size
        var place = 0
        while place + header <= bytes.count {
            // Whole headers only, by the check above; unaligned loads need no alignment.
            let event = unsafe bytes.withUnsafeBytes {
                unsafe $0.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
            }
            let end = min(place + header + Int(event.len), bytes.count)
            let name = FileName(bytes: bytes[(place + header)..<end].prefix { $0 != 0 })
            events.append(Event(watch: event.wd, mask: Int32(bitPattern: event.mask), name: name))
            place = end
        }
    }
}
