import FleetSimulation
import TargetTracking
import Testing

@testable import ScenarioFile

private func problems(_ text: String, overrides: [ScenarioOverride] = []) -> [String] {
    do {
        _ = try LoadedScenario.read(ScenarioSource(text: text, file: "my.yaml"), overrides: overrides)
        return []
    } catch {
        return error.problems.map(\.description)
    }
}

@Test("Every preset reads without a problem and has its own meaning", arguments: Preset.all.map(\.name))
func presetReads(name: String) throws {
    let preset = try #require(Preset.named(name))
    let loaded = try LoadedScenario.read(ScenarioSource(preset))
    #expect(loaded.name == name)
    #expect(loaded.description == preset.summary)
    let others = try Preset.all.filter { $0.name != name }.map {
        try LoadedScenario.read(ScenarioSource($0)).fingerprint
    }
    #expect(!others.contains(loaded.fingerprint))
}

@Test func `What init writes reads back as the standard preset`() throws {
    let text = Preset.standard.text
    let written = try LoadedScenario.read(ScenarioSource(text: text, file: "my.yaml"))
    let standard = try LoadedScenario.read(ScenarioSource(Preset.standard))
    #expect(written.scenario == standard.scenario)
    #expect(written.fingerprint == standard.fingerprint)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 120 })
}

@Test func `A file of comments only is the standard preset`() throws {
    let empty = try LoadedScenario.read(ScenarioSource(text: "# nothing\n", file: "my.yaml"))
    let standard = try LoadedScenario.read(ScenarioSource(Preset.standard))
    #expect(empty.scenario == standard.scenario)
}

@Test func `Comments and layout do not change the fingerprint, values do`() throws {
    func fingerprint(_ text: String) throws -> String {
        try LoadedScenario.read(ScenarioSource(text: text, file: "a")).fingerprint
    }
    let one = try fingerprint("tasks: {limit: 150, zones: 2}")
    #expect(try fingerprint("# why\ntasks:\n  zones: 2\n  limit: 150\n") == one)
    #expect(try fingerprint("tasks: {limit: 151, zones: 2}") != one)
}

@Test func `A flag overrides the file and is named in its errors`() throws {
    let source = ScenarioSource(text: "tasks: {limit: 150}", file: "my.yaml")
    let flag = ScenarioOverride(origin: "--limit", keyPath: "tasks.limit", value: .text("120"))
    #expect(try LoadedScenario.read(source, overrides: [flag]).scenario.limits.httpConnections == 120)
    let wrong = ScenarioOverride(origin: "--limit", keyPath: "tasks.limit", value: .text("many"))
    #expect(
        problems("{}", overrides: [wrong]) == ["--limit: expected a whole number from 1 to 1000000, but found \"many\""]
    )
}

@Test func `A spike given by a flag comes on top of those of the file`() throws {
    let text = #"clients: {spikes: [{at: "06:00", clients: 10}]}"#
    let flag = ScenarioOverride(
        origin: "--spike",
        keyPath: "clients.spikes",
        value: .keys([.init("at", "09:00"), .init("clients", "600"), .init("over", "60s")]),
        appends: true
    )
    let sources = try LoadedScenario.read(ScenarioSource(text: text, file: "a"), overrides: [flag]).scenario.workload
        .sources
    #expect(sources.map(\.name) == ["morning wave", "working day", "spike", "spike"])
}

@Test(
    "A mistake is named with its place and how to mend it",
    arguments: [
        ("tasks:\n  limt: 3", "my.yaml:2:3: tasks.limt: unknown key; did you mean \"limit\"?"),
        (
            "clients:\n  peak: lots",
            "my.yaml:2:9: clients.peak: expected a number from 0 to 10000000, but found \"lots\""
        ),
        (
            "clients:\n  token_ttl: 60",
            "my.yaml:2:14: clients.token_ttl: expected a length of time with its unit, such as 30s, 5m, 2h or 500ms, "
                + "but found \"60\""
        ),
        (
            "clients:\n  spikes:\n    - {at: 9, clients: 3}",
            "my.yaml:3:12: clients.spikes[0].at: expected a time of day, such as 09:00 or 17:30:15 (on the second day "
                + "2+09:00), but found \"9\""
        ),
        (
            "clients:\n  spikes: many",
            "my.yaml:2:11: clients.spikes: expected a list (lines that start with \"- \"), but found \"many\""
        ),
        (
            "tasks: 3",
            "my.yaml:1:8: tasks: expected keys and values (\"key: value\"), but found \"3\""
        ),
        (
            "load_balancer:\n  algorithm: fastest",
            "my.yaml:2:14: load_balancer.algorithm: expected round_robin (rr), least_outstanding_requests (lor) or "
                + "weighted_random (random), but found \"fastest\""
        ),
        (
            "tasks:\n  victim: youngest",
            "my.yaml:2:11: tasks.victim: expected random or oldest or newest or fewest_connections or most_connections, "
                + "but found \"youngest\""
        ),
        (
            "preset: powersync-guid",
            "my.yaml:1:9: preset: unknown preset \"powersync-guid\"; did you mean \"powersync-guide\"?"
        ),
        ("- 1", "my.yaml:1:1: expected keys and values, such as \"scaling:\" and below it \"  min: 2\""),
        (
            "clients:\n  groups:\n    - {name: a, trace: missing.csv}",
            "my.yaml:3:24: clients.groups[0].trace: missing.csv: the file does not exist"
        ),
        (
            "clients:\n  groups:\n    - {name: a, day: sunny}",
            "my.yaml:3:22: clients.groups[0].day: unknown shape \"sunny\"; known here are flat, working-day, evening, "
                + "cosine"
        ),
        ("days: 1\ndays: 2", "my.yaml:1:1: the key days is given twice"),
    ]
)
func mistakeIsNamed(text: String, expected: String) {
    #expect(problems(text) == [expected])
}

@Test func `All mistakes of a file are named at once`() {
    #expect(problems("tasks: {limt: 1}\nload_balancer: {slow: 1}\nclients: {peek: 3}").count == 3)
}

@Test func `Text that is not YAML says where`() {
    let found = problems("tasks: {limit: 3")
    #expect(found.count == 1 && found[0].hasPrefix("my.yaml:") && found[0].contains("not YAML"))
}

@Test(
    "Assumptions of the control plane and of the fleet are set alike, by key and by flag",
    arguments: [
        ("cooldown_start", "decision"), ("draining_tasks_publish", "no"), ("victim", "oldest"),
        ("registration_s", "10"),
    ]
)
func assumptionIsSet(name: String, value: String) throws {
    let file = ScenarioSource(text: "assumptions: {\(name): \(value)}", file: "my.yaml")
    let flag = ScenarioOverride(origin: "--assume", keyPath: "assumptions.\(name)", value: .text(value))
    for loaded in [
        try LoadedScenario.read(file), try LoadedScenario.read(ScenarioSource(Preset.standard), overrides: [flag]),
    ] {
        let found = try #require(loaded.scenario.assumptions.first { $0.name == name })
        #expect(found.value == value)
        #expect(found.isChanged)
    }
}
