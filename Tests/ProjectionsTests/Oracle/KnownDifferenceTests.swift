import EventModel
import Projections
import Testing

/// Each ``KnownDifference`` on the shortest history that shows it, with the sentence that the projections do not keep.
struct KnownDifferenceTests {
    private struct Example {
        var asOf = "2027"
        var known: Int?
        var events: [(Verb, String, String)]
    }

    private static let euros = "'amount': {'value': '1', 'currency': 'EUR'}"

    private func example(_ difference: KnownDifference) -> Example {
        switch difference {
        // “An actor exists from its first use.”
        case .memberOfNothing: Example(events: [(.made, "d", "'occurred': '2024', 'members': [{'ref': 's'}]")])
        // “`kind` is what an event says of it.”
        case .unheardKind:
            Example(events: [(.joined, "q", "'occurred': '2024', 'kind': 'person', 'memberOf': [{'ref': 's'}]")])
        // “Joining again after leaving is a second membership”: nobody left.
        case .doubledMembership:
            Example(events: [
                (.joined, "q", "'occurred': '2024', 'memberOf': [{'ref': 's', 'until': '2026'}]"),
                (.made, "d", "'occurred': '2025', 'organisation': 's', 'members': [{'ref': 'q'}]"),
            ])
        // “A merge makes two slugs one”; “aliases: every other name it was ever said to have”.
        case .lostAliases:
            Example(events: [
                (.registered, "p", "'aliases': ['A']"), (.merged, "p", "'occurred': '2024', 'into': 'q'"),
            ])
        // “Who pays; where there is none, it is `by`”: there is one.
        case .capturedInvestment:
            Example(events: [
                (.planned, "f", "'occurred': '2024', 'actors': [{'ref': 'p', 'role': 'provider'}], \(Self.euros)"),
                (.cancelled, "f", "'occurred': '2025', 'actors': [{'ref': 'q', 'role': 'by'}]"),
            ])
        // “Where somebody is said to say so, one publication without a publisher … is not counted beside them.”
        case .countedPlace:
            Example(events: [
                (
                    .made, "d",
                    """
                    'occurred': '2024', 'attribution': {'mode': 'reported', 'by': 'q'},
                    'citations': [{'publisher': 'Q'}, {'title': 'C'}]
                    """
                )
            ])
        // “Of several events each member is the last one stated.”
        case .hiddenDue:
            Example(events: [
                (
                    .made, "d",
                    "'occurred': '2024', 'targets': [{'indicator': 'i', 'goal': {'value': '1', 'due': '2025'}}]"
                ),
                (.confirmed, "d", "'occurred': '2025', 'targets': [{'indicator': 'i', 'goal': {'value': '2'}}]"),
            ])
        // “`resolved` says whether the log knows the target”; “an actor exists from its first use”.
        case .unmetActor:
            Example(events: [
                (
                    .made, "d",
                    """
                    'occurred': '2024', 'actors': [{'ref': 'p', 'role': 'by'}],
                    'relations': [{'type': 'follows', 'target': 'actor/p'}]
                    """
                )
            ])
        // “Since: from (EDTF)”, as the event has it.
        default:
            Example(events: [
                (
                    .made, "d",
                    "'occurred': '2024', 'organisation': 'o', 'members': [{'ref': 'p', 'since': '2024-XX'}, {'ref': 'q'}]"
                )
            ])
        }
    }

    @Test(arguments: KnownDifference.allCases)
    func `what differs differs as it is described`(difference: KnownDifference) throws {
        let example = example(difference)
        var log = TestLog()
        for (verb, slug, data) in example.events {
            let title = verb.kind == .actor ? "" : "'title': 'T', "
            try log.add(verb, slug, "{\(title)\(data)}")
        }
        let moment = HistoryComparison.Moment(known: example.events.count, asOf: example.asOf, certain: false)
        // With all but this one conceded, nothing else is seen.
        let others = Set(KnownDifference.allCases).subtracting([difference])
        withKnownIssue {
            let comparison = try HistoryComparison(log: log, concessions: others)
            for found in try comparison.differences(at: moment) {
                Issue.record("\(try comparison.report(found.projection, at: moment))")
            }
        }
    }
}
