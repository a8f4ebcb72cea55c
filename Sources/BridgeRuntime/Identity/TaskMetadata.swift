public import BridgeCore
public import LosslessJSON

/// Reads the document of the ECS task metadata endpoint, version 4.
///
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate-response.html>.
public enum TaskMetadata {
    /// The identity in the body of `…/task`.
    ///
    /// `Cluster` may be a short name or an ARN; the part after the last slash counts. Members that are missing, null,
    /// empty or of another type leave their value unknown, for new members may come at any time.
    ///
    /// - Throws: when the body is not a JSON object.
    public static func identity(in body: [UInt8]) throws(JSONContentError) -> TaskIdentity {
        let document: JSONDocument
        do {
            document = try JSONDocument(body)
        } catch {
            throw JSONContentError(error, source: "task metadata")
        }
        let root = JSONNode(document, source: "task metadata")
        _ = try root.members()
        return TaskIdentity(
            clusterName: Self.lastPart(document.root["Cluster"]?.string),
            serviceName: Self.lastPart(document.root["ServiceName"]?.string),
            taskDefinitionFamily: Self.lastPart(document.root["Family"]?.string),
            taskID: Self.lastPart(document.root["TaskARN"]?.string),
            availabilityZone: Self.lastPart(document.root["AvailabilityZone"]?.string)
        )
    }

    private static func lastPart(_ text: String?) -> String? {
        guard let last = text?.split(separator: "/").last, !last.isEmpty else { return nil }
        return String(last)
    }
}
