import CustomerSuccess
import ReplicaStore
import Terminal

extension WhatIfState {
  /// What is said of the text as it stands: what its last word means, or what is wrong; nil where the
  /// screen says it all.
  var advice: SafeText? {
    guard let page else { return nil }
    let problem = isCurrent ? page.problems.first.map { SafeText(sanitizing: $0) } : nil
    let key = String(lastWord.prefix { $0 != "=" }).lowercased()
    guard !key.isEmpty else { return problem }
    let words = WhatIfWord.known(in: page.present)
    guard lastWord.contains("=") else {
      let fitting = words.filter { $0.rawValue.hasPrefix(key) }
      return fitting.isEmpty
        ? problem : .joined(fitting.map { Self.present($0, page.present) }, separator: "  ")
    }
    guard let word = words.first(where: { $0.rawValue == key }) else { return problem }
    let hint = Self.hint(word, page.present)
    return lastWord.hasSuffix("=") ? hint : problem ?? hint
  }

  /// The beginning of a word that somebody is still typing; nil when the last one is whole.
  var unfinished: SafeText? {
    guard let page, !lastWord.isEmpty else { return nil }
    let isOpen =
      lastWord.contains("=")
      ? lastWord.hasSuffix("=")
      : WhatIfWord.known(in: page.present).contains {
        $0.rawValue.hasPrefix(lastWord.lowercased())
      }
    return isOpen ? SafeText(sanitizing: String(lastWord), limit: 20) : nil
  }

  /// Empty behind a space.
  private var lastWord: Substring {
    text.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
  }

  /// `sentiment is 50: weight of TAM Sentiment`.
  private static func hint(_ word: WhatIfWord, _ present: HealthConfiguration) -> SafeText {
    let meaning = SafeText(sanitizing: word.meaning)
    guard let now = word.present(in: present) else {
      return "\(SafeText(sanitizing: word.rawValue)): \(meaning)"
    }
    return "\(SafeText(sanitizing: word.rawValue)) is \(SafeText(sanitizing: now)): \(meaning)"
  }

  private static func present(_ word: WhatIfWord, _ present: HealthConfiguration) -> SafeText {
    let now = word.present(in: present).map { SafeText(sanitizing: $0) } ?? ""
    return "\(SafeText(sanitizing: word.rawValue))=\(now)"
  }
}

extension WhatIfPage {
  /// A number as it is, or as it is and would be.
  struct Number {
    let text: SafeText
    let isTried: Bool
  }

  /// Every word with its number, as one would type it.
  @MainActor var numbers: [Number] {
    WhatIfWord.known(in: present).map { word in
      let name = SafeText(sanitizing: word.rawValue)
      guard let now = word.present(in: present) else {
        let owner = owner.map { SafeText(sanitizing: $0.name, limit: 24) }
        return Number(text: "\(name)=\(owner ?? "\u{2026}")", isTried: owner != nil)
      }
      let then = word.present(in: tried) ?? now
      let text: SafeText = "\(name)=\(SafeText(sanitizing: now))"
      return then == now
        ? Number(text: text, isTried: false)
        : Number(text: "\(text)->\(SafeText(sanitizing: then))", isTried: true)
    }
  }

  /// What the book adds up to now and then; a number that stays is said once.
  @MainActor var sums: [SafeText] {
    let colors: [(Sentiment?, SafeText)] = [
      (.red, "Red"), (.yellow, "Yellow"), (.green, "Green"), (nil, "NA"),
    ]
    let counts = colors.compactMap { color, name -> SafeText? in
      let (before, after) = (old.colors[color] ?? 0, new.colors[color] ?? 0)
      guard color != nil || before + after > 0 else { return nil }
      return "\(name) \(Self.pair("\(before)", "\(after)"))"
    }
    let money = Self.pair(Words.sums(old.atRisk, width: 16), Words.sums(new.atRisk, width: 16))
    let risk: SafeText = money.isEmpty ? "nothing at risk" : "at risk \(money)"
    return owned + counts + [risk]
  }

  @MainActor private var owned: [SafeText] {
    guard let owner, owner.id != nil else { return [] }
    let customers = Self.pair("\(old.owned)", "\(new.owned)")
    let arr = Self.pair(Words.sums(old.ownedARR, width: 16), Words.sums(new.ownedARR, width: 16))
    return ["\(SafeText(sanitizing: owner.name, limit: 24)) \(customers) customers \(arr)"]
  }

  @MainActor private static func pair(_ before: SafeText, _ after: SafeText) -> SafeText {
    guard before != after else { return before }
    return "\(before.isEmpty ? "0" : before)->\(after.isEmpty ? "0" : after)"
  }
}

extension WhatIfRow {
  /// What moved it, in words.
  @MainActor func reasons(to owner: WhatIfPage.Person?) -> [SafeText] {
    var reasons: [SafeText] = []
    if isMoving, let owner { reasons.append("to \(SafeText(sanitizing: owner.name, limit: 24))") }
    if old?.isForcedRed != new?.isForcedRed {
      reasons.append(new?.isForcedRed == true ? "red sentiment forces" : "red sentiment forces not")
    }
    reasons += movers.map { mover in
      "\(Words.plain(mover.measure)) \(Words.signed(mover.points))"
    }
    if reasons.isEmpty, changesColor { reasons.append("other limits") }
    return reasons
  }
}

extension Words {
  /// `+4.2`, `-0.5`.
  static func signed(_ points: Double) -> SafeText {
    let text = SafeText(sanitizing: PlainNumber.decimal(points, digits: 1))
    return points > 0 ? "+\(text)" : text
  }
}
