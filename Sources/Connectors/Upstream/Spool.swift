import Foundation

/// A directory that an export is fetched into page by page.
///
/// A page is on the disk, and noted in the manifest together with the cursor of the next, before
/// the next is asked for; whoever opens the spool later for the same purpose goes on from there.
/// When all streams are whole, ``assemble(_:as:prefix:separator:suffix:)`` makes the files that an
/// import takes.
package actor Spool {
  package nonisolated let directory: String
  private var manifest: SpoolManifest
  /// Keeps a second run out as long as this one lasts; nil when left.
  private var fence: FileFence?

  private static let fenceName = "fence"
  private static let copyPieceBytes = 1 << 20

  /// Opens the spool, and makes the directory if need be.
  ///
  /// - Parameter purpose: What is fetched; what lies there for another purpose is removed.
  /// - Throws: ``SpoolError``.
  package init(directory: String, purpose: String) throws(SpoolError) {
    self.directory = directory
    do {
      fence = try FileFence(Self.fenceName, in: directory)
    } catch {
      switch error {
      case .taken: throw .inUse(directory: directory)
      case .unwritable(let path, let reason): throw .unwritable(path: path, reason: reason)
      }
    }
    manifest = Self.stored(in: directory, purpose: purpose) ?? SpoolManifest(purpose: purpose)
    if manifest.streams.isEmpty { try Self.empty(directory) }
  }

  /// Lets another run in at once; the last reference to an actor can live on for a moment.
  package func leave() { fence = nil }

  /// What is remembered under that name since the run began.
  package func fact(_ name: String) -> String? { manifest.facts[name] }

  /// Remembers something for a run that takes over; nil forgets it.
  package func remember(_ value: String?, as name: String) throws(SpoolError) {
    manifest.facts[name] = value
    try store()
  }

  package func progress(of stream: String) -> SpoolProgress {
    let stream = manifest.streams[stream] ?? SpoolManifest.Stream()
    return SpoolProgress(
      pages: stream.pages.count, rows: stream.pages.reduce(0) { $0 + $1.rows },
      cursor: stream.cursor, isWhole: stream.isWhole)
  }

  /// Stores a page; from then on a restart goes on behind it.
  ///
  /// - Parameter next: What the next page is asked with; nil when this is the last.
  package func store(
    page: [UInt8], rows: Int, of stream: String, next: String?
  ) throws(SpoolError) {
    var pages = manifest.streams[stream] ?? SpoolManifest.Stream()
    let file = "\(stream)-\(pages.pages.count + 1).page"
    try DurableFile.write(page, to: file, in: directory)
    pages.pages.append(
      SpoolManifest.Page(
        file: file, rows: rows, bytes: page.count, digest: Self.digest(of: page)))
    pages.cursor = next
    pages.isWhole = next == nil
    manifest.streams[stream] = pages
    try store()
  }

  /// Whether the newest page of a stream has exactly these bytes.
  package func isRepeated(page: [UInt8], of stream: String) -> Bool {
    guard let last = manifest.streams[stream]?.pages.last else { return false }
    return last.bytes == page.count && last.digest == Self.digest(of: page)
  }

  /// Forgets the pages of a stream, because its cursor died or its columns changed.
  package func restart(_ stream: String) throws(SpoolError) {
    manifest.streams[stream] = nil
    try store()
  }

  /// Forgets everything once the import is done.
  package func clear() throws(SpoolError) {
    manifest = SpoolManifest(purpose: manifest.purpose)
    try Self.empty(directory)
  }

  private func store() throws(SpoolError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    let bytes: [UInt8]
    do {
      bytes = Array(try encoder.encode(manifest))
    } catch {
      throw .unwritable(path: "\(directory)/\(SpoolManifest.fileName)", reason: "\(error)")
    }
    try DurableFile.write(bytes, to: SpoolManifest.fileName, in: directory)
  }
}

extension Spool {
  /// Joins the pages of a stream to one file, which appears whole or not at all.
  ///
  /// - Parameter separator: Stands between two pages that both have bytes.
  /// - Returns: The path of the file.
  @discardableResult
  package func assemble(
    _ stream: String, as name: String, prefix: String = "", separator: String = "",
    suffix: String = ""
  ) throws(SpoolError) -> String {
    let path = "\(directory)/\(name)"
    let aside = "\(path).part"
    let file = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .unwritable(path: path, reason: DurableFile.lastReason()) }
    do {
      defer { close(file) }
      try DurableFile.write(Array(prefix.utf8), to: file, path: path)
      var needsSeparator = false
      for page in manifest.streams[stream]?.pages ?? [] where page.bytes > 0 {
        if needsSeparator { try DurableFile.write(Array(separator.utf8), to: file, path: path) }
        try copy(page, to: file, path: path)
        needsSeparator = true
      }
      try DurableFile.write(Array(suffix.utf8), to: file, path: path)
      guard fsync(file) == 0 else {
        throw SpoolError.unwritable(path: path, reason: DurableFile.lastReason())
      }
    }
    guard rename(aside, path) == 0 else {
      throw .unwritable(path: path, reason: DurableFile.lastReason())
    }
    try DurableFile.flush(directory: directory)
    return path
  }

  private func copy(
    _ page: SpoolManifest.Page, to file: Int32, path: String
  ) throws(SpoolError) {
    let pagePath = "\(directory)/\(page.file)"
    let source = open(pagePath, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw .unreadable(path: pagePath, reason: DurableFile.lastReason()) }
    defer { close(source) }
    var copied = 0
    while true {
      let piece = [UInt8](unsafeUninitializedCapacity: Self.copyPieceBytes) { buffer, count in
        count = max(0, read(source, buffer.baseAddress, buffer.count))
      }
      guard !piece.isEmpty else { break }
      try DurableFile.write(piece, to: file, path: path)
      copied += piece.count
    }
    guard copied == page.bytes else { throw .damaged(path: pagePath) }
  }

  /// The files of the pages of a stream, in order.
  package func pages(of stream: String) -> [String] {
    manifest.streams[stream]?.pages.map(\.file) ?? []
  }

  /// The bytes of a page.
  package func content(of page: String) throws(SpoolError) -> [UInt8] {
    let path = "\(directory)/\(page)"
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw .unreadable(path: path, reason: error.localizedDescription)
    }
  }

  /// Nil when nothing usable lies there; then everything is fetched again.
  private static func stored(in directory: String, purpose: String) -> SpoolManifest? {
    let url = URL(fileURLWithPath: "\(directory)/\(SpoolManifest.fileName)")
    // What is missing or unreadable is fetched again: nothing is lost but time.
    guard let data = try? Data(contentsOf: url),
      let manifest = try? JSONDecoder().decode(SpoolManifest.self, from: data),
      manifest.version == SpoolManifest.currentVersion, manifest.purpose == purpose
    else { return nil }
    let pages = manifest.streams.values.flatMap(\.pages)
    let isWhole = pages.allSatisfy { size(of: "\(directory)/\($0.file)") == $0.bytes }
    return isWhole ? manifest : nil
  }

  private static func size(of path: String) -> Int? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let end = lseek(file, 0, SEEK_END)
    return end < 0 ? nil : Int(end)
  }

  /// Removes what an earlier run left, except the fence.
  private static func empty(_ directory: String) throws(SpoolError) {
    do {
      for name in try FileManager.default.contentsOfDirectory(atPath: directory)
      where name != fenceName {
        try FileManager.default.removeItem(atPath: "\(directory)/\(name)")
      }
    } catch {
      throw .unwritable(path: directory, reason: error.localizedDescription)
    }
  }

  /// FNV-1a over all bytes: enough to know a page again that a service sends twice.
  private static func digest(of bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }
}
