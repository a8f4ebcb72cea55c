import FleetSimulation
import TargetTracking

extension RunPageBuilder {
    /// The scenario in a few lines.
    var facts: [RunPage.Fact] {
        let scaling = scenario.scaling
        let behavior = scenario.clients
        let token =
            behavior.tokenLifetimeSeconds.map { "tokens of \(DistributionSentence.text($0))" } ?? "tokens without end"
        let retry = behavior.profiles.first.map {
            "retry after \(DistributionSentence.text($0.afterRefusal.delaySeconds))"
        }
        let came = "\(NumberText.integer(outcome.clients.arrivedClients)) come, at most "
        let clients =
            "\(came)\(NumberText.integer(outcome.clients.peakOnlineClients)) at once; "
            + [token, retry].compactMap(\.self).joined(separator: ", ")
        let size = "\(NumberText.short(scenario.cpu.vCPU)) vCPU, \(NumberText.short(scenario.cpu.memoryGB)) GB"
        let start = scenario.lifecycle.startPhases.reduce(0) { $0 + $1.seconds.mean }
        let tasks =
            "\(scaling.minimumCapacity) to \(scaling.maximumCapacity) of \(size); "
            + "\(DistributionSentence.duration(start)) to start on average"
        let balancer = scenario.loadBalancer
        let routing = balancer.algorithm.rawValue.map { $0 == "_" ? " " : String($0) }.joined()
        return [
            .init("clients", clients),
            .init("tasks", tasks),
            .init("room in a task", limit),
            .init("policies", policies),
            .init(
                "load balancer",
                "\(routing), deregistration delay \(DistributionSentence.duration(balancer.deregistrationDelaySeconds))"
            ),
        ] + incidents
    }

    /// What fits into one task, and with two limits how the page's single number comes about.
    private var limit: String {
        let limits = scenario.limits
        guard !hasOneLimit else {
            return "\(NumberText.integer(scenario.connectionsAtLimit)) connections; further ones are refused with 429"
        }
        let http = Double(limits.httpConnections) / scenario.share(of: .http)
        let webSocket = Double(limits.webSocketConnections) / scenario.share(of: .webSocket)
        let own =
            "\(NumberText.integer(limits.httpConnections)) HTTP and "
            + "\(NumberText.integer(limits.webSocketConnections)) WebSocket connections"
        guard http != webSocket else {
            return "\(own), counted apart: \(NumberText.integer(scenario.connectionsAtLimit)) in this mix"
        }
        let (name, places, part) =
            http < webSocket
            ? ("HTTP", limits.httpConnections, scenario.share(of: .http))
            : ("WebSocket", limits.webSocketConnections, scenario.share(of: .webSocket))
        let percent = NumberText.percent(part)
        return "\(own), counted apart. With \(percent) \(name) clients those places fill first, at about "
            + "\(NumberText.integer(scenario.connectionsAtLimit)) connections in all (\(NumberText.integer(places)) / \(percent)), "
            + "called the limit below"
    }

    /// Whether one limit bounds a task's connections.
    private var hasOneLimit: Bool {
        scenario.limits.sharedAcrossTransports || scenario.share(of: .http) == 0 || scenario.share(of: .webSocket) == 0
    }

    private var policies: String {
        let scaling = scenario.scaling
        var parts = scaling.targetTracking.map { policy in
            let unit = scaling.metrics[policy.metric].source == .custom ? " per task" : " %"
            return "\(policy.name) at \(policy.target)\(unit)"
        }
        parts += scaling.stepScaling.map { "steps of \($0.name)" }
        if parts.isEmpty { return "none" }
        var text = parts.joined(separator: ", ")
        if let first = scaling.targetTracking.first {
            let out = first.scaleOutCooldown ?? scenario.controlAssumptions.defaultScaleOutCooldown
            let cooldownIn = first.scaleInCooldown ?? scenario.controlAssumptions.defaultScaleInCooldown
            text +=
                "; cooldown \(NumberText.duration(milliseconds: out)) out, "
                + "\(NumberText.duration(milliseconds: cooldownIn)) in"
        }
        for action in scaling.scheduledActions {
            let least = action.minimumCapacity.map { "min \($0)" }
            let most = action.maximumCapacity.map { "max \($0)" }
            text += "; \(action.name): \([least, most].compactMap(\.self).joined(separator: " "))"
        }
        return text
    }

    private var incidents: [RunPage.Fact] {
        guard !scenario.incidents.isEmpty else { return [] }
        let texts = scenario.incidents.map { incident in
            "\(name(of: incident.kind)) at \(NumberText.clock(milliseconds: Int(incident.seconds * 1000)))"
        }
        return [.init("incidents", texts.joined(separator: ", "))]
    }

    private func name(of kind: IncidentKind) -> String {
        switch kind {
        case .taskCrash(let count): "\(NumberText.count(count, "task")) lost"
        case .taskLoss: "a task lost"
        case .zoneLoss: "a zone lost"
        case .storageStall(let seconds): "storage away for \(DistributionSentence.duration(seconds))"
        case .syncConfigurationSwitch: "sync configuration switched"
        case .rollingDeployment: "rolling deployment"
        case .failingHealthChecks(let count, _): "\(NumberText.count(count, "task")) failing health checks"
        case .lostSidecars(let count): "\(NumberText.count(count, "sidecar")) lost"
        case .desiredCount(let count): "desired count set to \(count)"
        }
    }

    /// The measures in three blocks.
    var measureGroups: [RunPage.MeasureGroup] {
        [
            RunPage.MeasureGroup("What clients met", clientMeasures),
            RunPage.MeasureGroup("How full the tasks were", taskMeasures),
            RunPage.MeasureGroup("How the tasks followed", followingMeasures),
        ]
    }

    private var clientMeasures: [RunPage.Measure] {
        let clients = outcome.clients
        let seconds = DistributionSentence.duration
        var rows: [RunPage.Measure] = [
            .init(
                "refused",
                NumberText.integer(clients.refusedClients),
                "of \(NumberText.integer(clients.arrivedClients)) clients; "
                    + "\(NumberText.integer(clients.refusedAttempts)) attempts answered with 429",
                ink: clients.refusedClients > 0 ? .bad : .good
            ),
            .init("waiting", seconds(clients.waitingClientSeconds), "wanting to be connected, all clients together"),
            .init(
                "cut off",
                NumberText.integer(clients.forcedDisconnects),
                "connections: \(NumberText.integer(clients.forcedDisconnectsByStop)) by stopping tasks, "
                    + "\(NumberText.integer(clients.forcedDisconnectsByIncident)) by incidents, "
                    + "\(NumberText.integer(clients.forcedDisconnectsByToken)) by a late token"
            ),
        ]
        if clients.failedAttempts > 0 {
            rows.insert(
                .init(
                    "in vain",
                    NumberText.integer(clients.failedAttempts),
                    "attempts with no task able to answer",
                    ink: .bad
                ),
                at: 1
            )
        }
        if clients.timeToReconnect.count > 0 {
            let time = clients.timeToReconnect
            rows.append(
                .init(
                    "back after",
                    seconds(time.percentile50Seconds),
                    "half of those cut or refused; 90 % \(seconds(time.percentile90Seconds)), "
                        + "99 % \(seconds(time.percentile99Seconds)), longest \(seconds(time.maximumSeconds))"
                )
            )
        }
        if clients.largestWavePerSecond > 0 {
            rows.append(
                .init(
                    "largest wave",
                    NumberText.integer(clients.largestWavePerSecond),
                    "reconnects in one second; \(NumberText.integer(clients.largestWavePerMinute)) in one minute"
                )
            )
        }
        return rows
    }

    private var taskMeasures: [RunPage.Measure] {
        let tasks = outcome.tasks
        return [
            .init(
                "fullest task",
                NumberText.integer(tasks.hottestTaskConnections),
                "connections; the limit is \(hasOneLimit ? "" : "about ")\(NumberText.integer(scenario.connectionsAtLimit))"
            ),
            .init(
                "at its limit",
                NumberText.decimal(tasks.atLimitTaskMinutes, places: 1),
                "task-minutes, refusing newcomers",
                ink: tasks.atLimitTaskMinutes > 0 ? .bad : .plain
            ),
            .init(
                "hot",
                NumberText.decimal(tasks.hotTaskMinutes, places: 1),
                "task-minutes above \(scenario.hotConnections) connections"
            ),
            .init(
                "uneven",
                NumberText.decimal(tasks.meanSkewRatio, places: 2),
                "times the mean on the fullest task, averaged over time"
            ),
            .init(
                "spare room",
                NumberText.decimal(tasks.minimumHeadroomTasks, places: 1),
                "tasks' worth when it was tightest",
                ink: tasks.minimumHeadroomTasks < 0 ? .bad : .plain
            ),
            .init(
                "CPU",
                NumberText.decimal(tasks.peakCPUPercent, places: 1) + " %",
                "of the tasks' vCPU in the highest minute; \(NumberText.decimal(tasks.meanCPUPercent, places: 1)) % on "
                    + "average"
            ),
        ]
    }

    private var followingMeasures: [RunPage.Measure] {
        let scaling = outcome.scaling
        let limit = outcome.elasticity.againstLimit
        let target = outcome.elasticity.againstTarget
        func percent(_ value: Double) -> String { NumberText.decimal(value, places: 1) + " %" }
        return [
            .init(
                "tasks",
                NumberText.decimal(outcome.tasks.meanTasksInService, places: 2),
                "in service on average, \(outcome.tasks.peakTasksInService) at most"
            ),
            .init(
                "changes",
                NumberText.integer(scaling.scaleOutActions + scaling.scaleInActions),
                "of the desired count; \(NumberText.short(scaling.oscillationsPerDay, places: 1)) turns of direction "
                    + "a day"
            ),
            .init(
                "too few",
                percent(limit.underProvisionedTimePercent),
                "of the time to hold all at the limit, \(percent(target.underProvisionedTimePercent)) to hold them at "
                    + "the target"
            ),
            .init(
                "too many",
                percent(target.overProvisionedTimePercent),
                "of the time for the target; on average \(NumberText.decimal(target.overProvisionedPercent, places: 0)) % "
                    + "more tasks than it asks for"
            ),
            .init(
                "at maximum",
                NumberText.decimal(scaling.atMaximumMinutes, places: 0),
                "minutes with all \(scenario.scaling.maximumCapacity) tasks allowed"
            ),
        ]
    }

    /// The day as a picture; nil without a recorded series.
    var chart: RunPage.Chart? {
        let series = outcome.series
        guard series.count > 1 else { return nil }
        let step = Int((series.stepSeconds * 1000).rounded())
        let hasTarget = scenario.scaling.targetTracking.contains {
            scenario.scaling.metrics[$0.metric].source == .custom
        }
        var chart = RunPage.Chart(
            durationMilliseconds: Int((scenario.horizonSeconds * 1000).rounded()),
            clients: series.connections.map(Int.init),
            roomAtTarget: series.capacityAtTarget.map(Int.init),
            roomAtLimit: series.tasksInService.map { Int($0) * scenario.connectionsAtLimit },
            tasks: series.tasksInService.map(Int.init),
            hottestTask: series.hottestTaskConnections.map(Int.init),
            limitPerTask: scenario.connectionsAtLimit,
            targetPerTask: hasTarget ? NumberText.short(scenario.effectiveTargetConnections) : nil
        )
        chart.waiting = series.waitingClients.map(Int.init)
        chart.starting = series.startingTasks.map(Int.init)
        chart.draining = series.drainingTasks.map(Int.init)
        chart.desired = series.desiredTasks.map(Int.init)
        chart.refusedAttempts = series.refusedAttempts.map(Int.init)
        chart.cutConnections = series.cutConnections.map(Int.init)
        let scaled = input.decisions.filter(\.scaled)
        chart.scaleOuts = scaled.filter { $0.desired > $0.previousDesired }.map(\.time)
        chart.scaleIns = scaled.filter { $0.desired < $0.previousDesired }.map(\.time)
        chart.refusals = series.refusedAttempts.indices.filter { series.refusedAttempts[$0] > 0 }.map { $0 * step }
        chart.cuts = series.cutConnections.indices.filter { series.cutConnections[$0] > 0 }.map { $0 * step }
        return chart
    }
}
