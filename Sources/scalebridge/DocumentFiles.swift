import BridgeRuntime
import Glibc
import LosslessJSON
import SetupLint

/// Reads the documents that commands are given.
enum DocumentFiles {
    private static let limit = 64 << 20

    /// The bytes of a file, or of standard input for `-`.
    static func bytes(_ path: String) throws -> [UInt8] {
        if path == "-" { return try SmallFile.read(descriptor: 0, named: "standard input", limit: limit) }
        return try SmallFile.read(path, limit: limit)
    }

    /// A JSON document.
    ///
    /// - Throws: `JSONContentError` with file, line and column where the text is no JSON.
    static func document(_ path: String) throws -> JSONDocument {
        let bytes = try bytes(path)
        do {
            return try JSONDocument(bytes)
        } catch {
            throw JSONContentError(error, source: path)
        }
    }

    /// The root of a JSON document.
    static func node(_ path: String) throws -> JSONNode {
        JSONNode(try document(path), source: path)
    }

    /// The root of a YAML document.
    static func yaml(_ path: String) throws -> JSONNode {
        try YAMLValue.read(String(decoding: bytes(path), as: UTF8.self), source: path)
    }
}
