import BridgeCore
import BridgeRuntime
import Testing

struct TaskMetadataTests {
    @Test(arguments: [
        (
            #"""
            {"Cluster":"arn:aws:ecs:us-west-2:111122223333:cluster/default","TaskARN":
            "arn:aws:ecs:us-west-2:111122223333:task/default/e9028f8d5d8e4f258373e7b93ce9a3c3","Family":"curltest",
            "ServiceName":"MyService","Revision":"3","AvailabilityZone":"us-west-2a","Containers":[],"New":{"x":1}}
            """#,
            TaskIdentity(
                clusterName: "default",
                serviceName: "MyService",
                taskDefinitionFamily: "curltest",
                taskID: "e9028f8d5d8e4f258373e7b93ce9a3c3",
                availabilityZone: "us-west-2a"
            )
        ),
        (#"{"Cluster":"default","ServiceName":null}"#, TaskIdentity(clusterName: "default")),
        (#"{"Cluster":7,"ServiceName":"","Family":"f"}"#, TaskIdentity(taskDefinitionFamily: "f")),
        ("{}", TaskIdentity()),
    ])
    func `an identity is read from what is there`(text: String, expected: TaskIdentity) throws {
        #expect(try TaskMetadata.identity(in: Array(text.utf8)) == expected)
    }

    @Test(arguments: ["", "[]", "{", "\"x\"", "null"])
    func `what is no object is refused`(text: String) {
        #expect(throws: (any Error).self) { try TaskMetadata.identity(in: Array(text.utf8)) }
    }
}
