/// What marks one sort of message for ever, and names its entry in the catalog.
///
/// Made once with `systemd-id128 new`. They are the interface to `journalctl MESSAGE_ID=…` and to scripts: one that has
/// been released is never given another meaning.
package enum MessageID: String, Sendable, CaseIterable {
    case started = "269d8bc38d5443f3a8afbf477adc97cd"
    case ready = "177330a109854f818ebf80536bc7db8b"
    case stopping = "72ee1a73030c43ad99133548eb95656c"
    case stopped = "f67eaabfdca74508a8866c297487b2b9"
    case configurationLoaded = "da8e495ff9124a78928da02e7b5edb17"
    case configurationRefused = "db49a982ab2841269e439b8e286c7ede"
    case fileAccepted = "3a4531e07d4c413e8aea1e16528b645b"
    case fileRejected = "10e15255cd3443fcbd096a1c57a84fa6"
    case fileDuplicate = "1a44cd75347a46e9a1451a3e632e6aa2"
    case fileNotRead = "b54324cb3f7d408fbfc4f2b46a0cb5d2"
    case overQuota = "a676f9a92cb646b389ad1249c9b50a43"
    case fileNotMoved = "bc85f5b6777d44c19a0fee9e32baab82"
    case folderLeft = "fe35de1ffa9d4ac7a4389bc51d502c17"
    case fileChanged = "ce126a1d71614578ba3a6aac6ba266e0"
    case entriesWithheld = "89422dbba73146c780f2e1b5833c5924"
    case committed = "082e704c60794fbf99a8fd05c663a7e1"
    case contradiction = "c8d4fecc7c404777bc5d03a7b82e38a7"
    case degraded = "a2245447daf144aa86326456fd892454"
    case recovered = "05106c5686ac4af2a1683b4d6d7597ed"
    case startFailed = "88f617c4c17440b5867fe9ae787e8631"
    case queueOverflowed = "73931f0f5a4d49d398c72c0682545098"
    case dropFolderUnmounted = "90b6a306f24949f5b32436bf97c1dd0d"
    case dropFolderReplaced = "876829e1ddbd47e797faa4c90cef9dda"
    case tornTailCut = "ed7a80500af345e1ab5f8c1d771a9412"
    case logDamaged = "690dc0a1aa6e4ebc99da8eee986cae9e"
    case headContradicted = "79f9404a13cf44309e27644cd73b3008"
    case headSignedAnew = "d14565312ee54a44bba67001f928fd56"
    case keyMade = "04d5a4d830cb4764842b8ec63f6faed5"
    case keyUnusable = "795d9631b0c944208371cb6ece311159"
    case anotherWriter = "6f19c8a7a5354fe4b92bf488e91b6a88"
    case clockSteppedBack = "6db7cd1927844dc0ab4a773ad620875c"
    case clockSteppedAhead = "a70e9b3da9f146ce89d50290a7470d31"
    case dayCleared = "8fa76d97d7c54030a0b33901e835d66d"
    case internalFault = "3376b9016842414da873b75dc6983989"
}

extension Message {
    /// The MESSAGE_ID.
    package var id: MessageID {
        switch self {
        case .started: .started
        case .ready: .ready
        case .stopping: .stopping
        case .stopped: .stopped
        case .configurationLoaded: .configurationLoaded
        case .configurationRefused: .configurationRefused
        case .fileAccepted: .fileAccepted
        case .fileRejected: .fileRejected
        case .fileDuplicate: .fileDuplicate
        case .fileNotRead: .fileNotRead
        case .overQuota: .overQuota
        case .fileNotMoved: .fileNotMoved
        case .folderLeft: .folderLeft
        case .fileChanged: .fileChanged
        case .entriesWithheld: .entriesWithheld
        case .committed: .committed
        case .contradiction: .contradiction
        case .degraded: .degraded
        case .recovered: .recovered
        case .startFailed: .startFailed
        case .queueOverflowed: .queueOverflowed
        case .dropFolderUnmounted: .dropFolderUnmounted
        case .dropFolderReplaced: .dropFolderReplaced
        case .tornTailCut: .tornTailCut
        case .logDamaged: .logDamaged
        case .headContradicted: .headContradicted
        case .headSignedAnew: .headSignedAnew
        case .keyMade: .keyMade
        case .keyUnusable: .keyUnusable
        case .anotherWriter: .anotherWriter
        case .clockSteppedBack: .clockSteppedBack
        case .clockSteppedAhead: .clockSteppedAhead
        case .dayCleared: .dayCleared
        case .internalFault: .internalFault
        }
    }

    /// How urgent it is: a warning is something to look at, an error something to do, critical what stops the service.
    package var priority: JournalPriority {
        switch self {
        case .fileAccepted(let file) where file.remarks > 0: .notice
        case .ready, .stopping, .stopped, .fileAccepted, .committed: .info
        case .started, .configurationLoaded, .fileDuplicate, .contradiction, .recovered, .queueOverflowed, .keyMade,
            .dayCleared:
            .notice
        case .fileRejected, .fileChanged, .folderLeft, .overQuota, .entriesWithheld, .dropFolderUnmounted,
            .dropFolderReplaced,
            .tornTailCut,
            .clockSteppedBack, .clockSteppedAhead, .headSignedAnew:
            .warning
        case .configurationRefused, .fileNotRead, .fileNotMoved, .degraded, .startFailed, .anotherWriter, .keyUnusable:
            .error
        case .logDamaged, .headContradicted, .internalFault: .critical
        }
    }
}
