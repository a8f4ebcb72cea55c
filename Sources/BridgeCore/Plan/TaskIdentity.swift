/// What is known of the ECS task the bridge runs in; each value is usable as a label and as a dimension.
public struct TaskIdentity: Sendable, Equatable {
    /// The cluster's short name: label `ClusterName`.
    public var clusterName: String?
    /// The service's name: label `ServiceName`.
    public var serviceName: String?
    /// The task definition's family: label `TaskDefinitionFamily`.
    public var taskDefinitionFamily: String?
    /// The last part of the task's ARN: label `TaskId`.
    public var taskID: String?
    /// The availability zone: label `AvailabilityZone`.
    public var availabilityZone: String?

    /// Creates an identity; everything may be unknown.
    public init(
        clusterName: String? = nil,
        serviceName: String? = nil,
        taskDefinitionFamily: String? = nil,
        taskID: String? = nil,
        availabilityZone: String? = nil
    ) {
        self.clusterName = clusterName
        self.serviceName = serviceName
        self.taskDefinitionFamily = taskDefinitionFamily
        self.taskID = taskID
        self.availabilityZone = availabilityZone
    }

    /// The known values as labels, in a fixed order.
    public var labels: [Label] {
        let all: [(String, String?)] = [
            ("ClusterName", self.clusterName), ("ServiceName", self.serviceName),
            ("TaskDefinitionFamily", self.taskDefinitionFamily), ("TaskId", self.taskID),
            ("AvailabilityZone", self.availabilityZone),
        ]
        return all.compactMap { name, value in value.map { Label(name, $0) } }
    }

    /// This identity with its gaps filled from another.
    public func completed(by other: TaskIdentity) -> TaskIdentity {
        TaskIdentity(
            clusterName: self.clusterName ?? other.clusterName,
            serviceName: self.serviceName ?? other.serviceName,
            taskDefinitionFamily: self.taskDefinitionFamily ?? other.taskDefinitionFamily,
            taskID: self.taskID ?? other.taskID,
            availabilityZone: self.availabilityZone ?? other.availabilityZone
        )
    }
}
