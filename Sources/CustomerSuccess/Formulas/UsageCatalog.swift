/// The metric columns of the usage mart, in the order in which ``UsageMonths`` packs them: columns are
/// added at the end and never moved or removed.
enum UsageCatalog {
  static let entries = licenses + activity + totals + settings + addedBy2024

  /// Wave 1.
  static let licenses: [UsageMetric.Entry] = [
    .init("billable_user_count", "Billable users", .users, .license),
    .init("active_user_count", "Active users", .users, .license),
    .init("max_historical_user_count", "Most users ever", .users, .license),
    .init("license_user_count", "Licenses", .seats, .license),
  ]

  /// Waves 2 and 3.
  static let activity: [UsageMetric.Entry] = [
    .init("umau_28_days_user", "Unique active users (UMAU)", .users, .engagement),
    .init(
      "action_monthly_active_users_project_repo_28_days_user", "Git operation users", .users, .scm),
    .init("merge_requests_28_days_user", "Merge request users", .users, .scm),
    .init(
      "projects_with_repositories_enabled_28_days_user", "Users with repository projects", .users,
      .scm),
    .init("commit_comment_all_time_event", "Commit comments", .events, .scm),
    .init("source_code_pushes_all_time_event", "Source code pushes", .events, .scm),
    .init("ci_pipelines_28_days_user", "Pipeline users", .users, .ci),
    .init("ci_internal_pipelines_28_days_user", "Internal pipeline users", .users, .ci),
    .init("ci_builds_28_days_user", "CI build users", .users, .ci),
    .init("ci_builds_all_time_user", "CI build users ever", .users),
    .init("ci_builds_all_time_event", "CI builds", .events, .ci),
    .init("ci_runners_all_time_event", "Runners", .count, .ci),
    .init("auto_devops_enabled_all_time_event", "Auto DevOps projects", .projects, .ci),
    .init("gitlab_shared_runners_enabled", "Shared runners enabled", .flag, .ci),
    .init("container_registry_enabled", "Container registry enabled", .flag, .package),
    .init("template_repositories_all_time_event", "Template repositories", .projects),
    .init(
      "ci_pipeline_config_repository_28_days_user", "Users of pipeline files in repositories",
      .users, .ci),
    .init(
      "user_unique_users_all_secure_scanners_28_days_user", "Users of any security scanner", .users,
      .devSecOps),
    .init("user_sast_jobs_28_days_user", "SAST users", .users, .devSecOps),
    .init("user_dast_jobs_28_days_user", "DAST users", .users, .devSecOps),
    .init(
      "user_dependency_scanning_jobs_28_days_user", "Dependency scanning users", .users, .devSecOps),
    .init(
      "user_license_management_jobs_28_days_user", "License scanning users", .users, .devSecOps),
    .init("user_secret_detection_jobs_28_days_user", "Secret detection users", .users, .devSecOps),
    .init(
      "user_container_scanning_jobs_28_days_user", "Container scanning users", .users, .devSecOps),
    .init("object_store_packages_enabled", "Package object storage enabled", .flag, .package),
    .init("projects_with_packages_all_time_event", "Projects with packages", .projects, .package),
    .init("projects_with_packages_28_days_user", "Users with package projects", .users, .package),
    .init("deployments_28_days_user", "Deployment users", .users, .cd),
    .init("releases_28_days_user", "Release users", .users, .cd),
    .init("epics_28_days_user", "Epic users", .users, .plan),
    .init("issues_28_days_user", "Issue users", .users, .plan),
  ]

  /// Wave 3.1.
  static let totals: [UsageMetric.Entry] = [
    .init("ci_internal_pipelines_all_time_event", "Internal pipelines", .events),
    .init("ci_external_pipelines_all_time_event", "External pipelines", .events),
    .init("merge_requests_all_time_event", "Merge requests", .events),
    .init("todos_all_time_event", "To-dos", .events),
    .init("epics_all_time_event", "Epics", .events),
    .init("issues_all_time_event", "Issues", .events),
    .init("projects_all_time_event", "Projects", .projects),
    .init("deployments_28_days_event", "Deployments", .events, .cd),
    .init("packages_28_days_event", "Packages", .events),
    .init(
      "projects_jenkins_active_all_time_event", "Projects with Jenkins", .projects, .competitors),
    .init("projects_bamboo_active_all_time_event", "Projects with Bamboo", .projects, .competitors),
    .init("projects_jira_active_all_time_event", "Projects with Jira", .projects, .competitors),
    .init(
      "projects_drone_ci_active_all_time_event", "Projects with Drone CI", .projects, .competitors),
    .init("projects_github_active_all_time_event", "Projects with GitHub", .projects, .competitors),
    .init("projects_jira_server_active_all_time_event", "Projects with Jira Server", .projects),
    .init("projects_jira_dvcs_cloud_active_all_time_event", "Projects with Jira Cloud", .projects),
    .init("jira_imports_28_days_event", "Jira imports", .events),
    .init("protected_branches_all_time_event", "Protected branches", .count),
    .init("remote_mirrors_all_time_event", "Remote mirrors", .count),
    .init(
      "projects_enforcing_code_owner_approval_28_days_user", "Users enforcing code owner approval",
      .users),
    .init("project_clusters_enabled_28_days_user", "Users with project clusters", .users),
    .init("analytics_28_days_user", "Analytics users", .users),
    .init("issues_edit_28_days_user", "Users editing issues", .users),
    .init("user_packages_28_days_user", "Package users", .users),
    .init("terraform_state_api_28_days_user", "Terraform state users", .users),
    .init("incident_management_28_days_user", "Incident management users", .users),
  ]

  /// Wave 3.2.
  static let settings: [UsageMetric.Entry] = [
    .init("auto_devops_enabled", "Auto DevOps enabled", .flag),
    .init("gitaly_clusters_instance", "Gitaly clusters", .count),
    .init("epics_deepest_relationship_level_instance", "Deepest epic level", .count),
    .init("code_review_user_approve_mr_28_days_user", "Merge request approvers", .users),
    .init("epics_usage_28_days_user", "Users working with epics", .users),
    .init("ci_templates_usage_28_days_event", "Uses of CI templates", .events),
    .init(
      "project_management_issue_milestone_changed_28_days_user", "Users changing milestones", .users
    ),
    .init(
      "project_management_issue_iteration_changed_28_days_user", "Users changing iterations", .users
    ),
  ]

  /// Columns that the mart of October 2021 did not have.
  static let addedBy2024: [UsageMetric.Entry] = [
    .init("last_activity_28_days_user", "Users active in 28 days", .users, .engagement),
    .init("ci_builds_28_days_event", "CI builds", .events),
    .init("ci_builds_28_days_event_post_16_9", "CI builds (from 16.9 on)", .events),
    .init("successful_deployments_28_days_event", "Successful deployments", .events, .cd),
    .init("failed_deployments_28_days_event", "Failed deployments", .events, .cd),
    .init("geo_enabled", "Geo enabled", .flag),
  ]
}
