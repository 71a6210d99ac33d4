/// What can go wrong between an outside service and us, by the numbers that stand over the tests of
/// it, as `// edge 7`, and the test to read first.
enum Edges {
  /// One situation, and a test that stands under its number.
  struct Edge {
    let number: Int
    let situation: String
    let test: String

    init(_ number: Int, _ situation: String, _ test: String) {
      self.number = number
      self.situation = situation
      self.test = test
    }
  }

  /// Those beyond the list belong to what is not built, or not finished.
  static let numbers = 1...50

  static let all = [
    Edge(
      1, "a token dies between two pages",
      "a token that dies between two pages is renewed, and no row is lost or doubled"),
    Edge(
      2, "a token dies while records are written",
      "a token that dies is renewed, and the request sent once more"),
    Edge(
      3, "two workers meet a dead token together",
      "workers who meet a dead token together log in once"),
    Edge(
      4, "the answer to a renewal was never stored",
      "a renewal whose answer was lost is told apart, with what to do"),
    Edge(
      5, "the process is killed after a page",
      "a run that is killed goes on with what it has, and ends as one that was not"),
    Edge(
      6, "a locator expired", "a locator that died begins the window anew, and the window stays"),
    Edge(
      7, "a page is repeated, short, or without its locator",
      "a page of a bulk result that is short is asked for again"),
    Edge(
      8, "some records of a request fail", "of each record it is told what became of it"),
    Edge(
      9, "fewer answers than records", "answers that do not match are settled by a look"),
    Edge(10, "rows are locked", "locked rows alone are sent again"),
    Edge(
      11, "a row was deleted before it is written",
      "a deleted row is gone, a merged one is sent to its winner"),
    Edge(
      12, "an account was merged into another",
      "a merged account stays with all that is ours, and the report says where it went"),
    Edge(
      13, "so was its winner, or that was deleted",
      "a winner that was deleted since is told as deleted"),
    Edge(
      14, "something deleted is back",
      "a restored ticket is back, closed on the day on which it was first"
    ),
    Edge(
      15, "something was purged before we looked",
      "what is purged or hidden is missing, what is deleted is deleted"),
    Edge(
      16, "a row is not shown to us any more",
      "what is purged or hidden is missing, what is deleted is deleted"),
    Edge(
      17, "a row comes twice", "rows that stand on two pages of an export by time are kept once"),
    Edge(
      18, "an older version comes after a newer",
      "what a run that was left has fetched is forgotten when another brought newer rows"),
    Edge(
      19, "several contacts have one e-mail address",
      "contacts with one address stay apart, and are the same after every import"),
    Edge(
      20, "a key that several records carry",
      "a key that several carry is a fault of that record, with their ids"),
    Edge(
      21, "two accounts claim one Zendesk organization",
      "a ticket that two accounts claim comes when one of them gives it up"),
    Edge(
      22, "organizations are merged",
      "tickets follow a merged organization, and the account is told its new id"),
    Edge(
      23, "a ticket comes again as it was", "a ticket that comes again as it was changes nothing"),
    Edge(
      24, "a ticket was scrubbed", "of a scrubbed ticket no text is left, and it counts no more"),
    Edge(
      25, "a follow-up ticket",
      "a follow-up is linked to the closed ticket, which is not opened again"),
    Edge(
      26, "the last page has a link to a next one",
      "the end is what end_of_stream says, though links go on"),
    Edge(
      27, "more than a page within one second",
      "more than a page within one second is an error that names it"),
    Edge(
      28, "a column is missing", "a column that the mart no longer has keeps what is stored of it"),
    Edge(
      29, "new columns, another order or case",
      "columns are found by their names, and a header may lack on later pages"),
    Edge(
      30, "a column holds something else",
      "a column that holds something else now is left out and named"),
    Edge(
      31, "a table is missing or forbidden",
      "a table that is not to be seen is gone or forbidden, and both are said"),
    Edge(32, "the service puts us off", "it comes back when it was asked to"),
    Edge(
      33, "the day's limit is reached",
      "a run that meets the day's limit keeps what it has, and goes on later"),
    Edge(34, "our clock is off", "windows are of their clock, whatever ours says"),
    Edge(
      35, "a row shows up late", "a row that shows up late is found by the overlap"),
    Edge(
      36, "clocks are changed", "a two-hourly job has twelve times a day, also when clocks change"),
    Edge(
      37, "an answer is lost after sending",
      "a change whose answer is lost is not sent again"),
    Edge(38, "a link or a redirect to another host", "a redirect is not followed"),
    Edge(
      39, "a body is badly packed, cut or a bomb",
      "a few bytes that unpack to very many are an error"),
    Edge(
      40, "null, empty, missing and the text null",
      "null, empty, missing and the text null are four things"),
    Edge(
      41, "marks of failed counts, and of no account",
      "marks of failed counts are missing, never numbers"),
    Edge(
      42, "a later ping of the same month",
      "the newest ping of a month wins, in a file and across files"),
    Edge(
      49, "a TAM was changed on both sides",
      "of changes on both sides the newer stays, and the other is named"),
    Edge(
      50, "what a job needs was not fetched",
      "when the accounts cannot be had, what refers to them is skipped"),
  ]
}

extension Edges {
  /// What is wrong with the list, given the tests as they are.
  static func findings(in files: [SourceFile]) -> [Finding] {
    let marked = files.filter { $0.path.hasPrefix("Tests/") && $0.isSwift }
      .flatMap { marks(in: $0.text) }
    let missing = all.compactMap { edge -> Finding? in
      guard !marked.contains(Mark(number: edge.number, test: edge.test)) else { return nil }
      return Finding(
        path: "Tests", advice: "no test \"\(edge.test)\" stands under // edge \(edge.number)")
    }
    let unknown = Set(marked.map(\.number)).subtracting(numbers).sorted().map { number in
      Finding(
        path: "Tests/TidyTests/Rules/Edges.swift",
        advice: "says nothing of edge \(number), which a test has")
    }
    return missing + unknown
  }

  struct Mark: Hashable {
    let number: Int
    let test: String
  }

  /// The numbers above each test: `// edge 7`, or `// edges 1, 5 and 32`.
  static func marks(in text: String) -> [Mark] {
    var marks: [Mark] = []
    var numbers: [Int] = []
    for line in text.split(separator: "\n") {
      let words = line.drop { $0 == " " }
      if words.hasPrefix("// edge") {
        numbers = words.split { !$0.isNumber }.compactMap { Int($0) }
      } else if let start = line.firstRange(of: "func `")?.upperBound {
        let test = String(line[start...].prefix { $0 != "`" })
        marks += numbers.map { Mark(number: $0, test: test) }
        numbers = []
      }
    }
    return marks
  }
}
