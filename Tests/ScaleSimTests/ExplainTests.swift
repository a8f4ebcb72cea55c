import HistorySupport
import LosslessJSON
import TargetTracking
import Testing

@Suite(.timeLimit(.minutes(2)))
struct ExplainTests {
    private static let arguments = [
        "explain", "--policies", Fixture.path("policies.json"), "--metrics", Fixture.path("metric-data.json"),
        "--scalable-target", Fixture.path("scalable-targets.json"),
    ]

    @Test func `Each decision shows its arithmetic and each refusal its rule`() throws {
        let run = try Program(Self.arguments)
        #expect(run.status == 0)
        #expect(run.output.contains("08:12:00  2 → 3    connections 108, target 80: ceil(2 × 108 / 80) = 3"))
        #expect(run.output.contains("scale-in needs"))
        #expect(run.output.contains("AlreadyAtMinCapacity"))
        #expect(run.lines.filter { $0.count > 80 }.isEmpty)
    }

    @Test func `Activities that the rules give are explained to the second`() throws {
        let run = try Program(Self.arguments + ["--activities", Fixture.path("activities.json")])
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("3 changes"))
        #expect(run.output.contains("3 of 3 activities are explained, 0 s off on average"))
    }

    @Test func `An activity that the rules do not give is named, with exit code 1`() throws {
        let run = try Program(Self.arguments + ["--activities", Fixture.path("activities-other.json")])
        #expect(run.status == 1)
        #expect(run.output.contains("2 of 3 activities are explained"))
        #expect(run.output.contains("nothing"))
    }

    @Test func `JSON pairs activities with decisions`() throws {
        let run = try Program(Self.arguments + ["--json", "--activities", Fixture.path("activities.json")])
        let json = try JSONValue(parsing: run.output)
        #expect(json["kind"]?.string == "scalesim-explain")
        #expect(json["activities"]?.array?.map { $0["agrees"]?.bool } == [true, true, true])
    }

    @Test func `A metric without a result names the results there are`() throws {
        let run = try Program(Self.arguments + ["--metric", "cpu=m7"])
        #expect(run.status == 2)
        #expect(run.errors.contains("no result has the id or label \"m7\"; there are connections"))
    }
}

@Suite(.timeLimit(.minutes(2)))
struct LintTests {
    @Test func `The guide as published is an error, mended it is not`() throws {
        let published = try Program(["lint", "--preset", "powersync-guide-as-published"])
        #expect(published.status == 1)
        #expect(published.output.contains("[policy-dimensions]"))
        let mended = try Program(["lint"])
        #expect(mended.status == 0)
        #expect(mended.output.contains("[scale-in-cooldown]"))
        #expect(!mended.output.contains("[policy-dimensions]"))
    }

    @Test func `Findings point into the user's own documents`() throws {
        let run = try Program(["lint", "--policies", Fixture.path("policies.json"), "--json"])
        let json = try JSONValue(parsing: run.output)
        #expect(json["findings"]?.array?.isEmpty == false)
        #expect(run.output.contains("Fixtures/policies.json"))
    }
}

@Suite(.timeLimit(.minutes(2)))
struct BacktestTests {
    private static let arguments = [
        "backtest", "--policies", Fixture.path("policies.json"), "--metrics", Fixture.path("metric-data.json"),
        "--scalable-target", Fixture.path("scalable-targets.json"), "--activities", Fixture.path("activities.json"),
    ]

    @Test func `A history that the rules gave is lived again to the second`() throws {
        let run = try Program(Self.arguments)
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("3 of 3 changes are reproduced, 0 s off on average."))
        #expect(run.output.contains("Delays and start latency"))
        #expect(run.lines.filter { $0.count > 80 }.isEmpty)
        let json = try JSONValue(parsing: try Program(Self.arguments + ["--json"]).output)
        #expect(json["best"]?["hits"]?.number?.integer == 3)
        #expect(json["trust"]?.string == "undecided")
    }

    @Test func `A service of known rules is recognised, with its start latency from its tasks`() throws {
        var service = SyntheticHistory(startLatency: 90_000, seed: 2, hours: 6)
        service.truth.cooldownStart = .decision
        let documents = HistoryDocuments(try service.history())
        let scratch = try Scratch()
        for (name, text) in [
            ("policies", documents.policies), ("targets", documents.targets), ("metrics", documents.metrics),
            ("activities", documents.activities), ("tasks", documents.tasks([95_000, 90_000, nil, 85_000])),
        ] {
            try scratch.write(text, name + ".json")
        }
        let arguments = [
            "backtest", "--policies", "policies.json", "--scalable-target", "targets.json", "--metrics", "metrics.json",
            "--activities", "activities.json", "--running", "2", "--start-latency-from", "tasks.json",
        ]
        let page = try Program(arguments, folder: scratch.url)
        #expect(page.status == 0 && page.output.contains("Fits best: cooldown_start=decision"), "\(page.output)")
        #expect(page.output.contains("3 tasks measured; left out are 1 without startedAt"))
        #expect(page.output.contains("Fitted to the first half alone"))
        #expect(page.lines.filter { $0.count > 80 }.isEmpty)
        let json = try JSONValue(parsing: try Program(arguments + ["--json"], folder: scratch.url).output)
        #expect(json["best"]?["changed"]?["cooldown_start"]?.string == "decision")
        #expect(json["startLatency"]?["measured"]?["medianMilliseconds"]?.number?.integer == 90_000)
        let markdown = try Program(arguments + ["--markdown"], folder: scratch.url)
        #expect(markdown.output.contains("### Delays and start latency"))
        let run = try Program(["run", "--quiet", "--start-latency-from", "tasks.json"], folder: scratch.url)
        #expect(run.status == 0 && run.errors.contains("1 without startedAt"))
        let both = try Program(arguments + ["--start-latency", "60s"], folder: scratch.url)
        #expect(both.status == 2 && both.errors.contains("--start-latency or --start-latency-from, not both"))
    }

    @Test func `Without activities there is nothing to test against`() throws {
        let run = try Program(Array(Self.arguments.dropLast(2)))
        #expect(run.status == 2)
        #expect(run.errors.contains("--activities"))
    }
}
