import CLinux
import Glibc

/// A process of this program's own, started and left to itself.
package struct ChildProcess: Sendable {
    private let process: pid_t

    /// Whether it runs still.
    package var isRunning: Bool { kill(process, 0) == 0 }

    /// Has the kernel forget children as they end; nobody asks how they did.
    package static func forgetEnded() { signal(SIGCHLD, SIG_IGN) }

    /// Starts this very program with other arguments, no signal blocked or ignored.
    ///
    /// - Parameter arguments: those behind the program's name.
    package static func startSelf(_ arguments: [String]) throws(IOError) -> ChildProcess {
        var attributes = posix_spawnattr_t()
        var (none, all) = (sigset_t(), sigset_t())
        // All structures live until posix_spawn has returned, and the C strings are freed after it.
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let words = SystemText.arguments.prefix(1) + arguments
        var pointers: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe SystemText.copy($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        var process: pid_t = 0
        let result = unsafe posix_spawn(&process, "/proc/self/exe", nil, &attributes, &pointers, clinux_environment())
        guard result == 0 else { throw IOError("posix_spawn", errno: result, path: "/proc/self/exe") }
        return ChildProcess(process: process)
    }

    /// Lets everybody else go first.
    package static func yieldToOthers() { _ = nice(19) }
}
