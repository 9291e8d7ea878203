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
        (#"{"specversion":"1.0","id":"a","source":"s","type":"x","datacontenttype":"json"}"#, "media type"),
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
