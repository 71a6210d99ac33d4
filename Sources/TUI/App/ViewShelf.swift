import Dispatch

/// Where what a person keeps under a name lies: views of the Portfolio, reports of tickets, macros.
nonisolated package struct ViewShelf<View: Sendable>: Sendable {
  /// All of them by name, and what in their files means nothing, in words.
  package let load: @Sendable () throws -> (views: [View], problems: [String])
  /// Keeps a view under its name, in place of one that is there.
  package let save: @Sendable (View) throws -> Void
  package let delete: @Sendable (_ name: String) throws -> Void

  package init(
    load: @escaping @Sendable () throws -> (views: [View], problems: [String]),
    save: @escaping @Sendable (View) throws -> Void,
    delete: @escaping @Sendable (_ name: String) throws -> Void
  ) {
    self.load = load
    self.save = save
    self.delete = delete
  }

  /// Keeps nothing.
  package static var none: ViewShelf {
    ViewShelf(load: { ([], []) }, save: { _ in }, delete: { _ in })
  }

  /// Does something beside the event loop, in the order asked for; posts the views there are then.
  func carryOut(
    _ order: ViewOrder<View>, as event: @escaping @Sendable ([View]) -> AppEvent,
    post: @escaping @Sendable (AppEvent) -> Void
  ) {
    personalFileQueue.async {
      do {
        switch order {
        case .list: break
        case .save(let view): try save(view)
        case .delete(let name): try delete(name)
        }
        let (views, problems) = try load()
        post(event(views))
        if !problems.isEmpty { post(.failed(problems.joined(separator: "; "))) }
      } catch {
        post(.failed("It is not kept on the disk: \(error)"))
      }
    }
  }

  /// Returns when everything asked for is on the disk.
  func flush() { personalFileQueue.sync {} }
}

/// Where everything is done to the person's files, so that what was asked for first is done first.
nonisolated let personalFileQueue = DispatchQueue(label: "tamarack.files")

/// What is done with what is saved.
nonisolated enum ViewOrder<View: Sendable>: Sendable {
  case list
  case save(View)
  /// By name.
  case delete(String)
}
