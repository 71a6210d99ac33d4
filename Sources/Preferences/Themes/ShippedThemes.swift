/// The files of `themes/` at the top of the repository, which the program carries within itself.
package enum ShippedThemes {
  /// In the order in which they are offered.
  package static let names = [
    "tamarack", "tamarack-light", "aurora", "frost", "ember", "paper", "phosphor",
    "contrast-dark", "contrast-light", "safe-red-green", "safe-red-green-light",
    "safe-blue-yellow", "terminal", "mono",
  ]

  /// The content of a file; nil for a name that is none.
  package static func text(of name: String) -> String? {
    bytes(of: name).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func bytes(of name: String) -> [UInt8]? {
    switch name {
    case "tamarack": PackageResources.tamarack_yaml
    case "tamarack-light": PackageResources.tamarack_light_yaml
    case "aurora": PackageResources.aurora_yaml
    case "frost": PackageResources.frost_yaml
    case "ember": PackageResources.ember_yaml
    case "paper": PackageResources.paper_yaml
    case "phosphor": PackageResources.phosphor_yaml
    case "contrast-dark": PackageResources.contrast_dark_yaml
    case "contrast-light": PackageResources.contrast_light_yaml
    case "safe-red-green": PackageResources.safe_red_green_yaml
    case "safe-red-green-light": PackageResources.safe_red_green_light_yaml
    case "safe-blue-yellow": PackageResources.safe_blue_yellow_yaml
    case "terminal": PackageResources.terminal_yaml
    case "mono": PackageResources.mono_yaml
    default: nil
    }
  }
}
