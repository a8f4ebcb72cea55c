import FleetSimulation
import TargetTracking
import Testing

/// The life of tasks on exact timelines: nothing random, every latency a constant.
@Suite("Life of a task")
struct LifecycleTests {
    /// Standing clients on given tasks, with all delays of the load balancer and the scheduler at zero.
    private func fleet(_ perTask: [Int], start: Double = 30, seconds: Double = 1200) -> Scenario {
        var scenario = Scenario(
            name: "timeline",
            horizonSeconds: seconds,
            workload: Workload(initial: .perTask(perTask, sessionSeconds: .constant(1e6)), sources: []),
            loadBalancer: LoadBalancer(registrationSeconds: 0, healthCheckIntervalSeconds: 0),
            lifecycle: TaskLifecycle(
                startPhases: [
                    StartPhase(name: "provisioning", seconds: .constant(start - 20), isBilled: false),
                    StartPhase(name: "pull", seconds: .constant(20), isBilled: true),
                ],
                victim: .oldest,
                stopTimeoutSeconds: 30,
                replacementDelaySeconds: 0
            ),
            initialTasks: perTask.count
        )
        scenario.scaling.minimumCapacity = 1
        scenario.scaling.maximumCapacity = 10
        return scenario
    }

    private func times(_ outcome: Outcome, _ kinds: [FleetEventKind]) -> [String] {
        outcome.events.filter { kinds.contains($0.kind) && $0.milliseconds > 0 }
            .map { "\($0.milliseconds / 1000) \($0.kind.rawValue) \($0.task) \($0.connections)" }
    }

    @Test("scale-in drains for the deregistration delay, cuts what is left, then SIGTERM and exit")
    func drain() throws {
        var scenario = fleet([10, 10])
        scenario.incidents = [Incident(atSeconds: 100, .desiredCount(1))]
        let outcome = try Simulation(scenario).run()
        #expect(
            times(outcome, [.draining, .drained, .terminated, .stopped]) == [
                "100 draining 0 10", "400 drained 0 10", "400 terminated 0 0", "401 stopped 0 0",
            ]
        )
        #expect(outcome.clients.forcedDisconnectsByStop == 10)
        #expect(outcome.clients.timeToReconnect.minimumSeconds == 5)
        #expect(outcome.clients.connectedClientsAtEnd == 20)
        #expect(outcome.tasks.drainingTaskHours == 301.0 / 3600)
    }

    @Test("a task without streams leaves at once, and with slow shutdown it is killed at stopTimeout")
    func emptyDrainAndKill() throws {
        var scenario = fleet([0, 10])
        scenario.lifecycle.shutdownSeconds = .constant(60)
        scenario.incidents = [Incident(atSeconds: 100, .desiredCount(1))]
        let outcome = try Simulation(scenario).run()
        #expect(
            times(outcome, [.drained, .terminated, .stopped, .killed]) == [
                "100 drained 0 0", "100 terminated 0 0", "130 killed 0 0",
            ]
        )
        #expect(outcome.tasks.killedTasks == 1)
    }

    @Test("SIGTERM at once cuts at once")
    func terminateAtOnce() throws {
        var scenario = fleet([10, 10])
        scenario.lifecycle.stopOrder = .terminateAtOnce
        scenario.incidents = [Incident(atSeconds: 100, .desiredCount(1))]
        let outcome = try Simulation(scenario).run()
        #expect(times(outcome, [.draining, .terminated, .stopped]) == ["100 terminated 0 10", "101 stopped 0 0"])
    }

    @Test("short tokens move every stream off a draining task before it is cut")
    func gentleDrain() throws {
        var scenario = fleet([10, 10])
        scenario.clients.tokenLifetimeSeconds = .constant(200)
        scenario.incidents = [Incident(atSeconds: 100, .desiredCount(1))]
        let outcome = try Simulation(scenario).run()
        #expect(outcome.clients.forcedDisconnects == 0)
        #expect(outcome.clients.tokenRefreshes > 50)
    }

    @Test("a crashed task is replaced after its start and billed from the image pull, at least a minute")
    func crash() throws {
        var scenario = fleet([10, 10], seconds: 100)
        scenario.incidents = [Incident(atSeconds: 40, .taskLoss(launch: 0))]
        let outcome = try Simulation(scenario).run()
        #expect(
            times(outcome, [.crashed, .launched, .running, .inService]) == [
                "40 crashed 0 10", "40 launched 2 0", "70 running 2 0", "70 in_service 2 0",
            ]
        )
        // 60 s (40 s rounded up to the minimum), 100 s, and 20 s of pull plus 30 s until the end.
        #expect(abs(outcome.cost.billedTaskHours * 3600 - 210) < 1e-9)
    }

    @Test("launches keep to the account's bucket")
    func launchRate() throws {
        var scenario = fleet([1], start: 20)
        scenario.scaling.maximumCapacity = 200
        scenario.lifecycle.launchRate = LaunchRate(burst: 10, refillPerSecond: 2, perServicePerMinute: 1000)
        scenario.incidents = [Incident(atSeconds: 100, .desiredCount(21))]
        let outcome = try Simulation(scenario).run()
        let launches = outcome.events.filter { $0.kind == .launched && $0.milliseconds > 0 }.map(\.milliseconds)
        #expect(launches.count { $0 == 100_000 } == 10)
        #expect(launches.last == 105_000)
    }

    @Test("a rolling deployment replaces every task and keeps the floor in service")
    func deployment() throws {
        var scenario = fleet([10, 10, 10], seconds: 2000)
        scenario.incidents = [Incident(atSeconds: 100, .rollingDeployment)]
        let outcome = try Simulation(scenario, options: RunOptions(seriesStepSeconds: 1)).run()
        #expect(outcome.series.tasksInService.min() == 3)
        #expect(outcome.tasks.launchedTasks == 3)
        #expect(outcome.tasks.stoppedTasks == 3)
        #expect(
            times(outcome, [.deploymentStarted, .deploymentFinished]) == [
                "100 deployment_started -1 0", "431 deployment_finished -1 0",
            ]
        )
        #expect(outcome.clients.connectedClientsAtEnd == 30)
    }

    @Test("with 50 % and 100 % a deployment goes through drained tasks")
    func narrowDeployment() throws {
        var scenario = fleet([10, 10], seconds: 4000)
        scenario.lifecycle.minimumHealthyPercent = 50
        scenario.lifecycle.maximumPercent = 100
        scenario.incidents = [Incident(atSeconds: 100, .rollingDeployment)]
        let outcome = try Simulation(scenario, options: RunOptions(seriesStepSeconds: 1)).run()
        #expect(outcome.series.tasksInService.min() == 1)
        #expect(outcome.events.contains { $0.kind == .deploymentFinished })
    }

    @Test("a protected task is not stopped")
    func protection() throws {
        var scenario = fleet([10, 2, 10])
        scenario.lifecycle.protection = .whileConnectionsAtLeast(5)
        scenario.incidents = [Incident(atSeconds: 100, .desiredCount(2))]
        let outcome = try Simulation(scenario).run()
        #expect(times(outcome, [.draining]) == ["100 draining 1 2"])
    }

    @Test("a storage stall drops everyone, refuses all attempts and ends")
    func stall() throws {
        var scenario = fleet([10, 10])
        scenario.incidents = [Incident(atSeconds: 100, .storageStall(durationSeconds: 12))]
        let outcome = try Simulation(scenario).run()
        // Attempts at 105 and 110 fail, those at 115 succeed.
        #expect(outcome.clients.failedAttempts == 40)
        #expect(outcome.clients.timeToReconnect.maximumSeconds == 15)
        #expect(
            times(outcome, [.storageStalled, .storageRecovered]) == [
                "100 storage_stalled -1 20", "112 storage_recovered -1 0",
            ]
        )
    }

    @Test("a lost zone takes its tasks, and none is placed there")
    func zone() throws {
        var scenario = fleet([5, 5, 5], seconds: 600)
        scenario.incidents = [Incident(atSeconds: 100, .zoneLoss(zone: 0, durationSeconds: 10_000))]
        let outcome = try Simulation(scenario).run()
        #expect(outcome.clients.forcedDisconnectsByIncident == 5)
        #expect(outcome.tasks.launchedTasks == 1)
        #expect(outcome.clients.connectedClientsAtEnd == 15)
    }

    @Test(
        "with only unhealthy targets streams still go to them, unless the balancer fails closed",
        arguments: [true, false]
    )
    func failOpen(_ failsOpen: Bool) throws {
        var scenario = fleet([5], seconds: 300)
        scenario.loadBalancer.healthCheckIntervalSeconds = 10
        scenario.loadBalancer.failsOpen = failsOpen
        scenario.lifecycle.replacementDelaySeconds = 1000
        scenario.workload.sources = [
            ClientSource(
                name: "late",
                arrivals: .cohort(clients: 3, startSeconds: 150, offsetSeconds: .constant(0)),
                sessionSeconds: .constant(1e6)
            )
        ]
        scenario.incidents = [Incident(atSeconds: 100, .failingHealthChecks(count: 1, durationSeconds: 10_000))]
        let outcome = try Simulation(scenario).run()
        #expect(times(outcome, [.unhealthy]) == ["120 unhealthy 0 5"])
        #expect(outcome.clients.connectedClientsAtEnd == (failsOpen ? 8 : 5))
    }

    @Test("slow start gives a new target its share little by little")
    func slowStart() throws {
        func share(_ slowStart: Double) throws -> Int {
            var scenario = fleet([0, 0], start: 20, seconds: 160)
            scenario.loadBalancer.slowStartSeconds = slowStart
            scenario.incidents = [Incident(atSeconds: 100, .desiredCount(3))]
            scenario.workload.sources = [
                ClientSource(
                    name: "rush",
                    arrivals: .regular(.burst(total: 300, startSeconds: 121, durationSeconds: 30)),
                    sessionSeconds: .constant(1e6)
                )
            ]
            let outcome = try Simulation(scenario).run()
            return outcome.tasks.hottestTaskConnections
        }
        #expect(try share(0) == 100)
        #expect(try share(300) > 135)
    }
}
