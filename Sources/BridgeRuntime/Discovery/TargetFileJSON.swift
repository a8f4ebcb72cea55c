import BridgeCore
import LosslessJSON

/// Reads a JSON discovery file: a list of objects with `targets` and `labels`.
///
/// Source: <https://prometheus.io/docs/prometheus/latest/configuration/configuration/#file_sd_config>.
enum TargetFileJSON {
    /// The groups in the file.
    ///
    /// - Throws: an error with path, line and key path.
    static func groups(in bytes: [UInt8], path: String) throws -> [TargetGroup] {
        let document: JSONDocument
        do {
            document = try JSONDocument(bytes)
        } catch {
            throw JSONContentError(error, source: path)
        }
        return try JSONNode(document, source: path).elements().map { node in
            try node.refuseMembers(except: ["targets", "labels"])
            let addresses = try node.required("targets").elements().map { try $0.string() }
            let labels = try node.optional("labels")?.members().map { Label($0.key, try $0.node.string()) } ?? []
            return TargetGroup(addresses: addresses, labels: labels)
        }
    }
}
