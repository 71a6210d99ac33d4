import CustomerSuccess
import Foundation
import SyncEngine

/// The steps of opening a replica: lock, look, set aside what cannot be used, restore edits.
struct ReplicaOpening {
  let home: Home
  let environment: ReplicaEnvironment
  private var facts: [OpeningFact] = []

  init(home: Home, environment: ReplicaEnvironment) {
    self.home = home
    self.environment = environment
  }

  mutating func run() throws -> Replica {
    let access = try home.access()
    let lock = try FileLock(home.openLockPath, .shared)
    var file = try usableFile(lock)
    let journal = OutboxJournal(path: home.journalPath)
    if let access { file = try belonging(to: access, file, journal, lock) }
    let restoration = JournalRestoration(
      file: file, journal: journal, environment: environment, access: access)
    facts += try restoration.run()
    return Replica(
      home: home, environment: environment, me: access?.user, file: file, journal: journal,
      openLock: lock, facts: facts)
  }

  /// Opens the file; one that cannot be used makes room for a new one.
  private mutating func usableFile(_ lock: FileLock) throws -> ReplicaFile {
    do {
      try PrivateFile.ensure(home.replicaPath)
      let file = try ReplicaFile(home)
      switch try file.inspected(isInDoubt: FileManager.default.fileExists(atPath: home.doubtPath)) {
      case .usable:
        try forgetDoubt()
        return file
      case .empty:
        try file.create()
        return file
      case .older(let version):
        try file.upgrade()
        facts.append(.upgraded(from: version, to: ReplicaLayout.version))
        return file
      case .newer(let version):
        try file.close()
        let place = try setAside(lock, "newer")
        facts.append(
          .rebuiltNewer(movedTo: place, found: version, known: ReplicaLayout.version))
      case .damaged(let reason):
        try file.close()
        facts.append(.rebuiltDamaged(movedTo: try setAside(lock, "damaged"), reason: reason))
      }
    } catch ReplicaError.damaged(_, let reason) {
      facts.append(.rebuiltDamaged(movedTo: try setAside(lock, "damaged"), reason: reason))
    }
    try forgetDoubt()
    return try freshFile()
  }

  private func freshFile() throws -> ReplicaFile {
    try PrivateFile.ensure(home.replicaPath)
    let file = try ReplicaFile(home)
    try file.create()
    return file
  }

  /// Moves the file and its companions out of the way; returns where it lies now.
  private func setAside(_ lock: FileLock, _ why: String) throws -> String {
    guard lock.change(to: .exclusive) else { throw ReplicaError.inUse(path: home.replicaPath) }
    let place = "\(home.replicaPath).\(why)-\(environment.fileStamp)"
    for suffix in ["", "-wal", "-shm"] {
      let path = home.replicaPath + suffix
      guard FileManager.default.fileExists(atPath: path) else { continue }
      try FileManager.default.moveItem(atPath: path, toPath: place + suffix)
    }
    guard lock.change(to: .shared) else { throw ReplicaError.inUse(path: home.replicaPath) }
    return place
  }

  /// The same file when it is that person's, or a fresh one in its place.
  ///
  /// - Throws: ``ReplicaError/othersEdits(user:count:)`` rather than give another's edits away.
  private func belonging(
    to access: ServiceAccess, _ file: ReplicaFile, _ journal: OutboxJournal, _ lock: FileLock
  ) throws -> ReplicaFile {
    let device = Device.ID(access.device)
    let owner = try file.owner()
    if let owner, owner.user != access.user || owner.service != access.service {
      guard owner.keptEdits == 0 else {
        throw ReplicaError.othersEdits(user: owner.name, count: owner.keptEdits)
      }
      try file.close()
      guard lock.change(to: .exclusive) else { throw ReplicaError.inUse(path: home.replicaPath) }
      for suffix in ["", "-wal", "-shm"]
      where FileManager.default.fileExists(atPath: home.replicaPath + suffix) {
        try FileManager.default.removeItem(atPath: home.replicaPath + suffix)
      }
      try journal.replace(with: [])
      guard lock.change(to: .shared) else { throw ReplicaError.inUse(path: home.replicaPath) }
      return try freshFile()
    }
    if let owner, owner.device != device {
      try file.write { connection in
        let transaction = SQLReplicaTransaction(connection, now: environment.now())
        try Outbox(transaction).renew(as: device)
      }
    }
    return file
  }

  private func forgetDoubt() throws {
    guard FileManager.default.fileExists(atPath: home.doubtPath) else { return }
    try FileManager.default.removeItem(atPath: home.doubtPath)
  }
}
