import FleetSimulation

/// Reads `tasks:`, what a task is, takes, and how it starts and stops.
enum TasksSection {
    static func read(_ map: ScenarioMapping, into scenario: inout Scenario) {
        let limit = map.wholeNumber("limit", 1...1_000_000) ?? 200
        scenario.limits = ServiceLimits(
            httpConnections: limit,
            webSocketConnections: map.wholeNumber("websocket_limit", 1...1_000_000) ?? limit,
            sharedAcrossTransports: map.flag("limit_is_shared") ?? false,
            queueDepth: map.wholeNumber("waiting_places", 0...1_000_000) ?? 0
        )
        scenario.hotConnections = map.wholeNumber("hot_above", 0...1_000_000) ?? 100
        readLifecycle(map, into: &scenario.lifecycle)
        readProcessor(map, into: &scenario.cpu)
        map.finish()
    }

    private static func readLifecycle(_ map: ScenarioMapping, into lifecycle: inout TaskLifecycle) {
        let phases = (map.child("start_phases")?.elements() ?? []).compactMap { element -> StartPhase? in
            guard let phase = element.mapping() else { return nil }
            let name = phase.string("name") ?? "start"
            let seconds = phase.distribution("takes")
            let isBilled = phase.flag("billed") ?? true
            if seconds == nil { phase.problem("a phase needs \"takes\", a length of time") }
            phase.finish()
            return seconds.map { StartPhase(name: name, seconds: $0, isBilled: isBilled) }
        }
        let total = map.distribution("start_latency")
        lifecycle.startPhases = total.map { [StartPhase(name: "start", seconds: $0, isBilled: true)] } ?? phases
        lifecycle.zones = map.wholeNumber("zones", 1...6) ?? 3
        lifecycle.victim = map.choice("victim", VictimChoice.self) ?? .zoneBalanceThenRandom
        if let protected = map.wholeNumber("protected_from_connections", 1...1_000_000) {
            lifecycle.protection = .whileConnectionsAtLeast(protected)
        } else if let protected = map.seconds("protected_after_start") {
            lifecycle.protection = .afterStart(seconds: protected)
        }
        lifecycle.stopOrder = map.choice("stop_order", StopOrder.self) ?? .drainThenTerminate
        lifecycle.stopTimeoutSeconds = map.seconds("stop_timeout") ?? 30
        lifecycle.shutdownSeconds = map.distribution("shutdown") ?? .constant(1)
        lifecycle.replacementDelaySeconds = map.seconds("replacement_delay") ?? 5
        lifecycle.minimumHealthyPercent = map.wholeNumber("minimum_healthy_percent", 0...100) ?? 100
        lifecycle.maximumPercent = map.wholeNumber("maximum_percent", 100...400) ?? 200
        lifecycle.warmUpSeconds = map.seconds("warm_up") ?? 0
        lifecycle.launchRate = LaunchRate(
            burst: map.wholeNumber("launch_burst", 1...100_000) ?? 100,
            refillPerSecond: map.wholeNumber("launches_per_second", 1...10_000) ?? 20,
            perServicePerMinute: map.wholeNumber("launches_per_minute", 1...100_000) ?? 500
        )
    }

    private static func readProcessor(_ map: ScenarioMapping, into cpu: inout CPUModel) {
        if let value = map.number("vcpu", 0.25...16) { cpu.vCPU = value }
        if let value = map.number("memory_gb", 0.5...120) { cpu.memoryGB = value }
        guard let work = map.child("cpu")?.mapping() else { return }
        let fields: [(String, WritableKeyPath<CPUModel, Double>)] = [
            ("event_loop_ceiling_vcpu", \.eventLoopCeilingVCPU),
            ("base_percent", \.basePercent),
            ("per_connection_percent", \.perConnectionPercent),
            ("per_checkpoint_ms", \.perCheckpointMilliseconds),
            ("checkpoints_per_second", \.checkpointsPerSecond),
            ("per_connect_ms", \.perConnectMilliseconds),
            ("cold_connect_factor", \.coldConnectFactor),
            ("initial_sync_operations", \.initialSyncOperations),
            ("per_operation_ms", \.perOperationMilliseconds),
        ]
        for (key, field) in fields {
            if let value = work.number(key, 0...1_000_000) { cpu[keyPath: field] = value }
        }
        work.finish()
    }
}
