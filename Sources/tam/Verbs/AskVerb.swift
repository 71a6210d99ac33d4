import ArgumentParser
import CustomerSuccess
import ReplicaStore
import Terminal

struct AskVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Answer a question such as \"my red customers\".",
    discussion: """
      The forms are fixed, and nothing leaves this machine: tam ask help lists them. Answers are \
      those of the other verbs, with the same --json.
      """)

  @Argument(help: "The question, in quotes or not.")
  var words: [String]

  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    let question: AskedQuestion
    do throws(AskProblem) {
      question = try AskedQuestion(words.joined(separator: " "), today: place.today)
    } catch {
      throw Problem.usage(error.description)
    }
    try place.output.write(try answer(to: question, at: place), form.format)
  }

  private func answer(to question: AskedQuestion, at place: Workplace) throws -> Report {
    switch question {
    case .help: return Report(AskedQuestion.forms.map(AskForm.init), as: .askForms)
    case .section(let name, let customer):
      guard let section = CustomerSection(rawValue: name) else {
        throw Problem.failed("tam show has no section \(name)")
      }
      return try page(of: customer, at: place).report(section)
    case .attribute(let words, let customer):
      return try page(of: customer, at: place).attribute(words)
    case .ctas(let customer, let types, let due):
      var filter = CTAFilter()
      filter.account = try customer.map { try place.customer($0).id }
      if customer == nil { filter.owner = place.replica.me }
      filter.types = types
      filter.take(due, today: place.today)
      return Report(try place.replica.ctas(filter), as: .ctas(today: place.today))
    case .customers(let view, let figure):
      let rows = try place.replica.portfolio(view, today: place.today).rows
      switch figure {
      case .list: return Report(rows, as: .portfolio(today: place.today))
      case .count: return Report(one: rows.count, as: .askedCount)
      case .totalARR: return Report(PortfolioSums(rows).arr, as: .askedSums)
      }
    }
  }

  private func page(of customer: String, at place: Workplace) throws -> CustomerPage {
    try CustomerPage(of: try place.customer(customer).id, at: place)
  }
}

/// A form of question, for help.
private struct AskForm {
  let form: String
  let answer: String

  init(_ form: (form: String, answer: String)) {
    self.form = form.form
    answer = form.answer
  }
}

extension CTAFilter {
  fileprivate mutating func take(_ due: AskedQuestion.Due?, today: Day) {
    switch due {
    case nil: break
    case .overdue: dueBefore = today
    case .today, .week:
      dueSince = today
      dueBefore = today.adding(days: due == .today ? 1 : 7)
    }
  }
}

extension Listing where Element == AskForm {
  fileprivate static var askForms: Listing {
    Listing([
      Column("question", "Question") { .text($0.form) },
      Column("answer", "Answer") { .text($0.answer) },
    ])
  }
}

extension Listing where Element == Int {
  fileprivate static let askedCount = Listing([Column("count", "Count") { Datum($0) }])
}

extension Listing where Element == Money {
  fileprivate static let askedSums = Listing([
    Column("arr", "ARR", .trailing, shown: { .short($0) }) { .text($0.decimal) },
    Column("currency", "Currency") { .text($0.currency.code) },
  ])
}
