import EventModel
import Glibc

/// Where a command writes: stdout with its colours, its width and perhaps a pager, and stderr for what went wrong.
final class Console {
    let output: Output
    let style: Style
    private let errorStyle: Style
    /// In columns.
    let width: Int
    /// Whether a person is looking.
    let isTerminal: Bool
    let isQuiet: Bool
    private let wantsPager: Bool
    private var pager: Pager?

    init(_ global: GlobalOptions) {
        isTerminal = Environment.isTerminal(STDOUT_FILENO)
        style = Style(global.color, isTerminal: isTerminal, environment: Environment.value)
        errorStyle = Style(
            global.color, isTerminal: Environment.isTerminal(STDERR_FILENO), environment: Environment.value)
        width = Environment.columns(STDOUT_FILENO)
        isQuiet = global.quiet
        wantsPager = isTerminal && !global.noPager
        output = Output(STDOUT_FILENO)
    }

    /// From here on output may be long.
    func page(atEnd: Bool = false) {
        guard wantsPager, let command = Pager.command(environment: Environment.value) else { return }
        output.flush()
        // An empty answer needs none.
        output.beforeWriting = { [unowned self] in pager = Pager.start(command, atEnd: atEnd) }
    }

    func line(_ text: Styled = "") { output.line(text.rendered(style)) }

    func lines(_ lines: some Sequence<String>) { for line in lines { output.line(line) } }

    /// JSON, as it is into a file, without anything a terminal could act on otherwise.
    func json(_ text: String, terminator: String = "\n") {
        output.write((isTerminal ? Printable.json(text) : text) + terminator)
    }

    /// The same of JSON in UTF-8.
    func json(_ text: [UInt8], terminator: String = "\n") {
        if isTerminal { return json(String(decoding: text, as: UTF8.self), terminator: terminator) }
        output.write(text)
        output.write(terminator)
    }

    /// A remark on stderr that `-q` silences.
    func remark(_ message: String) {
        guard !isQuiet else { return }
        output.flush()
        Output.complain(message)
    }

    /// A complaint on stderr that nothing silences.
    func complain(_ message: String) {
        output.flush()
        Output.complain(message)
    }

    /// A problem of a file, or a remark that `-q` silences, on stderr, as compilers write it.
    func diagnostic(_ problem: Diagnostic, file: String) {
        if isQuiet, problem.severity == .remark { return }
        output.flush()
        let place = Styled("\(file):\(problem.position.line):\(problem.position.column):", .strong)
        Output.error((place + " " + Styled(problem.label + problem.sentence)).rendered(errorStyle))
    }

    func finish() {
        output.flush()
        pager?.finish()
        pager = nil
    }
}
