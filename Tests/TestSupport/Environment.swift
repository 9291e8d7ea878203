import Glibc

/// What a run of the tests was asked for beside the usual.
package enum Environment {
    /// The value of a variable of this process's environment; nil where it is not set.
    package static func value(_ name: String) -> String? {
        // Nothing changes the environment while tests run, and the value is copied at once.
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
