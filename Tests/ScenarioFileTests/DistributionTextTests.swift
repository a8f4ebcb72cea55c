import FleetSimulation
import Testing

@testable import ScenarioFile

private func read(_ text: String) -> Distribution? {
    do {
        return try DistributionText.read(text)
    } catch {
        return nil
    }
}

@Test(
    "A random length of time is written as a law",
    arguments: [
        ("90s", .constant(90)),
        ("0", .constant(0)),
        ("60s..180s", .uniform(from: 60, to: 180)),
        ("4.5s .. 5.5s", .uniform(from: 4.5, to: 5.5)),
        ("exponential(2h)", .exponential(mean: 7200)),
        ("triangular(40s, 60s, 3m)", .triangular(minimum: 40, mode: 60, maximum: 180)),
        ("lognormal(90s, 180s)", .lognormal(median: 90, percentile95: 180)),
        ("gamma(20m, 3)", .gamma(shape: 3, mean: 1200)),
        ("measured(71s, 64s)", .empirical([71, 64])),
        ("35s + exponential(20s)", .shifted(by: 35, .exponential(mean: 20))),
        ("35s + 5s", .constant(40)),
        (
            "70% 8m | 30% exponential(8h)",
            .mixture([
                WeightedDistribution(weight: 70, .constant(480)),
                WeightedDistribution(weight: 30, .exponential(mean: 28_800)),
            ])
        ),
        ("180s..60s", nil),
        ("lognormal(180s, 90s)", nil),
        ("lognormal(90s)", nil),
        ("exponential(0s)", nil),
        ("exponential(2h", nil),
        ("normal(2h, 3h)", nil),
        ("8m | 8h", nil),
        ("", nil),
        ("90", nil),
    ] as [(String, Distribution?)]
)
func laws(text: String, law: Distribution?) {
    #expect(read(text) == law)
}

@Test(
    "A trace is seconds and values in the order of time",
    arguments: [
        ("t_s,value\n0,1\n300,2.5\n", nil), ("0,1\r\n60,2\r\n", nil), ("# comment\n\n0,1", nil),
        ("0,1\n60,x", "t.csv:2:1: expected seconds and a value, such as 300,41.5, but found \"60,x\""),
        ("60,1\n0,1", "t.csv:2:1: time goes back from 60.0 to 0.0 seconds"),
        ("0,-1", "t.csv:1:1: the value -1 is negative"),
        ("", "t.csv:1:1: no line with seconds and a value, such as 300,41.5"),
    ] as [(String, String?)]
)
func traces(text: String, problem: String?) {
    var found: String?
    do {
        _ = try TraceFile(text: text, file: "t.csv")
    } catch {
        found = error.description
    }
    #expect(found == problem)
}
