import Connectors

extension Connector {
  /// Keeps two runs of one connector apart: they share positions and the service's limits.
  ///
  /// - Parameter directory: That of all jobs.
  /// - Throws: ``JobRefusal/busy(_:)`` while another run goes on, or ``JobRefusal/unwritable``.
  func fence(in directory: String) throws(JobRefusal) -> FileFence {
    do {
      return try FileFence("\(rawValue).lock", in: directory)
    } catch {
      switch error {
      case .taken: throw .busy(self)
      case .unwritable(let path, let reason): throw .unwritable(path: path, reason: reason)
      }
    }
  }
}

extension Job {
  /// Keeps two runs apart: of one connector, or of rules.
  ///
  /// - Parameter directory: That of all jobs.
  /// - Throws: ``JobRefusal``.
  func fence(in directory: String) throws(JobRefusal) -> FileFence {
    if let connector { return try connector.fence(in: directory) }
    do {
      return try FileFence("rules.lock", in: directory)
    } catch {
      switch error {
      case .taken: throw .rulesRun
      case .unwritable(let path, let reason): throw .unwritable(path: path, reason: reason)
      }
    }
  }
}

/// Why a job was not begun.
package enum JobRefusal: Error, Equatable {
  case unknown(String)
  case busy(Connector)
  /// Another chain of rules runs.
  case rulesRun
  case unwritable(path: String, reason: String)
  /// The mapping of fields names none of the objects.
  case nothingToFetch(job: String, path: String)
  case noTimeZone
  /// The login leads to another organization of Salesforce than the records that are here.
  case otherOrganization(known: String, found: String)
}

extension JobRefusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknown(let name):
      "\(name) is no job: there are \(Job.all.map(\.name).joined(separator: ", "))"
    case .busy(let connector):
      "another run fetches from \(connector.title): wait for its end, `tamd jobs list` shows it"
    case .rulesRun: "a chain of rules runs: wait for its end, `tamd jobs list` shows it"
    case .unwritable(let path, let reason):
      "\(path) cannot be written (\(reason)): check its permissions and the free space of its disk"
    case .nothingToFetch(let job, let path):
      "\(job) fetches nothing: \(path) leaves its objects out"
    case .noTimeZone:
      "the rules of America/Los_Angeles, by which jobs are scheduled, are not on this machine: "
        + "install its time zones (tzdata)"
    case .otherOrganization(let known, let found):
      """
      the login leads to the organization \(found), and the records here are of \(known), so \
      nothing was written: log in to that one, or, if \(found) took its place with the same records, \
      fetch all with `tamd connector run salesforce --anew`
      """
    }
  }
}
