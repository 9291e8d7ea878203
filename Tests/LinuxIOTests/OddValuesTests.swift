import Glibc
import Testing

@testable import LinuxIO

/// Whatever the kernel answers, it is a number to reckon with.
struct `Odd values` {
    private static let values: [Int] = [
        .min, .min + 1, .min / 1_000_000_000 - 1, .min / 1_000_000_000, -11_644_473_600, -1, 0, 1, 4_294_967_296,
        9_223_372_036, 9_223_372_037, 253_402_300_800, .max / 1_000_000_000, .max / 1_000_000, .max - 1, .max,
    ]

    @Test(arguments: values) func `of a file's times are held at the nearest that can be told`(seconds: Int) {
        for nanoseconds in [Int.min, -1, 0, 999_999_999, .max] {
            var raw = stat()
            raw.st_mtim = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
            raw.st_ctim = raw.st_mtim
            let status = FileStatus(raw)
            let exact = Double(seconds) * 1e9 + Double(nanoseconds)
            let held = min(max(exact, Double(Int64.min)), Double(Int64.max))
            // Where the sum of both is told, it is right; where one of them is not, its sign is.
            if abs(exact) < 9e18, abs(Double(seconds)) < 9e9 {
                #expect(abs(Double(status.modified) - held) <= 2_048)
            }
            #expect(seconds == 0 || (status.modified < 0) == (seconds < 0) || abs(Double(nanoseconds)) > 1e17)
            #expect(status.changed == status.modified)
        }
    }

    @Test(arguments: values) func `of sizes and counts of names are none below zero`(value: Int) {
        var raw = stat()
        raw.st_size = value
        raw.st_nlink = UInt(bitPattern: value)
        #expect(FileStatus(raw).size == max(0, value))
        #expect(FileStatus(raw).links >= 0)
    }

    @Test(arguments: values) func `of a size do not change what is read`(size: Int) throws {
        let scratch = try ScratchDirectory()
        try scratch.write("abcdef", to: "a")
        for limit in [1, 6, 7, 1_000] {
            let file = try scratch.open().openForReading(#require(FileName("a")))
            #expect(try file.readAll(size: max(0, size), limit: limit) == Array("abcdef".utf8.prefix(limit)))
        }
    }

    @Test func `of bytes to read are refused where no memory has room for them`() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("abcdef", to: "a")
        let file = try scratch.open().openForReading(#require(FileName("a")))
        for count in [File.maximumRead + 1, Int.max] {
            let error = #expect(throws: IOError.self) { _ = try file.read(at: 0, count: count) }
            #expect(error?.errno == EFBIG)
        }
    }

    @Test func `sums and products stay within their type`() {
        for left in Self.values {
            for right in Self.values {
                let sum = left.addingWithSaturation(right)
                let product = left.multipliedWithSaturation(by: right)
                #expect(abs(Double(sum) - min(max(Double(left) + Double(right), -0x1p63), 0x1p63)) <= 1_024)
                let exact = Double(left) * Double(right)
                #expect(abs(Double(product) - min(max(exact, -0x1p63), 0x1p63)) <= max(1_024, abs(exact) * 1e-15))
                #expect(UInt64(bitPattern: Int64(left)).multipliedWithSaturation(by: 0) == 0)
            }
        }
    }

    @Test func `of two clocks differ by what can be told`() {
        let (first, last) = (Clock.range.lowerBound, Clock.range.upperBound)
        #expect(last - first > 0)
        // The times of files, in microseconds, are among them.
        #expect(Clock.range.contains(.max / 1_000) && Clock.range.contains(.min / 1_000))
    }
}
