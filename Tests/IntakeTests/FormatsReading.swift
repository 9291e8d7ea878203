import EventModel
import Intake

/// A file as a test sees it: its events as JSON, its faults as `LINE:COLUMN: SENTENCE`.
struct Reading: Equatable {
    var events: [String]
    var faults: [String]

    init(_ name: String, _ bytes: [UInt8]) {
        let file = EventFile.read(name: name, bytes: bytes)
        events = file.events.map { JSON($0, of: file.document).line }
        faults = Diagnostic.locate(file.faults, in: bytes).map { diagnostic in
            "\(diagnostic.position.line):\(diagnostic.position.column): \(diagnostic.sentence)"
        }
    }

    init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
}

/// Random numbers that are the same in every run (SplitMix64), so that a failure can be looked at.
struct FormatsRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
