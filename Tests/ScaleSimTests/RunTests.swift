import Foundation
import LosslessJSON
import Testing

@Suite(.timeLimit(.minutes(5)))
struct RunTests {
    @Test func `The program alone runs the guide and ends well`() throws {
        let alone = try Program([])
        let named = try Program(["run", "--preset", "powersync-guide"])
        #expect(alone.status == 0)
        #expect(alone.errors.isEmpty)
        #expect(alone.lines.dropLast(3) == named.lines.dropLast(3))
        for heading in [
            "Simulated  powersync-guide", "What clients met", "Connections over time", "Cost", "Assumptions",
        ] {
            #expect(alone.output.contains("\n\(heading)"), "\(heading)")
        }
    }

    @Test func `The same command prints the same bytes`() throws {
        let arguments = ["run", "--preset", "early-spike", "--seed", "7", "--decisions"]
        #expect(try Program(arguments).output == Program(arguments).output)
    }

    @Test(
        "A page fits 80 columns and keeps to what its place can show",
        arguments: [
            (["run"], ["LANG": "C.UTF-8"], false), (["run"], ["LANG": "C"], true), (["run"], [:], true),
            (["run", "--ascii"], ["LANG": "C.UTF-8"], true),
            (["run", "--decisions", "--preset", "week", "--days", "2"], ["LC_ALL": "en_US.utf8"], false),
        ]
    )
    func pageFits(arguments: [String], environment: [String: String], isASCII: Bool) throws {
        let page = try Program(arguments, environment: environment)
        #expect(page.lines.filter { $0.count > 80 }.isEmpty)
        #expect(!page.output.contains("\u{1B}"))
        #expect(page.output.utf8.allSatisfy { $0 < 0x80 } == isASCII)
    }

    @Test func `Colour is written when asked for, and only then`() throws {
        #expect(try Program(["run", "--color", "always"]).output.contains("\u{1B}["))
        #expect(try !Program(["run", "--color", "auto"]).output.contains("\u{1B}["))
    }

    @Test func `What init writes runs like the preset`() throws {
        let scratch = try Scratch()
        let text = try Program(["init"])
        #expect(text.status == 0)
        try scratch.write(text.output, "my.yaml")
        let own = try Program(["run", "my.yaml", "--json"], folder: scratch.url)
        #expect(own.output == (try Program(["run", "--json"]).output))
    }

    @Test(
        "Requirements decide the exit code",
        arguments: [
            ("refused_clients == 0", 0), ("refused_clients > 0", 1), ("monthly_cost_usd < 1", 1),
            ("refused_client == 0", 2), ("refused_clients", 2),
        ]
    )
    func requirementsDecide(requirement: String, status: Int32) throws {
        let run = try Program(["run", "--quiet", "--require", requirement])
        #expect(run.status == status)
        #expect(run.errors.isEmpty == (status != 2))
    }

    @Test(
        "The first line says how many requirements hold",
        arguments: [
            (["refused_clients == 0"], "What is required holds."),
            (["refused_clients > 0"], "What is required does not hold."),
            (["refused_clients == 0", "monthly_cost_usd < 1000"], "All 2 requirements hold."),
            (["refused_clients == 0", "monthly_cost_usd < 1"], "1 of 2 requirements does not hold."),
        ]
    )
    func requirementsInWords(requirements: [String], words: String) throws {
        let run = try Program(["run", "--quiet"] + requirements.flatMap { ["--require", $0] })
        #expect(run.output.replacing("\n  ", with: " ").contains(words), "\(run.output)")
    }

    @Test(
        "Wrong input names what is wrong and how to mend it, on standard error, with exit code 2",
        arguments: [
            (["run", "--limit", "x"], "--limit: expected a whole number from 1 to 1000000, but found \"x\""),
            (["run", "--preset", "flash-crow"], "unknown preset \"flash-crow\"; did you mean \"flash-crowd\"?"),
            (["run", "missing.yaml"], "missing.yaml: the file does not exist"),
            (["run", "--set", "tasks.victm=oldest"], "--set tasks.victm: unknown key; did you mean \"victim\"?"),
            (["run", "--assume", "low_period=3"], "--assume: unknown key; did you mean \"low_periods\"?"),
            (["run", "--assume", "low_periods=x"], "--assume: expected a whole number from 1 to 120, but found \"x\""),
            (["run", "--spike", "09:00"], "--spike: expected NAME=VALUE, such as 09:00=600/60s, but found \"09:00\""),
            (["run", "--min", "5", "--max", "3"], "max (3) is below min (5)"),
            (["run", "--target", "memory=3"], "--target: unknown key"),
            (["run", "--nonsense"], "Unknown option '--nonsense'"),
            (["explain"], "Missing expected argument '--policies <file>'"),
            (["verify", "--id", "NONE"], "no case has an id that begins with \"NONE\""),
            (["presets", "flash"], "unknown preset \"flash\""),
        ]
    )
    func wrongInput(arguments: [String], message: String) throws {
        let run = try Program(arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test func `JSON carries the schema, the measures and the decisions`() throws {
        let run = try Program(["run", "--preset", "early-spike", "--json", "--require", "refused_clients == 0"])
        #expect(run.status == 1)
        let json = try JSONValue(parsing: run.output)
        #expect(json["schemaVersion"]?.number?.integer == 1)
        #expect(json["kind"]?.string == "scalesim-run")
        let refused = json["measures"]?["clients"]?["refused_clients"]?.number?.integer ?? 0
        #expect(refused > 0)
        #expect(json["requirements"]?.array?.first?["holds"]?.bool == false)
        #expect(json["decisions"]?.array?.isEmpty == false)
        #expect(json["verdict"]?["headline"]?.string?.contains("\(refused) of") == true)
    }

    @Test func `CSV has a row for each minute and no thousands separators`() throws {
        let rows = try Program(["run", "--csv", "--preset", "ten-times", "--days", "0.5"]).output.split(separator: "\n")
        let columns = rows.map { $0.split(separator: ",", omittingEmptySubsequences: false).count }
        #expect(rows.count >= 720)
        #expect(Set(columns) == [13])
        #expect(rows[0].hasPrefix("t_s,connections,"))
        #expect(rows.last?.split(separator: ",").allSatisfy { Double($0) != nil } == true)
    }

    @Test func `The guide as published and the guide mended differ in one command each`() throws {
        func refused(_ arguments: [String]) throws -> Int64 {
            let json = try JSONValue(parsing: try Program(["run", "--json"] + arguments).output)
            return json["measures"]?["clients"]?["refused_clients"]?.number?.integer ?? -1
        }
        #expect(try refused([]) == 0)
        #expect(try refused(["--preset", "powersync-guide-as-published"]) > 1000)
    }

    @Test func `Documents of the AWS CLI take the place of the scenario's own policies`() throws {
        let arguments = [
            "run", "--policies", Fixture.path("policies.json"), "--scalable-target",
            Fixture.path("scalable-targets.json"), "--json",
        ]
        let own = try JSONValue(parsing: try Program(["run", "--json"]).output)
        let documents = try JSONValue(parsing: try Program(arguments).output)
        #expect(documents["measures"] == own["measures"])
        #expect(documents["decisions"]?.array?.count == own["decisions"]?.array?.count)
    }

    @Test(
        "Every help has an example",
        arguments: [
            [], ["run"], ["presets"], ["init"], ["explain"], ["verify"], ["compare"], ["tune"], ["sensitivity"],
            ["merge"], ["lint"], ["backtest"],
        ]
    )
    func helpHasExamples(command: [String]) throws {
        let help = try Program(command + ["--help"])
        #expect(help.status == 0)
        #expect(help.output.contains("EXAMPLE"))
        #expect(help.output.contains("  scalesim") || help.output.contains("  aws"))
        #expect(help.lines.filter { $0.count > 80 }.isEmpty)
    }

    @Test func `Verify prints expected and got, and JSON of the same`() throws {
        let page = try Program(["verify", "--id", "TT-FP"])
        #expect(page.status == 0)
        #expect(page.output.contains("✓ 3600 on 7, target 80"))
        let json = try JSONValue(parsing: try Program(["verify", "--id", "TT-FP", "--json"]).output)
        #expect(json["passes"]?.bool == true)
        #expect(json["cases"]?.array?.first?["figures"]?.array?.count == 5)
    }
}
