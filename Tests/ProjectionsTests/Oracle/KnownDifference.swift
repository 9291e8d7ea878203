/// Where the projections are known to differ from the documents: the oracle gives in there, so that whatever else
/// differs is seen. Each has its history in ``KnownDifferenceTests``, and goes when that is mended.
enum KnownDifference: CaseIterable {
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
    /// The date of a membership is spelled as that of another one of its event that means the same.
    case borrowedDate
}
