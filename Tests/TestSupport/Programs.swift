/// The programs that were built beside these tests.
package enum Programs {
    package static let directory: String = {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? ""
        return String(bundle[..<(bundle.lastIndex(of: "/") ?? bundle.startIndex)])
    }()

    package static let timelined = directory + "/timelined"
    package static let timelinectl = directory + "/timelinectl"

    /// The repository's root.
    package static let repository = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
}
