import CSystemd
import Glibc

/// Something the loop waits for, and what runs when it comes. It is removed by ``close()``, or with its last reference.
///
/// A handler that refers to an object which owns this source makes a cycle: let it capture that object `unowned`, or
/// close the source.
///
/// Why the pointers are sound: sd-event keeps `self` unretained as the handler's context. The context is used only
/// while the source is enabled, and ``close()``, which `deinit` calls, disables and drops it first; so whenever
/// sd-event calls back, `self` is alive. The callback then holds a reference of its own until the handler returns, and
/// sd-event keeps a source it is dispatching, so that a handler may close its own source or drop the last reference.
@safe package class EventSource {
    private var handler: ((UInt32) -> Void)?
    private(set) var source: OpaquePointer?

    /// Adds a source by `add`, an sd_event_add_* function that is given the place for the source and the context.
    fileprivate init(
        call: String, priority: EventLoop.Priority, handler: @escaping (UInt32) -> Void,
        add: (UnsafeMutablePointer<OpaquePointer?>, UnsafeMutableRawPointer) -> Int32
    ) throws(SystemdError) {
        self.handler = handler
        var source: OpaquePointer?
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        try SystemdError.check(unsafe add(&source, context), call)
        unsafe self.source = source
        try SystemdError.check(
            unsafe sd_event_source_set_priority(source, priority.rawValue), "sd_event_source_set_priority")
    }

    deinit { close() }

    /// Removes the source from its loop and forgets the handler. A second call does nothing.
    package func close() {
        // Disabled as well as dropped: were it being dispatched, it would stay until that is over.
        unsafe sd_event_source_disable_unref(source)
        unsafe source = nil
        handler = nil
    }

    /// Sets whether the source fires: SD_EVENT_ON, SD_EVENT_OFF, SD_EVENT_ONESHOT. Nothing after ``close()``.
    fileprivate func enable(_ state: Int) {
        guard let source = unsafe source else { return }
        let result = unsafe sd_event_source_set_enabled(source, Int32(state))
        // ESTALE: the loop has ended, and nothing fires any more. Otherwise only a source of no kind can fail.
        assert(result >= 0 || result == -ESTALE)
    }

    /// Runs the handler of the source that `context` stands for.
    fileprivate static func dispatch(_ context: UnsafeMutableRawPointer?, _ value: UInt32) -> Int32 {
        guard let context = unsafe context else { return 0 }
        // Alive, by the argument above; the reference taken here keeps it so until the handler returns.
        let source = unsafe Unmanaged<EventSource>.fromOpaque(context).takeUnretainedValue()
        withExtendedLifetime(source) {
            // A copy: closing the source in its handler must not free the closure that runs.
            let handler = source.handler
            handler?(value)
        }
        return 0
    }
}

/// A moment to wait for: one-shot, on the monotonic clock, which no change of the time of day touches.
@safe package final class TimerSource: EventSource {
    /// Fires once after `delay`, and no later than `accuracy` beyond it, at least 1 µs each; armed anew, only the new
    /// moment counts. The wider the accuracy the fewer the wake-ups: the kernel may join timers that lie close.
    package func arm(after delay: Duration, accuracy: Duration = .milliseconds(1)) {
        guard let source = unsafe source else { return }
        // sd-event takes 0 for its default of 250 ms.
        _ = unsafe sd_event_source_set_time_accuracy(source, max(accuracy.microseconds, 1))
        _ = unsafe sd_event_source_set_time_relative(source, delay.microseconds)
        enable(SD_EVENT_ONESHOT)
    }

    /// Makes it not fire; nothing where it is not armed.
    package func disarm() { enable(SD_EVENT_OFF) }
}

/// Work to do once everything more urgent is done.
@safe package final class DeferredSource: EventSource {
    /// Runs the handler once, as soon as nothing of higher priority waits; scheduled twice before, it runs once.
    package func schedule() { enable(SD_EVENT_ONESHOT) }

    /// Takes back what was scheduled and has not run yet.
    package func cancel() { enable(SD_EVENT_OFF) }
}

extension EventLoop {
    /// Runs `handler` whenever `descriptor` can be read or is at its end. It stays the caller's to close, afterwards.
    ///
    /// - Throws: EPERM for a descriptor that can't be waited for (a regular file), EEXIST for one added twice, EBADF.
    package func addDescriptor(
        _ descriptor: Int32, priority: Priority = .normal, _ handler: @escaping () -> Void
    ) throws(SystemdError) -> EventSource {
        try unsafe EventSource(call: "sd_event_add_io", priority: priority, handler: { _ in handler() }) {
            unsafe sd_event_add_io(
                event, $0, descriptor, EPOLLIN.rawValue,
                { _, _, events, context in unsafe EventSource.dispatch(context, events) }, $1)
        }
    }

    /// A timer, not armed yet.
    package func addTimer(
        priority: Priority = .normal, _ handler: @escaping () -> Void
    ) throws(SystemdError) -> TimerSource {
        let timer = try unsafe TimerSource(
            call: "sd_event_add_time_relative", priority: priority, handler: { _ in handler() }
        ) {
            unsafe sd_event_add_time_relative(
                event, $0, CLOCK_MONOTONIC, 0, 1, { _, _, context in unsafe EventSource.dispatch(context, 0) }, $1)
        }
        timer.disarm()
        return timer
    }

    /// Runs `handler` for `signal`, which no longer interrupts this thread, nor any started after this call.
    ///
    /// It stays blocked after the source is closed, so that a second SIGTERM can't cut the way out short.
    package func addSignal(
        _ signal: Signal, priority: Priority = .important, _ handler: @escaping () -> Void
    ) throws(SystemdError) -> EventSource {
        var set = sigset_t()
        // `set` is initialised by the first call; all three only read or write it during the call.
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, signal.number)
        try SystemdError.check(unsafe -pthread_sigmask(SIG_BLOCK, &set, nil), "pthread_sigmask")
        return try unsafe EventSource(
            call: "sd_event_add_signal", priority: priority, handler: { _ in handler() }
        ) {
            unsafe sd_event_add_signal(
                event, $0, signal.number, { _, _, context in unsafe EventSource.dispatch(context, 0) }, $1)
        }
    }

    /// Work that runs when it is scheduled, once a time, after all that is more urgent.
    package func addDeferred(
        priority: Priority = .idle, _ handler: @escaping () -> Void
    ) throws(SystemdError) -> DeferredSource {
        let source = try unsafe DeferredSource(
            call: "sd_event_add_defer", priority: priority, handler: { _ in handler() }
        ) {
            unsafe sd_event_add_defer(event, $0, { _, context in unsafe EventSource.dispatch(context, 0) }, $1)
        }
        source.cancel()
        return source
    }
}
