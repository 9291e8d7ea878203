/// What is wrong with a text, where, and what was expected there.
package struct TextFault: Error, Sendable, Hashable {
    /// The line, from 1; nil where it is about all of the text.
    package var line: Int?
    package var problem: String
    package var expected: String
}

extension TextFault: CustomStringConvertible {
    package var description: String {
        (line.map { "line \($0): " } ?? "") + "\(problem) — expected \(expected)"
    }
}

extension TextFault {
    /// A piece of somebody else's text for people: in quotation marks, nothing in it that a terminal would act upon,
    /// and not long.
    static func quote(_ bytes: some Collection<UInt8>) -> String {
        let limit = 40
        let text = String(decoding: bytes.prefix(limit), as: UTF8.self).debugDescription
        return bytes.count > limit ? text + "…" : text
    }
}
