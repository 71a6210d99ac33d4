package import CustomerSuccess

/// Trades a one-time code for a device and its token.
package struct EnrollRequest: Codable, Hashable, Sendable {
  package let code: String
  /// What the person calls the machine; shown in the list of devices.
  package let deviceName: String

  package init(code: String, deviceName: String) {
    self.code = code
    self.deviceName = deviceName
  }

  private enum CodingKeys: String, CodingKey {
    case code
    case deviceName = "device_name"
  }
}

/// Asks for a new device for the same person, because another replica uses this one's number.
package struct RenewRequest: Codable, Hashable, Sendable {
  package let device: Device.ID
  package let deviceName: String

  package init(device: Device.ID, deviceName: String) {
    self.device = device
    self.deviceName = deviceName
  }

  private enum CodingKeys: String, CodingKey {
    case device
    case deviceName = "device_name"
  }
}

/// A device and the token that speaks for it.
package struct EnrollResponse: Codable, Hashable, Sendable {
  package let device: Device.ID
  /// A secret; goes into `Authorization: Bearer …`.
  package let token: String
  package let user: User.ID
  package let userName: String
  package let company: String

  package init(
    device: Device.ID, token: String, user: User.ID, userName: String, company: String
  ) {
    self.device = device
    self.token = token
    self.user = user
    self.userName = userName
    self.company = company
  }

  private enum CodingKeys: String, CodingKey {
    case device, token, user, company
    case userName = "user_name"
  }
}

/// Whose token it is.
package struct WhoAmIResponse: Codable, Hashable, Sendable {
  package let device: Device.ID
  package let deviceName: String
  package let user: User.ID
  package let userName: String
  package let company: String

  package init(
    device: Device.ID, deviceName: String, user: User.ID, userName: String, company: String
  ) {
    self.device = device
    self.deviceName = deviceName
    self.user = user
    self.userName = userName
    self.company = company
  }

  private enum CodingKeys: String, CodingKey {
    case device, user, company
    case deviceName = "device_name"
    case userName = "user_name"
  }
}
