import Synchronization
import Terminal

@testable import TUI

/// A person's files without a disk: a look, three themes, and what was kept.
nonisolated final class SampleFiles: Sendable {
  private let state = Mutex(State())

  private struct State {
    var look = App.Look()
    var kept: [String] = []
    var readings = 0
    var tell: (@Sendable (Set<PreferenceShelf.Part>) -> Void)?
  }

  init(keymap: Keymap = Keymap()) { state.withLock { $0.look.keymap = keymap } }

  /// The names of the themes that were kept.
  var kept: [String] { state.withLock { $0.kept } }

  /// How often all of them were read.
  var readings: Int { state.withLock { $0.readings } }

  var shelf: PreferenceShelf {
    PreferenceShelf(
      look: { [self] in
        state.withLock { state in
          state.readings += 1
          return state.look
        }
      }, themes: { Self.themes },
      sense: { [self] appearance in
        state.withLock { state in
          let before = state.look.theme
          state.look.theme = appearance == .light ? Self.harbor : .tamarack
          return state.look.theme != before
        }
      },
      keepTheme: { [self] name in state.withLock { $0.kept.append(name) } },
      watch: { [self] tell in state.withLock { $0.tell = tell } })
  }

  /// Changes the files, as an editor does.
  func change(_ edit: (inout App.Look) -> Void) {
    let tell = state.withLock { state in
      edit(&state.look)
      return state.tell
    }
    tell?([.look])
  }

  static let themes = [
    ThemeOffer(name: "tamarack", about: "The default.", theme: .tamarack, isOwn: false),
    ThemeOffer(
      name: "harbor", about: "Lamps along the quay, and the sea beyond them.", theme: harbor,
      isOwn: true),
    ThemeOffer(
      name: "broken", about: "", theme: .tamarack, isOwn: true,
      problems: ["themes/broken.yaml:3: is not YAML: correct it"]),
  ]

  static let harbor = Theme(
    name: "harbor", styles: [.title: Style(foreground: .terminal(3), attributes: .bold)])
}

extension Keymap {
  /// A keymap file, one line an entry.
  nonisolated static func file(_ entries: (id: String, keys: [String])...) -> Keymap {
    Keymap(
      entries.enumerated().map {
        Entry(id: $0.element.id, keys: $0.element.keys, line: $0.offset + 1)
      })
  }
}
