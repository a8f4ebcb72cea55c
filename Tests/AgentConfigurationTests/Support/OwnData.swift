import DataSupport
import Foundation

extension SharedData {
    /// A file of this target's own fixtures.
    static func own(_ name: String) -> [UInt8]? {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return FileManager.default.contents(atPath: tests.appendingPathComponent("Fixtures/\(name)").path).map(
            Array.init
        )
    }
}
