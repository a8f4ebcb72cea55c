import TargetTracking

extension FleetAssumptions {
    static let lifecycleFields: [AssumptionField<FleetAssumptions>] = [
        AssumptionField(
            "start_latency_s",
            "From a launch to RUNNING: the mean of its phases; a number replaces them by one constant phase.",
            alternatives: ["23", "60", "180"],
            provenance: .made,
            source: "the guide says 1 to 3 minutes to pass health checks; shape fitted to published start times",
            expected: "seconds from 0 to 3600",
            read: { figureText($0.scenario.lifecycle.startPhases.reduce(0) { $0 + $1.seconds.mean }) },
            write: { root, text in
                guard let value = Double(text), (0...3600).contains(value) else { return false }
                root.scenario.lifecycle.startPhases = [
                    StartPhase(name: "start", seconds: .constant(value), isBilled: true)
                ]
                return true
            }
        ),
        .choice(
            "victim",
            "Which task a scale-in stops.",
            \.scenario.lifecycle.victim,
            alternatives: [.fewestConnections, .mostConnections, .oldest, .newest],
            .documented,
            "ECS Developer Guide: zones are kept in balance, inside one nobody chooses; containers-roadmap#125"
        ),
        .flag(
            "cancel_starting_first",
            "Whether a scale-in first cancels tasks that are not RUNNING yet.",
            \.scenario.lifecycle.cancelsStartingTasksFirst,
            .assumed,
            "not documented",
            alternatives: ["no"]
        ),
        .choice(
            "stop_order",
            "Whether a stopping task drains before SIGTERM.",
            \.scenario.lifecycle.stopOrder,
            alternatives: [.terminateAtOnce],
            .documented,
            "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html"
        ),
        figure(
            "replacement_delay_s",
            "From the loss of a task to the launch of its replacement.",
            \.scenario.lifecycle.replacementDelaySeconds,
            0...3600,
            ["30"],
            .assumed,
            "not documented"
        ),
        .integer(
            "zones",
            "Availability Zones the service spreads over.",
            \.scenario.lifecycle.zones,
            1...100,
            alternatives: [1, 2],
            .assumed,
            "three subnets are common"
        ),
        .integer(
            "launches_per_minute",
            "Launches of one service in a minute.",
            \.scenario.lifecycle.launchRate.perServicePerMinute,
            1...100_000,
            alternatives: [125],
            .observed,
            "AWS Prescriptive Guidance: 500 on Fargate, 125 in some newer Regions"
        ),
    ]

    static let balancerFields: [AssumptionField<FleetAssumptions>] = [
        figure(
            "registration_s",
            "From RUNNING to the load balancer knowing the target.",
            \.scenario.loadBalancer.registrationSeconds,
            0...600,
            ["0", "10"],
            .assumed,
            "a few seconds; not documented"
        ),
        .flag(
            "drain_ends_when_empty",
            "Whether deregistration ends as soon as the target has no stream left.",
            \.scenario.loadBalancer.drainEndsWhenEmpty,
            .documented,
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
            alternatives: ["no"]
        ),
        .flag(
            "fails_open",
            "Whether streams go to unhealthy targets when there are no others.",
            \.scenario.loadBalancer.failsOpen,
            .documented,
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
            alternatives: ["no"]
        ),
    ]

    static let metricFields: [AssumptionField<FleetAssumptions>] = [
        .flag(
            "draining_tasks_publish",
            "Whether a draining task's connections stay in the metric until SIGTERM.",
            \.scenario.metrics.drainingTasksPublish,
            .inferred,
            "its bridge goes on scraping; nothing tells it that the target is deregistered",
            alternatives: ["no"]
        ),
        .flag(
            "fresh_tasks_publish_zero",
            "Whether a task publishes 0 before its first connection.",
            \.scenario.metrics.freshTasksPublishZero,
            .observed,
            "powersync-service registers its gauge with 0 as it starts",
            alternatives: ["no"]
        ),
    ]

    static let clientFields: [AssumptionField<FleetAssumptions>] = [
        AssumptionField(
            "retry_delay_s",
            "How long clients wait after a cut or a refusal; FROM-TO spreads it evenly.",
            alternatives: ["4.5-5.5", "0"],
            provenance: .observed,
            source: "SDK sources: 5 s sharp as released; 4.5 s to 5.5 s on JavaScript's main branch of August 2026",
            expected: "seconds, or FROM-TO in seconds",
            read: { $0.scenario.clients.profiles.first.map { delayText($0.afterCut.delaySeconds) } ?? "" },
            write: { root, text in
                guard let law = delayLaw(text) else { return false }
                for index in root.scenario.clients.profiles.indices {
                    root.scenario.clients.profiles[index].afterCut.delaySeconds = law
                    root.scenario.clients.profiles[index].afterRefusal.delaySeconds = law
                }
                return true
            }
        ),
        AssumptionField(
            "web_socket_share",
            "The share of clients that connect over WebSocket, which has a limit of its own.",
            alternatives: ["0", "1"],
            provenance: .made,
            source: "SDK sources: older JavaScript uses WebSocket, everything newer HTTP",
            expected: "a number from 0 to 1",
            read: { root in
                let profiles = root.scenario.clients.profiles
                let all = profiles.reduce(0) { $0 + $1.share }
                let sockets = profiles.reduce(0) { $0 + ($1.transport == .webSocket ? $1.share : 0) }
                return figureText(all > 0 ? sockets / all : 0)
            },
            write: { root, text in
                guard let value = Double(text), (0...1).contains(value) else { return false }
                let law = root.scenario.clients.profiles.first?.afterCut ?? .constantFiveSeconds
                root.scenario.clients.profiles = [
                    ClientProfile(name: "HTTP", share: 1 - value, afterCut: law, afterRefusal: law),
                    ClientProfile(
                        name: "WebSocket",
                        share: value,
                        transport: .webSocket,
                        afterCut: law,
                        afterRefusal: law,
                        refreshLeadSeconds: .constant(20)
                    ),
                ].filter { $0.share > 0 }
                return true
            }
        ),
        figure(
            "refresh_failure",
            "The share of token refreshes that fail, so that the stream ends at expiry.",
            \.scenario.clients.refreshFailureProbability,
            0...1,
            ["0", "0.1"],
            .made,
            "no figure is published"
        ),
        AssumptionField(
            "connect_s",
            "From the start of an attempt to its answer: the mean; a number makes it constant.",
            alternatives: ["0"],
            provenance: .made,
            source: "network, TLS and authentication: median 0.2 s, 95 % within 1 s",
            expected: "seconds from 0 to 600",
            read: { figureText($0.scenario.clients.connectSeconds.mean) },
            write: { root, text in
                guard let value = Double(text), (0...600).contains(value) else { return false }
                root.scenario.clients.connectSeconds = .constant(value)
                return true
            }
        ),
    ]

    static let workFields: [AssumptionField<FleetAssumptions>] = [
        figure(
            "event_loop_vcpu",
            "Processors that the one event loop and its helpers can use.",
            \.scenario.cpu.eventLoopCeilingVCPU,
            0.1...16,
            ["1", "1.4"],
            .made,
            "powersync-service is one Node process; compression runs beside it"
        ),
        figure(
            "cpu_base_percent",
            "Work of an idle task, in percent of one processor.",
            \.scenario.cpu.basePercent,
            0...100,
            ["1", "8"],
            .made,
            "no figure is published"
        ),
        figure(
            "cpu_per_connection_percent",
            "Work of an idle connection, in percent of one processor.",
            \.scenario.cpu.perConnectionPercent,
            0...10,
            ["0.02", "0.3"],
            .made,
            "no figure is published"
        ),
        figure(
            "checkpoints_per_s",
            "Checkpoints each second; every one is sent to every stream.",
            \.scenario.cpu.checkpointsPerSecond,
            0...1000,
            ["0", "10"],
            .made,
            "follows the source's commits"
        ),
        figure(
            "cpu_per_checkpoint_ms",
            "Work of one checkpoint for one connection, in milliseconds of one processor.",
            \.scenario.cpu.perCheckpointMilliseconds,
            0...1000,
            ["0.05", "1"],
            .made,
            "the form follows from the service's source, the size is made up"
        ),
        figure(
            "cpu_per_connect_ms",
            "Work of one connect, in milliseconds of one processor.",
            \.scenario.cpu.perConnectMilliseconds,
            0...10_000,
            ["5", "100"],
            .made,
            "the form follows from the service's source, the size is made up"
        ),
        figure(
            "cpu_per_operation_ms",
            "Work of one operation of an initial sync, in milliseconds of one processor.",
            \.scenario.cpu.perOperationMilliseconds,
            0...100,
            ["0.05", "0.3"],
            .made,
            "0.05 ms to 0.3 ms from samples in issue threads of powersync-service"
        ),
        figure(
            "initial_sync_operations",
            "Operations of an initial sync.",
            \.scenario.cpu.initialSyncOperations,
            0...10_000_000,
            ["100000"],
            .made,
            "depends on the application"
        ),
    ]
}
