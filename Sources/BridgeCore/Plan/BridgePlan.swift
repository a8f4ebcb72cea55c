/// Everything the bridge is going to do, validated: what to scrape, how to publish it, and who it speaks for.
///
/// A plan is built once, from flags or from the CloudWatch Agent's two documents, and never changes while the bridge
/// runs. Whoever builds one has refused everything that cannot be done, so nothing behind it fails on configuration.
public struct BridgePlan: Sendable, Equatable {
    /// The scrape jobs in the order of the configuration.
    public var jobs: [ScrapeJob]
    /// What becomes a metric, and under which identities.
    public var publication: PublicationPlan
    /// What is known of the task before it is asked: values of flags and environment win over task metadata.
    public var identity: TaskIdentity

    /// Creates a plan.
    public init(jobs: [ScrapeJob], publication: PublicationPlan, identity: TaskIdentity = TaskIdentity()) {
        self.jobs = jobs
        self.publication = publication
        self.identity = identity
    }
}
