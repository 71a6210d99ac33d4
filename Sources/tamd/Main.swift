import ArgumentParser

/// The service's program: one verb a file, in the order in which an administrator needs them.
@main struct Tamd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tamd",
    abstract: "The service of Tamarack: holds the truth and keeps every replica in step.",
    discussion: """
      Exit codes: 0 done; 1 failed; 3 done in part, with what was refused listed; \
      5 not permitted; 64 wrong usage.
      """,
    subcommands: [
      InitCommand.self, ServeCommand.self, ImportCommand.self, SandboxCommand.self,
      UserCommand.self, ConnectorCommand.self, JobsCommand.self, RulesCommand.self,
      AccountsCommand.self, OrganizationsCommand.self, TriageCommand.self,
      ScorecardCommand.self, PlaybooksCommand.self, BackupCommand.self, CheckCommand.self,
    ])
}
