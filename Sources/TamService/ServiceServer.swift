import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// The HTTP server around the routes.
package struct ServiceServer: Sendable {
  /// A device has one or two connections; more than this wait to be accepted.
  static let connectionLimit = 2_000
  /// A connection on which nothing happens is closed: devices open a new one when they need it.
  static let idleSeconds: Int64 = 90

  private let service: Service
  private let address: ListenAddress

  package init(_ service: Service, at address: ListenAddress) {
    self.service = service
    self.address = address
  }

  /// Serves until SIGTERM or SIGINT, lets requests under way finish, and returns.
  ///
  /// - Parameter onListening: told the port once connections are taken.
  package func runUntilSignal(
    onListening: @escaping @Sendable (_ port: Int) async -> Void
  ) async throws {
    do {
      try await application(onListening).runService()
    } catch let error as IOError {
      throw CannotListen(address: address, reason: String(cString: strerror(error.errnoCode)))
    }
  }

  /// Serves until the task is cancelled.
  package func run(
    onListening: @escaping @Sendable (_ port: Int) async -> Void
  ) async throws {
    try await application(onListening).run()
  }

  private func application(
    _ onListening: @escaping @Sendable (_ port: Int) async -> Void
  ) -> some ApplicationProtocol {
    Application(
      router: makeRouter(service),
      server: .http1(configuration: .init(idleTimeout: .seconds(Self.idleSeconds))),
      configuration: ApplicationConfiguration(
        address: .hostname(address.host, port: address.port),
        availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionLimit)),
      onServerRunning: { await onListening($0.localAddress?.port ?? 0) },
      logger: service.logger)
  }
}

/// Why nothing is served.
package struct CannotListen: Error, Equatable, CustomStringConvertible {
  package let address: ListenAddress
  package let reason: String

  package var description: String {
    """
    tamd cannot listen on \(address.host):\(address.port) (\(reason)): \
    name another --listen, or port 0 for any that is free
    """
  }
}
