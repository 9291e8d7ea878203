package import EventModel

/// What a file of events says, checked as far as that can be done without the log.
///
/// Pure: the same name and bytes give the same result at an analyst's desk (`timelinectl check`) and in the daemon.
package struct CheckedFile: Sendable {
    /// The events in the order of the file, each under an identity of its own.
    package var events: [Event] = []
    /// Every problem and every remark, in the order of the file.
    package var diagnostics: [Diagnostic] = []
    /// Every problem. With even one of them nothing of the file may enter the log.
    package var problems: [Diagnostic] { diagnostics.filter { $0.severity == .problem } }
    /// Every remark on the events that have no problem.
    package var remarks: [Diagnostic] { diagnostics.filter { $0.severity == .remark } }
    /// Where in ``events`` each identity stands, while the file is read.
    private var places: [EventIdentity: Int] = [:]

    /// After so many events there is time for something else.
    package static let pause = 1_024

    /// Reads and checks a whole file.
    ///
    /// - Parameters:
    ///   - name: its name, for the ending that tells its format.
    ///   - bytes: its contents.
    ///   - defaults: what events of the short form get where they say nothing.
    ///   - roomForEvent: how many bytes of canonical form an event may have, so that its line fits into the log.
    ///   - progress: called after every ``pause`` events at least.
    package static func check(
        name: String, bytes: [UInt8], defaults: EventReader.Defaults, roomForEvent: Int,
        progress: @escaping () -> Void = {}
    ) -> CheckedFile {
        let parsed = EventFile.read(name: name, bytes: bytes, progress: progress)
        let document = parsed.document
        var file = CheckedFile()
        var reader = EventReader(document, defaults: defaults)
        var faults: [Fault] = []
        var remarks: [Fault] = []
        file.places.reserveCapacity(parsed.events.count)
        for (number, node) in parsed.events.enumerated() {
            if number % pause == 0 { progress() }
            // No event will be taken, and more is not read by anybody.
            if parsed.isFull || faults.count > ParsedFile.maximumFaults { break }
            // Each value takes a byte of the canonical form at least; to read a million of them takes much memory.
            guard document.next(node) - node <= roomForEvent else {
                faults.append(tooLong(document, node, roomForEvent))
                continue
            }
            switch reader.read(node) {
            case .success(let event):
                if event.canonical.count > roomForEvent { faults.append(tooLong(event, roomForEvent)) }
                if let fault = file.take(event) { faults.append(fault) }
                if remarks.count <= ParsedFile.maximumFaults { remarks += reader.remarks }
            case .failure(let failure): faults += failure.faults
            }
        }
        file.places = [:]
        let all = parsed.faults(with: faults)
        file.diagnostics = Diagnostic.locate(all + ParsedFile.limited(remarks, "remarks"), in: bytes)
        if !all.isEmpty { file.events = [] }
        return file
    }

    /// Adds what the log says of it, at its place in the order of the file.
    package mutating func add(_ others: [Diagnostic]) {
        // A stable order: what stands at one place stays as it was found.
        diagnostics = (diagnostics + others).enumerated().sorted { left, right in
            let (first, second) = (left.element.position, right.element.position)
            return (first.line, first.column, left.offset) < (second.line, second.column, right.offset)
        }.map(\.element)
    }

    /// Takes an event whose identity is new within the file; two events under one are a fault, be they equal: two equal
    /// payments of a day are two payments, and none of them may vanish.
    private mutating func take(_ event: Event) -> Fault? {
        guard let index = places.updateValue(events.count, forKey: event.identity) else {
            events.append(event)
            return nil
        }
        places[event.identity] = index
        let isSame = events[index].canonical == event.canonical
        return Fault(
            at: event.offset,
            "the event \"\(Fault.excerpt(event.identity.id))\" stands in this file \(isSame ? "twice" : "with another content")",
            expected: "one event for one id",
            hint: isSame
                ? "leave one of them out; if they are two facts of one day, give each a \"ref\" of its own, such as ref: second"
                : "give one of them a \"ref\", such as ref: second, or an \"id\" of its own",
            first: events[index].offset)
    }

    private static func tooLong(_ document: Document, _ node: Document.Node, _ room: Int) -> Fault {
        Fault(
            at: document.offset(node), "the event has \(document.next(node) - node) keys and values",
            expected: "at most \(room) bytes in canonical form", hint: "write several events")
    }

    private static func tooLong(_ event: Event, _ room: Int) -> Fault {
        event.fault(
            "the event has \(event.canonical.count) bytes in canonical form", expected: "at most \(room)",
            hint: "cite the document by its address or SHA-256 instead of embedding it")
    }
}
