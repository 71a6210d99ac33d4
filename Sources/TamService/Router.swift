import Hummingbird
import SyncEngine

/// Every route of the service; the whole HTTP surface on one screen.
///
/// What a device calls is listed with its bodies in ``SyncRoute``. A refusal is a ``SyncFailure``.
func makeRouter(_ service: Service) -> Router<ServiceContext> {
  let router = Router(context: ServiceContext.self)
  router.add(middleware: ErrorAnswers(logger: service.logger))

  router.get("health", use: HealthRoute(store: service.store).answer)
  router.post(SyncRoute.enroll.path, use: EnrollRoute(service).enroll)

  router.group()
    .add(middleware: BearerAuthentication(devices: service.devices))
    .group(context: CallerContext.self)
    .get(SyncRoute.whoAmI.path, use: WhoAmIRoute(store: service.store).answer)
    .post(SyncRoute.renew.path, use: EnrollRoute(service).renew)
    .post(SyncRoute.pull.path, use: PullRoute(service).answer)
    .post(SyncRoute.push.path, use: PushRoute(service).answer)
  return router
}

extension SyncRoute {
  fileprivate var path: RouterPath { RouterPath(rawValue) }
}
