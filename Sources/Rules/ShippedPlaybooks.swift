extension ShippedFile {
  /// The playbooks, by the names of their files.
  package static let playbooks = [
    ShippedFile("account-handoff", PackageResources.account_handoff_yaml)
  ]
}
