/// The part of an answer that one of several makes who work on it together: of blocks of groups of rows, in the order of
/// the answer, each so-and-so-many-th.
final class Share {
    /// How many groups make a block: a few milliseconds of work.
    private static let blockSize = 128

    private let number: Int
    private let count: Int
    private let finish: () -> Void
    private var block = 0

    /// - Parameters:
    ///   - number: below `count`, how many there are.
    ///   - finish: called as each block of this share is done, those without a row among them.
    init(_ number: Int, of count: Int, finish: @escaping () -> Void) {
        self.number = number
        self.count = count
        self.finish = finish
    }

    /// Whether the rows of `group` are of this share; every group is asked for in turn.
    func has(group: Int) -> Bool {
        while block < group / Self.blockSize { finishBlock() }
        return block % count == number
    }

    /// Ends the block in hand, once there are no more groups.
    func finishBlock() {
        if block % count == number { finish() }
        block += 1
    }
}
