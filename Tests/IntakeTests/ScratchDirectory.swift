import Glibc
import LinuxIO

/// A directory that a test makes and removes.
enum ScratchDirectory {
    static func remove(_ path: String) {
        guard let directory = try? Directory.open(path), let names = try? directory.names() else { return }
        for name in names {
            if (try? directory.status(of: name).kind) == .directory {
                remove(path + "/" + name.escaped)
            } else {
                try? directory.remove(name)
            }
        }
        // The path lives through the call.
        _ = unsafe rmdir(path)
    }
}
