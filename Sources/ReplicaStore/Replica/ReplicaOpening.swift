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

  /// - Parameters:
  ///   - access: Whose the replica is from now on; nil to open it whosever it is.
  ///   - isNew: Whether that login is still to be saved.
  mutating func run(as access: ServiceAccess?, isNew: Bool = false) throws -> Replica {
    let lock = try FileLock(home.openLockPath, .shared)
    var file = try usableFile(lock)
    let journal = OutboxJournal(path: home.journalPath)
    if let access {
      file = try belonging(to: access, isNew: isNew, file, journal, lock)
      // Address, login, device: whichever step is the last one made, the next start knows the file.
      try moveAddress(to: access, file)
      if isNew { try home.save(access) }
      try renewDevice(as: access, file)
      let restoration = JournalRestoration(
        file: file, journal: journal, environment: environment, access: access)
      facts += try restoration.run()
    }
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
  /// A service that moved still knows the device, and one that renewed the device has not moved:
  /// only where both differ is it another service, which may give its people the same ids. Whoever
  /// logs in anew says where their service is now.
  ///
  /// - Throws: ``ReplicaError/othersEdits(user:count:)`` rather than give another's edits away.
  private func belonging(
    to access: ServiceAccess, isNew: Bool, _ file: ReplicaFile, _ journal: OutboxJournal,
    _ lock: FileLock
  ) throws -> ReplicaFile {
    guard let owner = try file.owner() else { return file }
    let isElsewhere =
      owner.service != access.service && owner.device.rawValue != access.device && !isNew
    guard owner.user != access.user || isElsewhere else { return file }
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

  private func moveAddress(to access: ServiceAccess, _ file: ReplicaFile) throws {
    guard let owner = try file.owner(), owner.service != access.service else { return }
    try file.write { try MetaFacts(connection: $0).set(.service, .text(access.service)) }
  }

  private func renewDevice(as access: ServiceAccess, _ file: ReplicaFile) throws {
    let device = Device.ID(access.device)
    guard let owner = try file.owner(), owner.device != device else { return }
    try file.write { connection in
      let transaction = SQLReplicaTransaction(connection, now: environment.now())
      try Outbox(transaction).renew(as: device)
    }
  }

  private func forgetDoubt() throws {
    guard FileManager.default.fileExists(atPath: home.doubtPath) else { return }
    try FileManager.default.removeItem(atPath: home.doubtPath)
  }
}
