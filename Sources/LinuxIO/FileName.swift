/// The name of a directory entry: any bytes but `/` and NUL, and never `.` or `..`.
///
/// A name is never trusted to be text. It reaches the kernel byte for byte, and people by way of ``escaped``.
package struct FileName: Sendable, Hashable {
    package let bytes: [UInt8]

    /// The longest name that Linux file systems take, in bytes.
    package static let maximumLength = 255

    /// nil for what no directory entry can be called.
    package init?(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard !bytes.isEmpty, !bytes.contains(0), !bytes.contains(UInt8(ascii: "/")), bytes != [0x2E],
            bytes != [0x2E, 0x2E]
        else { return nil }
        self.bytes = bytes
    }

    package init?(_ text: String) { self.init(bytes: text.utf8) }

    /// The name as text; nil where it is not UTF-8.
    package var text: String? { String(validating: bytes, as: UTF8.self) }

    /// Whether the name can be shown as it is: UTF-8, and nothing in it that a terminal or an editor would act upon.
    package var isPrintable: Bool { Printable.isPrintable(bytes) }

    /// The name for people, as ``Printable`` spells it.
    package var escaped: String { Printable.escaped(bytes) }

    package func hasPrefix(_ prefix: String) -> Bool { bytes.starts(with: prefix.utf8) }
    package func hasSuffix(_ suffix: String) -> Bool { bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }

    /// Calls `body` with the name as a C string.
    func withCString<Result, Failure>(
        _ body: (UnsafePointer<CChar>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var outcome: Swift.Result<Result, Failure>?
        // No byte of a name is 0, so that the terminator added here is the only one. All of the buffer is written before
        // it is read, and it lives through the call.
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
            for (index, byte) in bytes.enumerated() {
                unsafe buffer.initializeElement(at: index, to: CChar(bitPattern: byte))
            }
            unsafe buffer.initializeElement(at: bytes.count, to: 0)
            guard let base = buffer.baseAddress else { return }
            do throws(Failure) { outcome = .success(try unsafe body(base)) } catch { outcome = .failure(error) }
        }
        guard let outcome else { preconditionFailure("a name with its terminator is not empty") }
        return try outcome.get()
    }
}

extension FileName: Comparable {
    /// Natural order: runs of digits by their value, all else by bytes, so that `9.yaml` comes before `10.yaml`. Names
    /// that differ in leading zeros alone are ordered by their bytes, so that the order is total.
    package static func < (left: Self, right: Self) -> Bool {
        var (first, second) = (0, 0)
        while first < left.bytes.count, second < right.bytes.count {
            let (one, other) = (left.bytes[first], right.bytes[second])
            if isDigit(one), isDigit(other) {
                let (a, b) = (left.takeNumber(&first), right.takeNumber(&second))
                if a.count != b.count { return a.count < b.count }
                if !a.elementsEqual(b) { return a.lexicographicallyPrecedes(b) }
            } else {
                if one != other { return one < other }
                first += 1
                second += 1
            }
        }
        let (isFirstDone, isSecondDone) = (first == left.bytes.count, second == right.bytes.count)
        if isFirstDone != isSecondDone { return isFirstDone }
        return left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The run of digits from `index` on, without its leading zeros.
    private func takeNumber(_ index: inout Int) -> ArraySlice<UInt8> {
        let start = index
        while index < bytes.count, Self.isDigit(bytes[index]) { index += 1 }
        return bytes[start..<index].drop { $0 == UInt8(ascii: "0") }
    }
}

extension FileName: CustomStringConvertible {
    package var description: String { escaped }
}

extension FileName {
    /// The name to try where this one is taken: `a.yaml`, `a-2.yaml`, `a-3.yaml` … The stem is cut where the whole would
    /// be too long.
    ///
    /// - Parameter limit: the longest name, in bytes.
    package func numbered(_ number: Int, limit: Int = Self.maximumLength) -> FileName {
        number > 1 ? inserting(Array("-\(number)".utf8), limit: limit) : shortened(to: limit)
    }

    /// The name with at most `limit` bytes, cut before its ending.
    package func shortened(to limit: Int) -> FileName { bytes.count <= limit ? self : inserting([], limit: limit) }

    /// `STEM` `infix` `.ENDING`, the stem cut where the whole would have more than `limit` bytes.
    private func inserting(_ infix: [UInt8], limit: Int) -> FileName {
        let dot = bytes.dropFirst().lastIndex(of: UInt8(ascii: ".")) ?? bytes.endIndex
        let ending = infix + bytes[dot...]
        let stem = bytes[..<dot].prefix(max(1, limit - ending.count))
        // Not empty, and without the bytes that no name has, as this one is; an ending as long as the limit is cut.
        return FileName(bytes: (stem + ending).prefix(limit)) ?? self
    }
}
