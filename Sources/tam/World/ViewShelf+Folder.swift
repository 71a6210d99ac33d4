import Preferences
import ReplicaStore
import TUI

extension ViewShelf {
  /// The views in `views/` of a person's folder; a file that cannot be read is named and left out.
  init(folder: PreferenceFolder) {
    self.init(
      load: {
        var views: [PortfolioView] = []
        var problems: [String] = []
        for name in folder.viewNames {
          do {
            guard let file = try folder.view(named: name) else { continue }
            let (view, unknown) = PortfolioView.read(name: name, file.viewValues)
            views.append(view)
            problems += unknown
          } catch {
            problems.append("\(error)")
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
