extension ShippedFile {
  /// The published scorecards, by the names of their files.
  package static let scorecards = [
    ShippedFile("era-a", PackageResources.era_a_yaml),
    ShippedFile("era-b", PackageResources.era_b_yaml),
    ShippedFile("era-c", PackageResources.era_c_yaml),
    ShippedFile("era-d", PackageResources.era_d_yaml),
  ]
}
