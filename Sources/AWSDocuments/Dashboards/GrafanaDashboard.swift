public import LosslessJSON

/// A Grafana dashboard over the CloudWatch data source, ready to be imported.
///
/// Source: https://grafana.com/docs/grafana/latest/datasources/aws-cloudwatch/query-editor/
public enum GrafanaDashboard {
    private static let width = 12
    private static let height = 8

    /// The dashboard; with placeholders its variables are text boxes.
    public static func body(_ parameters: DashboardParameters) -> JSONValue {
        let panels = parameters.panels.enumerated().map { index, panel in
            self.panel(panel, index: index, parameters)
        }
        return [
            "title": .string("\(parameters.service) scaling"), "uid": "scalebridge-scaling",
            "tags": ["scalebridge", "ecs", "autoscaling"], "schemaVersion": 39, "version": 1, "editable": true,
            "refresh": "1m", "timezone": "browser", "time": ["from": "now-6h", "to": "now"],
            "annotations": ["list": [alarmAnnotation(parameters)]],
            "templating": ["list": .array(variables(parameters))], "panels": .array(panels),
        ]
    }

    private static let dataSource: JSONValue = ["type": "cloudwatch", "uid": "${datasource}"]

    /// Changes of state of the service's target tracking alarms, found by their common prefix.
    private static func alarmAnnotation(_ parameters: DashboardParameters) -> JSONValue {
        [
            "name": "Scaling alarms", "enable": true, "datasource": dataSource, "iconColor": "orange",
            "prefixMatching": true, "region": .string(parameters.region), "actionPrefix": "",
            "alarmNamePrefix": .string("TargetTracking-service/\(parameters.cluster)/\(parameters.service)-"),
        ]
    }

    private static func variables(_ parameters: DashboardParameters) -> [JSONValue] {
        let source: JSONValue = [
            "name": "datasource", "label": "Data source", "type": "datasource", "query": "cloudwatch",
        ]
        let values = [
            ("region", parameters.region), ("cluster", parameters.cluster), ("service", parameters.service),
            ("load_balancer", parameters.loadBalancer ?? ""), ("target_group", parameters.targetGroup ?? ""),
        ]
        return [source]
            + values.filter { $1 == "${\($0)}" }.map { name, _ in
                ["name": .string(name), "type": "textbox", "query": "", "current": ["text": "", "value": ""]]
            }
    }

    private static func panel(_ panel: DashboardPanel, index: Int, _ parameters: DashboardParameters) -> JSONValue {
        var defaults: JSONValue = ["min": 0, "unit": .string(panel.isPercentage ? "percent" : "short")]
        if panel.isPercentage { defaults["max"] = 100 }
        if !panel.lines.isEmpty {
            let base: JSONValue = ["color": "transparent", "value": .null]
            let steps = panel.lines.enumerated().map { index, line in
                JSONValue(["color": index == 0 ? "orange" : "red", "value": .integer(line.value)])
            }
            defaults["custom"] = ["thresholdsStyle": ["mode": "line"]]
            defaults["thresholds"] = ["mode": "absolute", "steps": .array([base] + steps)]
        }
        return [
            "id": .integer(index + 1), "type": "timeseries", "title": .string(panel.title),
            "description": .string(panel.purpose), "datasource": dataSource,
            "gridPos": [
                "x": .integer(index % 2 * width), "y": .integer(index / 2 * height), "w": .integer(width),
                "h": .integer(height),
            ],
            "fieldConfig": ["defaults": defaults, "overrides": []],
            "options": ["legend": ["displayMode": "list", "placement": "bottom"], "tooltip": ["mode": "multi"]],
            "targets": .array(panel.series.enumerated().map { target($1, index: $0, parameters) }),
        ]
    }

    private static func target(
        _ series: DashboardPanel.Series,
        index: Int,
        _ parameters: DashboardParameters
    ) -> JSONValue {
        let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
        var target: JSONValue = [
            "refId": .string(letter), "id": .string(series.id), "label": .string(series.label),
            "datasource": dataSource,
            "queryMode": "Metrics", "metricQueryType": 0, "region": .string(parameters.region), "period": "60",
            "hide": .bool(!series.isVisible),
        ]
        switch series.kind {
        case .expression(let text):
            target["metricEditorMode"] = 1
            target["expression"] = .string(text)
        case .metric(let identity, let statistic):
            let dimensions = identity.dimensions.map { JSONMember(key: $0.name, value: [.string($0.value)]) }
            target["metricEditorMode"] = 0
            target["namespace"] = .string(identity.namespace)
            target["metricName"] = .string(identity.name)
            target["dimensions"] = .object(JSONObject(dimensions))
            target["matchExact"] = true
            target["statistic"] = .string(statistic)
        }
        return target
    }
}
