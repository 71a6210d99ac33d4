import CustomerSuccess
import ReplicaStore
import Terminal

/// How the sync stands, in as many words as there is room for.
struct StatusLine {
  /// The most important first; later ones are left out where there is no room.
  private let parts: [SafeText]
  let role: Role

  init(_ sync: SyncStatus, _ surroundings: Surroundings) {
    let (now, glyphs) = (surroundings.now, surroundings.glyphs)
    var parts: [SafeText] = []
    if sync.needsAttentionCount > 0 {
      parts.append(
        """
        \(glyphs.risk) \(sync.needsAttentionCount) need attention \
        (\(surroundings.keys["attention.open"]))
        """
      )
    }
    parts.append(Self.connection(sync, glyphs: glyphs))
    if sync.unsentCount > 0 { parts.append("\(sync.unsentCount) unsent") }
    if let progress = sync.progress {
      parts.append(Self.progress(progress))
    } else {
      parts.append(
        sync.lastCheckpoint.map { "synced \(Words.age($0, now: now))" } ?? "never synced")
    }
    if let error = sync.lastError, sync.connection != .online {
      parts.append(SafeText(sanitizing: error, limit: 60))
    }
    self.parts = parts
    role = sync.needsAttentionCount > 0 || sync.connection.isAlarming ? .statusAlert : .status
  }

  private static func connection(_ sync: SyncStatus, glyphs: GlyphSet) -> SafeText {
    switch sync.connection {
    case .unknown: sync.service == nil ? "no service" : "connecting"
    case .online: sync.phase == .idle ? "\(glyphs.good) online" : "\(glyphs.good) syncing"
    case .offline: "\(glyphs.unknown) offline"
    case .loginNeeded: "\(glyphs.risk) log in again: tam login"
    case .upgradeNeeded: "\(glyphs.risk) tam is too old for the service"
    case .revoked: "\(glyphs.risk) this device was revoked"
    }
  }

  private static func progress(_ progress: SyncStatus.Progress) -> SafeText {
    progress.total.map { "first sync \(progress.done)/\($0)" } ?? "first sync \(progress.done)"
  }

  /// The parts that fit, separated.
  func text(within cells: Int) -> SafeText {
    var shown: [SafeText] = []
    for part in parts {
      let next = SafeText.joined(shown + [part], separator: "  ")
      guard next.width <= cells else { break }
      shown.append(part)
    }
    return SafeText.joined(shown, separator: "  ")
  }
}

extension SyncStatus.Connection {
  fileprivate var isAlarming: Bool {
    switch self {
    case .unknown, .online, .offline: false
    case .loginNeeded, .upgradeNeeded, .revoked: true
    }
  }
}
