import BridgeCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads the files of a `file_sd_configs` entry, and only those that changed.
struct TargetFiles {
    /// Turns a file's bytes into groups of targets; the path tells JSON from YAML.
    typealias Reader = @Sendable (_ path: String, _ bytes: [UInt8]) throws -> [TargetGroup]

    private struct Stamp: Equatable {
        var inode: UInt64
        var size: Int64
        var seconds: Int
        var nanoseconds: Int
    }

    private struct Entry {
        var path: String
        var stamp: Stamp
        var groups: [TargetGroup]
    }

    private let discovery: FileDiscovery
    private let read: Reader
    private var entries: [Entry] = []

    init(_ discovery: FileDiscovery, read: @escaping Reader) {
        self.discovery = discovery
        self.read = read
    }

    /// Looks at the files; nil if none changed, else the groups of all of them in the order of their paths.
    ///
    /// A file that cannot be read keeps the targets it had; `onError` is told once per change of the file.
    mutating func refresh(onError: (String) -> Void) -> [TargetGroup]? {
        var next: [Entry] = []
        var hasChanged = false
        for path in self.discovery.patterns.flatMap(Self.paths) {
            guard let stamp = Self.stamp(of: path) else { continue }
            let old = self.entries.first { $0.path == path }
            if let old, old.stamp == stamp {
                next.append(old)
                continue
            }
            hasChanged = true
            do {
                next.append(Entry(path: path, stamp: stamp, groups: try self.read(path, SmallFile.read(path))))
            } catch {
                onError("\(error)")
                next.append(Entry(path: path, stamp: stamp, groups: old?.groups ?? []))
            }
        }
        if next.count != self.entries.count { hasChanged = true }
        self.entries = next
        return hasChanged ? next.flatMap(\.groups) : nil
    }

    /// The paths that a pattern names now, sorted.
    static func paths(_ pattern: String) -> [String] {
        guard pattern.contains("*") else { return [pattern] }
        var result = glob_t()
        defer { globfree(&result) }
        guard glob(pattern, 0, nil, &result) == 0 else { return [] }
        return (0..<Int(result.gl_pathc)).compactMap { index in result.gl_pathv[index].map { String(cString: $0) } }
    }

    private static func stamp(of path: String) -> Stamp? {
        var information = stat()
        guard stat(path, &information) == 0 else { return nil }
        #if os(Linux)
        let time = information.st_mtim
        #else
        let time = information.st_mtimespec
        #endif
        return Stamp(
            inode: UInt64(information.st_ino),
            size: Int64(information.st_size),
            seconds: Int(time.tv_sec),
            nanoseconds: Int(time.tv_nsec)
        )
    }
}
