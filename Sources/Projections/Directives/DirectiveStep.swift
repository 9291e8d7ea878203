import EventModel

/// One act of the history of a directive: an event of its own, or what an event of another directive does to it.
struct DirectiveStep {
    var fact: Fact
    /// What it does to this directive.
    var deed: Deed
    /// From when the act takes effect: its `effective`, else the day it occurred.
    var effect: Basis
    /// The parts that it is about; none where it is of the whole.
    var scope: [Symbol] = []
    /// The directive that did it; ``Symbol/none`` where nobody says which.
    var doer: Symbol
    /// The relation by which another directive does it; nil for an event of this one.
    var relation: Relation?

    // Of this directive's own events:

    /// Whether it says from when it takes effect, so that this need not be the day it occurred.
    var isEffectStated = false
    var expires: StatedDate?
    var due: StatedDate?
    /// Where the parts that it describes lie among those of all acts.
    var provisions: Range<Int> = 0..<0

    var verb: Verb { deed.verb }

    func names(_ part: Symbol) -> Bool { scope.contains(part) }

    /// Whether the act is one of the directive as a whole, or of the part asked for.
    func concerns(_ part: Symbol) -> Bool { scope.isEmpty || names(part) }

    /// Whether it says what is ordered.
    var isOrder: Bool { relation == nil && (verb == .issued || verb == .amended) }

    /// Whether the parts that it names are of the directive, as against only ended, suspended or carried out.
    var describes: Bool { isOrder || verb == .commenced }

    /// Whether it ends the expiry that was set before it.
    var liftsExpiry: Bool { relation == .continues }

    /// The order of the world: by date, on one date in the order of a life, then as facts go.
    static func < (left: Self, right: Self) -> Bool {
        if left.fact.when != right.fact.when { return left.fact.when < right.fact.when }
        if left.deed != right.deed { return left.deed < right.deed }
        return left.fact < right.fact
    }
}
