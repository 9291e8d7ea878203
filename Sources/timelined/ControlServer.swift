import LinuxIO
import Systemd
import Timeline

/// Answers at run/control.sock (``ControlSocket``): one request a connection, from the daemon's own user or root.
///
/// Whoever connects and says nothing, or reads nothing, takes one of few places for a few seconds and nothing else.
final class ControlServer {
    private struct Client {
        var connection: LocalConnection
        var request: [UInt8] = []
        var source: EventSource
        var patience: TimerSource
    }

    /// How many are served at a time; a further one is turned away.
    private static let places = 8
    private static let patience: Duration = .seconds(5)

    private let listener: LocalListener
    private let loop: EventLoop
    private let reload: () -> [String]
    private var arrivals: EventSource?
    private var clients: [Int32: Client] = [:]

    /// - Parameter reload: reads the configuration anew and answers what is wrong with it, a line each.
    init(_ listener: LocalListener, _ loop: EventLoop, reload: @escaping () -> [String]) throws(SystemdError) {
        self.listener = listener
        self.loop = loop
        self.reload = reload
        arrivals = try loop.addDescriptor(listener.descriptor) { [unowned self] in accept() }
    }

    private func accept() {
        guard let connection = listener.accept(), clients.count < Self.places, let peer = try? connection.peer(),
            peer.user == 0 || peer.user == Account.effectiveUser
        else { return }
        let number = connection.descriptor
        do throws(SystemdError) {
            let source = try loop.addDescriptor(number) { [unowned self] in receive(number) }
            let patience = try loop.addTimer { [unowned self] in end(number) }
            patience.arm(after: Self.patience)
            clients[number] = Client(connection: connection, source: source, patience: patience)
        } catch {
            // It is turned away, and asks again.
        }
    }

    private func receive(_ number: Int32) {
        guard let client = clients[number] else { return }
        let room = ControlSocket.longestRequest - client.request.count
        guard let bytes = try? client.connection.receive(atMost: room), !bytes.isEmpty else { return end(number) }
        let request = client.request + bytes
        guard let line = request.firstIndex(of: UInt8(ascii: "\n")) else {
            clients[number]?.request = request
            if request.count >= ControlSocket.longestRequest { end(number) }
            return
        }
        let answer: ControlSocket.Answer =
            switch ControlSocket.Request(Array(request[..<line])) {
            case .reload?: Self.answer(reload())
            case nil: .unknown
            }
        // There is room for the longest answer; who has gone wants none.
        try? client.connection.send(answer.bytes)
        end(number)
    }

    private static func answer(_ problems: [String]) -> ControlSocket.Answer {
        problems.isEmpty ? .taken : .refused(problems)
    }

    private func end(_ number: Int32) {
        guard let client = clients.removeValue(forKey: number) else { return }
        client.source.close()
        client.patience.close()
    }
}
