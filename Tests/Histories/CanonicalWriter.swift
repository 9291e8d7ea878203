import EventModel

/// Writes drafts as the intake would leave them: canonical JSON (RFC 8785), a million a few seconds.
///
/// Members are written in the order in which they are sorted; the texts of the generators hold nothing to escape.
package struct CanonicalWriter: Sendable {
    package var bytes: [UInt8] = []

    package init() {}

    /// The canonical event of a draft.
    package static func event(_ draft: Draft) -> [UInt8] {
        var writer = CanonicalWriter()
        writer.write(draft)
        return writer.bytes
    }

    private static let types = Dictionary(uniqueKeysWithValues: Verb.allCases.map { ($0, $0.type) })

    /// Appends one event, without an end of line.
    package mutating func write(_ draft: Draft) {
        open("{")
        key("data")
        data(draft)
        text("datacontenttype", "application/json")
        text("id", draft.id)
        text("source", draft.source)
        text("specversion", "1.0")
        subject(draft)
        text("time", draft.time)
        text("type", Self.types[draft.verb])
        byte("}")
    }

    private mutating func subject(_ draft: Draft) {
        key("subject")
        quote()
        raw(draft.verb.kind.rawValue)
        byte("/")
        raw(draft.slug)
        quote()
    }

    private mutating func data(_ draft: Draft) {
        open("{")
        list("actors", draft.actors) { writer, actor in
            writer.text("ref", actor.ref)
            writer.text("role", actor.role.rawValue)
        }
        texts("aliases", draft.aliases)
        if let amount = draft.amount { self.amount(amount) }
        text("appointee", draft.appointee)
        if let attribution = draft.attribution {
            object("attribution") { writer in
                writer.text("by", attribution.by)
                writer.text("mode", attribution.mode)
            }
        }
        text("category", draft.category)
        list("citations", draft.citations) { $0.citation($1) }
        if let credibility = draft.credibility { object("confidence") { $0.text("credibility", credibility) } }
        texts("context", draft.context)
        text("due", draft.due)
        text("effective", draft.effective)
        text("endedBy", draft.endedBy)
        text("expires", draft.expires)
        text("flow", draft.flow)
        if let wikidata = draft.wikidata { object("identifiers") { $0.text("wikidata", wikidata) } }
        text("instrument", draft.instrument)
        text("into", draft.into)
        texts("jurisdiction", draft.jurisdiction)
        text("kind", draft.actorKind)
        text("lang", draft.lang)
        list("memberOf", draft.memberOf) { $0.membership($1) }
        list("members", draft.members) { $0.membership($1) }
        text("modality", draft.modality)
        text("name", draft.name)
        text("occurred", draft.occurred)
        if let change = draft.change {
            object("of") { writer in
                writer.text("id", change.id)
                writer.text("source", change.source)
            }
        }
        text("organisation", draft.organisation)
        text("post", draft.post)
        list("products", draft.products) { writer, product in
            writer.text("name", product.name)
            writer.text("owner", product.owner)
        }
        list("provisions", draft.provisions) { $0.provision($1) }
        text("purpose", draft.purpose)
        list("quotes", draft.quotes) { writer, quote in
            writer.text("speaker", quote.speaker)
            writer.words("text", quote.text)
        }
        rest(of: draft)
        byte("}")
    }

    /// The members from `reason` on.
    private mutating func rest(of draft: Draft) {
        text("reason", draft.change?.reason)
        list("relations", draft.relations) { writer, link in
            writer.texts("provisions", link.provisions)
            writer.text("target", link.target)
            writer.text("type", link.type.rawValue)
        }
        if let replacement = draft.change?.replacement.first {
            object("replacement") { writer in
                writer.key("data")
                writer.data(replacement)
                // The time stays that of the event that is replaced.
                writer.subject(replacement)
                writer.text("type", Self.types[replacement.verb])
            }
        }
        text("reported", draft.reported)
        list("restricts", draft.restricts) { writer, restriction in
            writer.texts("on", restriction.on)
            writer.text("subject", restriction.subject)
        }
        text("sector", draft.sector)
        text("stage", draft.stage)
        texts("tags", draft.tags)
        list("targets", draft.targets) { $0.goal($1) }
        words("text", draft.text)
        words("title", draft.title)
    }
}

/// Objects within the data.
extension CanonicalWriter {
    private mutating func amount(_ amount: Draft.Amount) {
        object("amount") { writer in
            guard let value = amount.value else { return writer.text("kind", "unknown") }
            writer.text("bound", amount.bound)
            writer.text("currency", amount.currency)
            writer.text("max", amount.max)
            writer.text(amount.max == nil ? "value" : "min", value)
        }
    }

    private mutating func citation(_ citation: Draft.Citation) {
        text("issued", citation.issued)
        text("publisher", citation.publisher)
        text("sha256", citation.sha256)
        words("title", citation.title)
        text("url", citation.url)
    }

    private mutating func membership(_ membership: Draft.Membership) {
        text("ref", membership.ref)
        text("since", membership.since)
        text("until", membership.until)
    }

    private mutating func provision(_ provision: Draft.Provision) {
        texts("assignee", provision.assignees)
        text("due", provision.due)
        text("id", provision.id)
        text("text", provision.text)
    }

    private mutating func goal(_ goal: Draft.Goal) {
        if let baseline = goal.baseline { object("baseline") { $0.text("value", baseline) } }
        if let value = goal.value {
            object("goal") { writer in
                writer.text("due", goal.due)
                writer.text("value", value)
            }
        }
        text("indicator", goal.indicator)
        text("status", goal.status?.rawValue)
        text("unit", goal.unit)
    }
}
