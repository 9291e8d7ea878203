import LinuxIO
import Testing

@testable import Configuration

/// timelined.yaml(5) and timelined(8) name whatever can be set.
@Suite struct `The manual` {
    private static func page(_ name: String) throws -> String {
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let bytes = try Directory.open("\(root)/Deploy/man").contents(of: #require(FileName(name)), limit: 1 << 20)
        return String(decoding: try #require(bytes), as: UTF8.self)
    }

    @Test func `has every option, with its flag and its variable`() throws {
        let (options, daemon) = (try Self.page("timelined.yaml.5"), try Self.page("timelined.8"))
        let environment = options.split(separator: ".Sh ENVIRONMENT\n")[1].split(separator: ".Sh ")[0]
        let variables = environment.split(separator: "\n").compactMap { line -> String? in
            let words = line.split(separator: " ")
            return words.first == ".Ev" ? String(words[1]) : nil
        }
        #expect(Set(variables) == Set(Setting.allCases.map(\.variable) + ["TIMELINED_ROOT"]))
        #expect(variables.count == Set(variables).count)
        for setting in Setting.allCases {
            #expect(options.contains("\n.It Cm \(setting.key) : Ar "), "\(setting)")
            #expect(daemon.contains("Fl -\(setting.key) Ar "), "\(setting)")
        }
    }
}
