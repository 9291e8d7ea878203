/// Where the projections are known to differ from the documents: the oracle gives in there, so that whatever else
/// differs is seen. Each has its history in ``KnownDifferenceTests``, and goes when that is mended.
enum KnownDifference: CaseIterable {
    /// An ending or a suspension that takes effect before it occurred does so before it occurred.
    case retroactiveEffect
    /// What a directive as a whole demands is owed no more once a part that it never described is ended.
    case vanishingDuty
    /// What ended before it came into force has a date since when it is in force; and the whole has the dates that it
    /// would have without its parts.
    case neverBegan
    /// A part does not say until when it is in force.
    case openPart
    /// What expired has been ended by the directive that the event stating its expiry follows or is part of.
    case blamedExpiry
    /// Where a part has ended and the rest is not yet in force, it is partly in force.
    case partlyOfNothing
    /// A part that was implemented does not count where only others were described.
    case uncountedPart
    /// What ended part by part is still suspended.
    case suspendedEnd
    /// Who ended a directive is not known where its own event names them by an event's id.
    case unnamedSuccessor
    /// Members of an organisation that is not named do not exist.
    case memberOfNothing
    /// What kind of actor somebody is counts only where they are registered or renamed.
    case unheardKind
    /// A membership that is told of while it lasts begins a second one.
    case doubledMembership
    /// Whoever was merged takes their other names along into nothing.
    case lostAliases
    /// An event that names nobody who pays, only somebody by whom it is, takes an investment from those who pay; and so
    /// with those who receive.
    case capturedInvestment
    /// A publication without a publisher counts beside whoever says so, if they have published, too.
    case countedPlace
    /// A target is overdue, and has no due date to show: another event stated it than stated the goal last.
    case hiddenDue
    /// An actor whom no event is about is not known, whatever they took part in.
    case unmetActor
    /// Of two endings on one day the one that says by whom does not count, where the directive's own event says so.
    case silentSuccessor
    /// The date of a membership is spelled as that of another one of its event that means the same.
    case borrowedDate
}
