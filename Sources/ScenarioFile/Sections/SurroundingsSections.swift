import FleetSimulation
import TargetTracking

/// Reads `load_balancer:`.
enum LoadBalancerSection {
    static func read(_ map: ScenarioMapping, into balancer: inout LoadBalancer) {
        if let value = map.value("algorithm", algorithm) { balancer.algorithm = value }
        if let value = map.seconds("deregistration_delay") { balancer.deregistrationDelaySeconds = value }
        if let value = map.seconds("registration") { balancer.registrationSeconds = value }
        if let value = map.seconds("health_check_interval") { balancer.healthCheckIntervalSeconds = value }
        if let value = map.seconds("health_check_response") { balancer.healthCheckResponseSeconds = value }
        if let value = map.wholeNumber("unhealthy_threshold", 2...10) { balancer.unhealthyThreshold = value }
        if let value = map.wholeNumber("healthy_threshold", 2...10) { balancer.healthyThreshold = value }
        if let value = map.seconds("slow_start") { balancer.slowStartSeconds = value }
        if let value = map.flag("drain_ends_when_empty") { balancer.drainEndsWhenEmpty = value }
        if let value = map.flag("fails_open") { balancer.failsOpen = value }
        map.finish()
    }

    // The short names are for command lines.
    private static func algorithm(_ text: String) throws(ValueTextError) -> RoutingAlgorithm {
        switch text.map({ $0 == "-" ? "_" : String($0) }).joined() {
        case "rr", "round_robin": return .roundRobin
        case "lor", "least_outstanding", "least_outstanding_requests": return .leastOutstandingRequests
        case "random", "weighted_random": return .weightedRandom
        default:
            throw ValueTextError(
                expected: "round_robin (rr), least_outstanding_requests (lor) or weighted_random (random)"
            )
        }
    }
}

/// Reads `metrics:`, the way of the numbers to CloudWatch.
enum MetricsSection {
    static func read(_ map: ScenarioMapping, into metrics: inout MetricPipeline) {
        if let value = map.seconds("scrape_interval") { metrics.scrapeIntervalSeconds = value }
        metrics.scrapePhaseSeconds = map.seconds("scrape_phase")
        if let value = map.flag("policy_names_published_dimensions") { metrics.connectionsIdentityMatches = value }
        if let value = map.flag("fresh_tasks_publish_zero") { metrics.freshTasksPublishZero = value }
        if let value = map.flag("draining_tasks_publish") { metrics.drainingTasksPublish = value }
        map.finish()
    }
}

/// Reads `prices:`.
enum PricesSection {
    static func read(_ map: ScenarioMapping, into prices: inout Prices) {
        enum Processor: String, CaseIterable {
            case x86
            case arm
        }
        prices = map.choice("processor", Processor.self) == .arm ? .fargateARM : .fargateX86
        let fields: [(String, WritableKeyPath<Prices, Double>)] = [
            ("vcpu_hour", \.vCPUHourDollars),
            ("gb_hour", \.gigabyteHourDollars),
            ("custom_metric_month", \.customMetricMonthDollars),
            ("alarm_month", \.alarmMonthDollars),
            ("log_gb", \.logGigabyteDollars),
            ("hours_per_month", \.hoursPerMonth),
        ]
        for (key, field) in fields {
            if let value = map.number(key, 0...1_000_000) { prices[keyPath: field] = value }
        }
        if let source = map.string("source") { prices.source = source }
        map.finish()
    }
}

/// Reads `incidents:`.
enum IncidentsSection {
    private enum Kind: String, CaseIterable {
        case taskCrash = "task_crash"
        case zoneLoss = "zone_loss"
        case storageStall = "storage_stall"
        case configurationSwitch = "configuration_switch"
        case deployment
        case failingHealthChecks = "failing_health_checks"
        case lostSidecars = "lost_sidecars"
        case desiredCount = "desired_count"
    }

    static func read(_ elements: [ScenarioNode]) -> [Incident] {
        elements.compactMap { $0.mapping() }.compactMap { map in
            let time = map.value("at", ValueText.timeOfDay)
            let kind = map.choice("kind", Kind.self)
            let tasks = map.wholeNumber("tasks", 0...100_000) ?? 1
            let span = map.seconds("for") ?? 300
            let zone = map.wholeNumber("zone", 0...5) ?? 0
            let isIncomplete = !map.keys.contains("at") || !map.keys.contains("kind")
            map.finish()
            guard let time, let kind else {
                if isIncomplete {
                    map.problem("an incident needs \"at\" (a time of day) and \"kind\" (such as task_crash)")
                }
                return nil
            }
            let what: IncidentKind =
                switch kind {
                case .taskCrash: .taskCrash(count: tasks)
                case .zoneLoss: .zoneLoss(zone: zone, durationSeconds: span)
                case .storageStall: .storageStall(durationSeconds: span)
                case .configurationSwitch: .syncConfigurationSwitch
                case .deployment: .rollingDeployment
                case .failingHealthChecks: .failingHealthChecks(count: tasks, durationSeconds: span)
                case .lostSidecars: .lostSidecars(count: tasks)
                case .desiredCount: .desiredCount(tasks)
                }
            return Incident(atSeconds: Double(time) / 1000, what)
        }
    }
}

/// Reads `assumptions:`, names and values.
enum AssumptionsSection {
    /// Sets them in a scenario whose other sections have been read, since those of the fleet change its parts.
    static func read(_ node: ScenarioNode?, into scenario: inout Scenario) {
        guard let map = node?.mapping() else { return }
        let fields =
            Assumptions.fields.map { ($0.name, $0.expected) } + FleetAssumptions.fields.map { ($0.name, $0.expected) }
        for (name, expected) in fields {
            guard let child = map.child(name), let text = child.text(expecting: expected) else { continue }
            do {
                try scenario.setAssumption(name, to: text)
            } catch {
                child.problem("expected \(expected), but found \"\(text)\"")
            }
        }
        map.finish()
    }
}
