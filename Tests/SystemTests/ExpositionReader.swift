/// A strict reader of Prometheus' text format: what it does not know is an error, and so is what a scraper may pass over.
struct ExpositionReader {
    struct Fault: Error, CustomStringConvertible {
        var line: String
        var problem: String
        var description: String { "\(problem): \(line)" }
    }

    /// By name and labels as they stand there.
    private(set) var samples: [String: Double] = [:]
    private(set) var types: [String: String] = [:]
    private var family = ""
    private var done: Set<String> = []

    init(_ text: String) throws {
        guard text.hasSuffix("\n") else { throw Fault(line: text, problem: "the last line has no end") }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            try take(String(line))
        }
        for (name, type) in types where type == "histogram" { try checkHistogram(name) }
    }

    private mutating func take(_ line: String) throws {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        if words.first == "#" {
            guard words.count > 3 else { throw Fault(line: line, problem: "a comment of no sort") }
            if words[1] == "HELP" {
                guard Self.isName(words[2]), done.insert(words[2]).inserted else {
                    throw Fault(line: line, problem: "a second or ill-named family")
                }
                family = words[2]
            } else {
                guard words[1] == "TYPE", words[2] == family, words.count == 4,
                    ["counter", "gauge", "histogram"].contains(words[3]), types[family] == nil
                else { throw Fault(line: line, problem: "no type of the family above") }
                types[family] = words[3]
            }
            return
        }
        try sample(line)
    }

    private mutating func sample(_ line: String) throws {
        guard let space = line.lastIndex(of: " "), let value = Double(line[line.index(after: space)...]) else {
            throw Fault(line: line, problem: "no value")
        }
        let series = String(line[..<space])
        let name = String(series.prefix { $0 != "{" })
        let isHistogram = types[family] == "histogram"
        let names = isHistogram ? ["_bucket", "_sum", "_count"].map { family + $0 } : [family]
        guard names.contains(name), types[family] != nil else { throw Fault(line: line, problem: "not of its family") }
        if types[family] == "counter", !name.hasSuffix("_total") || value < 0 {
            throw Fault(line: line, problem: "no counter")
        }
        let labels = series.dropFirst(name.count)
        guard labels.isEmpty || labels.wholeMatch(of: /\{[a-z_]+="([^"\\\n]|\\[\\"n])*"\}/) != nil else {
            throw Fault(line: line, problem: "ill-formed labels")
        }
        guard samples.updateValue(value, forKey: series) == nil else { throw Fault(line: line, problem: "twice") }
    }

    private func checkHistogram(_ name: String) throws {
        let buckets = samples.filter { $0.key.hasPrefix(name + "_bucket{le=\"") }.map { key, value in
            (bound: key.dropFirst(name.count + 12).dropLast(2), value: value)
        }
        let ordered = buckets.map { (Double($0.bound == "+Inf" ? "inf" : String($0.bound)) ?? .nan, $0.value) }
            .sorted { $0.0 < $1.0 }
        let isCumulative = zip(ordered, ordered.dropFirst()).allSatisfy { $0.1 <= $1.1 }
        guard ordered.last?.0 == .infinity, isCumulative, ordered.last?.1 == samples[name + "_count"],
            samples[name + "_sum"] != nil
        else { throw Fault(line: name, problem: "no whole histogram") }
    }

    private static func isName(_ text: String) -> Bool { text.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil }
}
