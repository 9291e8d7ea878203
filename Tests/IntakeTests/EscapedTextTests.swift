import EventModel
import LinuxIO
import Testing

/// Names of files and excerpts of texts stand beside each other in a message: what does not show is spelled alike in both.
@Suite struct EscapedTextTests {
    @Test func `an excerpt of a text spells what does not show as a name does`() {
        for value in (0...UInt32(0x2FFF)) where value != 0x5C {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "a\(scalar)b"
            #expect(Fault.excerpt(text).utf8.elementsEqual(Printable.escaped(Array(text.utf8)).utf8), "\(value)")
        }
    }
}
