import CustomerSuccess
import Support
import SyncEngine
import Testing

@testable import TamService

@Suite struct RouterTests {
  private func world() throws -> World {
    let world = try World()
    try world.save(
      .user("ada"), .user("bob"), .account("a", tam: "ada"), .account("b", tam: "bob"),
      .contact("c", of: "a"))
    return world
  }

  @Test func `health tells that the store can be read`() async throws {
    try await withService(try world()) { client in
      let answer = try await client.get("/health")
      #expect(answer.status == 200)
      #expect(answer.text == #"{"position":1,"status":"ok"}"#)
    }
  }

  @Test func `a path that is not there is answered in JSON as well`() async throws {
    try await withService(try world()) { client in
      let answer = try await client.get("/admin")
      #expect(answer.status == 404)
      #expect(try answer.decoded([String: String].self)["error"] == "not_found")
    }
  }

  @Test(arguments: [SyncRoute.whoAmI, .renew, .pull, .push])
  func `without a token nothing is told`(route: SyncRoute) async throws {
    try await withService(try world()) { client in
      let method = route == .whoAmI ? "GET" : "POST"
      for caller in [client, client.speaking(for: "tam_0000")] {
        let answer = try await caller.send(method, route.rawValue, Array("{}".utf8))
        #expect(answer.status == 401)
        #expect(answer.failure?.code == .unauthorized)
        #expect(answer.failure?.message.contains("tam login") == true)
      }
    }
  }

  @Test func `an enrolled device learns who it is`() async throws {
    let world = try world()
    try await withService(world) { client in
      let ada = try await TestDevice("ada", world, client)
      let me = try await ada.client.get(SyncRoute.whoAmI.rawValue).decoded(WhoAmIResponse.self)
      #expect(me.user == .init("ada"))
      #expect(me.userName == "ADA")
      #expect(me.deviceName == "ada's laptop")
    }
  }

  @Test func `a wrong code is refused, and guessing at speed is slowed down`() async throws {
    try await withService(try world()) { client in
      let guess = EnrollRequest(code: "0000-0000-0000", deviceName: "x")
      for _ in 0..<GuessLimit.failuresPerMinute {
        let answer = try await client.post(.enroll, guess)
        #expect(answer.status == 403)
        #expect(answer.failure?.code == .badCode)
      }
      let answer = try await client.post(.enroll, guess)
      #expect(answer.status == 429)
      #expect(answer.head.lowercased().contains("retry-after: 60"))
    }
  }

  @Test func `a pull brings the own book and nothing else`() async throws {
    let world = try world()
    try await withService(world) { client in
      let ada = try await TestDevice("ada", world, client)
      let frames = try await ada.snapshot()
      let scopes = Set(frames.compactMap(\.scopeOfPut))
      #expect(scopes == ["acct:a", "org"])
      let ids = Set(frames.compactMap(\.idOfPut))
      #expect(ids == ["a", "c", "ada", "bob"])
    }
  }

  @Test func `nothing new is 204, and another process's commit is news`() async throws {
    let world = try world()
    try await withService(world) { client in
      let ada = try await TestDevice("ada", world, client)
      let head = try world.store.read { try $0.head() }
      let request = ada.pullRequest(cursor: head)
      #expect(try await ada.client.post(.pull, request).status == 204)

      let other = try world.reopened()
      try other.write(by: "import", for: "test") { try $0.put(.contact("d", of: "a")) }
      let answer = try await ada.client.post(.pull, request)
      let frames = try PullResponse(decoding: answer.body).frames
      #expect(frames.compactMap(\.idOfPut) == ["d"])
    }
  }

  @Test func `the token of one device does not speak for another`() async throws {
    let world = try world()
    try await withService(world) { client in
      let ada = try await TestDevice("ada", world, client)
      let bob = try await TestDevice("bob", world, client)
      let answer = try await ada.client.post(.pull, bob.pullRequest())
      #expect(answer.status == 403)
      #expect(answer.failure?.code == .forbidden)
    }
  }

  @Test func `a renewed device is another one of the same user`() async throws {
    let world = try world()
    try await withService(world) { client in
      let ada = try await TestDevice("ada", world, client)
      let answer = try await ada.client.post(
        .renew, RenewRequest(device: ada.device, deviceName: "copy"))
      let made = try answer.decoded(EnrollResponse.self)
      #expect(made.user == .init("ada"))
      #expect(made.device != ada.device)
      let me = try await client.speaking(for: made.token).get(SyncRoute.whoAmI.rawValue)
      #expect(try me.decoded(WhoAmIResponse.self).device == made.device)
    }
  }

  @Test func `bodies over the limit are refused, announced or not`() async throws {
    let world = try world()
    try await withService(world) { client in
      let ada = try await TestDevice("ada", world, client)
      let large = [UInt8](repeating: 0x20, count: PushRoute.bodyLimit + 1)
      for isChunked in [false, true] {
        let answer = try await ada.client.send(
          "POST", SyncRoute.push.rawValue, large, isChunked: isChunked)
        #expect(answer.status == 413)
        #expect(answer.failure?.code == .tooLarge)
      }
    }
  }

  @Test func `a body that never ends is given up`() async throws {
    let world = try world()
    try await withService(world, bodySeconds: 0) { client in
      let answer = try await client.send(
        "POST", SyncRoute.enroll.rawValue, Array("{".utf8), announced: 100)
      #expect(answer.status == 408)
      #expect(answer.text.contains("timeout"))
    }
  }

  @Test func `a body that is not JSON is refused by name`() async throws {
    try await withService(try world()) { client in
      let answer = try await client.send(
        "POST", SyncRoute.enroll.rawValue, Array("code=1".utf8))
      #expect(answer.status == 400)
      #expect(answer.failure?.code == .malformed)
    }
  }
}

extension Frame {
  var scopeOfPut: String? {
    guard case .put(let placed) = self else { return nil }
    return placed.scope.rawValue
  }

  var idOfPut: String? {
    guard case .put(let placed) = self else { return nil }
    return placed.row.id
  }
}
