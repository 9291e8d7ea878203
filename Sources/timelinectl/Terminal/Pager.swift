import Glibc
import LinuxIO

/// A program that shows a long text a screen at a time, fed through a pipe.
struct Pager {
    private let child: pid_t
    private let input: Int32

    /// The command line to run: TIMELINED_PAGER, PAGER, or less; nil where the user wants none, or no terminal can show
    /// it.
    static func command(environment: (String) -> String?) -> String? {
        guard !Style.isDumb(environment) else { return nil }
        let chosen = environment("TIMELINED_PAGER") ?? environment("PAGER") ?? usual
        return chosen.isEmpty || chosen == "cat" ? nil : chosen
    }

    /// Nobody has asked for it: that it is missing is not worth a word.
    private static let usual = "command -v less >/dev/null || exit 127; exec less"

    /// Runs the command line $0, and prints the text plainly where that is none, or is not there: 126 and 127 are what
    /// the shell answers then, and nothing has been read.
    private static let script = """
        plainly() { PATH=$PATH:/bin:/usr/bin; exec cat; }
        /bin/sh -n -c "$0" || plainly
        /bin/sh -c "$0"
        case $? in 126|127) plainly;; esac
        """

    /// What `less` is told through LESS where the user says nothing: quit if one screen, colours, chop no lines ….
    ///
    /// The letters are journalctl's; `+G` begins at the end.
    static func lessOptions(atEnd: Bool) -> String { atEnd ? "FRSXMK+G" : "FRSXMK" }

    /// Starts `command` and puts its input in the place of stdout; nil where that fails: then output goes on plainly.
    static func start(_ command: String, atEnd: Bool) -> Pager? {
        var ends: [Int32] = [-1, -1]
        // pipe fills the two descriptors that the array has room for.
        guard unsafe pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        Environment.setDefault("LESS", lessOptions(atEnd: atEnd))
        // The text comes from a log that others write to: less is to run no commands and open no other files.
        Environment.setDefault("LESSSECURE", "1")
        // What is written here is UTF-8, whatever the locale says.
        Environment.setDefault("LESSCHARSET", "utf-8")
        guard let child = spawn(command, input: ends[0]) else {
            for end in ends { close(end) }
            return nil
        }
        close(ends[0])
        guard dup2(ends[1], STDOUT_FILENO) >= 0 else { return nil }
        close(ends[1])
        return Pager(child: child, input: STDOUT_FILENO)
    }

    /// Tells the pager that this is all, and waits until the reader leaves it.
    func finish() {
        close(input)
        var status: Int32 = 0
        // `status` outlives the call.
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
    }

    private static func spawn(_ command: String, input: Int32) -> pid_t? {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        var defaults = sigset_t()
        var child: pid_t = 0
        // All structures live until posix_spawn has returned, and the C strings are freed after it.
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        // This program ignores SIGPIPE; the pager has to meet it as it is used to.
        unsafe sigemptyset(&defaults)
        unsafe sigaddset(&defaults, SIGPIPE)
        unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let arguments = ["sh", "-c", script, command]
        var pointers = unsafe arguments.map { unsafe SystemText.copy($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        let status = unsafe posix_spawn(&child, "/bin/sh", &actions, &attributes, &pointers, environ)
        return status == 0 ? child : nil
    }
}
