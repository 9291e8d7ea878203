/// What to do about a fault, as the end of its message.
///
/// There are three sorts; a test applies the first to texts of every kind:
///
/// | sort | reads | promise |
/// |---|---|---|
/// | ``write(_:_:)`` | `write CN for China` | put in the place of the whole faulty value it is accepted, and means the same |
/// | ``ask(_:)`` | `did you mean ID, Indonesia?` | a guess |
/// | words | `remove the comma` | advice, or what the standard says |
package struct Hint: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// As messages show it.
    package let words: String
    /// What is proposed in the place of the faulty value; nil for advice, and for several guesses.
    let proposal: String?
    private let isCertain: Bool

    /// What can stand in the place of the faulty value: accepted there, and of the same meaning; nil where that is not
    /// certain.
    package var replacement: String? { isCertain ? proposal : nil }

    package init(_ words: String) { self.init(words, proposal: nil, isCertain: false) }

    package init(stringLiteral words: String) { self.init(words) }

    private init(_ words: String, proposal: String?, isCertain: Bool) {
        self.words = words
        self.proposal = proposal
        self.isCertain = isCertain
    }

    /// What is certain: `write TEXT`, and what is added to it.
    package static func write(_ text: String, _ addition: String = "") -> Hint {
        Hint("write \(text)\(addition)", proposal: text, isCertain: true)
    }

    /// The same of a text that is to be put into quotes; the replacement stands within them.
    ///
    /// - Parameters:
    ///   - words: what to do, before a colon.
    ///   - quote: one that does not stand in the text.
    package static func quote(_ text: String, _ words: String = "put it in quotes", by quote: String = "\"") -> Hint {
        Hint("\(words): \(quote)\(text)\(quote)", proposal: text, isCertain: true)
    }

    /// What is not: `did you mean GUESS?`
    package static func ask(_ guess: String, _ addition: String = "") -> Hint {
        Hint("did you mean \(guess)\(addition)?", proposal: guess, isCertain: false)
    }

    /// Several guesses; nil for none.
    package static func ask(_ guesses: [String]) -> Hint? {
        guard let last = guesses.last else { return nil }
        guard guesses.count > 1 else { return .ask(last) }
        return Hint("did you mean \(guesses.dropLast().joined(separator: ", ")) or \(last)?")
    }

    /// The hint for a value of which the faulty text is a part, and `whole` makes the value; nil where there is no one
    /// proposal.
    func within(_ whole: (String) -> String) -> Hint? {
        proposal.map { isCertain ? .write(whole($0)) : .ask(whole($0)) }
    }
}
