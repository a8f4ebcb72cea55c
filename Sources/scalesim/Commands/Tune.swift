import ArgumentParser
import CapacityTuning
import FleetSimulation
import Foundation
import LosslessJSON
import ScenarioFile
import SimulationReport

/// The form of the snippet that applies a choice.
enum SnippetFormat: String, ExpressibleByArgument, CaseIterable {
    case cli
    case cloudformation
    case terraform
}

/// The command `scalesim tune`.
struct Tune: Study {
    static let configuration = CommandConfiguration(
        abstract: "Finds the cheapest configuration that keeps what is required, and the commands to apply it.",
        usage: "scalesim tune [<scenario>] [--search <settings>] [<options>]",
        discussion: """
            Every configuration of the search is tried on a few days; each round drops those unlikely to win and gives \
            the others more days. All of them meet the same clients.

            EXAMPLES
              scalesim tune --search min=2..6,target=60..100/20
              scalesim tune my.yaml --require 'P(refused) < 1%' --minimize cost \\
                --search min=1..10,target=40..120/10,in-cooldown=300,420,600,lb=rr,lor
              scalesim tune --preset early-spike --write-policies tuned --format terraform
            """
    )

    @OptionGroup var base: ScenarioOptions

    @Option(
        help: ArgumentHelp("Settings and their values: min=1..10,target=40..120/10,lb=rr,lor.", valueName: "settings")
    )
    var search = "min=1..8,target=60..100/20"

    @Option(
        help: ArgumentHelp(
            "What shall be small: cost, or a measure of scalesim presets --measures.",
            valueName: "measure"
        )
    )
    var minimize = "cost"

    @Option(
        help: ArgumentHelp("Try this many configurations of the search, spread evenly.", valueName: "configurations")
    )
    var sample: Int?

    @Flag(help: "Leave out what the choice rests on.")
    var noFlips = false

    @Option(help: ArgumentHelp("Write the documents for --cli-input-json into this folder.", valueName: "folder"))
    var writePolicies: String?

    @Option(help: "How to apply the choice: cli, cloudformation or terraform.")
    var format = SnippetFormat.cli

    @OptionGroup(title: "Runs and output")
    var study: StudyOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    private func goal() throws -> TuningGoal {
        let texts = try base.load().requirements
        var goal = TuningGoal()
        if !texts.isEmpty { goal.requirements = try texts.map { text in try Requirement(parsing: text) } }
        goal.minimized = try Self.measure(minimize, flag: "--minimize")
        return goal
    }

    static func measure(_ name: String, flag: String) throws -> Measure {
        if name == "cost" { return .monthlyCost }
        guard let measure = Measure(rawValue: name) else {
            let names = ["cost"] + Measure.allCases.map(\.rawValue)
            throw InputError("\(flag): unknown measure \"\(name)\"; \(NearestName.hint(name, among: names))")
        }
        return measure
    }

    func plan() throws -> ReplicationPlan {
        let goal = try goal()
        let scenario = try base.load().scenario
        let space = try SearchSpace(parsing: search)
        let candidates: [Candidate]
        if let sample {
            guard sample > 0 else { throw InputError("--sample: expected at least 1, but found \(sample)") }
            candidates = try space.latinHypercube(sample, seed: scenario.seed, around: scenario)
        } else {
            candidates = try space.grid(around: scenario)
        }
        // As many as it takes to show a promise kept by a candidate that never fails, within reason.
        return try ReplicationPlan(
            candidates,
            replications: study.replications ?? min(goal.replicationsToShow, 4096),
            measures: goal.frontMeasures
        )
    }

    func report(_ evaluation: inout Evaluation, reproduction: [String]) async throws -> StudyReport {
        let goal = try goal()
        let result = try await Tuning.search(goal, &evaluation) { round in
            Progress.begin("\(round.candidates.count) configurations left, \(round.replications) runs each")
        }
        let chosen = evaluation.plan.candidates[result.best].scenario
        let current = try base.load().scenario
        var flips: Tornado?
        if !noFlips { flips = try await tornado(chosen, goal) }
        let peak = try Run.simulate(chosen).clients.peakOnlineClients
        let report = TuningReport(
            plan: evaluation.plan,
            goal: goal,
            result: result,
            flips: flips,
            closedForms: ClosedForms(chosen, peakOnlineClients: peak),
            apply: try apply(chosen, current),
            reproduction: reproduction
        )
        return StudyReport(page: report.page, json: report.json)
    }

    private func tornado(_ scenario: Scenario, _ goal: TuningGoal) async throws -> Tornado {
        let flips = Flip.assumptions(of: scenario)
        Progress.begin("What the choice rests on")
        let plan = try Tornado.plan(
            scenario,
            flips,
            replications: Swift.min(study.replications ?? 32, 32),
            measures: goal.frontMeasures
        )
        var evaluation = Evaluation(plan, runner: study.runner)
        return try await Tornado.run(flips, requirements: goal.requirements, &evaluation)
    }

    private func apply(_ chosen: Scenario, _ current: Scenario) throws -> [StudyPage.Section] {
        let deployment = ScalingDeployment(chosen)
        let former = ScalingDeployment(current)
        var note = ""
        if let writePolicies {
            try Self.write(deployment, into: writePolicies)
            try Self.write(former, into: writePolicies + "/rollback")
            note = "In \(writePolicies) and \(writePolicies)/rollback for --cli-input-json file://NAME.json, too."
        }
        let commands = deployment.commands(changedFrom: current)
        guard !commands.isEmpty else {
            let nothing = "The scenario already has these settings; nothing to change."
            return [StudyPage.Section("Apply", note: [nothing, note].filter { !$0.isEmpty }.joined(separator: " "))]
        }
        let back = StudyPage.Section("Go back", code: former.commands(changedFrom: chosen))
        guard format != .cli else { return [StudyPage.Section("Apply", note: note, code: commands), back] }
        let isTerraform = format == .terraform
        let snippet = deployment.snippet(isTerraform ? .terraform : .cloudformation)
        return [StudyPage.Section("Apply", note: note, code: snippet, language: isTerraform ? "hcl" : "yaml"), back]
    }

    private static func write(_ deployment: ScalingDeployment, into folder: String) throws {
        let documents = deployment.documents + [("target-group-attributes.json", deployment.targetGroupAttributes)]
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for document in documents {
                let text = document.json.text(.pretty) + "\n"
                try text.write(toFile: folder + "/" + document.file, atomically: true, encoding: .utf8)
            }
        } catch {
            throw InputError("--write-policies \(folder): \(error.localizedDescription)")
        }
    }
}
