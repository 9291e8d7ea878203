/// Codes of countries and currencies whose meaning hangs on the date of their event, and tags of languages.
extension EventReader {
    /// A code that has not always been in use, or not for one thing.
    struct NotedCode {
        var node: Document.Node
        /// The key that it stands at.
        var name: String
        var isCurrency: Bool
        /// The place of its first use in the table.
        var place: Int
    }

    /// Keeps a code of `shape` in mind until the date of its event is known.
    mutating func noteCode(_ node: Document.Node, _ shape: Shape, _ name: String) {
        switch shape {
        case .currency: note(document.withUTF8(node) { Currency.table.place(of: $0) }, isCurrency: true, node, name)
        case .country, .actor:
            note(document.withUTF8(node) { Country.table.place(of: $0) }, isCurrency: false, node, name)
        default: break
        }
    }

    /// - Parameter place: that of the code in its table; nil for what is no code.
    mutating func note(_ place: Int?, isCurrency: Bool, _ node: Document.Node, _ name: String) {
        guard let place, (isCurrency ? Currency.table : Country.table).isDated(place) else { return }
        codes.append(NotedCode(node: node, name: name, isCurrency: isCurrency, place: place))
    }

    /// Says of the codes in mind what they mean at the date of their event, where that is not plain.
    ///
    /// - Parameter occurred: where the event says its date; nil where it does not.
    mutating func remarkOnCodes(occurred: Document.Node?) {
        guard !codes.isEmpty else { return }
        let date = occurred.flatMap { node in
            document.kind(node) == .string ? document.withUTF8(node) { EDTF.bounds(utf8: $0) }?.bounds : nil
        }
        for code in codes {
            let table = code.isCurrency ? Currency.table : Country.table
            if let date, table.isPlain(code.place, at: date) { continue }
            let uses = table.uses(at: code.place)
            guard let remark = CodeMeaning.remark(on: uses, at: date), let first = uses.first else { continue }
            self.remark(code.node, "\(code.name) \(quoted(first.code)) \(remark)")
        }
        codes.removeAll(keepingCapacity: true)
    }

    /// Says of a well-formed tag of a language what the registry says of it.
    mutating func remarkOnLanguage(_ node: Document.Node, _ shape: Shape, _ name: String) {
        guard case .language = shape, let (problem, hint) = LanguageTag.remark(on: document.string(node)) else {
            return
        }
        remark(node, "\(name) \(quoted(document.string(node))): \(problem)", hint: hint)
    }
}
