import EventModel
import Testing

struct CloudEventTests {
    private static let own = #"""
        {"specversion": "1.0", "id": "1", "source": "/s", "type": "timeline.announcement.made.v1",
         "subject": "announcement/a", "data": {"title": "T", "occurred": "2025"}}
        """#

    @Test func `an event of the timeline gets its content type`() throws {
        #expect(
            try canonicalEvent(Self.own) == """
                {"data":{"occurred":"2025","title":"T"},"datacontenttype":"application/json","id":"1","source":"/s",\
                "specversion":"1.0","subject":"announcement/a","type":"timeline.announcement.made.v1"}
                """)
    }

    @Test func `the canonical form reads back as itself`() throws {
        let once = try canonicalEvent(Self.own)
        #expect(try canonicalEvent(once) == once)
    }

    @Test func `both forms agree`() throws {
        let short = try canonicalEvent(#"{"announcement":"a","title":"T","occurred":"2025","by":"x"}"#)
        #expect(try canonicalEvent(short) == short)
    }

    @Test func `other people's events are kept as they are`() throws {
        let text = try canonicalEvent(
            #"""
            {"specversion": "1.0", "id": "a", "source": "urn:x", "type": "com.example.thing", "time": "2018-04-05T17:31:00Z",
             "comexampleextension1": "value", "comexampleothervalue": 5, "unsetextension": null, "flag": true,
             "datacontenttype": "text/xml", "data": "<much wow=\"xml\"/>"}
            """#)
        #expect(
            text == #"""
                {"comexampleextension1":"value","comexampleothervalue":5,"data":"<much wow=\"xml\"/>",\#
                "datacontenttype":"text/xml","flag":true,"id":"a","source":"urn:x","specversion":"1.0",\#
                "time":"2018-04-05T17:31:00Z","type":"com.example.thing"}
                """#)
    }

    @Test(arguments: [
        "2018-04-05T17:31:00Z", "2018-04-05t17:31:00z", "2018-04-05T18:31:00+01:00", "2018-04-05T17:31:00.000Z",
        "2018-04-05T17:31:00-00:00", "2018-04-05T17:31:00+00:00", "2018-04-05T01:31:00.0-16:00",
        "2018-04-06T03:16:00.000000000000+09:45",
    ])
    func `one instant has one spelling, in the timeline's events and in others', in both forms`(time: String) throws {
        let spelling = #""time":"2018-04-05T17:31:00Z""#
        for event in [
            #"{"specversion":"1.0","id":"a","source":"s","type":"x","time":"\#(time)"}"#,
            #"{"announcement":"a","title":"T","occurred":"2018","time":"\#(time)"}"#,
            Self.own.replacing(#""source""#, with: #""time": "\#(time)", "source""#),
        ] { #expect(try canonicalEvent(event).contains(spelling), "\(event)") }
    }

    @Test(arguments: [
        ("2018-04-05T17:31:00.5Z", "2018-04-05T17:31:00.5Z"), ("2018-04-05T17:31:00.500Z", "2018-04-05T17:31:00.5Z"),
        // No digit of a fraction is lost.
        ("2018-04-05T17:31:00.12345678901234567890+01:00", "2018-04-05T16:31:00.1234567890123456789Z"),
        ("1969-12-31T23:59:59.25-00:30", "1970-01-01T00:29:59.25Z"),
        // A leap second is none of the seconds beside it.
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"), ("2017-01-01T08:59:60.50+09:00", "2016-12-31T23:59:60.5Z"),
        ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"), ("9999-12-31T23:59:59+01:00", "9999-12-31T22:59:59Z"),
    ])
    func `an instant is kept to the last digit`(time: String, kept: String) throws {
        let text = try canonicalEvent(#"{"specversion":"1.0","id":"a","source":"s","type":"x","time":"\#(time)"}"#)
        #expect(text.contains(#""time":"\#(kept)""#), "\(text)")
        #expect(try canonicalEvent(text) == text)
    }

    @Test(arguments: ["0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"])
    func `an instant without a spelling in UTC is refused`(time: String) throws {
        let found = try problems(#"{"specversion":"1.0","id":"a","source":"s","type":"x","time":"\#(time)"}"#)
        #expect(found.count == 1 && found[0].contains("in UTC has no year of four digits"), "\(found)")
    }

    @Test func `instants that are one are spelled alike, and others are not`() throws {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<2_000 {
            let second = Int64(random.number(-60_000_000_000...250_000_000_000))
            let minutes = random.number(-1_439...1_439)
            let clock = Instant(seconds: second + Int64(minutes) * 60).description.dropLast(8)
            let fraction = random.element(of: ["", ".5", ".000", ".500", ".123456789"])
            let offset =
                (minutes < 0 ? "-" : "+") + SeededGenerator.digits(abs(minutes) / 60, 2) + ":"
                + SeededGenerator.digits(abs(minutes) % 60, 2)
            let kept = ["": "", ".5": ".5", ".000": "", ".500": ".5", ".123456789": ".123456789"][fraction] ?? ""
            let text = try canonicalEvent(
                #"{"specversion":"1.0","id":"a","source":"s","type":"x","time":"\#(clock)\#(fraction)\#(offset)"}"#)
            let expected = Instant(seconds: second).description.dropLast(8) + kept + "Z"
            #expect(text.contains(#""time":"\#(expected)""#), "\(text)")
        }
    }

    @Test(arguments: [
        "application/json", "text/xml", "application/vnd.example+json;v=1", "text/plain; charset=utf-8",
        "text/plain;charset=\"utf-8\"", "text/plain ; charset = x", "a/b; x=\"a;b/c \\\" \\\\\"; y=z",
        "multipart/mixed; boundary=\"gc0p4Jq0M2Yt08jU534c0p\"", "a!#$&^_.-/b'*`|~%; n=1",
    ])
    func `a media type with its parameters is kept as it is`(type: String) throws {
        // Blanks stand around semicolons alone.
        let isGood = !type.contains(" = ")
        let event =
            #"{"specversion":"1.0","id":"a","source":"s","type":"x","datacontenttype":\#(JSON.string(type).line)}"#
        #expect(try problems(event).isEmpty == isGood)
        if isGood { #expect(try canonicalEvent(event).contains(#""datacontenttype":\#(JSON.string(type).line)"#)) }
    }

    @Test(arguments: [
        "/json", "application/", "application/json/x", "application json", "application/json charset=utf-8",
        "application/json;", "application/json; ", "application/json; charset", "application/json; charset=",
        "application/json; =utf-8", "application/json; charset=utf 8", "application/json; charset=utf-8 x",
        "application/json; charset=\"utf-8", "application/json; charset=\"utf-8\\\"",
        "application/json; charset=\"a\"b",
        "application/json;; charset=utf-8", "application/json; charset =utf-8", "application/json; charset= utf-8",
        "application/json, text/xml", "application/js(comment)on", "text/plain; charset=ütf", "téxt/plain",
        "text/plain; a=\"ü\"", " text/plain", "text/plain; a=b/c", "{a}/b", "*/*;q=0.8,text/html",
    ])
    func `what is no media type of RFC 2045 and RFC 9110 is refused`(type: String) throws {
        let event =
            #"{"specversion":"1.0","id":"a","source":"s","type":"x","datacontenttype":\#(JSON.string(type).line)}"#
        let found = try problems(event)
        #expect(found.count == 1 && found[0].hasPrefix("datacontenttype"), "\(found)")
    }

    @Test func `parameters do not make JSON another type of data`() throws {
        for type in ["application/json; charset=utf-8", "Application/JSON;a=\"text/xml\"", "application/x+json ; v=1"] {
            let event = Self.own.replacing(
                #""source""#, with: #""datacontenttype": \#(JSON.string(type).line), "source""#)
            #expect(try canonicalEvent(event).contains(#""datacontenttype":"application/json""#))
        }
    }

    @Test func `binary data is kept for other people's types`() throws {
        let text = try canonicalEvent(
            #"{"specversion":"1.0","id":"a","source":"s","type":"x","data_base64":"aGVsbG8="}"#)
        #expect(text.contains(#""data_base64":"aGVsbG8=""#))
    }

    @Test(arguments: [
        (#"{"specversion":"1.0","source":"s","type":"x"}"#, "has no \"id\""),
        (#"{"specversion":"1.0","id":"","source":"s","type":"x"}"#, "id is empty"),
        (#"{"specversion":"0.3","id":"a","source":"s","type":"x"}"#, "specversion \"0.3\""),
        (#"{"specversion":"1.0","id":1,"source":"s","type":"x"}"#, "id cannot be the number 1"),
        (#"{"specversion":"1.0","id":"a","source":"a b","type":"x"}"#, "source \"a b\""),
        (#"{"specversion":"1.0","id":"a","source":"s","type":"x","time":"yesterday"}"#, "time \"yesterday\""),
        (#"{"specversion":"1.0","id":"a","source":"s","type":"x","dataschema":"relative"}"#, "dataschema"),
        (#"{"specversion":"1.0","id":"a","source":"s","type":"x","myExt":"v"}"#, "attribute name \"myExt\""),
        (#"{"specversion":"1.0","id":"a","source":"s","type":"x","ext":{"a":1}}"#, "extension attribute"),
        (#"{"specversion":"1.0","id":"a","source":"s","type":"x","ext":2147483648}"#, "32 bits"),
        (#"{"specversion":"1.0","id":"a","source":"s","type":"x","ext":1.5}"#, "32 bits"),
        (#"{"specversion":"1.0","id":"a","source":"s","type":"x","data_base64":"a"}"#, "Base64"),
        (#"{"specversion":"1.0","id":"a","source":"s","type":"x","data":1,"data_base64":"aaaa"}"#, "both"),
        (
            #"{"specversion":"1.0","id":"a","source":"s","type":"x","datacontenttype":"json"}"#,
            "expected / and a subtype"
        ),
        (
            #"{"specversion":"1.0","id":"a","source":"s","type":"timeline.directive.isued.v1"}"#,
            "timeline.directive.issued.v1"
        ),
        (
            #"{"specversion":"1.0","id":"a","source":"s","type":"timeline.directive.issued.v1","subject":"announcement/x","data":{"title":"T","occurred":"2025"}}"#,
            "does not go with the type"
        ),
        (
            #"{"specversion":"1.0","id":"a","source":"s","type":"timeline.directive.issued.v1","subject":"directive/x"}"#,
            "has no \"data\""
        ),
        (
            #"{"specversion":"1.0","id":"a","source":"s","type":"timeline.directive.issued.v1","subject":"directive/x","datacontenttype":"text/xml","data":{"title":"T","occurred":"2025"}}"#,
            "application/json"
        ),
        (#"{"specversion":"1.0","id":"a\u0000","source":"s","type":"x"}"#, "U+0000"),
    ])
    func `an envelope that CloudEvents does not allow is refused`(event: String, says: String) throws {
        let found = try problems(event)
        #expect(found.contains { $0.contains(says) }, "\(found)")
    }
}
