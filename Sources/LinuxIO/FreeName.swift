/// The first name like a wanted one that is free: `a.yaml`, `a-2.yaml`, `a-3.yaml` …
package enum FreeName {
    /// Asks for a few names, however many are taken: twice as far each time, then between the last that was taken and the
    /// first that was free.
    ///
    /// - Parameter limit: the longest name, in bytes.
    /// - Throws: what asking throws; EEXIST where all of a billion names are taken.
    package static func like(
        _ wanted: FileName, limit: Int = FileName.maximumLength, isFree: (FileName) throws(IOError) -> Bool
    ) throws(IOError) -> FileName {
        func name(_ number: Int) -> FileName { wanted.numbered(number, limit: limit) }
        if try isFree(name(1)) { return name(1) }
        var (taken, free) = (1, 2)
        while try !isFree(name(free)) {
            guard free < 1_000_000_000 else { throw .taken("rename", path: wanted.escaped) }
            (taken, free) = (free, free * 2)
        }
        while free - taken > 1 {
            let middle = taken + (free - taken) / 2
            if try isFree(name(middle)) { free = middle } else { taken = middle }
        }
        return name(free)
    }
}
