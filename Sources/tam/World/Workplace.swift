import CustomerSuccess
import ReplicaStore
import Terminal

/// What a verb works with: the world, the replica, and where its result goes.
struct Workplace {
  let environment: ProgramEnvironment
  let replica: Replica
  let output: Output

  /// Opens the replica of the person's home.
  ///
  /// - Throws: ``Problem`` when nobody has logged in there.
  static func open(output: Output = .standard) throws -> Workplace {
    let environment = try ProgramEnvironment.current()
    let home = try Home.open(at: environment.homePath())
    return try open(home, environment: environment, output)
  }

  /// Opens the replica of any home, and says what a person should hear about it.
  static func open(
    _ home: Home, environment: ProgramEnvironment, _ output: Output
  ) throws -> Workplace {
    guard try home.access() != nil else { throw Problem.notLoggedIn }
    let replica = try Replica.open(at: home, environment: environment.replica)
    for fact in replica.openingFacts { output.say(untrusted: "tam: \(fact)") }
    return Workplace(environment: environment, replica: replica, output: output)
  }

  var today: Day { replica.environment.today }
  var now: Instant { environment.now() }

  /// A new id that nobody else makes.
  func newID<Object>(_ object: Object.Type = Object.self) -> Identifier<Object> {
    Identifier(replica.environment.newID())
  }
}

extension Problem {
  static let notLoggedIn = Problem(
    status: .notPermitted,
    description: """
      nobody has logged in here: ask your administrator for a code and run \
      tam login URL --code CODE, or try everything with tam demo
      """)
}
