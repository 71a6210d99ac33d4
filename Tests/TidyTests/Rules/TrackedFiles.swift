/// What may lie in the repository, and what its texts must not give away.
enum TrackedFiles {
  /// Besides files whose name begins with a dot.
  private static let topLevel: Set<String> = [
    "Makefile", "Package.swift", "README.md", "Sources", "Tests", "themes",
  ]

  static func findings(inPaths paths: [String]) -> [Finding] {
    paths.compactMap { path in
      let components = path.split(separator: "/")
      if components.contains(".build") {
        return Finding(path: path, advice: "is built, not written: git rm --cached it")
      }
      if components.last == "Package.resolved" {
        return Finding(path: path, advice: "differs from machine to machine: git rm --cached it")
      }
      if let top = components.first, !top.hasPrefix("."), !topLevel.contains(String(top)) {
        return Finding(path: path, advice: "nothing new at the top without a reason: move it")
      }
      return nil
    }
  }

  /// Paths that exist on one machine only.
  ///
  /// - Parameter root: Where this checkout lies.
  static func findings(in text: String, path: String, root: String) -> [Finding] {
    var folders = ["home", "Users", "root", "work"].map { "/\($0)/" }
    // A checkout right below / may have the name of anything, such as a route of the service.
    if root.split(separator: "/").count > 1 { folders.append(root + "/") }
    let bytes = Array(text.utf8)
    return folders.flatMap { folder in
      offsets(of: Array(folder.utf8), in: bytes)
        .filter { $0 == 0 || !continues(bytes[$0 - 1]) }
        .map { offset in
          Finding(
            path: path, line: lineNumber(of: offset, in: bytes),
            advice: "\(folder) exists on one machine: write a path from the top of the repository")
        }
    }
  }

  /// Whether a slash after this byte stands further down in a path or in an address.
  private static func continues(_ byte: UInt8) -> Bool {
    let scalar = Unicode.Scalar(byte)
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || "._-~/}".unicodeScalars.contains(scalar)
  }
}
