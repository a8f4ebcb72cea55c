import Foundation
import LosslessJSON
import Testing

@Suite(.timeLimit(.minutes(5)))
struct StudyTests {
    private static let day = ["--days", "0.5"]

    @Test func `A configuration compared with itself differs in nothing`() throws {
        let run = try Program(["compare", "powersync-guide", "powersync-guide", "--replications", "2"] + Self.day)
        #expect(run.status == 0)
        #expect(run.output.contains("same cost, same refusals, same cuts"))
        #expect(!run.output.contains("~ "))
        #expect(run.lines.filter { $0.count > 80 }.isEmpty)
    }

    @Test func `More tasks cost more, in text, JSON and Markdown`() throws {
        let arguments = ["compare", "--vary", "min=4", "--replications", "4"] + Self.day
        #expect(try Program(arguments).output.hasPrefix("min=4 against powersync-guide: $"))
        let json = try JSONValue(parsing: try Program(arguments + ["--json"]).output)
        let cost = json["comparisons"]?.array?.first?["measures"]?.array?.first
        #expect(cost?["measure"]?.string == "monthly_cost_usd")
        #expect((cost?["lower"]?.number?.double ?? -1) > 0)
        let markdown = try Program(arguments + ["--markdown"]).output
        #expect(markdown.contains("| cost per month"))
        #expect(markdown.contains("|---|---:|"))
    }

    @Test(arguments: [
        (["compare", "--vary", "min=4"], "class=\"forest\""),
        (["tune", "--search", "min=2,4", "--no-flips"], "point chosen"),
    ])
    func `With --html a study is also a page with its chart and assumptions, the same each time`(
        command: [String],
        chart: String
    ) throws {
        let scratch = try Scratch()
        let arguments = command + ["--replications", "4", "--html", "page.html"] + Self.day
        let pages = try (0..<2).map { _ in
            _ = try Program(arguments, folder: scratch.url)
            return try scratch.text("page.html")
        }
        #expect(pages[0].hasPrefix("<!doctype html>"))
        #expect(pages[0].contains(chart))
        #expect(pages[0].contains("<code>custom_metric_visible_delay_s</code>"))
        #expect(pages[0] == pages[1])
    }

    @Test func `The parts of a study put together give the same bytes as the whole`() throws {
        let scratch = try Scratch()
        let command = ["compare", "--vary", "min=2,3,4", "--replications", "9"] + Self.day
        for shard in 1...3 {
            let part = try Program(command + ["--shard", "\(shard)/3", "--out", "part\(shard)"], folder: scratch.url)
            #expect(part.status == 0)
            #expect(part.output.isEmpty)
        }
        let merged = try Program(["merge", "part3", "part1", "part2"], folder: scratch.url)
        #expect(merged.output == (try Program(command).output))
        let json = try Program(["merge", "part1", "part2", "part3", "--json"], folder: scratch.url)
        #expect(json.output == (try Program(command + ["--json"]).output))
        let missing = try Program(["merge", "part1", "part3"], folder: scratch.url)
        #expect(missing.status == 2)
        #expect(missing.errors.contains("2"))
        let twice = try Program(["merge", "part1", "part2", "part1"], folder: scratch.url)
        #expect(twice.errors.contains("part1: shard 1 is there twice"))
    }

    @Test func `A value that the baseline has already is not compared with it`() throws {
        let all = try Program(["compare", "--vary", "min=2,4", "--replications", "4", "--json"] + Self.day)
        let others = try Program(["compare", "--vary", "min=4", "--replications", "4", "--json"] + Self.day)
        func text(_ program: Program) -> String { program.output.replacing("min=2,4", with: "min=4") }
        #expect(all.status == 0 && !text(all).contains("min=2"))
        #expect(text(all) == text(others))
    }

    @Test func `The index of an array job chooses the part`() throws {
        let scratch = try Scratch()
        let command = ["compare", "--vary", "min=4", "--replications", "2"] + Self.day
        let environment = ["LANG": "C.UTF-8", "AWS_BATCH_JOB_ARRAY_INDEX": "1"]
        let job = try Program(command + ["--shard", "2", "--out", "a"], environment: environment, folder: scratch.url)
        #expect(job.status == 0)
        _ = try Program(command + ["--shard", "2/2", "--out", "b"], folder: scratch.url)
        #expect(try scratch.text("a") == scratch.text("b"))
        let without = try Program(command + ["--shard", "2", "--out", "c"], folder: scratch.url)
        #expect(without.errors.contains("none of AWS_BATCH_JOB_ARRAY_INDEX, JOB_COMPLETION_INDEX"))
    }

    @Test func `Tune names its choice, and writes documents and commands for it`() throws {
        let scratch = try Scratch()
        let run = try Program(
            [
                "tune", "--preset", "early-spike", "--search", "min=2,6", "--replications", "4", "--no-flips",
                "--write-policies", "out", "--require", "P(refused) < 50%",
            ] + Self.day,
            folder: scratch.url
        )
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("✓ min=6: $"))
        #expect(run.output.contains("--min-capacity 6 --max-capacity 10"))
        #expect(run.output.contains("--min-capacity 2 --max-capacity 10"))
        #expect(run.lines.filter { $0.count > 80 }.isEmpty)
        let target = try JSONValue(parsing: try scratch.text("out/scalable-target.json"))
        #expect(target["MinCapacity"]?.number?.integer == 6)
        let policy = try JSONValue(parsing: try scratch.text("out/connection-scaling.json"))
        #expect(policy["TargetTrackingScalingPolicyConfiguration"]?["TargetValue"]?.number?.double == 80)
        let before = try JSONValue(parsing: try scratch.text("out/rollback/scalable-target.json"))
        #expect(before["MinCapacity"]?.number?.integer == 2)
        // What was written can be read back as the scenario's policies.
        let again = try Program(
            [
                "run", "--policies", "out/connection-scaling.json", "--scalable-target", "out/scalable-target.json",
                "-q",
            ],
            folder: scratch.url
        )
        #expect(again.status == 0, "\(again.errors)")
    }

    @Test func `A search in which nothing keeps the promise says so, with exit code 1`() throws {
        let run = try Program(
            ["tune", "--search", "min=2", "--replications", "2", "--no-flips", "--require", "monthly_cost_usd < 1"]
                + Self.day
        )
        #expect(run.status == 1)
        #expect(run.output.hasPrefix("✗ No configuration of the search keeps what is required."))
    }

    @Test func `Tune says how sure it is, and the parts of its search give the same bytes`() throws {
        let scratch = try Scratch()
        let command =
            ["tune", "--search", "min=2..4,lb=rr,lor", "--replications", "20", "--no-flips", "--json"] + Self.day
        let whole = try Program(command)
        for shard in 1...2 {
            _ = try Program(command + ["--shard", "\(shard)/2", "--out", "part\(shard)"], folder: scratch.url)
        }
        #expect(try Program(["merge", "part2", "part1"], folder: scratch.url).output == whole.output)
        let json = try JSONValue(parsing: whole.output)
        let chosen = json["candidates"]?.array?.first { $0["onFront"]?.bool == true }
        let requirement = chosen?["requirements"]?.array?.first
        #expect(requirement?["requirement"]?.string == "P(refused) < 1%")
        #expect((requirement?["upper"]?.number?.double ?? 0) > 0.01)
        #expect((chosen?["chance"]?.number?.double ?? 2) < 1)
        #expect(json["rounds"]?.array?.first?["candidates"]?.number?.integer == 6)
        #expect(json["closedForms"]?.array?.isEmpty == false)
    }

    @Test func `A comparison ends at the stated precision of the watched measure, and says so`() throws {
        let command = ["compare", "--vary", "target=90", "--replications", "64"] + Self.day
        let coarse = try Program(command + ["--precision", "50%", "--watch", "billed_task_hours"])
        #expect(coarse.output.contains("16 runs each"))
        #expect(coarse.output.contains("billed task hours was known to"))
        let all = try Program(command + ["--precision", "0"])
        #expect(all.output.contains("64 runs each") && !all.output.contains("was known to"))
    }

    @Test func `Morris's screening ranks settings and assumptions together`() throws {
        let command = ["sensitivity", "--morris", "1", "--replications", "1", "--days", "0.3", "--vary", "min=2,8"]
        let run = try Program(command)
        #expect(run.output.hasPrefix("What matters most to cost/month: min"), "\(run.output) \(run.errors)")
        #expect(run.lines.filter { $0.count > 80 }.isEmpty)
        let json = try JSONValue(parsing: try Program(command + ["--json"]).output)
        #expect(json["kind"]?.string == "scalesim-screening")
        let names = json["effects"]?.array?.compactMap { $0["input"]?.string } ?? []
        #expect(names.contains("min") && names.contains("assume.high_periods") && names.contains("assume.victim"))
    }

    @Test func `Sensitivity counts the flips under which the verdict stands`() throws {
        let run = try Program(["sensitivity", "--replications", "1", "--days", "0.2", "--vary", "min=4"])
        #expect(run.status == 0)
        #expect(run.output.contains("The verdict is unchanged under "))
        #expect(run.output.contains("assumption flips.") && run.output.contains("Of 1 other setting, "))
        #expect(run.output.contains("min=4"))
        #expect(run.lines.filter { $0.count > 80 }.isEmpty)
    }

    @Test(
        "Wrong settings of a study are named",
        arguments: [
            (["compare"], "nothing to compare with: give two scenarios"),
            (["compare", "--vary", "min=2"], "powersync-guide has what --vary says already"),
            (["compare", "nowhere", "min-4"], "nowhere: the file does not exist"),
            (["compare", "--vary", "mn=4"], "unknown setting \"mn\""),
            (["compare", "--vary", "min=x"], "min=x: expected"),
            (["tune", "--minimize", "costs"], "--minimize: unknown measure \"costs\"; did you mean \"cost\"?"),
            (["tune", "--require", "P(refusd) < 1%"], "unknown measure \"refusd\""),
            (["compare", "--vary", "min=4", "--shard", "3/2"], "--shard: expected I/N"),
            (["compare", "--vary", "min=4", "--precision", "x"], "--precision: expected a share"),
            (["compare", "--vary", "min=4", "--watch", "costs"], "--watch: unknown measure"),
            (["sensitivity", "--morris", "0"], "--morris: expected at least 1"),
            (["merge", Fixture.path("policies.json")], "this is not a part file"),
        ]
    )
    func wrongSettings(arguments: [String], message: String) throws {
        let run = try Program(arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(message), "\(run.errors)")
    }
}
