/// What is wrong at one place of a text, in words for the person who wrote it.
package struct Fault: Error, Sendable, Hashable {
    /// Where, in bytes from the start of the text.
    package var offset: Int
    /// What is wrong: "the string never ends".
    package var problem: String
    /// What was expected there.
    package var expected: String?
    /// What to do about it.
    package var hint: String?

    package init(at offset: Int, _ problem: String, expected: String? = nil, hint: String? = nil) {
        self.offset = offset
        self.problem = problem
        self.expected = expected
        self.hint = hint
    }
}
