import CustomerSuccess
import Support
import SyncEngine
import Testing

@testable import TamService

@Suite struct EnrollmentTests {
  private let world: World
  private let enrollments: Enrollments
  private let devices: Devices

  init() throws {
    world = try World()
    enrollments = Enrollments(world.store, randomness: world.randomness)
    devices = Devices(world.store)
    try world.save(.user("ada"), .user("gone", isActive: false))
  }

  private func redeem(_ code: String) throws -> EnrollResponse {
    try enrollments.redeem(EnrollRequest(code: code, deviceName: "laptop"))
  }

  @Test func `a code makes one device, whose token speaks for the user`() throws {
    let issued = try enrollments.issue(for: .init("ada"))
    let made = try redeem("\(issued.code)")
    let caller = try devices.caller(token: made.token)
    #expect(caller.user == .init("ada"))
    #expect(caller.device == made.device)
    #expect(caller.deviceName == "laptop")
    #expect(throws: EnrollmentRefusal.used) { try redeem("\(issued.code)") }
  }

  @Test func `a device comes in also while another process writes`() throws {
    let made = try redeem("\(enrollments.issue(for: .init("ada")).code)")
    world.clock.advance(seconds: Enrollments.contactSeconds + 1)
    let lock = try WriterLock(path: world.store.directory.lockPath)
    let caller = try lock.hold(patienceSeconds: 0) { try devices.caller(token: made.token) }
    #expect(caller.user == .init("ada"))
    #expect(try devices.list().first?.seenAt != world.clock.now)
    _ = try devices.caller(token: made.token)
    #expect(try devices.list().first?.seenAt == world.clock.now)
  }

  @Test func `a code may be typed in any case, without dashes, with letters for digits`() {
    let code = EnrollmentCode(typed: "0123-4567-89AB").map { "\($0)" }
    #expect(code == "0123-4567-89AB")
    #expect(EnrollmentCode(typed: " oi23 4567 89ab ").map { "\($0)" } == "0123-4567-89AB")
    #expect(EnrollmentCode(typed: "0123-4567") == nil)
    #expect(EnrollmentCode(typed: "") == nil)
  }

  @Test func `a code ends after fifteen minutes`() throws {
    let issued = try enrollments.issue(for: .init("ada"))
    world.clock.advance(seconds: EnrollmentCode.validSeconds)
    #expect(throws: EnrollmentRefusal.expired) { try redeem("\(issued.code)") }

    let other = try enrollments.issue(for: .init("ada"))
    world.clock.advance(seconds: EnrollmentCode.validSeconds - 1)
    #expect(throws: Never.self) { try redeem("\(other.code)") }
  }

  @Test func `five wrong guesses end a code, even for who has it right`() throws {
    let code = try enrollments.issue(for: .init("ada")).code
    let wrong = "\(code.selector)-\(code.secret == "00000000" ? "11111111" : "00000000")"
    for _ in 1..<EnrollmentCode.attemptLimit {
      #expect(throws: EnrollmentRefusal.wrong) { try redeem(wrong) }
    }
    #expect(throws: EnrollmentRefusal.tooManyAttempts) { try redeem(wrong) }
    #expect(throws: EnrollmentRefusal.tooManyAttempts) { try redeem("\(code)") }
  }

  @Test func `nobody gets a code or a device once deactivated`() throws {
    #expect(throws: EnrollmentRefusal.deactivated(name: "GONE")) {
      try enrollments.issue(for: .init("gone"))
    }
    let issued = try enrollments.issue(for: .init("ada"))
    let users = Users(world.store, randomness: world.randomness)
    _ = try users.setActive(false, "ada@example.com")
    #expect(throws: EnrollmentRefusal.deactivated(name: "ADA")) { try redeem("\(issued.code)") }
    _ = try users.setActive(true, "ada@example.com")
    #expect(throws: Never.self) { try redeem("\(issued.code)") }
  }

  @Test func `a sixth device is refused without spending the code, until one is revoked`() throws {
    var last: EnrollResponse?
    for _ in 0..<Enrollments.deviceLimit {
      last = try redeem("\(try enrollments.issue(for: .init("ada")).code)")
    }
    let issued = try enrollments.issue(for: .init("ada"))
    #expect(throws: EnrollmentRefusal.tooManyDevices(name: "ADA", limit: 5)) {
      try redeem("\(issued.code)")
    }
    try devices.revoke(try #require(last).device)
    #expect(throws: Never.self) { try redeem("\(issued.code)") }
  }

  @Test func `a revoked device and a deactivated user are told apart, and an unknown token`() throws
  {
    let made = try redeem("\(try enrollments.issue(for: .init("ada")).code)")
    let users = Users(world.store, randomness: world.randomness)

    _ = try users.setActive(false, "ada")
    #expect(try refusal(of: made.token) == .forbidden)
    // An import says again that the user is active; what was decided here holds.
    try world.save(.user("ada"))
    #expect(try refusal(of: made.token) == .forbidden)

    _ = try users.setActive(true, "ada")
    #expect(try refusal(of: made.token) == nil)
    try devices.revoke(made.device)
    #expect(try refusal(of: made.token) == .revoked)
    #expect(try refusal(of: made.token + "x") == .unauthorized)
  }

  @Test func `the store holds neither codes nor tokens`() throws {
    let issued = try enrollments.issue(for: .init("ada"))
    let made = try redeem("\(issued.code)")
    let kept = try world.store.read { reader in
      try reader.query("SELECT secret_hash FROM enrollment")
        + reader.query("SELECT token_hash FROM device")
    }.flatMap { $0 }
    #expect(kept == [.data(issued.code.hash), .data(Secrets.hash(made.token))])
  }

  @Test func `the words of each refusal say what to do`() {
    let refusals: [EnrollmentRefusal] = [
      .wrong, .used, .expired, .tooManyAttempts, .deactivated(name: "Ada"),
      .tooManyDevices(name: "Ada", limit: 5),
    ]
    for refusal in refusals { #expect("\(refusal)".contains("`tamd user"), "\(refusal)") }
  }

  private func refusal(of token: String) throws -> SyncFailure.Code? {
    do {
      _ = try devices.caller(token: token)
      return nil
    } catch let failure as SyncFailure {
      return failure.code
    }
  }
}
