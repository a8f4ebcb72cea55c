/// Applies relabelling rules to labels, as Prometheus does.
///
/// Source: <https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config>.
public enum Relabeling {
    /// Applies rules in order; false if one of them drops the target or sample, whose labels then mean nothing.
    ///
    /// Labels that become empty are removed; what is left is sorted by name. Use a ``Relabeler`` to apply the same rules
    /// often.
    public static func apply(_ rules: [RelabelRule], to labels: inout [Label]) -> Bool {
        var set = LabelSet(labels)
        var relabeler = Relabeler(rules)
        let isKept = relabeler.apply(to: &set)
        labels = set.labels
        return isKept
    }
}
