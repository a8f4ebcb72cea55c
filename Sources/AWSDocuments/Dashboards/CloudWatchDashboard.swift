public import LosslessJSON

/// The body of `aws cloudwatch put-dashboard`.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
public enum CloudWatchDashboard {
    private static let width = 12
    private static let height = 6

    /// The body of a dashboard with two panels a row.
    public static func body(_ parameters: DashboardParameters) -> JSONValue {
        var widgets = parameters.panels.enumerated().map { index, panel in
            widget("metric", at: index, properties(panel, parameters))
        }
        if !parameters.alarmARNs.isEmpty {
            widgets.append(
                widget(
                    "alarm",
                    at: widgets.count,
                    ["title": "Scaling alarms", "alarms": .array(parameters.alarmARNs.map { .string($0) })]
                )
            )
        }
        return ["start": "-PT6H", "periodOverride": "inherit", "widgets": .array(widgets)]
    }

    private static func widget(_ type: String, at index: Int, _ properties: JSONValue) -> JSONValue {
        [
            "type": .string(type), "x": .integer(index % 2 * width), "y": .integer(index / 2 * height),
            "width": .integer(width), "height": .integer(height), "properties": properties,
        ]
    }

    private static func properties(_ panel: DashboardPanel, _ parameters: DashboardParameters) -> JSONValue {
        var axis: JSONValue = ["min": 0]
        if panel.isPercentage { axis["max"] = 100 }
        var properties: JSONValue = [
            "title": .string(panel.title), "region": .string(parameters.region), "view": "timeSeries", "stacked": false,
            "period": 60, "metrics": .array(panel.series.map(metric)), "yAxis": ["left": axis],
        ]
        if !panel.lines.isEmpty {
            let lines = panel.lines.map { JSONValue(["label": .string($0.label), "value": .integer($0.value)]) }
            properties["annotations"] = ["horizontal": .array(lines)]
        }
        return properties
    }

    private static func metric(_ series: DashboardPanel.Series) -> JSONValue {
        var options: JSONValue = ["id": .string(series.id), "label": .string(series.label)]
        if !series.isVisible { options["visible"] = false }
        switch series.kind {
        case .expression(let text):
            options["expression"] = .string(text)
            return [options]
        case .metric(let identity, let statistic):
            options["stat"] = .string(statistic)
            let pairs = identity.dimensions.flatMap { [JSONValue.string($0.name), .string($0.value)] }
            return .array([.string(identity.namespace), .string(identity.name)] + pairs + [options])
        }
    }
}

extension JSONValue {
    /// A literal as a value, where the type would not be inferred.
    init(_ value: JSONValue) { self = value }
}
