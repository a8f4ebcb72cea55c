import Foundation
import Testing

/// Compares a text with the file that holds what it should be; `RECORD_SNAPSHOTS=1` writes the file instead.
enum Snapshot {
    static func expect(_ text: String, _ name: String, file: String = #filePath) throws {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Snapshots")
        let url = folder.appendingPathComponent(name + ".txt")
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: url, encoding: .utf8)
        #expect(text == expected, "RECORD_SNAPSHOTS=1 swift test records \(name).txt anew; read the difference first")
    }
}
