import CustomerSuccess
import ReplicaStore
import Terminal

/// The parts of one customer's page as results to write.
struct CustomerPage {
  private let id: Account.ID
  private let place: Workplace
  private let summary: CustomerSummary

  /// Entries of the timeline on the page; `tam timeline` has them all.
  private static let timelineLimit = 50

  init(of id: Account.ID, at place: Workplace) throws {
    guard let customer = try place.replica.customer(id),
      let line = try place.replica.portfolioRow(id, today: place.today)
    else {
      throw Problem.failed("the customer \(id) has just left your book: tam portfolio lists it")
    }
    self.id = id
    self.place = place
    summary = CustomerSummary(customer: customer, line: line)
  }

  /// The attribute that the words mean: by name, by label, or by a part of one label only.
  func attribute(_ words: String) throws -> Report {
    let all = CustomerAttribute.all(of: summary.customer)
    let wanted = words.lowercased()
    let exact = all.filter {
      $0.column.label.lowercased() == wanted
        || $0.column.name.replacing("_", with: " ") == wanted
    }
    let partly = all.filter { $0.column.label.lowercased().contains(wanted) }
    let found = exact.isEmpty ? partly : exact
    if found.count == 1 { return Report(found, as: .attributes) }
    let labels = (found.isEmpty ? all : found).map(\.column.label).joined(separator: ", ")
    throw Problem.usage("\"\(words)\" is not one attribute of a customer: choose of \(labels)")
  }

  func report(_ section: CustomerSection) throws -> Report {
    let replica = place.replica
    switch section {
    case .summary: return Report(one: summary, as: .summary(today: place.today))
    case .attributes:
      return Report(CustomerAttribute.all(of: summary.customer), as: .attributes)
    case .health: return Report(try replica.measures(of: id), as: .measures)
    case .contacts: return Report(try replica.contacts(of: id), as: .contacts)
    case .subscriptions: return Report(try replica.subscriptions(of: id), as: .subscriptions)
    case .opportunities: return Report(try replica.opportunities(of: id), as: .opportunities)
    case .stages: return Report(try replica.stages(of: id), as: .stages)
    case .instances:
      var filter = InstanceFilter()
      filter.account = id
      return Report(
        try replica.instances(filter), as: .instances(now: place.now).hiding(["customer"]))
    case .plans: return Report(try replica.plans(of: id), as: .plans)
    case .ctas:
      var filter = CTAFilter()
      filter.account = id
      return Report(try replica.ctas(filter), as: .ctas(today: place.today).hiding(["customer"]))
    case .timeline:
      return Report(
        try replica.timeline(of: id, limit: Self.timelineLimit), as: .timeline.hiding(["customer"]))
    case .tickets: return Report(try replica.tickets(of: id), as: .tickets)
    case .surveys: return Report(try replica.surveys(of: id), as: .surveys)
    case .salesforce:
      return Report(try replica.salesforceActivities(of: id), as: .salesforceActivities)
    case .tamHistory: return Report(try replica.tamHistory(of: id), as: .tamHistory)
    }
  }
}

/// What belongs to a customer, with the columns that a person wants to see at once.
extension Listing where Element == Row {
  fileprivate static var measures: Listing {
    .rows(
      of: HealthMeasure.table,
      showing: [
        HealthMeasure.measure.column, HealthMeasure.score.column, HealthMeasure.setAt.column,
        HealthMeasure.comment.column,
      ])
  }
  fileprivate static var contacts: Listing {
    .rows(
      of: Contact.table,
      showing: [
        Contact.firstName.column, Contact.lastName.column, Contact.title.column,
        Contact.role.column, Contact.email.column, Contact.phone.column,
      ])
  }
  fileprivate static var subscriptions: Listing {
    .rows(
      of: Subscription.table,
      showing: [
        Subscription.name.column, Subscription.plan.column, Subscription.status.column,
        Subscription.quantity.column, Subscription.licenseUtilization.column,
        Subscription.arr.column, Subscription.endDate.column,
      ])
  }
  fileprivate static var opportunities: Listing {
    .rows(
      of: Opportunity.table,
      showing: [
        Opportunity.name.column, Opportunity.type.column, Opportunity.stage.column,
        Opportunity.amount.column, Opportunity.closeDate.column, Opportunity.health.column,
        Opportunity.riskType.column,
      ])
  }
  fileprivate static var stages: Listing {
    .rows(
      of: StageAdoption.table,
      showing: [
        StageAdoption.stage.column, StageAdoption.isAdopted.column, StageAdoption.adoptedOn.column,
      ])
  }
  fileprivate static var plans: Listing {
    .rows(
      of: SuccessPlan.table,
      showing: [
        SuccessPlan.name.column, SuccessPlan.type.column, SuccessPlan.status.column,
        SuccessPlan.dueDate.column,
      ])
  }
  fileprivate static var tickets: Listing {
    .rows(
      of: Ticket.table,
      showing: [
        Ticket.status.column, Ticket.priority.column, Ticket.subject.column,
        Ticket.createdAt.column, Ticket.updatedAt.column,
      ])
  }
  fileprivate static var surveys: Listing {
    .rows(
      of: Survey.table,
      showing: [
        Survey.kind.column, Survey.sentOn.column, Survey.answeredOn.column,
        Survey.respondent.column, Survey.recommendation.column, Survey.satisfaction.column,
      ])
  }
  fileprivate static var salesforceActivities: Listing {
    .rows(
      of: SalesforceActivity.table,
      showing: [
        SalesforceActivity.day.column, SalesforceActivity.object.column,
        SalesforceActivity.type.column, SalesforceActivity.subject.column,
      ])
  }
  fileprivate static var tamHistory: Listing {
    .rows(
      of: TAMHistory.table,
      showing: [TAMHistory.changedAt.column, TAMHistory.oldTAM.column, TAMHistory.newTAM.column])
  }
}
