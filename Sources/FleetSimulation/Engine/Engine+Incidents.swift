import TargetTracking

// Crashes, lost zones, stalls and the like.
extension Engine {
    mutating func runIncidents() {
        // Looks of this instant are over before something changes, the ones passed over, too.
        control.advance(to: clock)
        while incidentIndex < plan.incidents.count, plan.incidents[incidentIndex].at <= clock {
            run(plan.incidents[incidentIndex].kind)
            incidentIndex += 1
        }
        // A stall's end is noted when it comes.
        if stallUntil > 0, stallUntil <= clock {
            stallUntil = 0
            note(.storageRecovered)
        }
        findNextIncident()
    }

    private mutating func run(_ kind: IncidentKind) {
        switch kind {
        case .taskCrash(let count):
            for _ in 0..<count {
                let running = tasks.indices.filter { tasks[$0].state.isRunning && tasks[$0].state != .stopping }
                guard
                    let fullest = running.min(by: {
                        (-tasks[$0].connections, tasks[$0].launch) < (-tasks[$1].connections, tasks[$1].launch)
                    })
                else { break }
                crash(fullest)
            }
        case .taskLoss(let launch):
            if let task = tasks.indices.first(where: { tasks[$0].launch == launch && tasks[$0].state.isRunning }) {
                crash(task)
            }
        case .zoneLoss(let zone, let duration):
            guard zoneDownUntil.indices.contains(zone) else { return }
            zoneDownUntil[zone] = clock + SimulatedTime.milliseconds(duration)
            note(.zoneLost)
            for task in tasks.indices where tasks[task].zone == zone && tasks[task].state != .absent { crash(task) }
        case .storageStall(let duration):
            stallUntil = max(stallUntil, clock + SimulatedTime.milliseconds(duration))
            note(.storageStalled, connections: connected)
            for task in tasks.indices where tasks[task].state != .absent { cutAll(of: task, .incident) }
        case .syncConfigurationSwitch:
            note(.configurationSwitched, connections: connected)
            for task in tasks.indices where tasks[task].state != .absent {
                cutAll(of: task, .incident, needsSync: true)
            }
        case .rollingDeployment: startDeployment()
        case .failingHealthChecks(let count, let duration):
            let failing = tasks.indices.filter { tasks[$0].state == .inService }
                .sorted { tasks[$0].launch < tasks[$1].launch }.prefix(count)
            for task in failing {
                tasks[task].failsUntil = clock + SimulatedTime.milliseconds(duration)
                tasks[task].nextAt = clock + plan.scenario.loadBalancer.unhealthyThreshold * plan.healthInterval
                wakeForTask(at: tasks[task].nextAt)
            }
        case .lostSidecars(let count):
            let publishing = tasks.indices.filter { tasks[$0].scrapes.isPublishing }
                .sorted { tasks[$0].launch < tasks[$1].launch }.prefix(count)
            for task in publishing {
                stopPublishing(task)
                note(.sidecarLost, task: task, connections: tasks[task].connections)
            }
        case .desiredCount(let count):
            note(.desiredCountSet)
            control.setDesired(count, at: clock)
        }
    }

    /// When the next incident, or the end of a stall, is due.
    mutating func findNextIncident() {
        let next = incidentIndex < plan.incidents.count ? plan.incidents[incidentIndex].at : SimulatedTime.never
        incidentAt = stallUntil > clock ? min(next, stallUntil) : next
    }
}
