import Foundation
import Glibc

/// Keeps two runs of one connector apart, those of other processes too: they share positions and
/// the service's limits.
final class ConnectorFence: Sendable {
  private let descriptor: Int32

  /// - Throws: ``JobRefusal/busy(_:)`` while another run goes on, or ``JobRefusal/unwritable``.
  init(_ connector: Connector, in directory: String) throws(JobRefusal) {
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unwritable(path: directory, reason: error.localizedDescription)
    }
    let path = "\(directory)/\(connector.rawValue).lock"
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .busy(connector) }
  }

  /// Closing alone would not do: a process that is being started holds what is open until then.
  deinit {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}

/// Why a job was not begun.
package enum JobRefusal: Error, Equatable {
  case unknown(String)
  case busy(Connector)
  case unwritable(path: String, reason: String)
  /// The mapping of fields names none of the objects.
  case nothingToFetch(job: String, path: String)
  case noTimeZone
}

extension JobRefusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknown(let name):
      "\(name) is no job: there are \(Job.all.map(\.name).joined(separator: ", "))"
    case .busy(let connector):
      "another run fetches from \(connector.title): wait for its end, `tamd jobs list` shows it"
    case .unwritable(let path, let reason):
      "\(path) cannot be written (\(reason)): check its permissions and the free space of its disk"
    case .nothingToFetch(let job, let path):
      "\(job) fetches nothing: \(path) leaves its objects out"
    case .noTimeZone:
      "the rules of America/Los_Angeles, by which jobs are scheduled, are not on this machine: "
        + "install its time zones (tzdata)"
    }
  }
}
