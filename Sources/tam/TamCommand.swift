import ArgumentParser

/// Every verb of the program; called without one it is the app.
struct TamCommand: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "tam", abstract: "Your customers, their health and your work, also offline.",
    discussion: """
      Without a verb it opens the app. Verbs print a table, --json or --csv. Exit status: 0 done, \
      1 failed, 3 done in part, 4 no service reachable, 5 not permitted, 64 wrong usage.
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(
        name: "Look",
        subcommands: [
          PortfolioVerb.self, DashboardVerb.self, ShowVerb.self, WhyVerb.self, WhatIfVerb.self,
          TimelineVerb.self, SearchVerb.self, AskVerb.self, PlaybooksVerb.self, ExportVerb.self,
        ]),
      CommandGroup(
        name: "Work",
        subcommands: [
          LogVerb.self, CTAVerbs.self, InstanceVerbs.self, FollowVerb.self, UnfollowVerb.self,
          UndoVerb.self,
        ]),
      CommandGroup(
        name: "Service",
        subcommands: [
          LoginVerb.self, LogoutVerb.self, WhoAmIVerb.self, SyncVerb.self, OutboxVerbs.self,
        ]),
      CommandGroup(
        name: "Program",
        subcommands: [DemoVerb.self, InfoVerb.self, KeysVerb.self, ThemesVerb.self]),
    ])

  @OptionGroup var app: AppOptions

  func run() async throws {
    let status = try await AppLaunch.run(isLinear: app.accessible)
    if status != 0 { throw ExitCode(status) }
  }
}
