import ArgumentParser

/// How the app is opened.
///
/// One group for `tam` and `tam demo`: a flag that both had would go to `tam`, wherever it stands.
struct AppOptions: ParsableArguments {
  @Flag(
    name: .long,
    help: "Open the app as lines, for screen readers and terminals without a cursor.")
  var accessible = false
}
