extension Scenario {
    /// Checks every value against its range.
    ///
    /// - Throws: ``ScenarioError`` naming every field that is out of its range.
    public func validate() throws(ScenarioError) {
        var problems: [String] = []
        func require(_ condition: Bool, _ field: String, _ value: some CustomStringConvertible, _ expected: String) {
            if !condition { problems.append("\(field): \(value) is not allowed; expected \(expected)") }
        }
        func check(_ law: Distribution, _ field: String) {
            if let problem = law.problem { problems.append("\(field): \(problem)") }
        }
        // 38 bits of a key hold milliseconds for more than eight years.
        require(
            horizonSeconds > 0 && horizonSeconds <= 2e8,
            "horizonSeconds",
            horizonSeconds,
            "more than 0 and at most 200,000,000 (about six years)"
        )
        require(
            warmUpSeconds >= 0 && warmUpSeconds < horizonSeconds,
            "warmUpSeconds",
            warmUpSeconds,
            "0 or more, and less than the horizon"
        )
        require((0...100_000).contains(initialTasks), "initialTasks", initialTasks, "0 to 100,000")
        require(limits.httpConnections > 0, "limits.httpConnections", limits.httpConnections, "at least 1")
        require(
            limits.webSocketConnections > 0,
            "limits.webSocketConnections",
            limits.webSocketConnections,
            "at least 1"
        )
        require(limits.queueDepth >= 0, "limits.queueDepth", limits.queueDepth, "0 or more")
        require(
            (0...3600).contains(loadBalancer.deregistrationDelaySeconds),
            "loadBalancer.deregistrationDelaySeconds",
            loadBalancer.deregistrationDelaySeconds,
            "0 to 3600"
        )
        require(
            (0...900).contains(loadBalancer.slowStartSeconds),
            "loadBalancer.slowStartSeconds",
            loadBalancer.slowStartSeconds,
            "0, or 30 to 900"
        )
        require(
            (0...300).contains(loadBalancer.healthCheckIntervalSeconds),
            "loadBalancer.healthCheckIntervalSeconds",
            loadBalancer.healthCheckIntervalSeconds,
            "0 to 300"
        )
        require(
            loadBalancer.registrationSeconds >= 0,
            "loadBalancer.registrationSeconds",
            loadBalancer.registrationSeconds,
            "0 or more"
        )
        require((1...100).contains(lifecycle.zones), "lifecycle.zones", lifecycle.zones, "1 to 100")
        require(
            (0...3600).contains(lifecycle.stopTimeoutSeconds),
            "lifecycle.stopTimeoutSeconds",
            lifecycle.stopTimeoutSeconds,
            "2 to 120 on Fargate"
        )
        require(
            (0...100).contains(lifecycle.minimumHealthyPercent),
            "lifecycle.minimumHealthyPercent",
            lifecycle.minimumHealthyPercent,
            "0 to 100"
        )
        require(
            (100...1000).contains(lifecycle.maximumPercent),
            "lifecycle.maximumPercent",
            lifecycle.maximumPercent,
            "100 or more"
        )
        let rate = lifecycle.launchRate
        require(
            rate.burst > 0 && rate.refillPerSecond > 0 && rate.perServicePerMinute > 0,
            "lifecycle.launchRate",
            "\(rate.burst), \(rate.refillPerSecond)/s, \(rate.perServicePerMinute)/min",
            "three numbers above 0"
        )
        require(
            metrics.scrapeIntervalSeconds >= 0.1,
            "metrics.scrapeIntervalSeconds",
            metrics.scrapeIntervalSeconds,
            "at least 0.1"
        )
        require(cpu.vCPU > 0, "cpu.vCPU", cpu.vCPU, "more than 0")
        require(cpu.eventLoopCeilingVCPU > 0, "cpu.eventLoopCeilingVCPU", cpu.eventLoopCeilingVCPU, "more than 0")
        require(!clients.profiles.isEmpty, "clients.profiles", "an empty list", "at least one profile")
        require(clients.profiles.count <= 256, "clients.profiles", clients.profiles.count, "at most 256 profiles")
        require(
            clients.profiles.allSatisfy { $0.share >= 0 } && clients.profiles.contains { $0.share > 0 },
            "clients.profiles",
            "shares \(clients.profiles.map(\.share))",
            "shares of 0 or more, one above 0"
        )
        require(
            (0...1).contains(clients.refreshFailureProbability),
            "clients.refreshFailureProbability",
            clients.refreshFailureProbability,
            "0 to 1"
        )
        require(targetConnections > 0, "targetConnections", targetConnections, "more than 0")
        check(clients.connectSeconds, "clients.connectSeconds")
        if let life = clients.tokenLifetimeSeconds { check(life, "clients.tokenLifetimeSeconds") }
        for profile in clients.profiles {
            check(profile.afterCut.delaySeconds, "clients.profiles.\(profile.name).afterCut")
            check(profile.afterRefusal.delaySeconds, "clients.profiles.\(profile.name).afterRefusal")
            check(profile.refreshLeadSeconds, "clients.profiles.\(profile.name).refreshLeadSeconds")
        }
        for source in workload.sources { check(source.sessionSeconds, "workload.\(source.name).sessionSeconds") }
        for phase in lifecycle.startPhases { check(phase.seconds, "lifecycle.startPhases.\(phase.name)") }
        check(lifecycle.shutdownSeconds, "lifecycle.shutdownSeconds")
        if !problems.isEmpty { throw ScenarioError(problems: problems) }
    }
}

extension Distribution {
    /// What is wrong with the law's parameters, if anything.
    var problem: String? {
        switch self {
        case .constant(let value): value.isFinite ? nil : "constant \(value) is not a number"
        case .uniform(let from, let to):
            from.isFinite && to.isFinite && from <= to ? nil : "uniform from \(from) to \(to): bounds out of order"
        case .exponential(let mean): mean >= 0 && mean.isFinite ? nil : "exponential mean \(mean): expected 0 or more"
        case .triangular(let minimum, let mode, let maximum):
            minimum <= mode && mode <= maximum
                ? nil : "triangular \(minimum), \(mode), \(maximum): expected minimum, mode, maximum in order"
        case .lognormal(let median, let sigma):
            median > 0 && sigma >= 0
                ? nil : "lognormal median \(median), sigma \(sigma): expected above 0 and 0 or more"
        case .gamma(let shape, let mean):
            shape > 0 && mean > 0 ? nil : "gamma shape \(shape), mean \(mean): expected both above 0"
        case .empirical(let values):
            values.isEmpty || values.contains { !$0.isFinite } ? "empirical: expected at least one number" : nil
        case .mixture(let parts):
            parts.allSatisfy { $0.weight >= 0 } && parts.contains { $0.weight > 0 }
                ? parts.lazy.compactMap(\.distribution.problem).first
                : "mixture: expected weights of 0 or more, one above"
        case .shifted(_, let other): other.problem
        }
    }
}
