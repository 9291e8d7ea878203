@unsafe @preconcurrency import Glibc
import Testing

/// The bytes of a file; a test that needs one that is not there fails.
func contents(of path: String) throws -> [UInt8] {
    let file = unsafe fopen(path, "r")
    // Open until the end of this function, which reads it whole.
    let stream = unsafe try #require(file, "\(path) is not there: Tests/run installs what the tests need")
    defer { _ = unsafe fclose(stream) }
    var bytes: [UInt8] = []
    while case let byte = unsafe getc(stream), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return bytes
}
