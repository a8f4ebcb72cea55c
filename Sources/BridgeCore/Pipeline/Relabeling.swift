/// Applies relabelling rules to labels, as Prometheus does.
///
/// Source: <https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config>.
public enum Relabeling {
    /// Applies rules in order; false if one of them drops the target or sample, whose labels then mean nothing.
    ///
    /// Labels that become empty are removed. The order of the labels is kept; new ones are appended.
    public static func apply(_ rules: [RelabelRule], to labels: inout [Label]) -> Bool {
        rules.isEmpty
    }
}
