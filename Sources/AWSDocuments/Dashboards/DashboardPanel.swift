/// One chart of a dashboard, whatever draws it.
public struct DashboardPanel: Sendable, Hashable {
    /// A line of a chart: a metric's statistic, or an expression over other lines.
    public struct Series: Sendable, Hashable {
        /// What is drawn.
        public enum Kind: Sendable, Hashable {
            case metric(MetricIdentity, statistic: String)
            case expression(String)
        }

        /// The name that expressions use; starts with a lower-case letter.
        public var id: String
        /// The name in the legend.
        public var label: String
        /// What is drawn.
        public var kind: Kind
        /// Whether the line is drawn, or only used by expressions.
        public var isVisible = true

        /// The metric, unless the line is an expression.
        public var identity: MetricIdentity? {
            if case .metric(let identity, _) = kind { identity } else { nil }
        }
    }

    /// A horizontal line.
    public struct Line: Sendable, Hashable {
        /// The name beside the line.
        public var label: String
        /// Where it stands.
        public var value: Int
    }

    /// The heading.
    public var title: String
    /// What the panel answers, in a sentence.
    public var purpose: String
    /// The lines of the chart.
    public var series: [Series]
    /// The horizontal lines.
    public var lines: [Line] = []
    /// Whether the values are percentages.
    public var isPercentage = false
}

extension DashboardParameters {
    private func dimensions(_ names: [String]) -> [MetricDimension] {
        names.compactMap { name in
            switch name {
            case "ClusterName": MetricDimension(name: name, value: cluster)
            case "ServiceName": MetricDimension(name: name, value: service)
            case "LoadBalancer": loadBalancer.map { MetricDimension(name: name, value: $0) }
            case "TargetGroup": targetGroup.map { MetricDimension(name: name, value: $0) }
            default: nil
            }
        }
    }

    private func series(
        _ id: String,
        _ label: String,
        _ namespace: String,
        _ metric: String,
        by names: [String],
        _ statistic: String,
        isVisible: Bool = true
    ) -> DashboardPanel.Series {
        let identity = MetricIdentity(namespace: namespace, name: metric, dimensions: dimensions(names))
        return .init(id: id, label: label, kind: .metric(identity, statistic: statistic), isVisible: isVisible)
    }

    private func connections(
        _ id: String,
        _ label: String,
        _ statistic: String,
        isVisible: Bool = true
    ) -> DashboardPanel.Series {
        series(id, label, namespace, metric, by: dimensions, statistic, isVisible: isVisible)
    }

    private func service(
        _ id: String,
        _ label: String,
        _ metric: String,
        _ statistic: String,
        isVisible: Bool = true
    )
        -> DashboardPanel.Series
    {
        series(id, label, "AWS/ECS", metric, by: ["ClusterName", "ServiceName"], statistic, isVisible: isVisible)
    }

    private func expression(_ id: String, _ label: String, _ text: String) -> DashboardPanel.Series {
        .init(id: id, label: label, kind: .expression(text))
    }

    /// The panels of the dashboard, in reading order.
    public var panels: [DashboardPanel] {
        [connectionsPanel, totalPanel, tasksPanel, cpuPanel, bridgePanel] + balancerPanels
    }

    private var connectionsPanel: DashboardPanel {
        DashboardPanel(
            title: "Connections per task",
            purpose: "The average is what the policy holds at its target; the maximum shows tasks near the limit.",
            series: [connections("average", "Average", "Average"), connections("maximum", "Maximum", "Maximum")],
            lines: [.init(label: "Target", value: target), .init(label: "Limit", value: limit)]
        )
    }

    private var totalPanel: DashboardPanel {
        DashboardPanel(
            title: "Connections of the service",
            purpose: "All connections against what the running tasks can take.",
            series: [
                connections("average", "Average", "Average", isVisible: false),
                service("running", "Running tasks", "CPUUtilization", "SampleCount", isVisible: false),
                expression("total", "Connections", "average * running"),
                expression("capacity", "Limit of the running tasks", "running * \(limit)"),
            ]
        )
    }

    /// AWS counts one CPU sample per running task and minute.
    private var tasksPanel: DashboardPanel {
        var panel = DashboardPanel(
            title: "Tasks",
            purpose: "Running tasks against the number that the connections ask for.",
            series: [
                connections("average", "Average", "Average", isVisible: false),
                service("running", "Running", "CPUUtilization", "SampleCount"),
                expression("wanted", "Wanted at the target", "CEIL(average * running / \(target))"),
            ]
        )
        if usesContainerInsights {
            panel.series.append(
                series(
                    "desired",
                    "Desired",
                    "ECS/ContainerInsights",
                    "DesiredTaskCount",
                    by: ["ClusterName", "ServiceName"],
                    "Average"
                )
            )
        }
        return panel
    }

    private var cpuPanel: DashboardPanel {
        DashboardPanel(
            title: "CPU and memory",
            purpose: "The averages of the service, with the CPU policy's target.",
            series: [
                service("cpu", "CPU average", "CPUUtilization", "Average"),
                service("cpuMaximum", "CPU maximum", "CPUUtilization", "Maximum"),
                service("memory", "Memory average", "MemoryUtilization", "Average"),
            ],
            lines: [.init(label: "CPU target", value: cpuTarget)],
            isPercentage: true
        )
    }

    private var bridgePanel: DashboardPanel {
        DashboardPanel(
            title: "Bridge health",
            purpose: "Values per task and minute: 2 at a scrape interval of 30 s. Less means tasks that do not report.",
            series: [
                connections("samples", "Values", "SampleCount", isVisible: false),
                service("running", "Running tasks", "CPUUtilization", "SampleCount", isVisible: false),
                expression("perTask", "Values per task and minute", "samples / running"),
            ]
        )
    }

    private var balancerPanels: [DashboardPanel] {
        guard loadBalancer != nil else { return [] }
        func balancer(_ id: String, _ label: String, _ metric: String, _ statistic: String) -> DashboardPanel.Series {
            series(id, label, "AWS/ApplicationELB", metric, by: ["LoadBalancer"], statistic)
        }
        func group(_ id: String, _ label: String, _ metric: String, _ statistic: String) -> DashboardPanel.Series {
            series(id, label, "AWS/ApplicationELB", metric, by: ["LoadBalancer", "TargetGroup"], statistic)
        }
        var panels: [DashboardPanel] = []
        if targetGroup != nil {
            panels.append(
                DashboardPanel(
                    title: "Targets",
                    purpose: "Tasks that the load balancer sends clients to.",
                    series: [
                        group("healthy", "Healthy", "HealthyHostCount", "Average"),
                        group("unhealthy", "Unhealthy", "UnHealthyHostCount", "Maximum"),
                    ]
                )
            )
        }
        panels.append(
            DashboardPanel(
                title: "Refused and failed requests",
                purpose: "4xx from tasks holds the 429s of full ones; 5xx of the load balancer holds 502 and 503.",
                series: [
                    balancer("new", "New connections", "NewConnectionCount", "Sum"),
                    balancer("target4xx", "4xx from tasks", "HTTPCode_Target_4XX_Count", "Sum"),
                    balancer("target5xx", "5xx from tasks", "HTTPCode_Target_5XX_Count", "Sum"),
                    balancer("elb5xx", "5xx of the load balancer", "HTTPCode_ELB_5XX_Count", "Sum"),
                ]
            )
        )
        return panels
    }
}
