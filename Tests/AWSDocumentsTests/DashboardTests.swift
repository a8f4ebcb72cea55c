import AWSDocuments
import Foundation
import LosslessJSON
import Testing

struct DashboardTests {
    /// The dimension sets under which AWS publishes the metrics used here.
    ///
    /// Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html,
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html,
    /// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
    static let published: [String: [[String]]] = [
        "AWS/ECS/CPUUtilization": [["ClusterName"], ["ClusterName", "ServiceName"]],
        "AWS/ECS/MemoryUtilization": [["ClusterName"], ["ClusterName", "ServiceName"]],
        "ECS/ContainerInsights/DesiredTaskCount": [["ClusterName", "ServiceName"]],
        "AWS/ApplicationELB/HealthyHostCount": [["LoadBalancer", "TargetGroup"]],
        "AWS/ApplicationELB/UnHealthyHostCount": [["LoadBalancer", "TargetGroup"]],
        "AWS/ApplicationELB/NewConnectionCount": [["LoadBalancer"]],
        "AWS/ApplicationELB/HTTPCode_Target_4XX_Count": [["LoadBalancer"], ["LoadBalancer", "TargetGroup"]],
        "AWS/ApplicationELB/HTTPCode_Target_5XX_Count": [["LoadBalancer"], ["LoadBalancer", "TargetGroup"]],
        "AWS/ApplicationELB/HTTPCode_ELB_5XX_Count": [["LoadBalancer"]],
        // What the bridge publishes from the guide's configuration.
        "PowerSync/powersync_concurrent_connections": [["ClusterName"], []],
    ]

    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func filled() -> DashboardParameters {
        var parameters = DashboardParameters(region: "eu-west-1", cluster: "harbour", service: "ferry")
        parameters.loadBalancer = "app/harbour/50dc6c495c0c9188"
        parameters.targetGroup = "targetgroup/ferry/6d0ecf831eec9f09"
        parameters.alarmARNs = ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:high"]
        return parameters
    }

    /// Metrics that a dashboard names and nobody publishes.
    private static func unknown(_ used: [(namespace: String, name: String, dimensions: [String])]) -> [String] {
        used.filter { metric in
            !(published["\(metric.namespace)/\(metric.name)"] ?? []).contains {
                $0.sorted() == metric.dimensions.sorted()
            }
        }.map { "\($0.namespace)/\($0.name) \($0.dimensions)" }
    }

    private static func cloudWatchMetrics(
        _ body: JSONValue
    ) -> [(namespace: String, name: String, dimensions: [String])] {
        (body["widgets"]?.array ?? []).flatMap { $0["properties"]?["metrics"]?.array ?? [] }.compactMap { metric in
            let words = (metric.array ?? []).compactMap(\.string)
            guard words.count >= 2 else { return nil }
            return (words[0], words[1], stride(from: 2, to: words.count, by: 2).map { words[$0] })
        }
    }

    private static func grafanaMetrics(_ body: JSONValue) -> [(namespace: String, name: String, dimensions: [String])] {
        (body["panels"]?.array ?? []).flatMap { $0["targets"]?.array ?? [] }.compactMap { target in
            guard let namespace = target["namespace"]?.string, let name = target["metricName"]?.string else {
                return nil
            }
            return (namespace, name, target["dimensions"]?.object?.keys ?? [])
        }
    }

    @Test func everyMetricAndDimensionSetIsPublishedBySomebody() {
        var parameters = Self.filled()
        parameters.usesContainerInsights = true
        let cloudWatch = Self.cloudWatchMetrics(CloudWatchDashboard.body(parameters))
        let grafana = Self.grafanaMetrics(GrafanaDashboard.body(parameters))
        #expect(Self.unknown(cloudWatch) == [] && Self.unknown(grafana) == [])
        #expect(cloudWatch.count == grafana.count && cloudWatch.count > 15)
    }

    @Test(arguments: ["cloudwatch", "grafana"])
    func theFilesHoldPlaceholdersAndOnlyKnownMetrics(name: String) throws {
        let body =
            name == "grafana" ? GrafanaDashboard.body(.placeholders) : CloudWatchDashboard.body(.placeholders)
        let url = Self.repository.appendingPathComponent("dashboards/\(name).json")
        let text = body.text(.pretty) + "\n"
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil { try Data(text.utf8).write(to: url) }
        #expect(try String(decoding: Data(contentsOf: url), as: UTF8.self) == text)
        #expect(Self.unknown(name == "grafana" ? Self.grafanaMetrics(body) : Self.cloudWatchMetrics(body)) == [])
        for placeholder in ["${region}", "${cluster}", "${service}", "${load_balancer}", "${target_group}"] {
            #expect(text.contains(placeholder))
        }
    }

    @Test func nothingIsLeftToFillIn() {
        let cloudWatch = CloudWatchDashboard.body(Self.filled()).text()
        let grafana = GrafanaDashboard.body(Self.filled()).text()
        #expect(!cloudWatch.contains("${"))
        #expect(grafana.replacing("${datasource}", with: "").contains("${") == false)
        #expect(cloudWatch.contains("harbour") && grafana.contains("TargetTracking-service/harbour/ferry-"))
    }

    @Test func expressionsNameLinesOfTheirOwnPanel() {
        let faults = Self.filled().panels.flatMap { panel in
            let ids = Set(panel.series.map(\.id))
            return panel.series.compactMap { series -> String? in
                guard case .expression(let text) = series.kind else { return nil }
                let words = text.split { !$0.isLetter }.map(String.init).filter { $0 != "CEIL" }
                return words.allSatisfy(ids.contains) ? nil : "\(panel.title): \(text)"
            } + (ids.count == panel.series.count ? [] : ["\(panel.title): an id twice"])
        }
        #expect(faults == [])
    }

    @Test func panelsWithoutTheirResourceAreLeftOut() {
        let parameters = DashboardParameters(region: "r", cluster: "c", service: "s")
        #expect(parameters.panels.count == 5)
        #expect(CloudWatchDashboard.body(parameters)["widgets"]?.array?.contains { $0["type"] == "alarm" } == false)
    }
}
