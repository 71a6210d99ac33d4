import Dispatch
import Glibc
import Synchronization

/// Tells when files of a person's settings were written; sleeps in the kernel until then.
///
/// It ends with its last reference.
package final class FolderWatch {
  private let source: any DispatchSourceRead

  /// Makes the folder if it is not there, so that what is put into it later is noticed.
  ///
  /// Nil when that failed, or when the system has no more watches to give.
  ///
  /// - Parameters:
  ///   - folder: Its settings, themes and views are watched; folders made later are too, and what
  ///     the settings and the keymap are links to.
  ///   - onChange: Called on a thread of its own with the paths that changed.
  package init?(
    _ folder: PreferenceFolder, onChange: @escaping @Sendable (Set<String>) -> Void
  ) {
    guard folder.ensure() else { return nil }
    // Many keep their files elsewhere and have links to them here.
    let linked = [folder.configFile, folder.keymapFile].compactMap(PreferenceFolder.linkedFolder)
    let views = [folder.viewsPath, folder.viewsPath(of: .tickets), folder.viewsPath(of: .macros)]
    let folders = [folder.path, folder.themesPath] + linked
    guard let notices = FolderNotices(of: folders, collections: views) else { return nil }
    let descriptor = notices.descriptor
    source = DispatchSource.makeReadSource(
      fileDescriptor: descriptor, queue: DispatchQueue(label: "tamarack.preferences"))
    source.setCancelHandler { close(descriptor) }
    source.setEventHandler {
      let changed = notices.changedFiles()
      if !changed.isEmpty { onChange(changed) }
    }
    source.activate()
  }

  deinit { source.cancel() }
}

/// What the kernel has to tell about some folders.
private final class FolderNotices: Sendable {
  /// A finished file, or one that was put in the place of another, as most editors save.
  private static let finished = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO)
  /// A file that went away, where each is a thing of its own.
  ///
  /// Elsewhere it says nothing: editors take the old one away before they put the new one, and the
  /// defaults would be back in between.
  private static let gone = UInt32(IN_DELETE | IN_MOVED_FROM)

  let descriptor: Int32
  private let folders: [String]
  /// Those of the folders in which a file may go away.
  private let collections: Set<String>
  /// By the kernel's number.
  private let watched = Mutex<[Int32: String]>([:])

  init?(of folders: [String], collections: [String]) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    self.folders = folders + collections
    self.collections = Set(collections)
    guard descriptor >= 0 else { return nil }
    watchAll()
    guard watched.withLock({ !$0.isEmpty }) else {
      close(descriptor)
      return nil
    }
  }

  /// Watches every folder that is there and not watched yet, and returns these.
  @discardableResult
  private func watchAll() -> [String] {
    watched.withLock { watched in
      var new: [String] = []
      for folder in folders where !watched.values.contains(folder) {
        let gone = collections.contains(folder) ? Self.gone : 0
        let events = Self.finished | gone | UInt32(IN_CREATE) | UInt32(IN_ONLYDIR)
        let number = inotify_add_watch(descriptor, folder, events)
        guard number >= 0 else { continue }
        watched[number] = folder
        new.append(folder)
      }
      return new
    }
  }

  func changedFiles() -> Set<String> {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    var found: Set<String> = []
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return found }
      for event in Event.read(buffer.prefix(count)) {
        guard let folder = watched.withLock({ $0[event.number] }) else { continue }
        if event.mask & UInt32(IN_ISDIR) != 0 {
          // What was written into a new folder before it was watched.
          for folder in watchAll() {
            let names = PreferenceFolder.names(in: folder)
            found.formUnion(names.map { "\(folder)/\($0)\(PreferenceFolder.ending)" })
          }
        } else if event.mask & (Self.finished | Self.gone) != 0,
          event.name.hasSuffix(PreferenceFolder.ending)
        {
          found.insert("\(folder)/\(event.name)")
        }
      }
    }
  }

  private struct Event {
    let number: Int32
    let mask: UInt32
    let name: String

    /// Each is a number, a mask, a cookie and a length of four bytes, then the name and zeros.
    static func read(_ bytes: ArraySlice<UInt8>) -> [Event] {
      let header = 16
      return bytes.withUnsafeBytes { raw in
        var found: [Event] = []
        var start = 0
        while start + header <= raw.count {
          let length = Int(raw.loadUnaligned(fromByteOffset: start + 12, as: UInt32.self))
          guard start + header + length <= raw.count else { break }
          let name = raw[(start + header)..<(start + header + length)].prefix { $0 != 0 }
          found.append(
            Event(
              number: raw.loadUnaligned(fromByteOffset: start, as: Int32.self),
              mask: raw.loadUnaligned(fromByteOffset: start + 4, as: UInt32.self),
              name: String(decoding: name, as: UTF8.self)))
          start += header + length
        }
        return found
      }
    }
  }
}
