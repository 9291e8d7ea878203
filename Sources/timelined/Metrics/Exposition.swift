/// The text format of Prometheus, version 0.0.4, which OpenMetrics readers and node_exporter's textfile collector take.
struct Exposition {
    enum Kind: String { case counter, gauge, histogram }

    /// One value, and what distinguishes it within its family.
    struct Sample {
        var label: (name: StaticString, value: String)?
        /// Finite.
        var value: Double

        init(_ name: StaticString, _ label: String, _ value: Double) {
            self.label = (name, label)
            self.value = value
        }

        init(_ value: Double) { self.value = value }
    }

    private(set) var text = ""

    /// A family of samples with one name.
    ///
    /// - Parameter name: `[a-z_]`, with its unit, a counter's with `_total`.
    mutating func add(
        _ name: StaticString, _ kind: Kind, _ help: StaticString, _ samples: [Sample]
    ) {
        begin(name, kind, help)
        for sample in samples { add("\(name)", sample) }
    }

    mutating func add(_ name: StaticString, _ kind: Kind, _ help: StaticString, _ value: Double) {
        add(name, kind, help, [Sample(value)])
    }

    mutating func add(_ name: StaticString, _ help: StaticString, _ histogram: Histogram) {
        begin(name, .histogram, help)
        var count: UInt64 = 0
        for (bound, bucket) in zip(Histogram.bounds, histogram.counts) {
            count += bucket
            add("\(name)_bucket", Sample("le", Self.number(bound), Double(count)))
        }
        add("\(name)_bucket", Sample("le", "+Inf", Double(histogram.count)))
        add("\(name)_sum", Sample(histogram.sum))
        add("\(name)_count", Sample(Double(histogram.count)))
    }

    private mutating func begin(_ name: StaticString, _ kind: Kind, _ help: StaticString) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    private mutating func add(_ name: String, _ sample: Sample) {
        let label = sample.label.map { "{\($0.name)=\"\(Self.escaped($0.value))\"}" } ?? ""
        text += "\(name)\(label) \(Self.number(sample.value))\n"
    }

    /// Whole numbers without a point, as far as a Double has them all.
    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 9e15 ? String(Int64(value)) : String(value)
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// How often something took how long.
struct Histogram {
    /// The upper bounds, in seconds: from a disk with a cache of its own to one that is about to fail.
    static let bounds: [Double] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    /// How many fell between each bound and the one before it.
    private(set) var counts = [UInt64](repeating: 0, count: bounds.count)
    private(set) var count: UInt64 = 0
    /// In seconds.
    private(set) var sum: Double = 0

    mutating func add(_ seconds: Double) {
        count += 1
        sum += seconds
        if let index = Self.bounds.firstIndex(where: { seconds <= $0 }) { counts[index] += 1 }
    }
}
