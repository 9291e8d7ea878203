import Glibc
import Testing

@testable import Systemd

@Suite struct `Service manager` {
    @Test func `several states go as one message`() async {
        await #expect(processExitsWith: .success) {
            let manager = try FakeManager()
            setEnvironment("NOTIFY_SOCKET", manager.path)
            #expect(ServiceManager.notify(.ready, .status("1,204 events, 3 rejected")) == .sent)
            #expect(manager.receive() == "READY=1\nSTATUS=1,204 events, 3 rejected")
        }
    }

    @Test func `without a service manager nothing is sent, and one that is gone is reported`() async {
        await #expect(processExitsWith: .success) {
            setEnvironment("NOTIFY_SOCKET", nil)
            #expect(ServiceManager.notify(.ready) == .noManager)
            setEnvironment("NOTIFY_SOCKET", "/nonexistent/notify")
            #expect(ServiceManager.notify(.ready) == .failed(ENOENT))
        }
    }

    @Test func `a status can't smuggle another state in, however long`() {
        #expect(ServiceManager.message([.status("rejected a\nSTOPPING=1")]) == "STATUS=rejected a\\nSTOPPING=1")
        let long = ServiceManager.message([.status(String(repeating: "ü", count: 10_000))])
        #expect(long.utf8.count <= "STATUS=".utf8.count + ServiceManager.statusLimit)
        #expect(long.hasSuffix("ü…"))
    }

    @Test(
        arguments: [
            (.reloading, "RELOADING=1"), (.stopping, "STOPPING=1"), (.watchdog, "WATCHDOG=1"),
            (.extendTimeout(.seconds(5)), "EXTEND_TIMEOUT_USEC=5000000"), (.errno(ENOSPC), "ERRNO=28"),
        ] as [(ServiceManager.State, String)])
    func `each state has the assignment of the protocol`(state: ServiceManager.State, expected: String) {
        #expect(state.assignment == expected)
    }

    @Test func `the loop feeds the watchdog where the service manager asks for it`() async {
        await #expect(processExitsWith: .success) {
            let manager = try FakeManager()
            setEnvironment("NOTIFY_SOCKET", manager.path)
            #expect(try EventLoop().feedWatchdog() == false)
            setEnvironment("WATCHDOG_USEC", "20000")
            let loop = try EventLoop()
            #expect(try loop.feedWatchdog())
            #expect(manager.receive() == "WATCHDOG=1")
            let timer = try loop.addTimer { loop.exit(0) }
            timer.arm(after: .milliseconds(40))
            _ = try loop.run()
            #expect(manager.receive() == "WATCHDOG=1")
            timer.close()
        }
    }
}
