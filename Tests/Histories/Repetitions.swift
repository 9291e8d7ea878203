import Glibc

/// How often a property is tried on generated cases: enough to show it in a minute's work.
///
/// `TIMELINED_TIMES=20 swift test` tries each twenty times as often, to search.
package enum Repetitions {
    package static let times = environment("TIMELINED_TIMES") ?? 1

    package static func environment(_ name: String) -> Int? {
        // The environment is not changed while tests run, and the text is copied.
        unsafe getenv(name).flatMap { unsafe Int(String(cString: $0)) }
    }

    /// Seeds for so many cases.
    package static func seeds(_ count: Int, from first: UInt64 = 0) -> Range<UInt64> {
        first..<first + UInt64(max(1, count * times))
    }
}
