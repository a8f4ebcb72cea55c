public import Foundation

/// Test data kept beside the repository, if it is there.
public enum SharedData {
    /// The folder that the environment names, or `../shared/data` beside the repository.
    public static let folder: URL? = {
        let candidates: [URL]
        if let path = ProcessInfo.processInfo.environment["SCALEBRIDGE_SHARED_DATA"] {
            candidates = [URL(fileURLWithPath: path)]
        } else {
            let repository = URL(fileURLWithPath: #filePath)
                .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            let parent = repository.deletingLastPathComponent()
            candidates = [parent, parent.deletingLastPathComponent()].map { $0.appendingPathComponent("shared/data") }
        }
        return candidates.first { FileManager.default.fileExists(atPath: $0.path) }
    }()

    public static func bytes(_ name: String) -> [UInt8]? {
        guard let folder, let data = FileManager.default.contents(atPath: folder.appendingPathComponent(name).path)
        else { return nil }
        return Array(data)
    }
}
