/// Runs every rule over a setup.
public enum SetupCheck {
    /// The findings, errors first; within a severity in the order of the rules.
    public static func findings(_ setup: Setup) -> [Finding] {
        var findings: [Finding] = []
        PolicyMetricRules.check(setup, into: &findings)
        PolicyRules.check(setup, into: &findings)
        AlarmRules.check(setup, into: &findings)
        CapacityRules.check(setup, into: &findings)
        ServiceContainerRules.check(setup, into: &findings)
        TaskDefinitionRules.check(setup, into: &findings)
        LogRules.check(setup, into: &findings)
        ServiceConfigurationRules.check(setup, into: &findings)
        NameRules.check(setup, into: &findings)
        LoadBalancingRules.check(setup, into: &findings)
        mergePolicyChanges(setup, in: &findings)
        return Severity.allCases.reversed().flatMap { severity in findings.filter { $0.severity == severity } }
    }

    /// Gives every finding about a policy the one command that makes all changes of that policy.
    ///
    /// A policy is always put as a whole. Of two changes of one member the more severe finding's holds.
    private static func mergePolicyChanges(_ setup: Setup, in findings: inout [Finding]) {
        for policy in setup.policies {
            var merged: [PolicyChange] = []
            for finding in findings.sorted(by: { $0.severity > $1.severity }) {
                for change in finding.policyChanges where change.policy == policy.key {
                    if !merged.contains(where: { $0.path == change.path }) { merged.append(change) }
                }
            }
            guard !merged.isEmpty else { continue }
            for index in findings.indices
            where findings[index].policyChanges.contains(where: { $0.policy == policy.key }) {
                findings[index].mends.insert(policy.mend(merged), at: 0)
            }
        }
    }
}
