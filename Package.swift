// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
]

let package = Package(
    name: "timelined",
    products: [
        .executable(name: "timelined", targets: ["timelined"]),
        .executable(name: "timelinectl", targets: ["timelinectl"]),
    ],
    dependencies: [
        // These versions and no others, so that the same source makes the same bytes.
        // Options, help and completions of both programs in one declared form, checked before anything runs.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        // SHA-256 and Ed25519 from BoringSSL: an auditor's log must not rest on hand-written cryptography.
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    ],
    targets: [
        // The pure core: values in, values out, no I/O; CText has two instructions to which Swift knows no way.
        .target(name: "CText"),
        .target(name: "EventModel", dependencies: ["CText"], swiftSettings: strict),
        .target(name: "Projections", dependencies: ["CText", "EventModel"], swiftSettings: strict),

        // The transparency log: what an auditor checks, pure as well.
        .target(
            name: "TransparencyLog", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),

        // The kernel: files, directories, inotify.
        .target(name: "CLinux"),
        .target(name: "LinuxIO", dependencies: ["CLinux"], swiftSettings: strict),

        // The append-only log.
        .target(
            name: "EventLog", dependencies: ["CText", "EventModel", "LinuxIO", "TransparencyLog"],
            swiftSettings: strict),

        // What others can check the log by: its keys and signed heads, proofs, tiles, witnesses.
        .target(
            name: "Auditing", dependencies: ["EventModel", "EventLog", "LinuxIO", "TransparencyLog"],
            swiftSettings: strict),

        // From a dropped file to a batch for the log.
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .target(
            name: "Intake",
            dependencies: [
                "EventModel", "EventLog", "LinuxIO", "TransparencyLog", "CYAML",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),

        // journald, the service manager and the event loop, all of libsystemd.
        .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
        .target(name: "Systemd", dependencies: ["CSystemd", "LinuxIO"], swiftSettings: strict),

        // Questions to a log: what readers share.
        .target(name: "Timeline", dependencies: ["EventModel", "Projections", "EventLog"], swiftSettings: strict),

        // Options from flags, environment and files, with the diagnostics of event files.
        .target(
            name: "Configuration", dependencies: ["EventModel", "Intake", "LinuxIO", "Timeline", "TransparencyLog"],
            swiftSettings: strict),

        .executableTarget(
            name: "timelined",
            dependencies: [
                "Auditing", "Configuration", "EventModel", "EventLog", "Intake", "LinuxIO", "Projections", "Systemd",
                "Timeline", "TransparencyLog",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "timelinectl",
            dependencies: [
                "Auditing", "Configuration", "EventModel", "EventLog", "Intake", "LinuxIO", "Projections", "Timeline",
                "TransparencyLog",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // Programs started and watched, as their users would.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        // Events by the million, and histories in which everything meets.
        .target(name: "Histories", dependencies: ["EventModel"], path: "Tests/Histories", swiftSettings: strict),
        .testTarget(name: "EventModelTests", dependencies: ["EventModel"], swiftSettings: strict),
        .testTarget(
            name: "ProjectionsTests", dependencies: ["EventModel", "Projections", "Histories"], exclude: ["Golden"],
            swiftSettings: strict),
        .testTarget(
            name: "TransparencyLogTests", dependencies: ["TransparencyLog", "LinuxIO", "TestSupport"],
            exclude: ["Independent"], swiftSettings: strict),
        .testTarget(name: "LinuxIOTests", dependencies: ["LinuxIO"], swiftSettings: strict),
        .testTarget(name: "EventLogTests", dependencies: ["EventLog", "EventModel", "LinuxIO"], swiftSettings: strict),
        .testTarget(
            name: "IntakeTests",
            dependencies: [
                "EventLog", "EventModel", "Histories", "Intake", "LinuxIO", "TransparencyLog", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ConfigurationTests", dependencies: ["Configuration", "EventModel", "LinuxIO"], swiftSettings: strict),
        .testTarget(name: "SystemdTests", dependencies: ["LinuxIO", "Systemd"], swiftSettings: strict),
        .testTarget(
            name: "ClientTests",
            dependencies: [
                "timelinectl", "EventModel", "EventLog", "Histories", "Intake", "LinuxIO", "Timeline", "TestSupport",
            ],
            exclude: ["Golden"], swiftSettings: strict),
        // What must hold of every reader of untrusted bytes: asked by `swift test` and by the fuzzer.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Auditing", "Configuration", "EventLog", "EventModel", "Intake", "LinuxIO", "Projections", "Timeline",
                "TransparencyLog",
            ],
            path: "Tests/FuzzTargets", swiftSettings: strict),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets", "LinuxIO"], swiftSettings: strict),
        .testTarget(
            name: "FaultTests", dependencies: ["LinuxIO", "Systemd", "TestSupport", "timelined", "timelinectl"],
            exclude: ["Shim"], swiftSettings: strict),
        .testTarget(
            name: "AuditingTests",
            dependencies: [
                "Auditing", "EventLog", "EventModel", "LinuxIO", "TestSupport", "TransparencyLog", "timelined",
                "timelinectl",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SystemTests", dependencies: ["LinuxIO", "TestSupport", "timelined", "timelinectl"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

// Built for Tests/benchmark alone, not by everybody's build.
if Context.environment["TIMELINED_BENCHMARKS"] != nil {
    package.targets += [
        .executableTarget(
            name: "benchmarks", dependencies: ["EventLog", "EventModel", "Intake", "LinuxIO"],
            path: "Tests/Benchmarks/Append", swiftSettings: strict),
        .executableTarget(
            name: "events", dependencies: ["Histories"], path: "Tests/EventWriter", swiftSettings: strict),
    ]
}

// Built for Tests/fuzz alone: it needs the runtime of libFuzzer.
if Context.environment["TIMELINED_FUZZ"] != nil {
    package.targets += [
        .target(name: "CFuzzer", path: "Tests/CFuzzer"),
        .executableTarget(
            name: "fuzz", dependencies: ["CFuzzer", "FuzzTargets"], path: "Tests/Fuzz",
            exclude: ["dictionary", "shapes", "worst"], swiftSettings: strict),
    ]
}
