import EventModel
import Testing

@Suite struct ValuesURITests {
    @Test(arguments: [
        "ftp://ftp.is.co.za/rfc/rfc1808.txt", "http://www.ietf.org/rfc/rfc2396.txt",
        "ldap://[2001:db8::7]/c=GB?objectClass?one",
        "mailto:John.Doe@example.com", "news:comp.infosystems.www.servers.unix", "tel:+1-816-555-1212",
        "telnet://192.0.2.16:80/", "urn:oasis:names:specification:docbook:dtd:xml:4.1.2",
        "foo://example.com:8042/over/there?name=ferret#nose", "https://example.org", "https://example.org/",
        "https://user:pass@example.org:8080/a;b=1/c,d?e=f&g=h#i/?", "https://example.org/%C3%A9?q=%20", "a:",
        "a+b-c.1:x",
        "file:///etc/hosts", "http://[::1]/", "http://[::]:80", "http://[1:2:3:4:5:6:7:8]/", "http://[1::8]/",
        "http://[::ffff:192.0.2.1]/", "http://[v1.fe80::a+en1]/", "https://example.org:/", "https://example.org/a//b",
        "HTTPS://EXAMPLE.ORG", "tag:example.org,2025:desk", "data:,A%20brief%20note", "http://a/b/c/d;p?q",
    ])
    func `a URI of RFC 3986 is accepted, with its scheme and as a reference`(_ text: String) {
        #expect(URIReference.absoluteFault(in: text) == nil)
        #expect(URIReference.fault(in: text) == nil)
    }

    @Test(arguments: [
        "/desk/ai", "desk", "desk/ai", "./a:b", "../g", "//example.org/a", "?q", "#s", "g;x=1/../y", ".", "a/b:c", "//",
        "/",
        "timeline.example.org/desk",
    ])
    func `a relative reference is a reference and no URI`(_ text: String) {
        #expect(URIReference.fault(in: text) == nil)
        #expect(URIReference.absoluteFault(in: text)?.offset == 0)
    }

    @Test(arguments: [
        ("", 0), ("https://example.org/a b", 21), ("https://example.org/é", 20), ("https://exa mple.org", 11),
        ("1http://x", 0),
        ("ht tp://x", 2), (":x", 0), ("https:///path", 6), ("https://", 6), ("https:example.org", 6),
        ("http://:80/", 5),
        ("https://example.org/%", 20), ("https://example.org/%2", 20), ("https://example.org/%zz", 20),
        ("https://example.org/a#b#c", 23), ("https://example.org:8o80/", 21), ("https://example.org/a\\b", 21),
        ("https://example.org/<a>", 20), ("https://example.org/\"a\"", 20), ("https://[::1/", 8), ("https://[1:2]/", 9),
        ("https://[1::2::3]/", 9), ("https://[::12345]/", 9), ("https://[::256.1.1.1]/", 9), ("https://[::1]x/", 13),
        ("https://[v.x]/", 9), ("https://a[b]/", 9), ("https://example.org/[a]", 20), ("https://example.org/a\nb", 21),
        ("https://example.org/{id}", 20), ("https://a@b@c/", 11), ("https://example.org/a|b", 21),
    ])
    func `what is no URI is refused where it goes wrong`(_ text: String, _ offset: Int) {
        #expect(URIReference.absoluteFault(in: text)?.offset == offset)
        #expect(URIReference.fault(in: text)?.offset == offset)
    }

    @Test(arguments: [
        ("www.example.org/a", "did you mean https://www.example.org/a?"),
        ("https://example.org/a b", "write https://example.org/a%20b"),
        ("https://example.org/é", "write https://example.org/%C3%A9"),
        (" https://example.org ", "write https://example.org"),
        ("https://example.org/100%", "write https://example.org/100%25"),
        ("example.org/a b", "did you mean https://example.org/a%20b?"),
        ("https://example.org/a\u{200B}b", "did you mean https://example.org/ab?"),
        ("https://example.org/a\u{200B}", "did you mean https://example.org/a?"),
    ])
    func `no URI is told the one that is meant`(_ text: String, _ hint: String) {
        #expect(URIReference.absoluteFault(in: text)?.hint?.words == hint)
    }

    @Test func `any bytes at all are judged without a trap, and what is proposed is a URI`() {
        var generator = SeededGenerator(seed: 13)
        let alphabet = Array("ht:/?#[]@%2Fv1.: é\u{0}")
        for _ in 0..<10_000 {
            let text = String((0..<generator.number(0...16)).map { _ in generator.element(of: alphabet) })
            guard let fault = URIReference.absoluteFault(in: text) else {
                #expect(URIReference.fault(in: text) == nil)
                continue
            }
            #expect(0...text.utf8.count ~= fault.offset)
            if let text = fault.hint?.replacement { #expect(URIReference.absoluteFault(in: text) == nil) }
        }
    }
}
