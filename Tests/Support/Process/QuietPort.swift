import Glibc
import Synchronization

private let asked = Atomic<Int>(0)

/// A port of this machine where nobody listens, and that nobody else is given.
///
/// The system hands out higher ones, and this function each of them once, also to other processes
/// that ask it, for as long as this one lives: it is free when a service starts there again.
package func quietPort() throws -> Int {
  for _ in 0..<10_000 {
    let count = asked.add(1, ordering: .relaxed).oldValue
    let port = 20_000 + (Int(getpid()) * 13 + count) % 10_000
    if take(port), try isFree(port) { return port }
  }
  throw ProcessError.unusable(action: "a port for a service", reason: "all are taken")
}

/// Locks a file that stands for the port; the lock ends with the process.
private func take(_ port: Int) -> Bool {
  let descriptor = open("/tmp/tamarack-port-\(port)", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
  // One of somebody else's is not ours to take.
  guard descriptor >= 0 else { return false }
  guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
    close(descriptor)
    return false
  }
  return true
}

private func isFree(_ port: Int) throws -> Bool {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  guard descriptor >= 0 else {
    throw ProcessError.unusable(action: "socket", reason: String(cString: strerror(errno)))
  }
  defer { close(descriptor) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(port).bigEndian
  address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
  return withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
  }
}
