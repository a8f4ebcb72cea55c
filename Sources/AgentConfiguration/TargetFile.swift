public import BridgeCore

/// A file of `file_sd_configs`: groups of targets in JSON or YAML.
///
/// Source: <https://prometheus.io/docs/prometheus/latest/configuration/configuration/#file_sd_config>.
public enum TargetFile {
    /// The groups in a file; its name tells JSON from YAML.
    ///
    /// - Throws: Everything that is wrong in the file.
    public static func groups(path: String, bytes: [UInt8]) throws(ConfigurationErrors) -> [TargetGroup] {
        var report = Report()
        let isJSON = path.lowercased().hasSuffix(".json")
        let root =
            isJSON
            ? JSONReading.root(bytes, source: path, &report) : YAMLReading.root(bytes, source: path, &report)
        var groups: [TargetGroup] = []
        if let root, !root.isNull {
            for element in root.elements(&report) ?? [] {
                guard let (group, _) = TargetGroupReading.read(element, &report) else { continue }
                groups.append(group)
            }
        }
        if !report.errors.isEmpty { throw ConfigurationErrors(report.errors) }
        return groups
    }
}
