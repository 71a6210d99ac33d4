/// Something that customers and TAMs talk about.
struct Topic: Sendable {
  let name: String
  /// What was said, a sentence each.
  let remarks: [String]
  /// What somebody will do, a sentence each.
  let nextSteps: [String]

  static let all: [Topic] = [
    Topic(
      name: "runner autoscaling",
      remarks: [
        "Runner autoscaling is the main pain: jobs wait up to twenty minutes in the morning peak.",
        "They moved half of their runners to spot machines and see the queue time halved.",
        "The platform team wants one fleet of runners per business unit with its own quota.",
      ],
      nextSteps: [
        "Send the reference architecture for runner fleets.",
        "Review the runner configuration together next week.",
      ]),
    Topic(
      name: "Jenkins migration",
      remarks: [
        "Two hundred Jenkins jobs are left; the shared libraries are what holds them back.",
        "The Jenkins migration paused because the build team lost two people.",
        "First team has retired its Jenkins controller and reports simpler pipelines.",
      ],
      nextSteps: [
        "Run a migration workshop for the second wave of teams.",
        "Share examples of converted shared libraries.",
      ]),
    Topic(
      name: "security scanning",
      remarks: [
        "SAST runs in every project, DAST only in three; findings are not triaged yet.",
        "Secret detection found a live credential, so the security lead is now a champion.",
        "They compare dependency scanning with the tool they pay for today.",
        "Container scanning slows their pipelines by four minutes and developers complain.",
      ],
      nextSteps: [
        "Invite the security lead to the vulnerability management session.",
        "Agree who triages findings and by when.",
      ]),
    Topic(
      name: "upgrade",
      remarks: [
        "They are three minor versions behind and plan the upgrade for the next quiet weekend.",
        "Zero-downtime upgrade failed in staging on a long background migration.",
        "The upgrade went through without a hitch; performance of merge requests is visibly better.",
      ],
      nextSteps: [
        "Check the upgrade path and the deprecations that concern them.",
        "Be on call during the upgrade window.",
      ]),
    Topic(
      name: "Geo replication",
      remarks: [
        "Geo replication to the second site lags by an hour when large repositories are pushed.",
        "They test failover to the secondary twice a year and want a runbook.",
      ],
      nextSteps: ["Ask support for the Geo health check.", "Write the failover runbook with them."]),
    Topic(
      name: "single sign-on",
      remarks: [
        "Single sign-on with SAML works; group sync drops members whose e-mail changed.",
        "They want SCIM before they roll out to the other divisions.",
      ],
      nextSteps: ["Connect them with the identity specialist."]),
    Topic(
      name: "license true-up",
      remarks: [
        "Billable users exceed the licenses since the summer interns came; the true-up is expected.",
        "Only half of the licenses are used, and procurement has noticed.",
        "They clean up dormant users every month now, which freed eighty seats.",
      ],
      nextSteps: ["Prepare the seat usage report before the renewal call."]),
    Topic(
      name: "merge request reviews",
      remarks: [
        "Code owners and approval rules are live in the regulated projects.",
        "Reviews take three days on average; they want to see where the time goes.",
      ],
      nextSteps: ["Show value stream analytics on their own data."]),
    Topic(
      name: "Kubernetes deployments",
      remarks: [
        "Deployments to Kubernetes go through the agent in two clusters, by hand in the rest.",
        "They evaluate GitOps and ask how others handle secrets.",
        "Auto DevOps is used by the small teams only.",
      ],
      nextSteps: ["Arrange a session on deployment approvals and environments."]),
    Topic(
      name: "Terraform state",
      remarks: [
        "Terraform state moved into the product; the old bucket will be switched off this quarter.",
        "Modules are published in the registry and reused by four teams.",
      ],
      nextSteps: ["Follow up on the policy for protected Terraform states."]),
    Topic(
      name: "planning with epics",
      remarks: [
        "Product managers want roadmaps over several groups; today they export to spreadsheets.",
        "Epics and iterations replaced the Jira boards in the mobile department.",
      ],
      nextSteps: ["Demonstrate roadmaps and health status on epics."]),
    Topic(
      name: "package registry",
      remarks: [
        "The package registry holds npm and Maven packages; cleanup policies are missing.",
        "They ask when virtual registries will be available.",
      ],
      nextSteps: ["Collect their requirements for the registry roadmap."]),
    Topic(
      name: "backup and restore",
      remarks: [
        "Backups take nine hours; the restore was never tested at full size.",
        "Object storage is excluded from the backup, which surprised the auditors.",
      ],
      nextSteps: ["Review the backup strategy with an architect."]),
    Topic(
      name: "executive sponsor",
      remarks: [
        "Our champion moves to another department; the new sponsor has not been named.",
        "The CIO joined for ten minutes and praised the delivery speed of the pilot teams.",
        "The sponsor asked for numbers on developer productivity before the board meeting.",
      ],
      nextSteps: ["Schedule an introduction with the new sponsor.", "Draft the EBR deck."]),
    Topic(
      name: "competition",
      remarks: [
        "One division evaluates GitHub because of its assistant; decision in the next quarter.",
        "Azure DevOps is still used by the Windows teams and nobody pushes to change that.",
      ],
      nextSteps: ["Bring the account executive in and agree on a plan."]),
    Topic(
      name: "Gitaly performance",
      remarks: [
        "Gitaly nodes run hot since the monorepo passed forty gigabytes.",
        "Partial clones cut the clone time of the monorepo to a tenth.",
      ],
      nextSteps: ["Look at the Gitaly metrics with support."]),
    Topic(
      name: "compliance",
      remarks: [
        "The auditors accept the audit events stream; separation of duties is still open.",
        "Compliance frameworks are set on all regulated projects.",
      ],
      nextSteps: ["Send the compliance mapping."]),
    Topic(
      name: "air-gapped installation",
      remarks: [
        "The installation has no internet; vulnerability databases are carried in once a week.",
        "They ask for offline license activation for the new site.",
      ],
      nextSteps: ["Document the offline update of scanners."]),
  ]
}
