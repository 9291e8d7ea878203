/// How far a long job is, as text: a bar on a terminal, plain sentences elsewhere.
struct Progress {
    /// What is done: "Rebuilding".
    var title: String
    /// What is counted: "entries".
    var unit: String
    /// How many there will be; 0 where that is not known.
    var total: UInt64

    init(_ title: String, unit: String, total: UInt64) {
        self.title = title
        self.unit = unit
        self.total = total
    }

    /// One line of at most `columns`: `Rebuilding  42% [######        ]  420,000 entries  1,050,000/s  0:01 left`.
    func bar(done: UInt64, seconds: Double, columns: Int) -> String {
        guard total > 0 else { return String("\(title)  \(counted(done, seconds))".prefix(columns)) }
        let share = min(1, Double(done) / Double(total))
        let percent = "\(Int(share * 100))%"
        let head = "\(title)  \(String(repeating: " ", count: 4 - percent.utf8.count))\(percent) "
        let tail = "  \(counted(done, seconds))  \(remaining(done, seconds))"
        let room = min(40, columns - head.utf8.count - tail.utf8.count - 2)
        guard room >= 5 else { return String((head + tail).prefix(columns)) }
        let filled = Int(share * Double(room))
        return head + "[" + String(repeating: "#", count: filled) + String(repeating: " ", count: room - filled) + "]"
            + tail
    }

    /// One line for a log file: `Rebuilding: 420,000 of 1,000,000 entries (42%), 1,050,000/s, 0:01 left`.
    func sentence(done: UInt64, seconds: Double) -> String {
        guard total > 0 else { return "\(title): \(Grouped.text(done)) \(unit), \(rate(done, seconds))" }
        let percent = Int(min(1, Double(done) / Double(total)) * 100)
        return "\(title): \(Grouped.text(done)) of \(Grouped.text(total)) \(unit) (\(percent)%), "
            + "\(rate(done, seconds)), \(remaining(done, seconds))"
    }

    private func counted(_ done: UInt64, _ seconds: Double) -> String {
        "\(Grouped.text(done)) \(unit)  \(rate(done, seconds))"
    }

    private func rate(_ done: UInt64, _ seconds: Double) -> String {
        "\(Grouped.text(seconds > 0 ? count(Double(done) / seconds) : 0))/s"
    }

    /// A whole number; sizes of files and times come from outside, and their quotient may be any.
    private func count(_ value: Double) -> UInt64 { value < 1e18 ? UInt64(max(0, value)) : .max }

    private func remaining(_ done: UInt64, _ seconds: Double) -> String {
        guard done > 0, total > done else { return "0:00 left" }
        return Grouped.clock(seconds: count((Double(total - done) * seconds / Double(done)).rounded(.up))) + " left"
    }
}

/// Numbers as people read them.
enum Grouped {
    /// `1234567` as `1,234,567`.
    static func text(_ value: some BinaryInteger) -> String {
        (value < 0 ? "-" : "") + separated(String(value.magnitude))
    }

    /// Digits with commas between thousands.
    static func separated(_ digits: String) -> String {
        let count = digits.utf8.count
        var result: [UInt8] = []
        for (index, digit) in digits.utf8.enumerated() {
            if index > 0, (count - index) % 3 == 0 { result.append(UInt8(ascii: ",")) }
            result.append(digit)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// `75` seconds as `1:15`, `3,675` as `1:01:15`.
    static func clock(seconds: UInt64) -> String {
        let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60)
        let tail = "\(rest < 10 ? "0" : "")\(rest)"
        return hours > 0 ? "\(hours):\(minutes < 10 ? "0" : "")\(minutes):\(tail)" : "\(minutes):\(tail)"
    }

    /// `1536` bytes as `1.5 KiB`.
    static func bytes(_ count: UInt64) -> String {
        var value = Double(count)
        for unit in ["B", "KiB", "MiB", "GiB"] {
            if value < 1_024 { return unit == "B" ? "\(count) B" : "\(tenths(value)) \(unit)" }
            value /= 1_024
        }
        return "\(tenths(value)) TiB"
    }

    /// Rounded to one place behind the point.
    static func tenths(_ value: Double) -> String {
        let tenths = UInt64((value * 10).rounded())
        return "\(text(tenths / 10)).\(tenths % 10)"
    }
}
