/// The theme that is used unless a person chooses another: the same as `themes/tamarack.yaml`, as a
/// value, so that a start without configuration reads no file.
extension Theme {
  package static let tamarack = Theme(
    name: "tamarack", appearance: .dark, pair: "tamarack-light",
    styles: [
      .text: Style(),
      .muted: Style(foreground: quiet),
      .accent: Style(foreground: accent, attributes: .bold),
      .title: Style(foreground: title, attributes: .bold),
      .link: Style(foreground: link, attributes: .underline),
      .border: Style(foreground: line),
      .header: Style(foreground: heading, attributes: .bold),
      .headerSorted: Style(foreground: title, attributes: [.bold, .underline]),
      .tab: Style(foreground: quiet),
      .tabActive: Style(foreground: title, attributes: [.bold, .underline]),
      .selection: Style(foreground: strong, background: selected, attributes: .bold),
      .selectionInactive: Style(background: resting),
      .marked: Style(foreground: title, attributes: .bold),
      .changed: Style(foreground: accent, attributes: .italic),
      .status: Style(foreground: ink, background: panel),
      .statusAlert: Style(foreground: inverse, background: warning, attributes: .bold),
      .hint: Style(foreground: quiet),
      .key: Style(foreground: accent, attributes: .bold),
      .good: Style(foreground: good),
      .watch: Style(foreground: watch),
      .risk: Style(foreground: risk, attributes: .bold),
      .unknown: Style(foreground: unknown),
      .error: Style(foreground: error, attributes: .bold),
      .warning: Style(foreground: warning),
      .info: Style(foreground: info),
      .input: Style(foreground: strong, background: panel),
      .inputPlaceholder: Style(foreground: quiet, background: panel),
      .inputInvalid: Style(foreground: error, background: invalid, attributes: .underline),
      .match: Style(foreground: inverse, background: title),
      .badge: Style(foreground: badge),
      .badgeGood: Style(foreground: inverse, background: good),
      .badgeWatch: Style(foreground: inverse, background: watch),
      .badgeRisk: Style(foreground: inverse, background: risk, attributes: .bold),
      .badgeInfo: Style(foreground: inverse, background: info),
      .chart: Style(foreground: accent),
      .chartFaint: Style(foreground: faint),
      .chart1: Style(foreground: series1),
      .chart2: Style(foreground: series2),
      .chart3: Style(foreground: series3),
      .chart4: Style(foreground: series4),
      .chart5: Style(foreground: series5),
      .chart6: Style(foreground: series6),
      .tile: Style(background: raised),
      .tileTitle: Style(foreground: heading, background: raised, attributes: .bold),
      .dialog: Style(foreground: ink, background: raised),
      .dialogTitle: Style(foreground: title, background: raised, attributes: .bold),
      .shade: Style(foreground: faint),
    ])

  private static let ink = Color.rgb(0xD7, 0xDC, 0xE2)
  private static let strong = Color.rgb(0xF2, 0xF4, 0xF0)
  private static let quiet = Color.rgb(0x9E, 0xA4, 0xAE)
  private static let accent = Color.rgb(0x7F, 0xC8, 0xA9)
  private static let title = Color.rgb(0xE8, 0xC5, 0x7A)
  private static let heading = Color.rgb(0x9F, 0xB4, 0xC7)
  private static let link = Color.rgb(0x7A, 0xB2, 0xDB)
  private static let line = Color.rgb(0x6A, 0x72, 0x7F)
  private static let selected = Color.rgb(0x22, 0x3A, 0x33)
  private static let resting = Color.rgb(0x2B, 0x2F, 0x36)
  private static let panel = Color.rgb(0x24, 0x29, 0x30)
  private static let raised = Color.rgb(0x1F, 0x24, 0x2A)
  private static let inverse = Color.rgb(0x16, 0x18, 0x1C)
  private static let invalid = Color.rgb(0x3A, 0x24, 0x26)
  private static let good = Color.rgb(0x9B, 0xD7, 0x89)
  private static let watch = Color.rgb(0xE8, 0xBB, 0x5C)
  private static let risk = Color.rgb(0xF4, 0x79, 0x6B)
  private static let unknown = Color.rgb(0x9E, 0xA4, 0xAE)
  private static let error = Color.rgb(0xFF, 0x74, 0x68)
  private static let warning = Color.rgb(0xE8, 0xA3, 0x5C)
  private static let info = Color.rgb(0x7A, 0xB2, 0xDB)
  private static let badge = Color.rgb(0xC7, 0xA5, 0xD8)
  private static let faint = Color.rgb(0x5F, 0x85, 0x77)
  private static let series1 = Color.rgb(0x7F, 0xC8, 0xA9)
  private static let series2 = Color.rgb(0x7A, 0xB2, 0xDB)
  private static let series3 = Color.rgb(0xE8, 0xC5, 0x7A)
  private static let series4 = Color.rgb(0xC7, 0xA5, 0xD8)
  private static let series5 = Color.rgb(0xE8, 0xA3, 0x5C)
  private static let series6 = Color.rgb(0xD9, 0x8F, 0xB0)
}
