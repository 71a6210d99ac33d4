extension ShippedFile {
  /// The rules, by the names of their files; each stands in the folder of its kind.
  package static let rules = [
    ShippedFile("admin-company-status", PackageResources.admin_company_status_yaml),
    ShippedFile("admin-first-engagement-date", PackageResources.admin_first_engagement_date_yaml),
    ShippedFile("admin-last-activity-date", PackageResources.admin_last_activity_date_yaml),
    ShippedFile("admin-license-utilization", PackageResources.admin_license_utilization_yaml),
    ShippedFile(
      "admin-mark-accounts-for-deletion", PackageResources.admin_mark_accounts_for_deletion_yaml),
    ShippedFile("admin-onboarding-end-date", PackageResources.admin_onboarding_end_date_yaml),
    ShippedFile("admin-onboarding-start-date", PackageResources.admin_onboarding_start_date_yaml),
    ShippedFile("admin-open-ticket-count", PackageResources.admin_open_ticket_count_yaml),
    ShippedFile("admin-public-sector-flag", PackageResources.admin_public_sector_flag_yaml),
    ShippedFile("admin-stage-counts", PackageResources.admin_stage_counts_yaml),
    ShippedFile("cta-at-risk", PackageResources.cta_at_risk_yaml),
    ShippedFile("cta-close-ebr", PackageResources.cta_close_ebr_yaml),
    ShippedFile("cta-close-ebr-growth", PackageResources.cta_close_ebr_growth_yaml),
    ShippedFile(
      "cta-close-high-license-utilization", PackageResources.cta_close_high_license_utilization_yaml
    ),
    ShippedFile(
      "cta-close-non-engaged-customer", PackageResources.cta_close_non_engaged_customer_yaml),
    ShippedFile("cta-close-stale-sentiment", PackageResources.cta_close_stale_sentiment_yaml),
    ShippedFile("cta-close-tam-assignment", PackageResources.cta_close_tam_assignment_yaml),
    ShippedFile("cta-close-upcoming-renewal", PackageResources.cta_close_upcoming_renewal_yaml),
    ShippedFile("cta-customer-offboarding", PackageResources.cta_customer_offboarding_yaml),
    ShippedFile("cta-ebr", PackageResources.cta_ebr_yaml),
    ShippedFile("cta-ebr-growth", PackageResources.cta_ebr_growth_yaml),
    ShippedFile("cta-high-license-utilization", PackageResources.cta_high_license_utilization_yaml),
    ShippedFile("cta-low-license-utilization", PackageResources.cta_low_license_utilization_yaml),
    ShippedFile(
      "cta-new-account-tam-assignment", PackageResources.cta_new_account_tam_assignment_yaml),
    ShippedFile("cta-non-engaged-customer", PackageResources.cta_non_engaged_customer_yaml),
    ShippedFile("cta-onboarding", PackageResources.cta_onboarding_yaml),
    ShippedFile("cta-post-onboarding-30", PackageResources.cta_post_onboarding_30_yaml),
    ShippedFile("cta-post-onboarding-90", PackageResources.cta_post_onboarding_90_yaml),
    ShippedFile("cta-product-health-drop", PackageResources.cta_product_health_drop_yaml),
    ShippedFile("cta-review-prioritization", PackageResources.cta_review_prioritization_yaml),
    ShippedFile("cta-stale-sentiment", PackageResources.cta_stale_sentiment_yaml),
    ShippedFile("cta-success-planning", PackageResources.cta_success_planning_yaml),
    ShippedFile("cta-survey-negative", PackageResources.cta_survey_negative_yaml),
    ShippedFile("cta-survey-positive", PackageResources.cta_survey_positive_yaml),
    ShippedFile("cta-upcoming-renewal", PackageResources.cta_upcoming_renewal_yaml),
    ShippedFile("cta-usage-external-pipelines", PackageResources.cta_usage_external_pipelines_yaml),
    ShippedFile("cta-usage-fewer-pipelines", PackageResources.cta_usage_fewer_pipelines_yaml),
    ShippedFile("cta-usage-no-pipelines", PackageResources.cta_usage_no_pipelines_yaml),
    ShippedFile("cta-usage-no-scans", PackageResources.cta_usage_no_scans_yaml),
    ShippedFile("cta-usage-other-ci", PackageResources.cta_usage_other_ci_yaml),
    ShippedFile(
      "load-to-company-last-timeline-activity",
      PackageResources.load_to_company_last_timeline_activity_yaml),
    ShippedFile(
      "load-to-company-tam-first-assigned", PackageResources.load_to_company_tam_first_assigned_yaml
    ),
    ShippedFile(
      "load-to-tam-history-change-date-stamp",
      PackageResources.load_to_tam_history_change_date_stamp_yaml),
    ShippedFile("set-score-cd", PackageResources.set_score_cd_yaml),
    ShippedFile("set-score-ci", PackageResources.set_score_ci_yaml),
    ShippedFile("set-score-devsecops", PackageResources.set_score_devsecops_yaml),
    ShippedFile("set-score-emergency-tickets", PackageResources.set_score_emergency_tickets_yaml),
    ShippedFile("set-score-engagement", PackageResources.set_score_engagement_yaml),
    ShippedFile("set-score-license-usage", PackageResources.set_score_license_usage_yaml),
    ShippedFile(
      "set-score-persona-engagement", PackageResources.set_score_persona_engagement_yaml),
    ShippedFile("set-score-roi", PackageResources.set_score_roi_yaml),
    ShippedFile("set-score-scm", PackageResources.set_score_scm_yaml),
    ShippedFile("set-score-sentiment-age", PackageResources.set_score_sentiment_age_yaml),
    ShippedFile("set-score-support-issues", PackageResources.set_score_support_issues_yaml),
    ShippedFile("set-score-user-engagement", PackageResources.set_score_user_engagement_yaml),
    ShippedFile("set-score-null-without-tam", PackageResources.set_score_null_without_tam_yaml),
    ShippedFile(
      "set-score-sentiment-from-timeline", PackageResources.set_score_sentiment_from_timeline_yaml),
    ShippedFile("success-plan-roi", PackageResources.success_plan_roi_yaml),
  ]
}
