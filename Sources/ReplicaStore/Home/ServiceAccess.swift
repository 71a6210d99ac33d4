package import CustomerSuccess
import Foundation
import Glibc
import Synchronization

/// What enrolling this home gave: which service, as whom, and the secret to prove it.
package struct ServiceAccess: Codable, Hashable, Sendable {
  /// The address of the service, such as `https://tam.example.com`.
  package let service: String
  /// The id the service knows this home by.
  package let device: String
  package let token: String
  package let user: User.ID
  package let userName: String
  package let company: String

  package init(
    service: String, device: String, token: String, user: User.ID, userName: String,
    company: String
  ) {
    self.service = service
    self.device = device
    self.token = token
    self.user = user
    self.userName = userName
    self.company = company
  }

  private enum CodingKeys: String, CodingKey {
    case service, device, token, user, company
    case userName = "user_name"
  }
}

extension Home {
  /// The login of this home; nil when nobody has logged in.
  ///
  /// - Throws: ``HomeError`` when the file is not private to its owner or not readable.
  package func access() throws(HomeError) -> ServiceAccess? {
    var status = stat()
    guard lstat(tokenPath, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw .unreachable(path: tokenPath, reason: String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .tokenUnreadable(path: tokenPath) }
    guard status.st_uid == geteuid() else {
      throw .foreign(path: tokenPath, owner: status.st_uid)
    }
    guard status.st_mode & 0o077 == 0 else {
      throw .tokenReadableByOthers(path: tokenPath, mode: UInt32(status.st_mode))
    }
    let version = FileVersion(path: tokenPath, status)
    if let known = Self.accessRead.withLock({ $0?.of(version) }) { return known }
    do {
      let content = try PrivateFile.content(of: tokenPath) ?? []
      let access = try JSONDecoder().decode(ServiceAccess.self, from: Data(content))
      Self.accessRead.withLock { $0 = AccessRead(version: version, access: access) }
      return access
    } catch {
      throw .tokenUnreadable(path: tokenPath)
    }
  }

  /// The login read last: it is asked for with every look at the status, and hardly ever changes.
  private struct AccessRead {
    let version: FileVersion
    let access: ServiceAccess

    func of(_ version: FileVersion) -> ServiceAccess? { version == self.version ? access : nil }
  }

  private static let accessRead = Mutex<AccessRead?>(nil)

  /// Tells the content of a file from what replaced it.
  private struct FileVersion: Equatable {
    let path: String
    let device: dev_t
    let number: ino_t
    let size: off_t
    let changedSeconds: Int
    let changedNanoseconds: Int

    init(path: String, _ status: stat) {
      self.path = path
      device = status.st_dev
      number = status.st_ino
      size = status.st_size
      changedSeconds = status.st_ctim.tv_sec
      changedNanoseconds = status.st_ctim.tv_nsec
    }
  }

  /// Remembers a login; replaces an earlier one at once or not at all.
  package func save(_ access: ServiceAccess) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try PrivateFile.replace(tokenPath, with: Array(encoder.encode(access)) + [0x0a])
  }

  /// Forgets the login; does nothing when there is none.
  package func removeAccess() throws(HomeError) {
    guard unlink(tokenPath) != 0, errno != ENOENT else { return }
    throw .unreachable(path: tokenPath, reason: String(cString: strerror(errno)))
  }
}
