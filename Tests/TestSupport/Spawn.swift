// `environ` is a variable of the C library; no test but those in a process of their own changes it.
@unsafe @preconcurrency import Glibc

/// Why something could not be opened or started, by errno(3).
struct SpawnError: Error {
    var errno: Int32
}

/// An open file, closed with its last reference, and never inherited but by design.
final class OpenFile {
    let descriptor: Int32

    init(_ descriptor: Int32) throws(SpawnError) {
        guard descriptor >= 0 else { throw SpawnError(errno: errno) }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// A pipe neither of whose ends leaks into a process that another thread starts at the same moment, as those of
    /// pipe(2) do before they can be marked: a FIFO has its mark from the first.
    static func pipe() throws(SpawnError) -> (reading: OpenFile, writing: OpenFile) {
        var template = Array("/tmp/timelined-test-XXXXXX".utf8CString)
        // mkdtemp writes within the template, which ends with NUL; the strings live for the calls.
        guard unsafe mkdtemp(&template) != nil else { throw SpawnError(errno: errno) }
        let directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let path = directory + "/fifo"
        defer {
            unsafe unlink(path)
            unsafe rmdir(directory)
        }
        guard unsafe mkfifo(path, 0o600) == 0 else { throw SpawnError(errno: errno) }
        // For both directions, or it would wait for a reader; the reader then finds its writer there.
        let writing = try OpenFile(unsafe open(path, O_RDWR | O_CLOEXEC))
        let reading = try OpenFile(unsafe open(path, O_RDONLY | O_CLOEXEC))
        return (reading, writing)
    }
}

/// A file without a name.
final class Scratch {
    let file: OpenFile

    /// A file that holds `contents`, to be read or written from its beginning.
    init(_ contents: [UInt8] = []) throws(SpawnError) {
        var template = Array("/tmp/timelined-test-XXXXXX".utf8CString)
        // mkstemp writes within the template, which ends with NUL. Another thread's process may inherit the file in
        // this moment; nothing waits for its end, so that does no harm.
        file = try OpenFile(unsafe mkstemp(&template))
        _ = fcntl(file.descriptor, F_SETFD, FD_CLOEXEC)
        unsafe unlink(template)
        var rest = contents[...]
        while !rest.isEmpty {
            // The buffer lives for the call, which reads no more than its count.
            let count = unsafe rest.withUnsafeBytes { unsafe write(file.descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw SpawnError(errno: errno) }
            rest = rest.dropFirst(count)
        }
        lseek(file.descriptor, 0, SEEK_SET)
    }

    /// All that is in it now, wherever its writer stands.
    var contents: [UInt8] {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            // pread writes no more than the buffer holds.
            let count = unsafe pread(file.descriptor, &buffer, buffer.count, off_t(result.count))
            guard count > 0 else { return result }
            result += buffer.prefix(count)
        }
    }
}

/// Starts `words` with the three standard files, in a process group of its own, with no signal blocked or ignored.
///
/// - Returns: the process, which is also its group.
/// - Throws: ENOENT where there is no such program.
func spawn(
    _ words: [String], _ input: OpenFile, _ output: OpenFile, _ errors: OpenFile
) throws(SpawnError) -> pid_t {
    // Both are initialised here and destroyed at the end; nothing of them is kept elsewhere.
    var files = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    unsafe posix_spawn_file_actions_init(&files)
    unsafe posix_spawnattr_init(&attributes)
    defer {
        unsafe posix_spawn_file_actions_destroy(&files)
        unsafe posix_spawnattr_destroy(&attributes)
    }
    for (file, number) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (errors, STDERR_FILENO)] {
        unsafe posix_spawn_file_actions_adddup2(&files, file.descriptor, number)
    }
    var (none, all) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    let flags = Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP)
    unsafe posix_spawnattr_setflags(&attributes, flags)

    // Copies that live until the call is over; the list ends with nil, as execve(2) wants it.
    var arguments: [UnsafeMutablePointer<CChar>?] =
        unsafe words.map { unsafe strdup($0) as UnsafeMutablePointer<CChar>? } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var process: pid_t = 0
    let result = unsafe posix_spawnp(&process, words[0], &files, &attributes, &arguments, environ)
    guard result == 0 else { throw SpawnError(errno: result) }
    return process
}
