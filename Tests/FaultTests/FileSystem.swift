import Glibc
import TestSupport
import Testing

/// A file system on which a timeline can be tried.
enum FileSystem: String, CaseIterable, CustomTestStringConvertible {
    case ext4, tmpfs, overlay, bindfs, exfat

    var testDescription: String { rawValue }

    static let ofTheKernel: [FileSystem] = [.ext4, .tmpfs, .overlay]
    static let ofFUSE: [FileSystem] = [.bindfs, .exfat]
    static var isFUSEThere: Bool {
        // The path lives through the call.
        unsafe access("/dev/fuse", R_OK | W_OK) == 0
    }

    /// Mounts it over the directory this runs in; `$BOX` is a directory beside it.
    var script: String {
        switch self {
        case .ext4: "truncate -s 64M $BOX/image && mkfs.ext4 -q $BOX/image && mount -o loop $BOX/image ."
        case .tmpfs: "mount -t tmpfs tmpfs ."
        case .overlay:
            """
            mount -t tmpfs tmpfs $BOX && mkdir $BOX/lower $BOX/upper $BOX/work
            mount -t overlay overlay -o lowerdir=$BOX/lower,upperdir=$BOX/upper,workdir=$BOX/work .
            """
        case .bindfs: "bindfs $BOX ."
        case .exfat:
            // It wants a device, which goes with its last user once it is told to.
            """
            truncate -s 64M $BOX/image && mkfs.exfat $BOX/image && device=$(losetup -f --show $BOX/image)
            mount.exfat-fuse $device . && losetup -d $device
            """
        }
    }
}

extension FileSystem {
    /// Mounts it over a directory.
    ///
    /// - Parameter box: a directory beside it, which is made.
    func mount(over path: String, box: String) throws {
        var command = Command("bash", "-c", "mkdir \(box) && BOX=\(box) && \(script)")
        command.directory = path
        let outcome = try command.run()
        try #require(outcome.succeeded, "\(outcome)")
        // What is looked at is on it, not below it.
        try #require(Command("mountpoint", "-q", path).run().succeeded)
    }

    static func unmount(_ path: String, box: String) {
        _ = try? Command("sh", "-c", "umount -l \(path); umount -l \(box) 2>/dev/null; rm -rf \(box)").run()
    }
}
