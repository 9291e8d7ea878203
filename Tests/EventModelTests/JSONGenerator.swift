import EventModel

/// Random numbers that are the same in every run (SplitMix64), so that a failure can be looked at.
struct JSONRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A value of at most `depth` levels, with keys that occur once in their object.
    mutating func json(depth: Int) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &self) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &self))
        case 2: return .integer(Int.random(in: -1_000_000...1_000_000, using: &self))
        case 3: return .number(JSONNumber.canonical(double()))
        case 4, 5: return .string(string())
        case 6: return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in json(depth: depth - 1) })
        default:
            let keys = Set((0..<Int.random(in: 0...4, using: &self)).map { _ in Array(string().utf8) })
            return .object(keys.map { (String(decoding: $0, as: UTF8.self), json(depth: depth - 1)) })
        }
    }

    /// Any finite double, all bit patterns being equally likely.
    mutating func double() -> Double {
        while true {
            let value = Double(bitPattern: next())
            if value.isFinite { return value }
        }
    }

    /// Text of all lengths of UTF-8, with what has to be escaped and what must not be.
    mutating func string() -> String {
        let ranges: [ClosedRange<UInt32>] = [0x20...0x7E, 0...0x1F, 0x22...0x22, 0x5C...0x5C, 0x7F...0x7FF]
        let wide: [ClosedRange<UInt32>] = [0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF]
        var text = ""
        for _ in 0..<Int.random(in: 0...12, using: &self) {
            let range = (ranges + wide).randomElement(using: &self) ?? 0x20...0x7E
            let scalar = Unicode.Scalar(UInt32.random(in: range, using: &self))
            // Noncharacters are no text of I-JSON.
            let isCharacter = scalar.map { $0.value & 0xFFFE != 0xFFFE && !(0xFDD0...0xFDEF ~= $0.value) } ?? false
            text.unicodeScalars.append(scalar.flatMap { isCharacter ? $0 : nil } ?? "x")
        }
        return text
    }

    /// `bytes` with a few of them changed, removed, doubled or added.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        let usual = Array(#"{}[]",:\u0123456789eE+-. tfn"#.utf8) + [0x0A, 0x09, 0x00, 0x7F, 0x80, 0xC3, 0xED, 0xFF]
        var result = bytes
        for _ in 0...Int.random(in: 0...2, using: &self) {
            let place = Int.random(in: 0...result.count, using: &self)
            let byte = usual.randomElement(using: &self) ?? 0
            switch Int.random(in: 0..<4, using: &self) {
            case 0: result.insert(byte, at: place)
            case 1 where place < result.count: result.remove(at: place)
            case 2 where place < result.count: result[place] = byte
            case 3 where place < result.count: result[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            default: result.removeLast(min(result.count, Int.random(in: 0...3, using: &self)))
            }
        }
        return result
    }
}

/// What is wrong with a JSON text: its syntax, or else what I-JSON and the event model ask beyond that.
func faults(inJSON text: String) -> [Fault] { faults(inJSON: Array(text.utf8)) }

func faults(inJSON bytes: [UInt8]) -> [Fault] {
    do throws(Fault) {
        return try Document(json: bytes).strictFaults()
    } catch {
        return [error]
    }
}

/// The canonical form of a JSON text.
func canonical(_ bytes: [UInt8]) throws(Fault) -> [UInt8] {
    let document = try Document(json: bytes)
    return JSON(document.root, of: document).canonical
}

func canonical(_ text: String) throws(Fault) -> String {
    String(decoding: try canonical(Array(text.utf8)), as: UTF8.self)
}
