import CLinux
import Glibc

/// The kernel's clocks.
///
/// What they tell is held within ``range``, so that the sum and the difference of two times can be told, too.
package enum Clock {
    /// Microseconds; 146,000 years to either side.
    package static let range = (Int64.min / 2)...(Int64.max / 2)

    /// Microseconds of UTC since 1970. It may jump.
    package static func now() -> Int64 { microseconds(CLOCK_REALTIME) }
    /// Microseconds since the machine was started, those of its sleep among them. It never jumps.
    package static func sinceBoot() -> Int64 { microseconds(CLOCK_BOOTTIME) }
    /// Microseconds since some time before the program began. It never goes back.
    package static func monotonic() -> Int64 { microseconds(CLOCK_MONOTONIC) }

    /// Waits; not at all for what is not positive.
    package static func sleep(microseconds: Int64) {
        guard microseconds > 0 else { return }
        var wanted = timespec(tv_sec: Int(microseconds / 1_000_000), tv_nsec: Int(microseconds % 1_000_000) * 1_000)
        var rest = wanted
        // A signal leaves in `rest` what is still to be waited. Both live through the call.
        while unsafe nanosleep(&wanted, &rest) != 0, errno == EINTR { wanted = rest }
    }

    private static func microseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        // All three clocks exist on every Linux, and the pointer is valid for the call: it cannot fail.
        _ = unsafe clock_gettime(clock, &time)
        let whole = Int64(time.tv_sec).multipliedWithSaturation(by: 1_000_000)
        return min(max(whole.addingWithSaturation(Int64(time.tv_nsec) / 1_000), range.lowerBound), range.upperBound)
    }
}

/// Names that the system knows.
package enum Account {
    /// A user as the system's list has him.
    package struct Entry: Sendable {
        package var name: String?
        package var user: UInt32
        /// His first group.
        package var group: UInt32
    }

    /// The login name of a user; nil where the system has none.
    package static func name(uid: UInt32) -> String? { entry(uid)?.name }

    /// The user with this login name; nil where the system has none.
    package static func find(_ name: String) -> Entry? {
        unsafe entry { (entry, buffer, found) in
            unsafe getpwnam_r(name, &entry, &buffer, buffer.count, &found)
        }
    }

    private static func entry(_ uid: UInt32) -> Entry? {
        unsafe entry { (entry, buffer, found) in unsafe getpwuid_r(uid, &entry, &buffer, buffer.count, &found) }
    }

    private static func entry(
        _ ask: (inout passwd, inout [CChar], inout UnsafeMutablePointer<passwd>?) -> Int32
    ) -> Entry? {
        var entry = unsafe passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        // The strings of `entry` lie in `buffer`; the name is copied before either goes.
        let outcome = unsafe ask(&entry, &buffer, &found)
        guard outcome == 0, unsafe found != nil, let name = unsafe entry.pw_name else { return nil }
        return Entry(
            name: unsafe String(validatingCString: name), user: unsafe entry.pw_uid, group: unsafe entry.pw_gid)
    }

    /// Makes this process, which is root's, that of another user for good: with his first group and no other.
    ///
    /// - Parameter group: his group where the system's list does not have him.
    package static func become(_ user: UInt32, group: UInt32) throws(IOError) {
        let group = entry(user)?.group ?? group
        try retrying("setresuid") { clinux_become(user, group) }
    }

    /// Whether a user is of a group, by the system's lists; false where it has no such user or group.
    package static func isMember(_ user: String, of group: String) -> Bool {
        guard let wanted = Self.group(group), let first = find(user)?.group else { return false }
        var groups = [gid_t](repeating: 0, count: 64)
        while true {
            var count = Int32(groups.count)
            // The list lives through the call, which writes no more than `count`.
            if unsafe getgrouplist(user, first, &groups, &count) >= 0 {
                return groups.prefix(Int(count)).contains(wanted)
            }
            // It has been told how many there are; they may have become more since.
            guard groups.count < 1 << 20 else { return false }
            groups = [gid_t](repeating: 0, count: max(groups.count * 2, Int(count)))
        }
    }

    /// The group with this name; nil where the system has none.
    package static func group(_ name: String) -> UInt32? {
        var entry = unsafe Glibc.group()
        var found: UnsafeMutablePointer<Glibc.group>?
        // A group has the names of all its members with it.
        var buffer = [CChar](repeating: 0, count: 1 << 20)
        let outcome = unsafe getgrnam_r(name, &entry, &buffer, buffer.count, &found)
        guard outcome == 0, unsafe found != nil else { return nil }
        return unsafe entry.gr_gid
    }

    /// The user this program runs as.
    package static var effectiveUser: UInt32 { geteuid() }
}

/// The machine.
package enum Host {
    /// Its name as the kernel has it, such as `desk`; `localhost` where there is none.
    package static var name: String {
        var buffer = [CChar](repeating: 0, count: 256)
        // Linux allows 64 bytes, so that the name always ends with a zero byte within the buffer.
        guard unsafe gethostname(&buffer, buffer.count - 1) == 0, buffer[0] != 0 else { return "localhost" }
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(validating: bytes, as: UTF8.self) ?? "localhost"
    }
}
