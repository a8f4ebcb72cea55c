import CapacityTuning
public import FleetSimulation
import LosslessJSON
import TargetTracking

/// What a pencil says about a configuration, shown beside simulated values as a check of their size.
public struct ClosedForms: Sendable {
    let section: StudyPage.Section

    /// The figures of a scenario with the largest number of clients seen online.
    public init(_ scenario: Scenario, peakOnlineClients peak: Int) {
        let figures = SanityFigures(scenario, peakConnections: peak)
        let start = figures.secondsToCapacity - figures.secondsToDecision
        func row(_ what: String, _ value: String) -> [TextTable.Cell] { [.init(what), .init(value)] }
        func time(_ seconds: Double) -> String { DistributionSentence.duration(seconds.rounded()) }
        section = StudyPage.Section(
            "By pencil",
            note: "No simulation: to check the size of what was found.",
            columns: [("", .left), ("", .left)],
            rows: [
                row(
                    "\(NumberText.integer(peak)) online at \(figures.limit) per task",
                    NumberText.count(figures.tasksForLimit, "task")
                ),
                row(
                    "the same at the target of \(NumberText.short(scenario.effectiveTargetConnections))",
                    NumberText.count(figures.tasksForTarget, "task")
                ),
                row(
                    "places for 1 % refusals (Erlang B)",
                    NumberText.count(figures.tasksByErlang, "task") + " if clients find every free place"
                ),
                row(
                    "from a step in load to a new task",
                    "about \(time(figures.secondsToCapacity)): \(time(figures.secondsToDecision)) to decide, "
                        + "\(time(start)) to start"
                ),
                row(
                    "a crowd that the minimum takes until then",
                    "\(NumberText.integer(figures.spikeAtMinimum)) clients"
                ),
            ]
        )
    }

    /// The figures as they are printed.
    var json: JSONValue {
        .array(
            section.rows.map { row in
                .members([("what", .string(row[0].text)), ("value", .string(row.count > 1 ? row[1].text : ""))])
            }
        )
    }
}
