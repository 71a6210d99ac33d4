package import CustomerSuccess

/// One installation of the app: it numbers its own mutations and has its own token.
package enum Device {
  package typealias ID = Identifier<Device>
}
