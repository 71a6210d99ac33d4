// swift-tools-version: 6.3
// Targets stand in dependency order; the comment above each says what it is for.
import PackageDescription

/// What every Swift target is built with; Swift 6 language mode comes with the tools version.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// Code that draws or reads keys is on the main actor unless it says otherwise.
let onMainActor: [SwiftSetting] =
  strict + [.defaultIsolation(MainActor.self), .enableUpcomingFeature("InferIsolatedConformances")]

/// For code that moves bytes by the million in the demonstration and in tests, in debug builds too.
///
/// Without optimization those would take several times as long; as one module it is compiled in as
/// little time.
let quick: [SwiftSetting] =
  strict + [
    .unsafeFlags(
      ["-O", "-disable-batch-mode", "-whole-module-optimization", "-num-threads", "2"],
      .when(configuration: .debug))
  ]

/// How the programs are linked for release: what nobody looks up by name need not be found at each
/// start, which is a tenth of it, and equal code need not be there twice.
let lean: [LinkerSetting] = [
  .unsafeFlags(
    ["-use-ld=lld", "-Xlinker", "--no-export-dynamic", "-Xlinker", "--icf=safe"],
    .when(configuration: .release))
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

let package = Package(
  name: "tamarack",
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    // C: ncursesw as an encoder, termios, signals, crash restore.
    .target(
      name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    // Canvas, text safety, roles and themes, keys, input decoding, widgets. Knows no customer.
    .target(name: "Terminal", dependencies: ["CNcurses"], swiftSettings: strict),
    // YAML as values that know their lines, read and written.
    .target(name: "YAMLText", dependencies: [yams], swiftSettings: strict),
    // A person's YAML files: settings, themes, keys, views. `Shipped` leads to the top-level themes.
    .target(
      name: "Preferences", dependencies: ["Terminal", "YAMLText"], exclude: ["Shipped/README.md"],
      resources: [.embedInCode("Shipped")],
      swiftSettings: strict),
    // The domain: schema, enumerations, formulas, mutations. Values only.
    .target(name: "CustomerSuccess", swiftSettings: strict),
    // Wire frames, client and server as pure state machines, checksums.
    .target(name: "SyncEngine", dependencies: ["CustomerSuccess"], swiftSettings: strict),
    // The TAM's SQLite file: queries, edits, outbox, search, undo journal.
    .target(
      name: "ReplicaStore", dependencies: ["CustomerSuccess", "SyncEngine", grdb],
      swiftSettings: strict),
    // Runs the client state machine over HTTP.
    .target(
      name: "SyncClient",
      dependencies: ["CustomerSuccess", "ReplicaStore", "SyncEngine", httpClient, logging],
      swiftSettings: strict),
    // The app: App, Screens, Parts.
    .target(
      name: "TUI", dependencies: ["CustomerSuccess", "ReplicaStore", "Terminal"],
      swiftSettings: onMainActor),
    // Fetches exports from Salesforce, Zendesk and Snowflake, and writes fields back.
    .target(
      name: "Connectors", dependencies: [crypto, httpClient, jwt, logging], swiftSettings: quick),
    // The rules engine, and the files it ships: rules, playbooks, scorecards.
    .target(
      name: "Rules", dependencies: ["CustomerSuccess", "YAMLText"],
      resources: [.embedInCode("Shipped")], swiftSettings: strict),
    // The service layer: router, store, import, access, jobs.
    .target(
      name: "TamService",
      dependencies: [
        "Connectors", "CustomerSuccess", "Rules", "SyncEngine", "YAMLText", crypto, grdb,
        hummingbird, logging, yams,
      ], swiftSettings: strict),
    // A make-believe company, written as export files, and stand-ins for the services it uses.
    .target(
      name: "Sandbox",
      dependencies: ["CustomerSuccess", "Rules", crypto, cryptoExtras, jwt, nioHTTP, nioPosix],
      swiftSettings: quick),
    // The person's program.
    .executableTarget(
      name: "tam",
      dependencies: [
        "CustomerSuccess", "Preferences", "ReplicaStore", "SyncClient", "SyncEngine", "Terminal",
        "TUI", "YAMLText", arguments, logging,
      ], swiftSettings: strict, linkerSettings: lean),
    // The service's program.
    .executableTarget(
      name: "tamd",
      dependencies: [
        "Connectors", "CustomerSuccess", "Rules", "Sandbox", "TamService", arguments, logging,
      ], swiftSettings: strict, linkerSettings: lean),

    .target(
      name: "CTestTerminal", path: "Tests/CTestTerminal",
      linkerSettings: [.linkedLibrary("util")]),
    // A terminal's screen, worked out from the bytes it is sent; apart from Support, because the
    // benchmark is static and the testing library is not.
    .target(name: "TestScreen", path: "Tests/TestScreen", swiftSettings: strict),
    // What tests share: samples, expected screens, a pseudo-terminal with a screen to read.
    .target(
      name: "Support",
      dependencies: ["CTestTerminal", "CustomerSuccess", "Terminal", "TestScreen"],
      path: "Tests/Support", swiftSettings: strict),
    .testTarget(
      name: "SupportTests", dependencies: ["Support", "Terminal"], swiftSettings: strict),
    // Shows what a terminal tells it; driven at a pseudo-terminal.
    .executableTarget(
      name: "TerminalProbe", dependencies: ["Terminal"], path: "Tests/TerminalProbe",
      swiftSettings: strict),
    .testTarget(
      name: "TerminalTests", dependencies: ["Support", "Terminal", "TerminalProbe"],
      swiftSettings: strict),
    .testTarget(
      name: "CustomerSuccessTests", dependencies: ["CustomerSuccess", "Support"],
      swiftSettings: strict),
    .testTarget(
      name: "RulesTests", dependencies: ["CustomerSuccess", "Rules", "Support", "YAMLText"],
      swiftSettings: strict),
    .testTarget(
      name: "PreferencesTests", dependencies: ["Preferences", "Support", "Terminal", "YAMLText"],
      swiftSettings: strict),
    .testTarget(
      name: "SyncEngineTests",
      dependencies: ["CustomerSuccess", "ReplicaStore", "Support", "SyncEngine"],
      swiftSettings: strict),
    .testTarget(
      name: "ReplicaStoreTests",
      dependencies: ["CustomerSuccess", "ReplicaStore", "Support", "SyncEngine"],
      swiftSettings: strict),
    .testTarget(
      name: "SyncClientTests",
      dependencies: [
        "CustomerSuccess", "ReplicaStore", "Support", "SyncClient", "SyncEngine", logging,
      ], swiftSettings: strict),
    .testTarget(
      name: "TamServiceTests",
      dependencies: [
        "Connectors", "CustomerSuccess", "Rules", "Sandbox", "Support", "SyncEngine",
        "TamService", hummingbird,
      ], exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "ConnectorsTests",
      dependencies: [
        "Connectors", "CustomerSuccess", "Sandbox", "Support", "TamService", jwt, logging,
      ], swiftSettings: strict),
    .testTarget(
      name: "TUITests",
      dependencies: ["CustomerSuccess", "ReplicaStore", "Support", "Terminal", "TUI"],
      exclude: ["Grids"], swiftSettings: onMainActor),
    .testTarget(name: "TidyTests", dependencies: ["Support"], swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "CustomerSuccess", "ReplicaStore", "Sandbox", "Support", "SyncClient", "SyncEngine",
        "TamService", "tam", "tamd",
      ], swiftSettings: strict),

    // `make bench`: measures the release programs, each number beside its floor.
    .executableTarget(
      name: "Bench",
      dependencies: ["CTestTerminal", "CustomerSuccess", "ReplicaStore", "TestScreen"],
      path: "Tests/Bench", exclude: ["floor.c", "run"], swiftSettings: strict),
  ],
  cLanguageStandard: .c17
)
