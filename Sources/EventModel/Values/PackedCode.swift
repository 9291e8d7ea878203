/// A code of one to three bytes in one number: what a set finds without a text being made.
struct PackedCode: Hashable {
    private var value: UInt32

    /// nil for a text of another length.
    init?(_ text: Span<UInt8>) {
        guard 1...3 ~= text.count else { return nil }
        value = UInt32(text.count)
        for index in text.indices { value = value << 8 | UInt32(text[index]) }
    }
}
