import TargetTracking

// The life of a task, from launch to exit (aws.md D1, D3, D5).
extension Engine {
    /// The random entity of a launch.
    func entity(ofLaunch launch: Int) -> UInt64 { 1 << 62 | UInt64(truncatingIfNeeded: launch) }

    @inline(__always)
    mutating func wakeForTask(at milliseconds: Int) {
        taskAt = min(taskAt, milliseconds)
        controlAt = min(controlAt, milliseconds)
    }

    mutating func note(_ kind: FleetEventKind, task: Int = -1, connections: Int = 0) {
        guard options.recordsEvents else { return }
        let launch = task >= 0 ? tasks[task].launch : -1
        events.append(FleetEvent(milliseconds: clock, kind: kind, task: launch, connections: connections))
    }

    /// Launches a task; it starts through its phases.
    mutating func launch() {
        let task = makeTask()
        let entity = entity(ofLaunch: tasks[task].launch)
        var at = clock
        var billedFrom = SimulatedTime.never
        for (index, phase) in plan.phases.enumerated() {
            if phase.isBilled { billedFrom = min(billedFrom, at) }
            at += phase.seconds.milliseconds(streams, entity, .startPhase, UInt32(truncatingIfNeeded: index))
        }
        tasks[task].state = .starting
        tasks[task].billedFrom = min(billedFrom, at)
        tasks[task].nextAt = at
        counts.launched &+= 1
        note(.launched, task: task)
        wakeForTask(at: at)
    }

    /// A fresh slot for a task in the zone that has fewest.
    func emptiestZone() -> Int {
        var best = -1
        var fewest = Int.max
        for zone in zoneDownUntil.indices where zoneDownUntil[zone] <= clock {
            var number = 0
            for task in tasks.indices where tasks[task].state.isActive && tasks[task].zone == zone { number += 1 }
            if number < fewest {
                fewest = number
                best = zone
            }
        }
        return max(best, 0)
    }

    mutating func makeTask() -> Int {
        var record = FleetTask()
        record.launch = launches
        record.zone = emptiestZone()
        record.revision = revision
        record.launchedAt = clock
        launches += 1
        activeTasks += 1
        if let slot = tasks.indices.first(where: { tasks[$0].state == .absent }) {
            tasks[slot] = record
            return slot
        }
        tasks.append(record)
        loads.append()
        rings.append()
        return tasks.count - 1
    }

    /// The process runs: scrapes and billing of work begin, the first health check is awaited.
    mutating func becomeRunning(_ task: Int) {
        let now = clock
        let entity = entity(ofLaunch: tasks[task].launch)
        tasks[task].state = .registering
        tasks[task].runningAt = now
        tasks[task].cpuFrom = now
        tasks[task].isWarmFrom = now + plan.warmTime
        if now > 0 { beginPublishing(task) }
        runningTasks += 1
        control.setRunning(runningTasks, at: now)
        note(.running, task: task)
        let wait = plan.healthInterval > 0 ? streams.index(below: plan.healthInterval, entity, .healthCheck) : 0
        let delay = plan.registration + wait + plan.healthResponse
        tasks[task].nextAt = now + delay
        if delay == 0 { becomeInService(task) } else { wakeForTask(at: now + delay) }
    }

    mutating func becomeInService(_ task: Int) {
        tasks[task].state = .inService
        if tasks[task].inServiceAt == SimulatedTime.never { tasks[task].inServiceAt = clock }
        tasks[task].nextAt = SimulatedTime.never
        addTarget(task)
        note(.inService, task: task)
        if isDeploying { needsReconcile = true }
    }

    /// Runs the due changes of all tasks.
    mutating func runTaskEvents() {
        let now = clock
        for task in tasks.indices where tasks[task].nextAt <= now {
            switch tasks[task].state {
            case .starting: becomeRunning(task)
            case .registering: becomeInService(task)
            case .unhealthy: leaveUnhealthy(task)
            case .draining: endDrain(task)
            case .stopping: exit(task)
            case .inService: becomeUnhealthy(task)
            case .absent: tasks[task].nextAt = SimulatedTime.never
            }
        }
        taskAt = SimulatedTime.never
        for task in tasks.indices { taskAt = min(taskAt, tasks[task].nextAt) }
    }

    /// The scheduler stops a task.
    mutating func beginStop(_ task: Int) {
        let now = clock
        counts.stopped &+= 1
        activeTasks -= 1
        let state = tasks[task].state
        if state == .starting {
            end(task, .stopped)
            return
        }
        if state == .inService { removeTarget(task) }
        tasks[task].stopsFrom = now
        runningTasks -= 1
        control.setRunning(runningTasks, at: now)
        if plan.scenario.lifecycle.stopOrder == .terminateAtOnce {
            terminate(task)
            return
        }
        tasks[task].state = .draining
        note(.draining, task: task, connections: tasks[task].connections)
        if !plan.scenario.metrics.drainingTasksPublish { stopPublishing(task) }
        let empty = tasks[task].connections == 0 && plan.drainEndsWhenEmpty
        tasks[task].nextAt = empty ? now : now + plan.deregistration
        wakeForTask(at: tasks[task].nextAt)
    }

    private mutating func endDrain(_ task: Int) {
        let cut = cutAll(of: task, .stop)
        note(.drained, task: task, connections: cut)
        terminate(task)
    }

    /// SIGTERM: the metrics endpoint is gone, every stream closes at once (powersync.md 2.5).
    private mutating func terminate(_ task: Int) {
        stopPublishing(task)
        tasks[task].state = .stopping
        let cut = cutAll(of: task, .stop)
        note(.terminated, task: task, connections: cut)
        let shutdown = plan.shutdown.milliseconds(streams, entity(ofLaunch: tasks[task].launch), .shutdown)
        tasks[task].nextAt = clock + min(shutdown, plan.stopTimeout)
        if shutdown > plan.stopTimeout {
            counts.killed &+= 1
            tasks[task].failsUntil = -1
        }
        wakeForTask(at: tasks[task].nextAt)
    }

    private mutating func exit(_ task: Int) {
        end(task, tasks[task].failsUntil < 0 ? .killed : .stopped)
    }

    /// The task is gone: it is billed and its slot is free.
    mutating func end(_ task: Int, _ kind: FleetEventKind) {
        note(kind, task: task)
        bill(task, until: clock)
        if tasks[task].state.isRunning {
            _ = tasks[task].closeCPU(at: clock, plan.pace, &integrals.taskConnections, &provisioning.saturated)
        }
        tasks[task].state = .absent
        tasks[task].nextAt = SimulatedTime.never
        tasks[task].scrapes.end(task, at: clock, interval: plan.scrapeInterval, &rings)
        if isDeploying { needsReconcile = true }
    }

    /// The task dies at once; its streams are cut.
    mutating func crash(_ task: Int) {
        let state = tasks[task].state
        if state == .inService { removeTarget(task) }
        if tasks[task].state.isActive {
            activeTasks -= 1
            if state != .starting {
                runningTasks -= 1
                control.setRunning(runningTasks, at: clock)
            }
        }
        stopPublishing(task)
        tasks[task].state = .stopping
        let cut = cutAll(of: task, .incident)
        if tasks[task].stopsFrom == SimulatedTime.never { tasks[task].stopsFrom = clock }
        note(.crashed, task: task, connections: cut)
        end(task, .stopped)
        wakeScheduler(at: clock + plan.replacementDelay)
    }

    mutating func wakeScheduler(at milliseconds: Int) {
        schedulerAt = min(schedulerAt, milliseconds)
        controlAt = min(controlAt, milliseconds)
    }

    /// Adds a task's life, or the measured part of it, to the bill.
    mutating func bill(_ task: Int, until now: Int) {
        let measuredFrom = clock >= plan.warmUp ? plan.warmUp : 0
        let record = tasks[task]
        let inService = min(record.inServiceAt, now)
        let stops = min(record.stopsFrom, now)
        let launched = max(record.launchedAt, measuredFrom)
        provisioning.startingTime &+= max(0, min(inService, stops) - launched)
        provisioning.drainingTime &+= max(0, now - max(stops, measuredFrom))
        provisioning.serving &+= max(0, stops - max(min(inService, stops), measuredFrom))
        guard record.billedFrom < now else { return }
        let from = max(record.billedFrom, measuredFrom)
        // The minimum and the rounding are for whole lives; one cut off by the warm-up or the end counts as it is.
        let whole = record.billedFrom >= measuredFrom && now < plan.horizon
        let alive = now - from
        provisioning.billed &+= whole ? plan.scenario.prices.billedSeconds(aliveMilliseconds: alive) * 1000 : alive
        provisioning.starting &+= max(0, min(inService, stops) - from)
        provisioning.draining &+= max(0, now - max(stops, from))
    }
}

// Health after the first check (aws.md D3).
extension Engine {
    /// A healthy task has failed enough checks.
    private mutating func becomeUnhealthy(_ task: Int) {
        guard tasks[task].failsUntil > clock else {
            tasks[task].nextAt = SimulatedTime.never
            return
        }
        removeTarget(task)
        tasks[task].state = .unhealthy
        note(.unhealthy, task: task, connections: tasks[task].connections)
        let replaced = clock + plan.replacementDelay
        let passed = plan.scenario.loadBalancer.healthyThreshold * plan.healthInterval
        tasks[task].nextAt = max(clock + 1, min(replaced, tasks[task].failsUntil + passed))
    }

    /// An unhealthy task has recovered, or ECS replaces it.
    private mutating func leaveUnhealthy(_ task: Int) {
        let passed = plan.scenario.loadBalancer.healthyThreshold * plan.healthInterval
        if tasks[task].failsUntil + passed <= clock {
            becomeInService(task)
        } else {
            beginStop(task)
            needsReconcile = true
        }
    }
}
