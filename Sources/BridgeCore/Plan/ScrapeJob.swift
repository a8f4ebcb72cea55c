/// One `scrape_configs` entry of a Prometheus configuration: a set of targets scraped alike.
///
/// Keys and defaults: <https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config>.
public struct ScrapeJob: Sendable, Equatable {
    /// The value of the `job` label.
    public var name: String
    /// Time between the starts of two scrapes, in milliseconds; positive.
    public var intervalMilliseconds: Int64
    /// How long a scrape may take, in milliseconds; positive and at most the interval.
    public var timeoutMilliseconds: Int64
    /// The path of the request, with its leading slash.
    public var metricsPath: String
    /// How the target is spoken to.
    public var scheme: Scheme
    /// Query parameters in the order of the configuration.
    public var parameters: [QueryParameter]
    /// Targets named in the configuration.
    public var staticTargets: [TargetGroup]
    /// Files that name targets and are read again when they change.
    public var fileDiscovery: [FileDiscovery]
    /// Domain names that resolve to targets.
    public var dnsDiscovery: [DNSDiscovery]
    /// Rules over a target's labels before it is scraped.
    public var relabelRules: [RelabelRule]
    /// Rules over every sample's labels.
    public var metricRelabelRules: [RelabelRule]
    /// Whether a sample's own label wins over the target's label of the same name.
    public var honorsLabels: Bool
    /// Whether a sample's own timestamp is used.
    public var honorsTimestamps: Bool
    /// What a scrape may hold at the most.
    public var limits: ScrapeLimits
    /// Credentials for the request, if any.
    public var authorization: ScrapeAuthorization?
    /// How TLS is spoken when the scheme is `https`.
    public var tls: TLSPlan
    /// Whether redirections are followed.
    public var followsRedirects: Bool

    /// The protocol of a scrape request.
    public enum Scheme: String, Sendable, Equatable {
        /// Plain HTTP.
        case http
        /// HTTP over TLS.
        case https
    }

    /// A query parameter with all its values.
    public struct QueryParameter: Sendable, Equatable {
        /// The parameter's name.
        public var name: String
        /// Its values in order.
        public var values: [String]

        /// Creates a parameter.
        public init(name: String, values: [String]) {
            self.name = name
            self.values = values
        }
    }

    /// Creates a job with Prometheus' defaults for everything that is not given.
    public init(
        name: String,
        intervalMilliseconds: Int64 = 60_000,
        timeoutMilliseconds: Int64 = 10_000,
        metricsPath: String = "/metrics",
        scheme: Scheme = .http,
        parameters: [QueryParameter] = [],
        staticTargets: [TargetGroup] = [],
        fileDiscovery: [FileDiscovery] = [],
        dnsDiscovery: [DNSDiscovery] = [],
        relabelRules: [RelabelRule] = [],
        metricRelabelRules: [RelabelRule] = [],
        honorsLabels: Bool = false,
        honorsTimestamps: Bool = true,
        limits: ScrapeLimits = ScrapeLimits(),
        authorization: ScrapeAuthorization? = nil,
        tls: TLSPlan = TLSPlan(),
        followsRedirects: Bool = true
    ) {
        self.name = name
        self.intervalMilliseconds = intervalMilliseconds
        self.timeoutMilliseconds = timeoutMilliseconds
        self.metricsPath = metricsPath
        self.scheme = scheme
        self.parameters = parameters
        self.staticTargets = staticTargets
        self.fileDiscovery = fileDiscovery
        self.dnsDiscovery = dnsDiscovery
        self.relabelRules = relabelRules
        self.metricRelabelRules = metricRelabelRules
        self.honorsLabels = honorsLabels
        self.honorsTimestamps = honorsTimestamps
        self.limits = limits
        self.authorization = authorization
        self.tls = tls
        self.followsRedirects = followsRedirects
    }
}
