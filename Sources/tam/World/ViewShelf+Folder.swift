import Preferences
import ReplicaStore
import Synchronization
import TUI
import YAMLText

extension ViewShelf where View == PortfolioView {
  /// The views in `views/` of a person's folder.
  init(folder: PreferenceFolder) {
    self.init(folder: folder, .portfolio) { name, file in
      PortfolioView.read(name: name, file.viewValues)
    } write: { view in
      (view.name, YAMLValue(values: view.values))
    }
  }
}

extension ViewShelf where View == Macro {
  /// The recorded keys in `views/macros/` of a person's folder.
  ///
  /// Those recorded last are in the home: nobody asked for a file of what was typed about a customer
  /// in a folder that many keep with their other settings, where a logout would leave it.
  @MainActor
  init(folder: PreferenceFolder, home: Home) {
    let sections = Macro.sections
    let kept = Self(folder: folder, .macros) { name, file in
      Macro.read(name: name, file.viewValues, sections: sections)
    } write: { macro in
      (macro.name, YAMLValue(values: macro.values))
    }
    let path = home.lastMacroPath
    self.init(
      load: {
        var (macros, problems) = try kept.load()
        guard let bytes = try PrivateFile.content(of: path) else { return (macros, problems) }
        do throws(YAMLValue.SyntaxError) {
          let file = try YAMLValue(reading: String(decoding: bytes, as: UTF8.self))
          let (last, mistakes) = Macro.read(
            name: Macro.lastName, file.viewValues, sections: sections)
          macros.removeAll { $0.name == Macro.lastName }
          macros.insert(last, at: 0)
          problems += mistakes.map { "\(path): \($0.words)" }
        } catch {
          problems.append("\(path): \(error.reason)")
        }
        return (macros, problems)
      },
      save: { macro in
        guard macro.name == Macro.lastName else { return try kept.save(macro) }
        try PrivateFile.replace(path, with: Array(YAMLValue(values: macro.values).document.utf8))
      }, delete: kept.delete)
  }
}

extension ViewShelf where View == TicketReport {
  /// The reports in `views/tickets/` of a person's folder.
  init(folder: PreferenceFolder) {
    self.init(folder: folder, .tickets) { name, file in
      let words = (file.fields ?? []).map { ($0.key, $0.value.text ?? "") }
      return TicketReport.read(name: name, Dictionary(words) { first, _ in first })
    } write: { report in
      let fields = report.values.map { YAMLValue.Field(key: $0.key, value: YAMLValue($0.value)) }
      return (report.name, YAMLValue(.table(fields)))
    }
  }
}

extension ViewShelf {
  /// Files of one kind.
  ///
  /// A file with a mistake is named with its line. It counts as it was read before; the first time
  /// what can be understood of it does.
  fileprivate init(
    folder: PreferenceFolder, _ kind: ViewKind,
    read: @escaping @Sendable (String, YAMLValue) -> (View, [PortfolioView.Problem]),
    write: @escaping @Sendable (View) -> (name: String, file: YAMLValue)
  ) {
    let good = Mutex<[String: View]>([:])
    self.init(
      load: {
        var views: [View] = []
        var problems: [String] = []
        for name in folder.viewNames(kind) {
          let before = good.withLock { $0[name] }
          do throws(PreferenceProblem) {
            guard let file = try folder.view(named: name, kind) else { continue }
            let (view, unknown) = read(name, file)
            views.append(unknown.isEmpty ? view : before ?? view)
            if unknown.isEmpty { good.withLock { $0[name] = view } }
            let path = folder.viewFile(name, kind).dropFirst(folder.path.count + 1)
            problems += unknown.map { problem in
              let line = file.fields?.first { $0.key == problem.key }.map { ":\($0.line)" } ?? ""
              return "\(path)\(line): \(problem.words)"
            }
          } catch {
            if let before { views.append(before) }
            problems.append(error.description(within: folder))
          }
        }
        return (views, problems)
      },
      save: { view in
        let (name, file) = write(view)
        try folder.keep(file, asView: name, kind)
      }, delete: { name in try folder.removeView(named: name, kind) })
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

  fileprivate init(values: [(key: String, value: PortfolioView.Value)]) {
    self.init(
      .table(
        values.map { key, value in
          switch value {
          case .one(let word): Field(key: key, value: YAMLValue(word))
          case .many(let words):
            Field(key: key, value: YAMLValue(.list(words.map { YAMLValue($0) })))
          }
        }))
  }
}
