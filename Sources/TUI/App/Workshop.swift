import CustomerSuccess
import Dispatch
import ReplicaStore
import Synchronization

/// Reads and writes the replica for the app; what takes longer than a frame is done beside the loop.
final class Workshop: Sendable {
  let replica: Replica
  let mailbox: Mailbox
  /// Edits in the order in which they were made.
  let writing = DispatchQueue(label: "tamarack.edits")
  private let reading = DispatchQueue(label: "tamarack.reads", attributes: .concurrent)
  /// Readings under way; true when another one was asked for meanwhile.
  private let underWay = Mutex<[Load: Bool]>([:])
  /// The newest step of the undo list when a macro began; nil when there was none.
  let replayStart = Mutex<UndoStep.ID?>(nil)

  nonisolated init(replica: Replica, mailbox: Mailbox) {
    self.replica = replica
    self.mailbox = mailbox
  }

  /// Returns when every edit made so far is stored.
  nonisolated func flush() { writing.sync {} }

  /// Posts ``AppEvent/replayOn`` once everything asked for so far is done.
  nonisolated func announceIdle() {
    reading.async(flags: .barrier) { [self] in
      flush()
      mailbox.post(.replayOn)
    }
  }

  /// Returns when everything asked for so far is done, and what came of it is in the mailbox.
  nonisolated func finish() {
    flush()
    // A reading that was asked for again meanwhile begins once more before the first one ends.
    repeat { reading.sync(flags: .barrier) {} } while underWay.withLock { !$0.isEmpty }
  }
}

extension Workshop {
  /// Reads now; meant for what takes a few milliseconds.
  nonisolated func read(_ load: Load, today: Day) -> Loaded {
    load.reading.loaded(from: replica, today: today)
  }

  /// Reads on another thread; asking again meanwhile reads once more afterwards.
  nonisolated func readBeside(_ load: Load, today: Day) {
    let isFirst = underWay.withLock { underWay in
      defer { underWay[load] = underWay[load] != nil }
      return underWay[load] == nil
    }
    guard isFirst else { return }
    reading.async { [self] in
      mailbox.post(.loaded(read(load, today: today)))
      let isAsked = underWay.withLock { $0.removeValue(forKey: load) ?? false }
      if isAsked { readBeside(load, today: today) }
    }
  }

  nonisolated func keptDrafts() -> AppEvent {
    do {
      return .draftsKept(try replica.localDrafts())
    } catch {
      return .failed("The drafts could not be read: \(error)")
    }
  }

  /// A new id for a form, and the drafts that could be resumed instead.
  nonisolated func preparedForm(account: Account.ID?, name: String?) -> AppEvent {
    do {
      return .formReady(
        newDraft: replica.environment.newID(), account, name: name,
        drafts: try replica.localDrafts())
    } catch {
      return .failed("The drafts could not be read: \(error)")
    }
  }
}

extension Workshop {
  /// - Parameter mutations: A new row that has no id yet gets one here.
  nonisolated func perform(_ mutations: [Mutation], label: String?) {
    write { replica in
      let named = mutations.map { $0.identified(newID: replica.environment.newID) }
      return .done(try replica.perform(named, label: label).label)
    }
  }

  nonisolated func assign(_ account: Account.ID, to tam: User.ID?) {
    write { replica in
      let history = TAMHistory.ID(replica.environment.newID())
      let change = AssignTAM(account: account, tam: tam, history: history)
      return .done(try replica.perform([.assignTAM(change)]).label)
    }
  }

  nonisolated func follow(_ accounts: [Account.ID]) {
    write { replica in
      let followed = try replica.followed()
      let fresh = accounts.filter { !followed.contains($0) }
      let mutations: [Mutation] =
        fresh.isEmpty
        ? accounts.map { .unfollow(UnfollowAccount(account: $0)) }
        : fresh.map { .follow(FollowAccount(account: $0)) }
      let verb = fresh.isEmpty ? "Stopped following" : "Followed"
      let label = mutations.count == 1 ? nil : "\(verb) \(mutations.count) customers"
      return .done(try replica.perform(mutations, label: label).label)
    }
  }

  /// Logs from the form: the draft goes away in the same step.
  nonisolated func submit(_ mutations: [Mutation], draft: LocalDraft.ID) {
    write { replica in
      let named = mutations.map { $0.identified(newID: replica.environment.newID) }
      return .done(try replica.perform(named, submitting: draft).label)
    }
  }

  nonisolated func undo() {
    write { replica in
      try replica.undo().map { .undone($0.label) } ?? .nothingToUndo
    }
  }

  nonisolated func redo() {
    write { replica in
      try replica.redo().map { .done($0.label) } ?? .nothingToUndo
    }
  }

  /// Keeps what was searched for; losing it costs nobody anything, so a failure is not spoken of.
  nonisolated func remember(search text: String) {
    writing.async { [replica] in
      // On a full disk the next search begins empty.
      try? replica.remember(search: text)
    }
  }

  /// Remembers what somebody says of a day's customers; the screens then read it again.
  nonisolated func plan(_ change: DayPlanChange, on day: Day) {
    writing.async { [self] in
      do {
        try replica.plan(change, on: day)
        mailbox.post(.replicaChanged)
      } catch {
        mailbox.post(.failed("The day's list could not be changed: \(error)"))
      }
    }
  }

  /// Finds out whom a line means, then logs it; its draft goes away in the same step.
  nonisolated func log(_ line: LogLine, account: Account.ID?, draft: LocalDraft.ID?) {
    writing.async { [self] in
      do {
        let environment = replica.environment
        let meaning = try LogMeaning(
          line, account: account, today: environment.today, in: replica)
        let mutations = try meaning.mutations(newID: environment.newID)
        let receipt = try replica.perform(mutations, submitting: draft)
        mailbox.post(.edited(.done(receipt.label)))
      } catch let unclear as LogMeaning.Unclear {
        mailbox.post(.logRefused(unclear.description))
      } catch {
        mailbox.post(.edited(Self.outcome(of: error)))
      }
    }
  }

  nonisolated func write(_ edit: @escaping @Sendable (Replica) throws -> EditOutcome) {
    writing.async { [self] in
      do {
        mailbox.post(.edited(try edit(replica)))
      } catch {
        mailbox.post(.edited(Self.outcome(of: error)))
      }
    }
  }

  nonisolated static func outcome(of error: any Error) -> EditOutcome {
    if let refusal = error as? MutationRefusal { return .refused(refusal.description) }
    return .failed("\(error)")
  }
}
