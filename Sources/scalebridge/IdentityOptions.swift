import ArgumentParser
import BridgeCore

/// Who the bridge speaks for; each value wins over the environment and over the task metadata endpoint.
struct IdentityOptions: ParsableArguments {
    @Option(name: .customLong("cluster"), help: "Value of the ClusterName label. Environment: SCALEBRIDGE_CLUSTER.")
    var clusterName: String?

    @Option(name: .customLong("service"), help: "Value of the ServiceName label. Environment: SCALEBRIDGE_SERVICE.")
    var serviceName: String?

    @Option(
        name: .customLong("family"),
        help: "Value of the TaskDefinitionFamily label. Environment: SCALEBRIDGE_FAMILY."
    )
    var taskDefinitionFamily: String?

    @Option(name: .customLong("task-id"), help: "Value of the TaskId label. Environment: SCALEBRIDGE_TASK_ID.")
    var taskID: String?

    @Option(help: "Value of the AvailabilityZone label. Environment: SCALEBRIDGE_AVAILABILITY_ZONE.")
    var availabilityZone: String?

    /// The identity that flags and environment give.
    var identity: TaskIdentity {
        func value(_ flag: String?, _ name: String) -> String? {
            let found = flag ?? Environment[name]
            return found?.isEmpty == true ? nil : found
        }
        return TaskIdentity(
            clusterName: value(self.clusterName, "SCALEBRIDGE_CLUSTER"),
            serviceName: value(self.serviceName, "SCALEBRIDGE_SERVICE"),
            taskDefinitionFamily: value(self.taskDefinitionFamily, "SCALEBRIDGE_FAMILY"),
            taskID: value(self.taskID, "SCALEBRIDGE_TASK_ID"),
            availabilityZone: value(self.availabilityZone, "SCALEBRIDGE_AVAILABILITY_ZONE")
        )
    }
}
