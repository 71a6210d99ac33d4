import CustomerSuccess
import ReplicaStore
import Terminal

/// The installations and namespaces of a book, labeled ones too: they say what the others are.
nonisolated struct InstancesReading: Reading {
  let book: Book
  var isQuick: Bool { false }

  func answer(from replica: Replica, today: Day) throws -> InstancesPage {
    var filter = InstanceFilter()
    filter.book = book
    return InstancesPage(
      rows: try replica.instances(filter), rights: try LabelRights(replica),
      newest: try replica.newestRelease())
  }
}

/// What the Instances screen shows, read in one go.
nonisolated struct InstancesPage: Equatable, Sendable {
  /// By customer, and there the largest first.
  let rows: [InstanceRow]
  let rights: LabelRights
  /// The newest release that anybody runs.
  var newest: ProductRelease?
}

/// Whose instances the person may label, known before anything is tried; the edit itself decides.
nonisolated struct LabelRights: Equatable, Sendable {
  let me: User.ID?
  let bundle: Bundle?

  init(me: User.ID?, bundle: Bundle?) {
    self.me = me
    self.bundle = bundle
  }

  init(_ replica: Replica) throws {
    self.init(me: replica.me, bundle: try replica.myself()?[User.bundle])
  }

  /// Why the person may not label what belongs to this TAM's account; nil when they may.
  @MainActor func refusal(tam: User.ID?, name: String?) -> SafeText? {
    guard let bundle else {
      return "You have no bundle, so you may look but not label: ask CS Ops for one."
    }
    guard bundle.mayEdit else {
      return "Your bundle \(Words.plain(bundle)) may look but not label: ask CS Ops for another."
    }
    guard !bundle.isManager, tam == nil || tam != me else { return nil }
    guard let tam else {
      return "The customer has no TAM, so only a manager may label this: ask one."
    }
    let whose = SafeText(sanitizing: name ?? tam.rawValue, limit: 40)
    return "Only its TAM \(whose) or a manager may label this: ask one of them."
  }

  @MainActor func refusal(_ row: InstanceRow) -> SafeText? {
    refusal(tam: row.owner, name: row.ownerName)
  }
}
