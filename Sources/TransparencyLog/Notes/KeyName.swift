/// The name of a key in a signed note (C2SP signed-note), such as `timeline.example.org/log`.
///
/// Names are the same where their bytes are: an é of one character and one of two are two names.
package struct KeyName: Sendable {
    package let text: String

    /// - Throws: where it is empty or has a `+`, white space or a control character.
    package init(_ text: String) throws(TextFault) {
        let allowed = text.unicodeScalars.allSatisfy { $0 != "+" && $0.value >= 0x20 && !$0.properties.isWhitespace }
        guard allowed, !text.isEmpty else {
            throw TextFault(
                line: nil, problem: "\(TextFault.quote(Array(text.utf8))) is no key's name",
                expected: "a word without white space and “+”, such as timeline.example.org/log")
        }
        self.text = text
    }

    init?(_ bytes: ArraySlice<UInt8>) {
        guard let text = String(validating: bytes, as: UTF8.self), let name = try? KeyName(text) else { return nil }
        self = name
    }
}

extension KeyName: Hashable {
    package static func == (left: KeyName, right: KeyName) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension KeyName: CustomStringConvertible {
    package var description: String { text }
}
