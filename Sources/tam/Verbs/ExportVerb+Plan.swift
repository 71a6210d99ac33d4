import CustomerSuccess
import ReplicaStore
import TUI

/// A success plan as a document.
extension ExportVerb {
  /// What stands first on the command line.
  static let plan = "plan"

  static func isDocument(_ path: String) -> Bool {
    let name = path.lowercased()
    return name.hasSuffix(".md") || name.hasSuffix(".html")
  }

  /// The bytes of the plan that the person named: of its customer's only one, or of the one whose
  /// name or id was given.
  func document(at place: Workplace) throws -> [UInt8] {
    let customer = try place.customer(subject[0])
    let plans = try place.replica.planRows(of: customer.id)
    let plan = try subject.count > 1 ? named(subject[1], plans) : only(of: plans, customer.name)
    let document = PlanDocument(plan, of: customer.name, today: place.today)
    return Array((path.lowercased().hasSuffix(".html") ? document.html : document.markdown).utf8)
  }

  /// Where there are several, the one that is active.
  private func only(of plans: [PlanRow], _ customer: String) throws -> PlanRow {
    let active = plans.filter { $0.status == .active }
    if let only = plans.count == 1 ? plans.first : active.first, active.count < 2 { return only }
    guard !plans.isEmpty else { throw Problem.failed("\(customer) has no success plan") }
    throw Problem.usage("\(customer) has several plans: name one of \(Self.names(plans))")
  }

  private func named(_ text: String, _ plans: [PlanRow]) throws -> PlanRow {
    let wanted = text.lowercased()
    if let same = plans.first(where: { $0.id.rawValue == text }) { return same }
    let exact = plans.filter { $0.plan[SuccessPlan.name]?.lowercased() == wanted }
    let fitting =
      exact.isEmpty
      ? plans.filter { $0.plan[SuccessPlan.name]?.lowercased().hasPrefix(wanted) == true } : exact
    if let only = fitting.first, fitting.count == 1 { return only }
    guard !plans.isEmpty else { throw Problem.failed("the customer has no success plan") }
    throw Problem.usage(
      "\"\(text)\" names \(fitting.isEmpty ? "none" : "several") of \(Self.names(plans))")
  }

  /// With their ids, because two plans may have one name.
  private static func names(_ plans: [PlanRow]) -> String {
    plans.prefix(10).map { "\"\($0.plan[SuccessPlan.name] ?? "")\" (\($0.id))" }
      .joined(separator: ", ")
  }
}
