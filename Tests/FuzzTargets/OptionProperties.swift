import Configuration
import EventModel
import Timeline

/// What holds of every file of options, and of every time that people type.
enum OptionProperties {
    static func check(_ bytes: [UInt8]) throws {
        var reading = Reading()
        reading.take(ConfigurationFile(path: "timelined.yaml", bytes: bytes))
        let lines = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 1
        for problem in reading.problems {
            try Broken.unless(!problem.sentence.isEmpty, "a problem without words")
            try Broken.unless(
                problem.position.map { (1...lines).contains($0.line) && $0.column > 0 } ?? true,
                "\(problem.line) is outside of the file")
            try isPrintable(problem.line)
        }
        // What is in force is shown, and what is shown can be written into a file.
        for setting in Setting.allCases {
            guard let text = reading.configuration.text(of: setting) else { continue }
            var again = Configuration()
            do {
                try again.take(setting, text)
            } catch {
                throw Broken("\(setting.key): \(text.debugDescription) is in force, and refused: \(error)")
            }
            try Broken.unless(again.text(of: setting) == text, "\(setting.key): \(text.debugDescription) changes")
        }
    }

    /// - Parameter input: a time, as `--since` and `--known-at` have it.
    static func check(time input: [UInt8]) throws {
        let text = String(decoding: input, as: UTF8.self)
        // 2025-01-09T12:00:00Z, so that the same is asked in every run.
        let now = Instant(microseconds: 1_736_424_000_000_000)
        for calendar in [Moment.Calendar.world, .local] {
            guard let moment = try? Moment(text, now: now, calendar: calendar) else { continue }
            try Broken.unless(moment.first.seconds <= moment.last.seconds, "\(text) ends before it begins")
            try Broken.unless(moment.first.instant <= moment.last.instant, "\(text) ends before it begins")
        }
        do {
            _ = try PointExpression(text, now: now)
        } catch {
            try Broken.unless((0...text.utf8.count).contains(error.offset), "\(text): a fault outside of it")
        }
    }

    private static func isPrintable(_ line: String) throws {
        try Broken.unless(
            !line.unicodeScalars.contains { $0.properties.generalCategory == .control },
            "a line with a control character: \(line.debugDescription)")
    }
}
