/// A make-believe person.
struct Person: Sendable {
  let firstName: String
  let lastName: String
  /// The part of an e-mail address in front of the sign.
  let mailbox: String

  var name: String { "\(firstName) \(lastName)" }

  /// - Parameter number: Keeps the mailboxes of people with the same name apart; nil leaves it out.
  static func random(_ random: inout Random, number: Int? = nil) -> Person {
    let first = random.pick(firstNames)
    let last = random.pick(lastNames)
    let suffix = number.map(String.init) ?? ""
    return Person(
      firstName: first.written, lastName: last.written,
      mailbox: "\(first.plain).\(last.plain)\(suffix)")
  }

  init(firstName: String, lastName: String, mailbox: String) {
    self.firstName = firstName
    self.lastName = lastName
    self.mailbox = mailbox
  }

  /// A name as it is written, and in letters that an address may have.
  private struct Name: Sendable {
    let written: String
    let plain: String

    init(_ written: String, _ plain: String? = nil) {
      self.written = written
      self.plain = plain ?? written.lowercased()
    }
  }

  private static let firstNames = [
    Name("Aaliyah"), Name("Aarav"), Name("Ada"), Name("Adrian"), Name("Aiko"), Name("Alejandro"),
    Name("Amara"), Name("Amélie", "amelie"), Name("Anders"), Name("Ángela", "angela"),
    Name("Arjun"),
    Name("Astrid"), Name("Ayşe", "ayse"), Name("Beatriz"), Name("Bjørn", "bjorn"), Name("Camila"),
    Name("Carlos"), Name("Chiara"), Name("Chloé", "chloe"), Name("Daniel"), Name("Dmitri"),
    Name("Elena"), Name("Emeka"), Name("Emma"), Name("Erik"), Name("Farah"), Name("Fatima"),
    Name("Felix"), Name("Freya"), Name("Gabriel"), Name("Grace"), Name("Hana"), Name("Haruto"),
    Name("Hugo"), Name("Ibrahim"), Name("Ingrid"), Name("Isabel"), Name("Ivan"), Name("James"),
    Name("Jia"), Name("João", "joao"), Name("Jürgen", "juergen"), Name("Kavya"), Name("Kenji"),
    Name("Laura"), Name("Leila"), Name("Liam"), Name("Lucía", "lucia"), Name("Magnus"),
    Name("Malik"), Name("Mei"), Name("Mia"), Name("Miguel"), Name("Nadia"), Name("Ngozi"),
    Name("Noah"), Name("Olga"), Name("Oscar"), Name("Priya"), Name("Rafael"),
    Name("Renée", "renee"),
    Name("Ronan"), Name("Sakura"), Name("Samuel"), Name("Sanjay"), Name("Seán", "sean"),
    Name("Sofia"), Name("Tariq"), Name("Thomas"), Name("Yuki"), Name("Zanele"), Name("Zoë", "zoe"),
  ]

  private static let lastNames = [
    Name("Abe"), Name("Adeyemi"), Name("Ahmed"), Name("Almeida"), Name("Andersson"),
    Name("Banerjee"), Name("Becker"), Name("Bianchi"), Name("Brown"), Name("Castillo"),
    Name("Chen"), Name("Clarke"), Name("Costa"), Name("Dąbrowski", "dabrowski"), Name("Davies"),
    Name("Diallo"), Name("Dubois"), Name("Eriksen"), Name("Fernández", "fernandez"),
    Name("Fischer"),
    Name("García", "garcia"), Name("Goldberg"), Name("Gupta"), Name("Haddad"), Name("Hansen"),
    Name("Hernández", "hernandez"), Name("Hoffmann"), Name("Ito"), Name("Ivanova"),
    Name("Johansson"), Name("Kaya"), Name("Khan"), Name("Kim"), Name("Kowalski"), Name("Kumar"),
    Name("Larsen"), Name("Lee"), Name("Lefèvre", "lefevre"), Name("Lopez"), Name("MacDonald"),
    Name("Martins"), Name("Mbeki"), Name("Mehta"), Name("Moreau"), Name("Müller", "mueller"),
    Name("Murphy"), Name("Nakamura"), Name("Ndiaye"), Name("Nguyen"), Name("Novak"),
    Name("O'Brien", "obrien"), Name("Okafor"), Name("Olsen"), Name("Patel"), Name("Pereira"),
    Name("Petrov"), Name("Rahman"), Name("Ricci"), Name("Romero"), Name("Rossi"), Name("Santos"),
    Name("Sato"), Name("Schmidt"), Name("Schneider"), Name("Silva"), Name("Singh"), Name("Smith"),
    Name("Suzuki"), Name("Takahashi"), Name("Tan"), Name("Torres"), Name("van Dijk", "vandijk"),
    Name("Wang"), Name("Weber"), Name("Williams"), Name("Wójcik", "wojcik"), Name("Yamamoto"),
    Name("Yılmaz", "yilmaz"), Name("Zhang"), Name("Zimmermann"),
  ]
}
