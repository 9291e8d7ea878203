import LinuxIO
import TestSupport
import Testing

/// What README.md shows is what its reader gets.
struct `README` {
    /// A command of README.md with what it says there.
    private struct Shown {
        /// The words of timelinectl, or the whole of a line that drops files.
        var command: String
        var isDrop = false
        var lines: [String]

        /// Whether `output` is what is shown, `…` on a line of its own standing for any further lines.
        func fits(_ output: [String]) -> Bool {
            guard let cut = lines.firstIndex(of: "…") else { return lines == output }
            let end = lines[lines.index(after: cut)...]
            return output.count >= lines.count - 1 && output.starts(with: lines[..<cut])
                && output.suffix(end.count) == end
        }
    }

    private static func shown() throws -> [Shown] {
        var result: [Shown] = []
        var isConsole = false
        for line in try Command("cat", Programs.repository + "/README.md").run().text.split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            if line.hasPrefix("```") {
                isConsole = line == "```console"
            } else if !isConsole, line.hasPrefix("cp Events/") {
                result.append(Shown(command: String(line), isDrop: true, lines: []))
            } else if isConsole, line.hasPrefix("$ timelinectl ") {
                result.append(Shown(command: String(line.dropFirst("$ timelinectl ".count)), lines: []))
            } else if isConsole, !result.isEmpty {
                result[result.count - 1].lines.append(String(line))
            }
        }
        return result
    }

    @Test func `every answer shown is the answer given`() throws {
        let scratch = try DaemonScratch()
        let seed = Programs.repository + "/Events/seed"
        for name in try Command("ls", seed).run().lines.sorted() {
            _ = try Command("cp", "\(seed)/\(name)", "\(scratch.root)/incoming/").run()
        }
        #expect(try scratch.once().status == .exited(0))
        let shown = try Self.shown()
        #expect(shown.count >= 13)
        for example in shown {
            if example.isDrop {
                let line = example.command.replacing("/var/spool/timelined/", with: scratch.root + "/")
                var command = Command("sh", "-c", line)
                command.directory = Programs.repository
                #expect(try command.run().succeeded)
                #expect(try scratch.once().status == .exited(0))
                continue
            }
            // The shell would take the quotes.
            let words = example.command.replacing("'", with: "").split(separator: " ").map(String.init)
            var command = Command(words: [Programs.timelinectl] + words)
            command.environment = ["TIMELINED_ROOT": scratch.root, "TZ": "UTC", "COLUMNS": "120"]
            let output = try command.run().text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            #expect(example.fits(output.map(String.init)), "\(example.command)\n\(output.joined(separator: "\n"))")
        }
    }

    @Test func `every path it names is there`() throws {
        let text = try Command("cat", Programs.repository + "/README.md").run().text
        var rest = text[...]
        var count = 0
        while let start = rest.firstRange(of: "](") {
            rest = rest[start.upperBound...]
            guard let end = rest.firstIndex(of: ")") else { break }
            let path = rest[..<end]
            if path.hasPrefix("https://") { continue }
            count += 1
            #expect(try Command("test", "-e", "\(Programs.repository)/\(path)").run().succeeded, "\(path)")
        }
        #expect(count > 5)
    }
}
