import EventModel
import Testing

/// What cannot well be is remarked on, and accepted.
struct PlausibilityTests {
    private func remarks(_ text: String) throws -> [String] {
        let document = try Document(json: Array(text.utf8))
        var reader = EventReader(document, defaults: .init())
        guard case .success = reader.read(document.root) else {
            Issue.record("refused: \(text)")
            return []
        }
        return reader.remarks.map(\.problem)
    }

    private static let directive = #""directive":"a","title":"T","occurred":"2025-03""#

    @Test(arguments: [
        (#""expires":"2024""#, #"expires "2024" is before occurred "2025-03""#),
        (#""effective":"2026","expires":"2025-12""#, #"expires "2025-12" is before effective "2026""#),
        (#""due":"2025-02-28""#, #"due "2025-02-28" is before occurred "2025-03""#),
        (
            #""targets":[{"indicator":"i","baseline":{"value":"1","period":"2024"},"goal":{"value":"2","due":"2023"}}]"#,
            #"goal.due "2023" is before baseline.period "2024""#
        ),
        (#""relations":[{"type":"revokes","target":"a"}]"#, "the directive revokes itself"),
        (#""relations":[{"type":"amends","target":"directive/a"}]"#, "the directive amends itself"),
    ])
    func `of a directive`(members: String, remark: String) throws {
        #expect(try remarks("{\(Self.directive),\(members)}") == [remark])
    }

    @Test(arguments: [
        #""expires":"2025-03""#, #""expires":"2025""#, #""effective":"2024","expires":"2024-06""#, #""due":"2025""#,
        #""effective":"2024""#, #""relations":[{"type":"follows","target":"a"}]"#,
        #""relations":[{"type":"revokes","target":"announcement/a"}]"#,
        #""targets":[{"indicator":"i","goal":{"value":"2","due":"2023"}}]"#,
    ])
    func `what may be is not remarked on`(members: String) throws {
        #expect(try remarks("{\(Self.directive),\(members)}") == [])
    }

    @Test func `of memberships, replacements and CloudEvents`() throws {
        #expect(
            try remarks(
                #"{"actor":"p","verb":"joined","occurred":"2020","memberOf":[{"ref":"o","since":"2021","until":"2020"}]}"#
            )
                == [#"until "2020" is before since "2021""#])
        #expect(
            try remarks(
                #"""
                {"correction":"c","verb":"corrected","of":"i","reason":"r",
                 "replacement":{"directive":"a","title":"T","occurred":"2025","expires":"2024"}}
                """#) == [#"expires "2024" is before occurred "2025""#])
        #expect(
            try remarks(
                #"""
                {"specversion":"1.0","id":"i","source":"/s","type":"timeline.directive.revoked.v1",
                 "subject":"directive/a","data":{"title":"T","occurred":"2025","endedBy":"directive/a"}}
                """#) == ["the directive is said to end itself"])
    }

    @Test(arguments: Kind.directive.verbs) func `only what ended names what ended it`(verb: Verb) throws {
        let document = try Document(
            json: Array(
                #"{"directive":"a","verb":"\#(verb.rawValue)","title":"T","occurred":"2025","endedBy":"b"}"#.utf8))
        let result = EventReader.read(document, document.root, defaults: .init())
        if verb == .revoked || verb == .superseded {
            #expect(try result.get().json["data"]?["endedBy"]?.text == "directive/b")
        } else if case .failure(let failure) = result {
            #expect(failure.faults.map(\.problem) == ["the directive is \(verb.rawValue) and has \"endedBy\""])
        } else {
            Issue.record("\(verb) was read")
        }
    }
}
