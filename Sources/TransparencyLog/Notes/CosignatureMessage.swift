/// What a witness signs (C2SP tlog-cosignature, version 1, Ed25519), and how its time is written.
///
///     cosignature/v1
///     time 1679315147
///     …the text of the checkpoint
///
/// The signature in the note is the time, eight bytes big-endian, and the 64 bytes of Ed25519.
enum CosignatureMessage {
    static let timeByteCount = 8
    /// The latest time there may be, in seconds since 1970.
    static let latest = UInt64(Int64.max)

    static func bytes(text: [UInt8], time: UInt64) -> [UInt8] { Array("cosignature/v1\ntime \(time)\n".utf8) + text }

    static func bytes(of time: UInt64) -> [UInt8] {
        (0..<timeByteCount).map { UInt8(truncatingIfNeeded: time >> (56 - 8 * $0)) }
    }

    /// The time in a cosignature, in seconds since 1970; nil where there is none, or one that may not be.
    static func time(of signature: [UInt8]) -> UInt64? {
        guard signature.count >= timeByteCount else { return nil }
        let time = signature.prefix(timeByteCount).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return time <= latest ? time : nil
    }
}
