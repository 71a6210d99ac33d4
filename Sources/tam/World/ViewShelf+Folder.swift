import Preferences
import ReplicaStore
import Synchronization
import TUI

extension ViewShelf {
  /// The views in `views/` of a person's folder.
  ///
  /// A file with a mistake is named with its line. It counts as it was read before; the first time
  /// what can be understood of it does.
  init(folder: PreferenceFolder) {
    let good = Mutex<[String: PortfolioView]>([:])
    self.init(
      load: {
        var views: [PortfolioView] = []
        var problems: [String] = []
        for name in folder.viewNames {
          let before = good.withLock { $0[name] }
          do throws(PreferenceProblem) {
            guard let file = try folder.view(named: name) else { continue }
            let (view, unknown) = PortfolioView.read(name: name, file.viewValues)
            views.append(unknown.isEmpty ? view : before ?? view)
            if unknown.isEmpty { good.withLock { $0[name] = view } }
            problems += unknown.map { problem in
              let line = file.fields?.first { $0.key == problem.key }.map { ":\($0.line)" } ?? ""
              return "views/\(name).yaml\(line): \(problem.words)"
            }
          } catch {
            if let before { views.append(before) }
            problems.append(error.description(within: folder))
          }
        }
        return (views, problems)
      }, save: { view in try folder.keep(YAMLValue(view: view), asView: view.name) },
      delete: { name in try folder.removeView(named: name) })
  }
}

extension YAMLValue {
  /// What a view's file says by its keys; what is neither words nor a list of words is no setting.
  fileprivate var viewValues: [String: PortfolioView.Value] {
    var values: [String: PortfolioView.Value] = [:]
    for field in fields ?? [] {
      values[field.key] = field.value.text.map { .one($0) } ?? .many(field.value.texts ?? [])
    }
    return values
  }

  fileprivate init(view: PortfolioView) {
    self.init(
      .table(
        view.values.map { key, value in
          switch value {
          case .one(let word): Field(key: key, value: YAMLValue(word))
          case .many(let words):
            Field(key: key, value: YAMLValue(.list(words.map { YAMLValue($0) })))
          }
        }))
  }
}
