import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server on this machine that answers in the place of an outside service, and has the faults
/// that it is told to have.
package final class StandInServer: Sendable {
  package let clock: StandInClock
  package let faults = FaultPlan()
  package let journal = StandInJournal()
  private let answer: @Sendable (StandInRequest) async -> StandInAnswer
  private let count = Atomic<Int>(0)
  private let listening = Mutex<(any Channel)?>(nil)
  private let connections = Mutex<[ObjectIdentifier: any Channel]>([:])

  /// - Parameter answer: The service itself; told of every request that no fault keeps from it.
  package init(
    clock: StandInClock, answer: @escaping @Sendable (StandInRequest) async -> StandInAnswer
  ) {
    self.clock = clock
    self.answer = answer
  }

  /// Begins to serve on loopback.
  ///
  /// - Parameter port: 0 for any that is free.
  /// - Returns: The address, such as `http://127.0.0.1:40123`.
  package func start(port: Int = 0) async throws -> String {
    var taken: [any Channel] = []
    var channel = try await listener(at: port)
    while port == 0, !Self.isNew(channel) {
      taken.append(channel)
      channel = try await listener(at: 0)
    }
    // One that is closed already is as it should be.
    for other in taken { try? await other.close() }
    listening.withLock { [channel] in $0 = channel }
    return "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
  }

  private func listener(at port: Int) async throws -> any Channel {
    try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(
            ByteToMessageHandler(HTTPRequestDecoder()), StandInConnection(server: self))
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
  }

  /// The ports that stand-ins of this process were given: a client keeps connections to one that has
  /// ended for a while, and must not meet another one behind them.
  private static let ports = Mutex<Set<Int>>([])

  private static func isNew(_ channel: any Channel) -> Bool {
    ports.withLock { $0.insert(channel.localAddress?.port ?? 0).inserted }
  }

  package func stop() async {
    let listener = listening.withLock { listening in
      defer { listening = nil }
      return listening
    }
    let open = connections.withLock { Array($0.values) }
    for channel in open + [listener].compactMap({ $0 }) {
      // One that is closed already is as it should be.
      try? await channel.close()
    }
  }

  fileprivate func opened(_ channel: any Channel) {
    connections.withLock { $0[ObjectIdentifier(channel)] = channel }
  }

  fileprivate func closed(_ channel: any Channel) {
    connections.withLock { $0[ObjectIdentifier(channel)] = nil }
  }
}

extension StandInServer {
  /// Answers one request, or breaks off, as the faults say.
  fileprivate func respond(to head: HTTPRequestHead, _ body: [UInt8], _ channel: any Channel) async
  {
    let seen = received(head, body)
    journal.note(seen)
    var reply: StandInAnswer
    var cut: Int?
    switch faults.action(for: seen) {
    case .answer(let canned): reply = canned
    case .closeBefore: return channel.close(promise: nil)
    case .closeAfter:
      _ = await work(on: seen)
      return channel.close(promise: nil)
    case .cutBody(let kept):
      cut = kept
      reply = await work(on: seen)
    case .hang: return
    case .first(let event):
      event()
      reply = await work(on: seen)
    case .change(let change):
      reply = await work(on: seen)
      change(&reply)
    case nil: reply = await work(on: seen)
    }
    journal.note(status: reply.status, of: seen)
    if reply.isPackable, !reply.body.isEmpty,
      seen[header: "accept-encoding"]?.contains("gzip") == true
    {
      reply.body = Gzip.packed(reply.body)
      reply.set("content-encoding", "gzip")
    }
    let bytes = written(reply, keeping: cut ?? reply.body.count)
    // A client that is gone needs no answer.
    try? await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    if cut != nil || !head.isKeepAlive { channel.close(promise: nil) }
  }

  private func work(on request: StandInRequest) async -> StandInAnswer {
    let reply = await answer(request)
    if let violation = reply.violation { journal.blame(request, violation) }
    return reply
  }

  private func received(_ head: HTTPRequestHead, _ body: [UInt8]) -> StandInRequest {
    let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return StandInRequest(
      number: count.add(1, ordering: .relaxed).newValue, method: head.method.rawValue,
      path: String(parts[0]), rawQuery: parts.count > 1 ? String(parts[1]) : "",
      headers: head.headers.map { ($0.name.lowercased(), $0.value) }, body: body)
  }

  private func written(_ reply: StandInAnswer, keeping kept: Int) -> [UInt8] {
    var head =
      "HTTP/1.1 \(reply.status) \(HTTPResponseStatus(statusCode: reply.status).reasonPhrase)"
    let names = Set(reply.headers.map { $0.name.lowercased() })
    let own = [("date", clock.header), ("content-length", "\(reply.body.count)")]
    for (name, value) in own.filter({ !names.contains($0.0) }) + reply.headers {
      head += "\r\n\(name): \(value)"
    }
    return Array("\(head)\r\n\r\n".utf8) + reply.body.prefix(kept)
  }
}

/// Puts the parts of a request together.
private final class StandInConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart

  private let server: StandInServer
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(server: StandInServer) { self.server = server }

  func channelActive(context: ChannelHandlerContext) { server.opened(context.channel) }

  func channelInactive(context: ChannelHandlerContext) { server.closed(context.channel) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let piece): body += piece.readableBytesView
    case .end:
      guard let head else { return }
      let (server, channel, body) = (server, context.channel, body)
      Task { await server.respond(to: head, body, channel) }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
