package import EventModel
import LinuxIO

/// Which files of a commit wait for events that other files of it may bring: a drop of many files has no order that says
/// who may correct whom.
///
/// A file is decided on once more when all that it waits for has come: twice at most, however long the chain.
package struct AwaitedEvents {
    private var waiting: [EventIdentity: [Int]] = [:]
    /// By file, how many events it waits for.
    private var missing: [Int: Int] = [:]
    private var freed: [Int] = []

    package init() {}

    /// - Parameters:
    ///   - file: its place among the files.
    ///   - targets: what it corrects and nothing has brought yet; not empty.
    package mutating func wait(_ file: Int, for targets: Set<EventIdentity>) {
        missing[file] = targets.count
        for target in targets { waiting[target, default: []].append(file) }
    }

    /// Events have come.
    package mutating func arrived(_ events: some Sequence<EventIdentity>) {
        guard !missing.isEmpty else { return }
        for event in events {
            for file in waiting.removeValue(forKey: event) ?? [] {
                missing[file, default: 1] -= 1
                if missing[file] == 0 {
                    missing[file] = nil
                    freed.append(file)
                }
            }
        }
    }

    /// The next file that waits for nothing any more; nil where there is none.
    package mutating func next() -> Int? { freed.isEmpty ? nil : freed.removeFirst() }
}

/// Files that were put off from one commit to a later one, each with an event that it cannot do without: it is looked at
/// again when that has come, and not for whatever else comes.
struct PutOffFiles {
    private var files: [EventIdentity: Set<RelativePath>] = [:]
    private var events: [RelativePath: EventIdentity] = [:]

    mutating func wait(_ file: RelativePath, for event: EventIdentity) {
        end(file)
        events[file] = event
        files[event, default: []].insert(file)
    }

    /// A file is looked at, or gone.
    mutating func end(_ file: RelativePath) {
        guard let event = events.removeValue(forKey: file) else { return }
        files[event]?.remove(file)
        if files[event]?.isEmpty == true { files[event] = nil }
    }

    /// Events have come.
    ///
    /// - Returns: the files that waited for them.
    mutating func arrived(_ new: some Sequence<EventIdentity>) -> [RelativePath] {
        guard !files.isEmpty else { return [] }
        let freed = new.flatMap { files[$0] ?? [] }
        freed.forEach { end($0) }
        return freed
    }
}
