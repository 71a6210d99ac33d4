import Hummingbird
import NIOCore
import SyncEngine

/// What is known of a request while it passes through the routes.
struct ServiceContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The connection, so that one that stalls can be closed.
  let channel: any Channel
  /// Nil until the token was looked at.
  var caller: Caller?

  init(source: ApplicationRequestContextSource) {
    self.coreContext = .init(source: source)
    self.channel = source.channel
  }
}

/// What routes behind the token check know: who calls.
struct CallerContext: ChildRequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel
  let caller: Caller

  init(context: ServiceContext) throws {
    guard let caller = context.caller else {
      throw SyncFailure(.unauthorized, "log in first with `tam login`")
    }
    self.coreContext = context.coreContext
    self.channel = context.channel
    self.caller = caller
  }
}
