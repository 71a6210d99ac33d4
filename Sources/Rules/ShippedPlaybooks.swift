extension ShippedFile {
  /// The playbooks, by the names of their files.
  package static let playbooks = [
    ShippedFile("account-handoff", PackageResources.account_handoff_yaml),
    ShippedFile("account-triage", PackageResources.account_triage_yaml),
    ShippedFile(
      "agile-enablement-stage-adoption", PackageResources.agile_enablement_stage_adoption_yaml),
    ShippedFile(
      "agile-expansion-stage-adoption", PackageResources.agile_expansion_stage_adoption_yaml),
    ShippedFile("cd-enablement-stage-adoption", PackageResources.cd_enablement_stage_adoption_yaml),
    ShippedFile("cd-expansion-stage-adoption", PackageResources.cd_expansion_stage_adoption_yaml),
    ShippedFile("ci-enablement-stage-adoption", PackageResources.ci_enablement_stage_adoption_yaml),
    ShippedFile("ci-expansion-stage-adoption", PackageResources.ci_expansion_stage_adoption_yaml),
    ShippedFile(
      "commercial-onboarding-email-series", PackageResources.commercial_onboarding_email_series_yaml
    ),
    ShippedFile(
      "configure-enablement-stage-adoption",
      PackageResources.configure_enablement_stage_adoption_yaml),
    ShippedFile(
      "configure-expansion-stage-adoption", PackageResources.configure_expansion_stage_adoption_yaml
    ),
    ShippedFile(
      "create-enablement-stage-adoption", PackageResources.create_enablement_stage_adoption_yaml),
    ShippedFile(
      "create-expansion-stage-adoption", PackageResources.create_expansion_stage_adoption_yaml),
    ShippedFile("create-success-plan", PackageResources.create_success_plan_yaml),
    ShippedFile("customer-offboarding", PackageResources.customer_offboarding_yaml),
    ShippedFile(
      "devsecops-enablement-stage-adoption",
      PackageResources.devsecops_enablement_stage_adoption_yaml),
    ShippedFile(
      "devsecops-expansion-stage-adoption", PackageResources.devsecops_expansion_stage_adoption_yaml
    ),
    ShippedFile("devsecops-risk", PackageResources.devsecops_risk_yaml),
    ShippedFile(
      "digital-adoption-ci-enablement", PackageResources.digital_adoption_ci_enablement_yaml),
    ShippedFile(
      "digital-onboarding-alternative-backup",
      PackageResources.digital_onboarding_alternative_backup_yaml),
    ShippedFile(
      "digital-onboarding-saas-series", PackageResources.digital_onboarding_saas_series_yaml),
    ShippedFile(
      "digital-onboarding-self-managed-series",
      PackageResources.digital_onboarding_self_managed_series_yaml),
    ShippedFile("digital-onboarding-welcome", PackageResources.digital_onboarding_welcome_yaml),
    ShippedFile("executive-business-review", PackageResources.executive_business_review_yaml),
    ShippedFile("existing-customer-onboarding", PackageResources.existing_customer_onboarding_yaml),
    ShippedFile("geo-implementation", PackageResources.geo_implementation_yaml),
    ShippedFile("high-license-utilization", PackageResources.high_license_utilization_yaml),
    ShippedFile("improve-cycle-time", PackageResources.improve_cycle_time_yaml),
    ShippedFile(
      "increase-deployment-frequency", PackageResources.increase_deployment_frequency_yaml),
    ShippedFile("low-license-utilization", PackageResources.low_license_utilization_yaml),
    ShippedFile(
      "manage-enablement-stage-adoption", PackageResources.manage_enablement_stage_adoption_yaml),
    ShippedFile(
      "manage-expansion-stage-adoption", PackageResources.manage_expansion_stage_adoption_yaml),
    ShippedFile(
      "monitor-enablement-stage-adoption", PackageResources.monitor_enablement_stage_adoption_yaml),
    ShippedFile(
      "monitor-expansion-stage-adoption", PackageResources.monitor_expansion_stage_adoption_yaml),
    ShippedFile("new-customer-onboarding", PackageResources.new_customer_onboarding_yaml),
    ShippedFile("new-customer-onboarding-saas", PackageResources.new_customer_onboarding_saas_yaml),
    ShippedFile(
      "new-customer-onboarding-self-managed",
      PackageResources.new_customer_onboarding_self_managed_yaml),
    ShippedFile("non-engaged-customer", PackageResources.non_engaged_customer_yaml),
    ShippedFile(
      "package-enablement-stage-adoption", PackageResources.package_enablement_stage_adoption_yaml),
    ShippedFile(
      "package-expansion-stage-adoption", PackageResources.package_expansion_stage_adoption_yaml),
    ShippedFile("product-risk", PackageResources.product_risk_yaml),
    ShippedFile("risk-escalation", PackageResources.risk_escalation_yaml),
    ShippedFile("selling-ultimate", PackageResources.selling_ultimate_yaml),
    ShippedFile("server-migration-new-host", PackageResources.server_migration_new_host_yaml),
    ShippedFile(
      "server-migration-packages-to-kubernetes",
      PackageResources.server_migration_packages_to_kubernetes_yaml),
    ShippedFile(
      "server-migration-saas-to-self-managed",
      PackageResources.server_migration_saas_to_self_managed_yaml),
    ShippedFile(
      "server-migration-self-managed-to-saas",
      PackageResources.server_migration_self_managed_to_saas_yaml),
    ShippedFile("tam-account-transitions", PackageResources.tam_account_transitions_yaml),
    ShippedFile("ultimate-uptier", PackageResources.ultimate_uptier_yaml),
    ShippedFile("upcoming-renewal", PackageResources.upcoming_renewal_yaml),
    ShippedFile("update-stale-tam-sentiment", PackageResources.update_stale_tam_sentiment_yaml),
    ShippedFile("usage-data-enablement", PackageResources.usage_data_enablement_yaml),
  ]

  /// The templates of success plans, by the names of their files.
  package static let planTemplates = [
    ShippedFile("account-plan-expand", PackageResources.account_plan_expand_yaml),
    ShippedFile("account-plan-land", PackageResources.account_plan_land_yaml),
    ShippedFile("roi-success-plan", PackageResources.roi_success_plan_yaml),
    ShippedFile("stage-adoption-plan", PackageResources.stage_adoption_plan_yaml),
  ]
}
