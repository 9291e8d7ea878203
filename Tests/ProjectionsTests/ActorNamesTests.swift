import EventModel
import Histories
import Testing

@testable import Projections

/// There is one list of the places where an event names actors.
struct ActorNamesTests {
    @Test(arguments: Repetitions.seeds(100))
    func `every actor that the state has is named by an event of the log`(seed: UInt64) throws {
        var log = TestLog()
        for draft in DenseHistory.drafts(seed: seed, count: 30, corrections: 40) {
            try log.add(event: String(decoding: CanonicalWriter.event(draft), as: UTF8.self))
        }
        let named = log.entries.reduce(into: Set<String>()) { $0.formUnion(ActorNames.all(in: $1.document)) }
        let known = try log.rows(Actors.self, asOf: "9999").texts("subject").map {
            String($0.dropFirst("actor/".count))
        }
        #expect(!known.isEmpty && named.isSuperset(of: known))
    }

    @Test func `in whatever place an event names an actor, the state has it and the event is found by it`() throws {
        let places = [
            "'actors':[{'ref':'NAME','role':'lead'}]", "'quotes':[{'speaker':'NAME','text':'T'}]",
            "'provisions':[{'id':'p','assignee':['NAME']}]", "'restricts':[{'subject':'S','on':['NAME']}]",
            "'appointee':'NAME'", "'attribution':{'by':'NAME','mode':'reported'}",
            "'products':[{'name':'P','owner':'NAME'}]", "'organisation':'NAME'",
            "'organisation':'o','members':[{'ref':'NAME'}]", "'into':'NAME'", "'memberOf':[{'ref':'NAME'}]",
        ]
        for (number, place) in places.enumerated() {
            let name = "name-\(number)"
            let data = "{'occurred':'2024','title':'T',\(place.replacing("NAME", with: name))}"
            var plain = TestLog()
            try plain.add(.made, "a", data)
            var corrected = TestLog()
            try corrected.add(.made, "a", "{'occurred':'2024','title':'A'}")
            try corrected.add(
                .corrected, "c",
                """
                {'of':{'id':'a:made:2024','source':'/desk'},'reason':'error',\
                'replacement':{'data':\(data),'subject':'announcement/a','type':'timeline.announcement.made.v1'}}
                """)
            for log in [plain, corrected] {
                #expect(ActorNames.all(in: log.entries[log.entries.count - 1].document).contains(name), "\(place)")
                // A merge and a membership are an actor's own; here nobody reads them.
                if place.hasPrefix("'into'") || place.hasPrefix("'memberOf'") { continue }
                #expect(try log.rows(Actors.self, asOf: "2025").texts("subject").contains("actor/\(name)"), "\(place)")
            }
        }
    }
}
