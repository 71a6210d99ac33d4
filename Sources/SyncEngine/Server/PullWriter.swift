import CustomerSuccess

/// Writes the answer to one pull: as much of the present round as fits into a page and, when the
/// rounds are through, what completes the checkpoint.
struct PullWriter<Snapshot: ServiceSnapshot> {
  private let snapshot: Snapshot
  private let request: PullRequest
  private let user: User.ID
  private let begin: Frame.Begin
  private let repair: Set<Scope>
  private let pageBytes: Int
  private let emit: ([UInt8]) throws -> Void
  private var round: PullRound
  private var encoder = FrameEncoder()
  /// A page has at least one row or one whole scope, or a pull would never end.
  private var hasRow = false
  /// Scopes that this answer has brought up to date already, in an earlier round.
  private var current: Set<Scope> = []
  /// Scopes entered or left the book since the cursor.
  private var didBookChange = false

  init(
    snapshot: Snapshot, request: PullRequest, user: User.ID, begin: Frame.Begin,
    round: PullRound, pageBytes: Int, emit: @escaping ([UInt8]) throws -> Void
  ) {
    self.snapshot = snapshot
    self.request = request
    self.user = user
    self.begin = begin
    self.round = round
    self.pageBytes = pageBytes
    self.emit = emit
    repair = Set(
      request.repair.prefix(SyncLimits.repairs).map(Scope.init(rawValue:)))
  }

  /// - Parameter token: Makes the token with which the next page goes on.
  mutating func write(token: (PullRound) throws -> String) throws {
    try send(.begin(begin))
    let isWhole = request.resume == nil
    while try writeRound() {
      if round.pin == begin.to {
        try complete(isWhole: isWhole && round.number == 1)
        return
      }
      round = round.next(pin: begin.to)
    }
    try send(.end(Frame.End(to: begin.to, resume: try token(round))))
    try emit(encoder.take())
  }

  /// Whether the round came to its end in this page.
  private mutating func writeRound() throws -> Bool {
    if round.done == nil, round.part == nil, round.base > .zero {
      for scope in try snapshot.removals(of: user, lane: request.lane, after: round.base) {
        try send(.drop(scope))
        didBookChange = true
      }
    }
    // What changed since a position is looked for as a whole, whatever the limit; a first load walks
    // the book, and should not walk far beyond the end of the page.
    let limit = round.base > .zero ? SyncLimits.rowsPerRead : SyncLimits.scopesPerRead
    while true {
      let entries = try snapshot.book(of: user, lane: request.lane, part, limit: limit)
      for entry in entries {
        guard try write(entry) else { return false }
        round.done = entry.scope.rawValue
        round.part = nil
        round.lastRow = nil
        guard !isFull(past: pageBytes / 4 * 3) else { return false }
      }
      guard entries.count == limit else { return true }
    }
  }

  /// What the round has still to look at.
  private var part: BookPart {
    let done = round.done.map(Scope.init(rawValue:))
    guard round.base > .zero else { return .all(after: done) }
    return .news(since: round.base, named: round.number == 1 ? repair : [], after: done)
  }

  /// Whether the scope came to its end in this page.
  private mutating func write(_ entry: BookEntry) throws -> Bool {
    if entry.added > round.base { didBookChange = true }
    // A part whose scope has left the book and entered it again starts over in the next round.
    let isContinued = round.part == entry.scope.rawValue
    let isWhole =
      isContinued || round.base == .zero || entry.added > round.base
      || entry.forgotten > round.base || (round.number == 1 && repair.contains(entry.scope))
    guard isWhole || entry.head > round.base else { return true }
    if current.contains(entry.scope) { return true }
    guard try snapshot.permits(user, entry.scope) else {
      // The book lags behind a permission that was taken away.
      try send(.drop(entry.scope))
      return true
    }
    if !isWhole, try writeChanges(entry) { return true }
    return try writeRows(entry, isContinued: isContinued)
  }

  /// False when there are too many changes: the scope is to be sent whole.
  private mutating func writeChanges(_ entry: BookEntry) throws -> Bool {
    let changes = try snapshot.changes(
      in: entry.scope, after: round.base, limit: SyncLimits.changesPerScope + 1)
    guard changes.count <= SyncLimits.changesPerScope else { return false }
    for change in changes {
      guard !change.isDeletion else {
        try send(.delete(change.key, entry.scope, change.position))
        continue
      }
      guard let table = Schema.table(change.key.table),
        let row = try snapshot.placed(table, change.key.id), row.scope == entry.scope
      else { continue }
      try send(.put(row))
    }
    try send(.sum(entry.scope, entry.sum))
    current.insert(entry.scope)
    return true
  }

  private mutating func writeRows(_ entry: BookEntry, isContinued: Bool) throws -> Bool {
    if !isContinued {
      round.part = nil
      round.lastRow = nil
      try send(.replace(entry.scope, count: entry.sum.rows))
    }
    while true {
      let rows = try snapshot.rows(
        in: entry.scope, after: round.lastRow, limit: SyncLimits.rowsPerRead)
      for (index, row) in rows.enumerated() {
        guard !hasRow || !isFull(past: pageBytes) else {
          round.part = entry.scope.rawValue
          if index > 0 { round.lastRow = rows[index - 1].key }
          return false
        }
        encoder.write(row)
        try handOn()
        hasRow = true
      }
      if let last = rows.last { round.lastRow = last.key }
      guard rows.count == SyncLimits.rowsPerRead else { break }
    }
    // Parts read at different times add up only if nothing changed between them; if something did,
    // the next round sends it, and the sum.
    if !isContinued || entry.head <= round.pin {
      try send(.sum(entry.scope, entry.sum))
      current.insert(entry.scope)
    }
    return true
  }

  private func isFull(past bytes: Int) -> Bool { encoder.totalBytes >= bytes }
}

/// What only the last answer of a pull has.
extension PullWriter {
  /// - Parameter isWhole: The checkpoint is this one answer.
  private mutating func complete(isWhole: Bool) throws {
    if request.lane == .core {
      for result in try snapshot.results(of: request.device, after: request.settledSequence) {
        try send(.result(result))
      }
    }
    if isWhole { try writeRotatingSums() }
    if try needsList(isWhole: isWhole) { try send(.keep(try permittedScopes())) }
    try send(.end(Frame.End(to: begin.to, resume: nil)))
    try emit(encoder.take())
  }

  /// A few of the scopes without changes, others each time.
  private mutating func writeRotatingSums() throws {
    let total = try snapshot.digest(of: user, lane: request.lane).count
    guard total > 0 else { return }
    let start = (Int(begin.to.rawValue) &* SyncLimits.rotatingSums) % total
    let entries = try snapshot.book(
      of: user, lane: request.lane, .past(count: start), limit: SyncLimits.rotatingSums)
    for entry in entries where !current.contains(entry.scope) && entry.head <= round.base {
      guard try snapshot.permits(user, entry.scope) else { continue }
      try send(.sum(entry.scope, entry.sum))
    }
  }

  /// Whether client and service may disagree on which scopes the client holds.
  private func needsList(isWhole: Bool) throws -> Bool {
    guard isWhole else { return true }
    guard request.cursor != nil else { return request.scopes.count > 0 }
    return try didBookChange || request.scopes != snapshot.digest(of: user, lane: request.lane)
  }

  private func permittedScopes() throws -> [Scope] {
    var scopes: [Scope] = []
    while true {
      let entries = try snapshot.book(
        of: user, lane: request.lane, .all(after: scopes.last), limit: SyncLimits.rowsPerRead)
      scopes += entries.map(\.scope)
      guard entries.count == SyncLimits.rowsPerRead else { break }
    }
    return try scopes.filter { try snapshot.permits(user, $0) }
  }

  private mutating func send(_ frame: Frame) throws {
    try encoder.write(frame)
    try handOn()
  }

  private mutating func handOn() throws {
    if encoder.bytes.count >= SyncLimits.pieceBytes { try emit(encoder.take()) }
  }
}
