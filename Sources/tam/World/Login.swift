import CustomerSuccess
import ReplicaStore
import SyncClient
import SyncEngine

/// Trades a one-time code for the right to sync.
struct Login {
  let service: String
  let code: String
  /// What the list of devices calls this machine.
  let deviceName: String

  /// - Throws: ``ConnectionError`` with the service's own words when it says no.
  func access() async throws -> ServiceAccess {
    let address = try ServiceAddress(service)
    let answer = try await ServiceConnection.enroll(
      address, code: code.filter { !$0.isWhitespace }, deviceName: deviceName)
    return ServiceAccess(
      service: address.description, device: answer.device.rawValue, token: answer.token,
      user: answer.user, userName: answer.userName, company: answer.company)
  }
}
