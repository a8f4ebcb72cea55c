import Foundation
import LosslessJSON
import Testing

/// The JSON files beside these tests.
enum Fixtures {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

    /// Reads a file of `Fixtures/read`.
    static func node(_ name: String) throws -> JSONNode {
        let data = try Data(contentsOf: folder.appendingPathComponent("read/\(name).json"))
        return JSONNode(try JSONDocument([UInt8](data)), source: "\(name).json")
    }

    /// Both CLI versions' output of an operation.
    static func bothVersions(_ name: String) throws -> [JSONNode] {
        try [node("\(name).cli-v1"), node("\(name).cli-v2")]
    }

    /// Compares a document with a file of `Fixtures/written`, or writes the file if `RECORD_SNAPSHOTS` is set.
    static func matchesWritten(_ value: JSONValue, _ name: String) throws -> Bool {
        let url = folder.appendingPathComponent("written/\(name).json")
        let text = value.text(.pretty) + "\n"
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
            try Data(text.utf8).write(to: url)
            return false
        }
        return try String(decoding: Data(contentsOf: url), as: UTF8.self) == text
    }
}
