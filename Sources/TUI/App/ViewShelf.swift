import Dispatch
package import ReplicaStore

/// Where the saved views of the Portfolio are kept.
nonisolated package struct ViewShelf: Sendable {
  /// All of them by name, and what in their files means nothing, in words.
  package let load: @Sendable () throws -> (views: [PortfolioView], problems: [String])
  /// Keeps a view under its name, in place of one that is there.
  package let save: @Sendable (PortfolioView) throws -> Void
  package let delete: @Sendable (_ name: String) throws -> Void

  /// Where everything is done to the person's files.
  static let queue = DispatchQueue(label: "tamarack.files")

  package init(
    load: @escaping @Sendable () throws -> (views: [PortfolioView], problems: [String]),
    save: @escaping @Sendable (PortfolioView) throws -> Void,
    delete: @escaping @Sendable (_ name: String) throws -> Void
  ) {
    self.load = load
    self.save = save
    self.delete = delete
  }

  /// Keeps nothing.
  package static let none = ViewShelf(load: { ([], []) }, save: { _ in }, delete: { _ in })

  /// Does something beside the event loop, in the order asked for; posts the views there are then.
  func carryOut(_ order: ViewOrder, post: @escaping @Sendable (AppEvent) -> Void) {
    Self.queue.async {
      do {
        switch order {
        case .list: break
        case .save(let view): try save(view)
        case .delete(let name): try delete(name)
        }
        let (views, problems) = try load()
        post(.views(views))
        if !problems.isEmpty { post(.failed(problems.joined(separator: "; "))) }
      } catch {
        post(.failed("The view is not on the disk: \(error)"))
      }
    }
  }

  /// Returns when everything asked for is on the disk.
  func flush() { Self.queue.sync {} }
}

/// What is done with the saved views.
nonisolated enum ViewOrder: Sendable {
  case list
  case save(PortfolioView)
  /// By name.
  case delete(String)
}
