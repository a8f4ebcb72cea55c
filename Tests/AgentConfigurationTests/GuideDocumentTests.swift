import AgentConfiguration
import BridgeCore
import DataSupport
import Foundation
import Testing

/// The two documents of the PowerSync guide for ECS, unchanged.
@Suite struct GuideDocumentTests {
    private static let page = """
        # HELP powersync_concurrent_connections Number of concurrent sync connections
        # TYPE powersync_concurrent_connections gauge
        powersync_concurrent_connections 42
        # TYPE powersync_operations_synced_total counter
        powersync_operations_synced_total 100

        """

    private static func document(_ name: String) throws -> String {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appendingPathComponent("SetupLintTests/Fixtures/guide").appendingPathComponent(name)
        return try String(decoding: Data(contentsOf: file), as: UTF8.self)
    }

    /// Pages of the service: one of our own and, if it is there, one as the service serves it.
    enum Page: CaseIterable {
        case own
        case shared

        var bytes: [UInt8]? {
            self == .own ? Array(GuideDocumentTests.page.utf8) : SharedData.bytes("scrapes/powersync_metrics.prom")
        }
    }

    @Test(arguments: Page.allCases.filter { $0.bytes != nil })
    func `give the series of the cluster and the one that the guide's policy tracks`(_ page: Page) throws {
        let rehearsal = Rehearsal(
            agent: try Self.document("cw-agent-config.json"),
            prometheus: try Self.document("prometheus.yaml"),
            identity: TaskIdentity(clusterName: "powersync-cluster"),
            purpose: .run
        )
        let body = String(decoding: try #require(page.bytes), as: UTF8.self)
        let texts = ComparableEvent.texts(
            try rehearsal.run([.init(body: body, contentType: nil)])[0],
            at: Rehearsal.start
        )
        let value = page == .own ? "42.0" : "83.0"
        #expect(
            texts == [
                "CloudWatchMetrics=PowerSync [ClusterName][] powersync_concurrent_connections: "
                    + "ClusterName=\"powersync-cluster\" Timestamp=\(Rehearsal.start) instance=\"localhost:9090\" "
                    + "job=\"powersync\" powersync_concurrent_connections=\(value) prom_metric_type=\"gauge\""
            ]
        )
    }

    @Test func `say nothing that has no effect but the name of the log group`() throws {
        let rehearsal = Rehearsal(
            agent: try Self.document("cw-agent-config.json"),
            prometheus: try Self.document("prometheus.yaml"),
            identity: TaskIdentity(clusterName: "c"),
            purpose: .run
        )
        let (plan, notes) = try rehearsal.plan()
        #expect(notes.map(\.place.keyPath) == ["logs.metrics_collected.prometheus.log_group_name"])
        #expect(plan.jobs.map(\.intervalMilliseconds) == [30_000])
        let target = try TargetResolution.target(of: plan.jobs[0], at: 0, address: "localhost:9090", labels: [])
        #expect(target.url == "http://localhost:9090/metrics")
    }
}
