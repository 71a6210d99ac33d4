import CustomerSuccess
import ReplicaStore
import Support
import SyncEngine
import Testing

/// A home of `tam` with a replica filled the way a service fills it, where every text is hostile.
struct HostileHome {
  let folder: TemporaryDirectory
  let home: TestHome

  /// - Parameter text: What stands in every text of every row.
  init(_ text: String) throws {
    folder = try TemporaryDirectory()
    home = TestHome(path: folder.path)
    let place = try Home.open(at: folder.path)
    try place.save(
      ServiceAccess(
        service: "http://127.0.0.1:1", device: "device-1", token: "secret",
        user: User.ID("005ada"), userName: text, company: text))
    let now = try #require(Instant(TestCompany.now))
    let today = try #require(Day(TestCompany.today))
    let replica = try Replica.open(
      at: place,
      environment: ReplicaEnvironment(
        now: { now }, secondsFromGMT: { _ in 0 }, newID: { "id" }))
    var me = Row(User.table, id: "005ada")
    me[User.name] = text
    me[User.email] = "ada@tam.example"
    me[User.bundle] = .tam
    me[User.team] = "Blue"
    me[User.isActive] = true
    try Self.fill(replica, [me] + [Row].hostile(text, today: today))
    try replica.close()
  }

  private static func fill(_ replica: Replica, _ rows: [Row]) throws {
    let placed = try rows.map {
      PlacedRow($0, scope: try #require($0.scope), position: Position(1))
    }
    for lane in [Lane.core, .bulk] {
      let own = placed.filter { $0.scope.lane == lane }
      let request = try replica.nextPull(lane)
      var encoder = FrameEncoder()
      try encoder.write(
        .begin(
          Frame.Begin(
            epoch: 1, lane: lane, from: .zero, to: Position(1), lastSequence: 0,
            lastMutationID: nil)))
      for scope in Set(own.map(\.scope)).sorted() {
        let held = own.filter { $0.scope == scope }
        try encoder.write(.replace(scope, count: held.count))
        for row in held { try encoder.write(.put(row)) }
      }
      try encoder.write(.end(Frame.End(to: Position(1), resume: nil)))
      _ = try replica.receive(PullResponse(decoding: encoder.take()), to: request)
    }
    try replica.finishLoad()
  }
}
