import FleetSimulation
import Testing

@testable import CapacityTuning
@testable import SimulationReport

private func moments(_ values: [Double]) -> Moments {
    var moments = Moments()
    for value in values { moments.add(Moments.millionths(value)) }
    return moments
}

/// A search over `min=1...` whose candidates cost and refused what is given, each in as many runs as there are values.
private struct Search {
    var costs: [[Double]]
    var refused: [[Double]]
    var front: [Int]
    var chosen: Int?
    var best = 0
    var ties: [Int: [Int]] = [:]
    var finalists: [Int]?
    var goal = TuningGoal()

    var scatter: ScatterFigure? {
        get throws {
            let plan = try ReplicationPlan(
                costs.indices.map { Candidate(settings: [Setting("min", "\($0 + 1)")], scenario: Scenario()) },
                replications: 4
            )
            let rows = costs.indices.map { index in
                let hits = refused[index].count { $0 > 0 }
                let share = Proportion(hits, of: refused[index].count)
                return TuningRow(
                    candidate: index,
                    replications: costs[index].count,
                    measures: goal.frontMeasures.map {
                        $0 == .monthlyCost ? moments(costs[index]) : moments(refused[index])
                    },
                    requirements: goal.requirements.map {
                        RequirementResult(
                            requirement: $0,
                            estimate: share.estimate,
                            interval: share.wilson(),
                            replications: share.trials,
                            chance: 1
                        )
                    },
                    isOnFront: front.contains(index),
                    ties: ties[index] ?? []
                )
            }
            let result = TuningResult(
                rounds: [TuningRound(replications: 4, candidates: finalists ?? Array(costs.indices))],
                rows: rows,
                front: front,
                chosen: chosen,
                best: best,
                replicationsRun: 0
            )
            return TuningReport(plan: plan, goal: goal, result: result, reproduction: []).scatter
        }
    }
}

@Test func `The front, the choice, its ties and what is beaten are told apart`() throws {
    let search = Search(
        costs: [[100, 102], [150, 152], [151, 153], [200, 210], [90, 92]],
        refused: [[1, 0], [0, 0], [0, 0], [0, 0], [1, 1]],
        front: [0, 1, 2],
        chosen: 1,
        best: 1,
        ties: [2: [1]],
        finalists: [0, 1, 2, 3]
    )
    let figure = try #require(try search.scatter)
    #expect(figure.points.map(\.kind) == [.front, .chosen, .tie, .beaten, .beaten])
    #expect(
        figure.points[1].title.hasPrefix("min=2\nthe cheapest that keeps what is required\ncost/month $151.00, 95 %: ")
    )
    #expect(figure.points[2].title.contains("cannot be told from min=2"))
    #expect(figure.points[3].title.contains("another is better in every measure"))
    #expect(figure.points[4].title.contains("given up as unlikely"))
    let markup = figure.markup
    #expect(markup.contains("required: P(refused) &lt; 1%"))
    #expect(markup.contains("(square-root scale)"))
    // Bars on both axes of the three, none on the beaten ones.
    #expect(markup.matches(of: /class="whisker"/).count == 6)
    #expect(markup.contains("cannot be told from it</span>"))
}

@Test func `Where nothing keeps what is required, the nearest is marked and not called the choice`() throws {
    let search = Search(costs: [[100, 100]], refused: [[1, 1]], front: [0], chosen: nil)
    let markup = try #require(try search.scatter).markup
    #expect(markup.contains("point nearest"))
    #expect(!markup.contains("cheapest that keeps"))
}

@Test(
    "One candidate, one run or no refusal at all still make a drawing",
    arguments: [
        [[100.0]], [[100.0, 100]], [[0.0, 0]], [[100.0, 110], [120, 130]],
    ]
)
func degenerateSearch(costs: [[Double]]) throws {
    let search = Search(costs: costs, refused: costs.map { $0.map { _ in 0 } }, front: [0], chosen: 0)
    let figure = try #require(try search.scatter)
    let markup = figure.markup
    #expect(markup.contains("point chosen"))
    #expect(!markup.contains("nan") && !markup.contains("inf%"))
    #expect(figure.points[0].xInterval == nil || costs[0].count > 1)
}

@Test func `Long settings are not written beside their point`() throws {
    let point = ScatterFigure.Point(
        x: 1,
        y: 0,
        kind: .chosen,
        label: "min=3 target=100 in-cooldown=420",
        title: "t"
    )
    let axis = ScatterFigure.Axis(title: "a") { "\($0)" }
    let figure = ScatterFigure(title: "t", note: "", horizontal: axis, vertical: axis, points: [point])
    #expect(figure.markup.contains(">the choice</text>"))
}

@Test func `A requirement of the minimized measure is not drawn against itself`() throws {
    var search = Search(costs: [[100, 110]], refused: [[0, 0]], front: [0], chosen: 0)
    search.goal.requirements = [Requirement(.monthlyCost, .below, 500)]
    #expect(try #require(try search.scatter).vertical.title == "forced disconnects")
    search.goal.alsoWatched = []
    #expect(try search.scatter == nil)
}

private func row(_ measure: Measure, _ first: [Double], _ second: [Double]) -> ComparisonRow {
    let difference = moments(zip(first, second).map { $1 - $0 })
    return ComparisonRow(
        measure: measure,
        first: moments(first),
        second: moments(second),
        difference: difference,
        interval: difference.variance == 0 && difference.count > 1
            ? Interval(difference.mean, difference.mean) : difference.interval()
    )
}

private func figure(_ rows: [ComparisonRow]...) -> DifferenceFigure {
    ComparisonReport(
        labels: ["a"] + rows.indices.map { "b\($0)" },
        comparisons: rows.enumerated().map { Comparison(candidate: $0 + 1, rows: $1, replications: 3) },
        seed: 1,
        reproduction: []
    ).differences
}

@Test func `A pair's differences are percentages of A, and faint where they may be zero`() throws {
    let drawn = figure([
        row(.monthlyCost, [100, 200, 300], [200, 299, 401]), row(.forcedDisconnects, [10, 20, 30], [9, 22, 29]),
        row(.scalingActions, [4, 4, 4], [4, 4, 4]), row(.hotTaskMinutes, [10, 20, 30], [0, 10.5, 19.5]),
    ])
    let rows = try #require(drawn.panels.first).rows
    #expect(rows.map(\.kind) == [.more, .unsure, .less])
    #expect(rows.map(\.point) == [50, 0, -50])
    #expect(drawn.note.contains("The same in every run: scaling actions."))
    #expect(rows[1].value.hasPrefix("~ "))
}

@Test func `What A never had gets an arrow instead of a percentage`() throws {
    let drawn = figure([row(.refusedClients, [0, 0, 0], [10, 12, 11])])
    let rows = try #require(drawn.panels.first).rows
    #expect(rows.map(\.point) == [.infinity])
    #expect(rows.map(\.kind) == [.more])
    #expect(drawn.markup.contains("class=\"arrow\""))
    #expect(!drawn.markup.contains("inf"))
}

@Test func `A difference of one run has no bar, and no side`() throws {
    let drawn = figure([row(.monthlyCost, [100], [150])])
    #expect(try #require(drawn.panels.first).rows.map(\.kind) == [.unsure])
    #expect(!drawn.markup.contains("whisker"))
}

@Test func `Several configurations have a panel for each measure that differs, in its own unit`() throws {
    let same = row(.refused, [0, 0, 0], [0, 0, 0])
    let drawn = figure([row(.monthlyCost, [100, 100, 100], [90, 91, 92]), same], [same])
    #expect(drawn.panels.map(\.title) == ["cost per month, $"])
    #expect(drawn.panels[0].rows.map(\.name) == ["b0"])
    #expect(drawn.markup.contains(">-$10</text>"))
    #expect(drawn.note.contains("The same in every run of all: P(any refusal)"))
}
