public import AWSDocuments

/// What one publisher's metrics mean for one policy.
public struct PolicyVerdict: Sendable, Hashable {
    /// Who publishes.
    public enum Publisher: String, Sendable, Hashable, CaseIterable {
        /// The CloudWatch agent with the same configuration.
        case agent
        /// The bridge.
        case bridge
    }

    /// What the policy will see.
    public enum Outcome: Sendable, Hashable {
        /// Metric of AWS itself, or metric math: nothing of ours to compare.
        case notOurs
        /// The metric exists under exactly the policy's identity.
        case found
        /// The metric exists because the bridge also publishes it without dimensions.
        case foundWithoutDimensions
        /// The name exists, under other dimensions only.
        case otherDimensions([PublishedMetric])
        /// Nothing of this namespace and name is published.
        case notPublished
    }

    /// Who publishes.
    public var publisher: Publisher
    /// What the policy will see.
    public var outcome: Outcome

    /// Whether the policy gets data.
    public var works: Bool {
        switch outcome {
        case .notOurs, .found, .foundWithoutDimensions: true
        case .otherDimensions, .notPublished: false
        }
    }

    /// Compares an identity with what is published; `declared` is what the configuration itself declares, to tell the
    /// added series from the declared ones.
    static func compare(
        _ identity: MetricIdentity?,
        with published: [PublishedMetric],
        declared: [PublishedMetric]?,
        publisher: Publisher
    ) -> PolicyVerdict {
        guard let identity, !identity.namespace.hasPrefix("AWS/"), !identity.namespace.hasPrefix("ECS/") else {
            return PolicyVerdict(publisher: publisher, outcome: .notOurs)
        }
        if published.contains(where: { $0.matches(identity) }) {
            let isDeclared = declared?.contains { $0.matches(identity) } ?? true
            return PolicyVerdict(publisher: publisher, outcome: isDeclared ? .found : .foundWithoutDimensions)
        }
        let near = published.filter { $0.namespace == identity.namespace && $0.name == identity.name }
        return PolicyVerdict(publisher: publisher, outcome: near.isEmpty ? .notPublished : .otherDimensions(near))
    }
}

extension Setup {
    /// What a publisher's metrics mean for the metric of a policy; `nil` if no configuration was given.
    public func verdict(on policy: ScalingPolicyDocument, publisher: PolicyVerdict.Publisher) -> PolicyVerdict? {
        guard let published = publisher == .agent ? agentMetrics : bridgeMetrics,
            let tracking = policy.targetTracking
        else { return nil }
        let identity = tracking.customizedMetric.flatMap { $0.queries.isEmpty ? $0.identity : nil }
        return .compare(identity, with: published, declared: agentMetrics, publisher: publisher)
    }

    /// The publisher that the task definitions run; the bridge if they run none.
    public var deployedPublisher: PolicyVerdict.Publisher { deploysAgent ? .agent : .bridge }
}
