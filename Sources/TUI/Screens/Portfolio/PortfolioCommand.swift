import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do on the Portfolio.
enum PortfolioCommand: Equatable {
  case move(Motion)
  case open
  case select(Account.ID)
  case mark
  case markAll
  case assign
  case addCTA
  case sort
  case sortBy(PortfolioColumn)
  case reverse
  case resort
  case chooseGroup
  case groupBy(PortfolioColumn?)
  case chooseBook
  case showBook(Book)
  case stepBook(Int)
  case chooseView
  case showView(PortfolioView)
  case nameView
  case chooseDeletedView
  case columns
  case chooseColumn(PortfolioColumn)
  case columnDown
  case columnUp
  case usualColumns
  case preview
  case toggleTiles
  case tile(PortfolioTile.Kind)
  case lateCTAs
  case unlabeledInstances

  static let table: [CommandSpec<PortfolioCommand>] =
    lists + looks + tiles + Motion.table.map { $0.calling(move) }

  private static let group: SafeText = "Portfolio"

  private static let lists: [CommandSpec<PortfolioCommand>] = [
    .init(
      "portfolio.open", "open", keys: ["enter", "right"],
      help: "Opens the Customer 360 of the customer under the cursor.", group: group,
      hint: 90, action: .open),
    .init(
      "portfolio.sort", "sort", keys: ["s"],
      help: "Chooses the column to sort by; the same one again turns the order around.",
      group: group, hint: 70, action: .sort),
    .init(
      "portfolio.reverse", "reverse", keys: ["S"], help: "Turns the order around.",
      group: group, action: .reverse),
    .init(
      "portfolio.resort", "re-sort", keys: ["r"],
      help: "Sorts anew after values changed; rows never move by themselves.", group: group,
      action: .resort),
    .init(
      "portfolio.group", "group", keys: ["o"],
      help: "Puts customers under headings by TAM, team, region, segment and more, with sums.",
      group: group, hint: 35, action: .chooseGroup),
    .init(
      "portfolio.book", "book", keys: ["b"],
      help: "Chooses whose customers: the own, a team's, one TAM's, or all that may be seen.",
      group: group, hint: 40, action: .chooseBook),
    .init(
      "portfolio.nextBook", "next book", keys: [">"],
      help: "The next book of that menu: one TAM after the other.", group: group,
      action: .stepBook(1)),
    .init(
      "portfolio.previousBook", "book before", keys: ["<"], help: "The book before.",
      group: group, action: .stepBook(-1)),
    .init(
      "portfolio.mark", "mark", keys: ["space"],
      help: "Marks the customer and goes on to the next; in the columns, shows or hides one.",
      group: group, action: .mark),
    .init(
      "portfolio.markAll", "mark all", keys: ["V"],
      help: "Marks every customer shown, or takes all marks away.", group: group,
      action: .markAll),
    .init(
      "portfolio.assign", "assign", keys: ["A"],
      help: "Gives the marked customers, or this one, to a TAM, after a look at each change.",
      group: group, action: .assign),
    .init(
      "portfolio.addCTA", "add a CTA", keys: ["a"],
      help: "Adds a CTA at each of the marked customers, or this one, after a look at them.",
      group: group, action: .addCTA),
  ]

  private static let looks: [CommandSpec<PortfolioCommand>] = [
    .init(
      "portfolio.views", "views", keys: ["v"],
      help: "Chooses a view: book, columns, order, groups and filter under one name.",
      group: group, hint: 65, action: .chooseView),
    .init(
      "portfolio.saveView", "save the view", keys: [],
      help: "Keeps book, columns, order, groups and filter under a name.", group: group,
      action: .nameView),
    .init(
      "portfolio.deleteView", "delete a view", keys: [],
      help: "Deletes a view that somebody saved.", group: group, action: .chooseDeletedView),
    .init(
      "portfolio.columns", "columns", keys: ["c"],
      help: "Chooses the columns: which are shown, and in which order.", group: group,
      hint: 45, action: .columns),
    .init(
      "portfolio.columnDown", "column down", keys: ["J"],
      help: "While columns are chosen: moves the column one place to the right.", group: group,
      action: .columnDown),
    .init(
      "portfolio.columnUp", "column up", keys: ["K"],
      help: "While columns are chosen: moves the column one place to the left.", group: group,
      action: .columnUp),
    .init(
      "portfolio.usualColumns", "usual columns", keys: ["X"],
      help: "Shows the columns that the app comes with.", group: group, action: .usualColumns),
    .init(
      "portfolio.preview", "preview", keys: ["p"],
      help: "Shows the key facts of the customer under the cursor beside the list.",
      group: group, hint: 55, action: .preview),
  ]

  private static let tiles: [CommandSpec<PortfolioCommand>] = [
    .init(
      "portfolio.tiles", "figures", keys: ["t t"],
      help: "Shows or hides the figures above the table.", group: group, action: .toggleTiles),
    .init(
      "portfolio.atRisk", "at risk", keys: ["t r"],
      help: "Shows the customers whose health is red.", group: group, action: .tile(.atRisk)),
    .init(
      "portfolio.thisQuarter", "this quarter", keys: ["t 1"],
      help: "Shows the renewals of this fiscal quarter.", group: group,
      action: .tile(.thisQuarter)),
    .init(
      "portfolio.nextQuarter", "next quarter", keys: ["t 2"],
      help: "Shows the renewals of the next fiscal quarter.", group: group,
      action: .tile(.nextQuarter)),
    .init(
      "portfolio.thirdQuarter", "the quarter after", keys: ["t 3"],
      help: "Shows the renewals of the quarter after the next.", group: group,
      action: .tile(.thirdQuarter)),
    .init(
      "portfolio.fourthQuarter", "the fourth quarter", keys: ["t 4"],
      help: "Shows the renewals of the fourth quarter from now.", group: group,
      action: .tile(.fourthQuarter)),
    .init(
      "portfolio.overdue", "late CTAs", keys: ["t o"],
      help: "Shows the customers with CTAs past their due date.", group: group,
      action: .tile(.overdue)),
    .init(
      "portfolio.unlabeled", "unlabeled", keys: ["t u"],
      help: "Shows the customers with instances that nobody has labeled.", group: group,
      action: .tile(.unlabeled)),
    .init(
      "portfolio.lateCTAs", "late CTAs in the Cockpit", keys: ["t O"],
      help: "Opens the Cockpit on the late CTAs of this book.", group: group,
      action: .lateCTAs),
    .init(
      "portfolio.unlabeledInstances", "unlabeled, to label", keys: ["t U"],
      help: "Opens the unlabeled instances of this book.", group: group,
      action: .unlabeledInstances),
    .init(
      "portfolio.quiet", "quiet accounts", keys: ["t q"],
      help: "Shows the customers whose calls fell behind their cadence.", group: group,
      action: .tile(.quiet)),
  ]
}
