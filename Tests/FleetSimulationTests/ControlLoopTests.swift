import FleetSimulation
import TargetTracking
import Testing

/// The loop of fleet and control plane on exact timelines.
@Suite("Control loop")
struct ControlLoopTests {
    private func loop(clients: [Int], deregistration: Double = 300, seconds: Double = 7200) -> Scenario {
        var scenario = Scenario(
            name: "loop",
            horizonSeconds: seconds,
            workload: Workload(initial: .perTask(clients, sessionSeconds: .constant(1e6)), sources: []),
            loadBalancer: LoadBalancer(
                registrationSeconds: 0,
                healthCheckIntervalSeconds: 0,
                deregistrationDelaySeconds: deregistration
            ),
            lifecycle: TaskLifecycle(startPhases: [StartPhase(name: "start", seconds: .constant(60), isBilled: true)]),
            scaling: ScalingConfiguration(
                minimumCapacity: 1,
                maximumCapacity: 20,
                metrics: [MetricDefinition("connections", source: .custom, delay: 0)],
                targetTracking: [
                    TargetTrackingPolicy(
                        "connections",
                        metric: 0,
                        target: Ratio(80),
                        scaleOutCooldown: .seconds(120),
                        scaleInCooldown: .seconds(300)
                    )
                ]
            ),
            initialTasks: clients.count
        )
        scenario.controlAssumptions.alarmPhase = 0
        scenario.metrics.scrapePhaseSeconds = 0
        return scenario
    }

    private func changes(_ outcome: Outcome) -> [String] {
        (outcome.controlPlane?.decisions ?? []).filter(\.scaled).map {
            "\($0.time / 1000) \($0.previousDesired)>\($0.desired)"
        }
    }

    @Test("960 connections on 6 tasks: one step to 12 after three minutes, then nothing")
    func oneStep() throws {
        let outcome = try Simulation(loop(clients: Array(repeating: 160, count: 6))).run()
        #expect(changes(outcome) == ["180 6>12"])
        #expect(outcome.clients.refusedAttempts == 0)
    }

    @Test("a low load leaves after fifteen minutes, in one proportional step")
    func scaleIn() throws {
        let outcome = try Simulation(loop(clients: Array(repeating: 20, count: 4))).run()
        #expect(changes(outcome) == ["900 4>1"])
        #expect(outcome.clients.forcedDisconnectsByStop == 60)
    }

    @Test("a metric nobody publishes leaves the alarms without data and the fleet as it is")
    func mismatch() throws {
        var scenario = loop(clients: Array(repeating: 160, count: 6))
        scenario.metrics.connectionsIdentityMatches = false
        let outcome = try Simulation(scenario).run()
        #expect(changes(outcome) == [])
        #expect(outcome.controlPlane?.alarms.allSatisfy { $0.state == .insufficientData } == true)
    }

    @Test("CPU at 20 s resolution is seen in a minute, at 60 s in three, each with its delay")
    func highResolution() throws {
        func firstDecision(_ source: MetricDefinition.Source) throws -> Int {
            var scenario = loop(clients: [150, 150], seconds: 1200)
            scenario.cpu.perConnectionPercent = 1
            scenario.scaling.metrics = [MetricDefinition("cpu", source: source, unitsPerOne: 1000, delay: 0)]
            scenario.scaling.targetTracking[0].target = Ratio(50)
            let outcome = try Simulation(scenario).run()
            return outcome.controlPlane?.decisions.first(where: \.scaled)?.time ?? -1
        }
        #expect(try firstDecision(.ecsService) == 180_000)
        #expect(try firstDecision(.ecsServiceHighResolution) == 60_000)
    }

    @Test("the event loop's ceiling keeps a task of 2 vCPU below 70 % of its CPU")
    func eventLoopCeiling() throws {
        var scenario = loop(clients: [150], seconds: 600)
        scenario.cpu.perConnectionPercent = 5
        let outcome = try Simulation(scenario).run()
        #expect(outcome.tasks.peakCPUPercent == 60)
        #expect(outcome.tasks.saturatedTaskMinutes > 8)
    }

    @Test("after SIGTERM nothing is published: a stopped task drops out of the average")
    func nothingAfterSigterm() throws {
        func publishedDollars(shutdown: Double, deregistration: Double) throws -> Double {
            var scenario = loop(clients: [100, 20], deregistration: deregistration, seconds: 600)
            scenario.scaling.maximumCapacity = 2
            scenario.incidents = [Incident(atSeconds: 120, .desiredCount(1))]
            scenario.lifecycle.shutdownSeconds = .constant(shutdown)
            scenario.lifecycle.stopTimeoutSeconds = 120
            scenario.lifecycle.victim = .mostConnections
            return try Simulation(scenario).run().cost.monitoringDollars
        }
        let quick = try publishedDollars(shutdown: 1, deregistration: 0)
        #expect(try publishedDollars(shutdown: 110, deregistration: 0) == quick)
        #expect(try publishedDollars(shutdown: 1, deregistration: 110) > quick)
    }

    @Test("a task whose sidecar is lost drops out of the average")
    func lostSidecar() throws {
        var scenario = loop(clients: [150, 20], seconds: 600)
        #expect(changes(try Simulation(scenario).run()) == ["180 2>3"])
        scenario.incidents = [Incident(atSeconds: 0, .lostSidecars(count: 1))]
        #expect(changes(try Simulation(scenario).run()) == [])
    }

    @Test("a sidecar lost right after one high sample trips the alarm: one old breaching datapoint is enough")
    func prematureAlarm() throws {
        var scenario = loop(clients: [150, 150], seconds: 1000)
        scenario.incidents = [Incident(atSeconds: 0, .lostSidecars(count: 2))]
        #expect(changes(try Simulation(scenario).run()) == ["180 2>4"])
    }
}
