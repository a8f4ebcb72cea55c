import FleetSimulation
import TargetTracking
import Testing

@testable import SimulationReport

/// How the page explains the number of connections it calls the limit of a task.
struct RunFactTests {
    private func room(http: Double, webSocket: Double, isShared: Bool = false) throws -> String {
        var scenario = Scenario()
        scenario.horizonSeconds = 60
        scenario.limits.sharedAcrossTransports = isShared
        scenario.clients.profiles = [
            ClientProfile(name: "HTTP", share: http),
            ClientProfile(name: "WS", share: webSocket, transport: .webSocket),
        ]
        let input = RunPageBuilder.Input(
            name: "",
            description: "",
            scenario: scenario,
            outcome: try Simulation(scenario).run(),
            decisions: [],
            demands: []
        )
        return try #require(RunPageBuilder(input).facts.first { $0.name == "room in a task" }).text
    }

    @Test(
        "The limit of the page is what the scarcer places allow, with its arithmetic",
        arguments: [
            (0.7, 0.3, "HTTP", "70 %", 285), (0.25, 0.75, "WebSocket", "75 %", 266),
        ]
    )
    func scarcerPlaces(http: Double, webSocket: Double, name: String, share: String, limit: Int) throws {
        #expect(
            try room(http: http, webSocket: webSocket)
                == "200 HTTP and 200 WebSocket connections, counted apart. With \(share) \(name) clients those places "
                + "fill first, at about \(limit) connections in all (200 / \(share)), called the limit below"
        )
    }

    @Test func `Equal shares fill both kinds of places together`() throws {
        #expect(
            try room(http: 0.5, webSocket: 0.5)
                == "200 HTTP and 200 WebSocket connections, counted apart: 400 in this mix"
        )
    }

    @Test(
        "The key of the decisions names the tasks that the arithmetic starts from, and the assumptions behind it",
        arguments: [
            (
                "running", "activity",
                "the tasks running (base_outside_cooldown); from a scale-out until its cooldown is over, those it began "
                    + "with (cooldown_base)."
            ),
            ("running", "running", "the tasks running (base_outside_cooldown)."),
            (
                "running", "desired",
                "the tasks running (base_outside_cooldown); from a scale-out until its cooldown is over, those desired "
                    + "(cooldown_base)."
            ),
            ("desired", "desired", "the tasks desired (base_outside_cooldown)."),
        ]
    )
    func decisionKey(outside: String, inside: String, expected: String) throws {
        var assumptions = Assumptions()
        try assumptions.set("base_outside_cooldown", to: outside)
        try assumptions.set("cooldown_base", to: inside)
        #expect(DecisionSentences.key(assumptions) == "ceil(tasks × metric / target): " + expected)
    }

    @Test(arguments: [(1.0, 0.0, false), (0.7, 0.3, true)])
    func `One limit needs no arithmetic`(http: Double, webSocket: Double, isShared: Bool) throws {
        #expect(
            try room(http: http, webSocket: webSocket, isShared: isShared)
                == "200 connections; further ones are refused with 429"
        )
    }
}
