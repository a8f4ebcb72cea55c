import AWSDocuments
import ArgumentParser
import Foundation
import LosslessJSON

struct DashboardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard",
        abstract: "Prints a dashboard of a service's scaling for CloudWatch or Grafana.",
        discussion: """
            Connections per task against target and limit, running tasks against those that are wanted, CPU, the \
            bridge's own health, the load balancer, and the scaling alarms.

            EXAMPLES
              scalebridge dashboard cloudwatch --cluster c --service s --region eu-west-1 > body.json
              aws cloudwatch put-dashboard --dashboard-name scaling --dashboard-body file://body.json
              scalebridge dashboard grafana --cluster c --service s --region eu-west-1 > dashboard.json
            """
    )

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case cloudwatch
        case grafana
    }

    @Argument(help: "cloudwatch or grafana.")
    var kind: Kind

    @Option(help: "The ECS cluster's name.")
    var cluster: String?

    @Option(help: "The ECS service's name.")
    var service: String?

    @Option(help: "The AWS Region. Environment: AWS_REGION.")
    var region: String?

    @Option(help: "The namespace of the scaling metric.")
    var namespace = "PowerSync"

    @Option(help: "The scaling metric.")
    var metric = "powersync_concurrent_connections"

    @Option(
        help: "The metric's dimensions: ClusterName, or ClusterName,ServiceName, or none for the series without any."
    )
    var dimensions = "ClusterName"

    @Option(help: ArgumentHelp("The load balancer's ARN or app/NAME/ID.", valueName: "arn"))
    var loadBalancer: String?

    @Option(help: ArgumentHelp("The target group's ARN or targetgroup/NAME/ID.", valueName: "arn"))
    var targetGroup: String?

    @Option(help: ArgumentHelp("Output of \"aws cloudwatch describe-alarms\", for the alarm panel.", valueName: "file"))
    var alarms: String?

    @Option(help: "The policy's target: connections per task.")
    var target = 80

    @Option(help: "The connections that one task takes at most.")
    var limit = 200

    @Option(help: "The CPU policy's target in percent.")
    var cpuTarget = 70

    @Flag(help: "Show the desired count, which Container Insights publishes.")
    var containerInsights = false

    @Flag(help: "Leave placeholders such as ${cluster} in place of values.")
    var template = false

    func validate() throws {
        if !template, cluster == nil || service == nil {
            throw ValidationError("Give --cluster and --service, or --template for a dashboard with placeholders.")
        }
        if !template, region == nil, ProcessInfo.processInfo.environment["AWS_REGION"] == nil {
            throw ValidationError("Give --region, or set AWS_REGION.")
        }
        let names = dimensionNames
        if !names.allSatisfy({ $0 == "ClusterName" || $0 == "ServiceName" }) || Set(names).count != names.count {
            throw ValidationError(
                "--dimensions \(dimensions): expected ClusterName, ServiceName, both with a comma between, or none."
            )
        }
        if targetGroup != nil, loadBalancer == nil {
            throw ValidationError("--target-group goes with --load-balancer.")
        }
    }

    func run() throws {
        var parameters = template ? DashboardParameters.placeholders : try filled()
        parameters.namespace = namespace
        parameters.metric = metric
        parameters.dimensions = dimensionNames
        parameters.target = target
        parameters.limit = limit
        parameters.cpuTarget = cpuTarget
        parameters.usesContainerInsights = containerInsights
        let body =
            switch kind {
            case .cloudwatch: CloudWatchDashboard.body(parameters)
            case .grafana: GrafanaDashboard.body(parameters)
            }
        print(body.text(.pretty))
    }

    private var dimensionNames: [String] {
        dimensions == "none" ? [] : dimensions.split(separator: ",").map(String.init)
    }

    private func filled() throws -> DashboardParameters {
        var parameters = DashboardParameters(
            region: region ?? ProcessInfo.processInfo.environment["AWS_REGION"] ?? "",
            cluster: cluster ?? "",
            service: service ?? ""
        )
        parameters.loadBalancer = loadBalancer.map { Self.name($0, after: ":loadbalancer/") }
        parameters.targetGroup = targetGroup.map { Self.name($0, after: ":") }
        if let alarms {
            let prefix =
                "TargetTracking-\(ServiceReference(cluster: parameters.cluster, service: parameters.service).resourceID)-"
            parameters.alarmARNs = try MetricAlarmDocument.readAll(DocumentFiles.node(alarms))
                .filter { $0.name.hasPrefix(prefix) }.compactMap(\.arn)
            if parameters.alarmARNs.isEmpty {
                StandardError.write("\(alarms): no alarm begins with \(prefix); the alarm panel is left out")
            }
        }
        return parameters
    }

    /// What metrics call a resource: the end of its ARN.
    private static func name(_ text: String, after mark: String) -> String {
        guard text.hasPrefix("arn:"), let parts = text.ranges(of: mark).last else { return text }
        return String(text[parts.upperBound...])
    }
}
