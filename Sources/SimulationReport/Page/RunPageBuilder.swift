public import FleetSimulation
public import TargetTracking

/// Turns an outcome into the page that a newcomer reads.
public struct RunPageBuilder: Sendable {
    /// What a run was and gave.
    public struct Input: Sendable {
        public var name: String
        public var description: String
        public var scenario: Scenario
        public var outcome: Outcome
        public var decisions: [Decision]
        public var demands: [PolicyDemand]
        public var requirements: [OutcomeRequirement] = []
        public var warnings: [String] = []
        /// The command that gives this page again, and what identifies its input.
        public var reproduction: [String] = []
        /// Whether every decision is listed, and not only the first that changed something.
        public var showsAllDecisions = false

        public init(
            name: String,
            description: String,
            scenario: Scenario,
            outcome: Outcome,
            decisions: [Decision],
            demands: [PolicyDemand]
        ) {
            self.name = name
            self.description = description
            self.scenario = scenario
            self.outcome = outcome
            self.decisions = decisions
            self.demands = demands
        }
    }

    let input: Input

    public init(_ input: Input) {
        self.input = input
    }

    var scenario: Scenario { input.scenario }
    var outcome: Outcome { input.outcome }

    /// The page.
    public func page() -> RunPage {
        var page = RunPage(title: input.name, subtitle: input.description, verdict: verdict)
        page.warnings = input.warnings + RunWarnings(scenario: scenario, outcome: outcome).sentences
        page.facts = facts
        page.requirements = input.requirements.map { requirement in
            RunPage.Requirement(
                expression: requirement.text,
                measured: requirement.measure.text(requirement.measure.value(in: outcome)),
                holds: requirement.holds(for: outcome)
            )
        }
        page.measures = measureGroups
        page.chart = chart
        addDecisions(to: &page)
        addCost(to: &page)
        addAssumptions(to: &page)
        page.next = suggestions
        page.reproduction = input.reproduction
        return page
    }

    private var span: String {
        let days = scenario.horizonSeconds / 86_400
        if days == 1 { return "the day" }
        return days == days.rounded()
            ? NumberText.count(Int(days), "day")
            : DistributionSentence.duration(
                scenario.horizonSeconds
            )
    }

    private var verdict: RunPage.Verdict {
        let clients = outcome.clients
        let came = NumberText.integer(clients.arrivedClients)
        var headline: String
        if clients.refusedClients == 0 {
            headline = "No client was refused: all \(came) found a task with room."
        } else {
            headline =
                "\(NumberText.integer(clients.refusedClients)) of \(came) clients were refused (HTTP 429), "
                + "in \(NumberText.count(clients.refusalMinutes, "minute")) of \(span)."
        }
        let failing = input.requirements.count { !$0.holds(for: outcome) }
        switch input.requirements.count {
        case 0: break
        case 1: headline = (failing == 0 ? "What is required holds. " : "What is required does not hold. ") + headline
        case let all where failing == 0: headline = "All \(all) requirements hold. " + headline
        case let all:
            headline = "\(failing) of \(all) requirements \(failing == 1 ? "does" : "do") not hold. " + headline
        }
        let scaling = outcome.scaling
        var cut = "Nobody was cut off by scale-in."
        if clients.forcedDisconnectsByStop > 0 {
            cut = "Stopping tasks cut \(NumberText.count(clients.forcedDisconnectsByStop, "connection"))."
        }
        if clients.forcedDisconnectsByIncident > 0 {
            cut += " Incidents cut \(NumberText.integer(clients.forcedDisconnectsByIncident))."
        }
        let moves =
            "\(NumberText.count(scaling.scaleOutActions, "scale-out")) and "
            + "\(NumberText.count(scaling.scaleInActions, "scale-in")), "
            + (scaling.leastDesiredTasks == scaling.peakDesiredTasks
                ? "always " : "\(scaling.leastDesiredTasks) to ")
            + "\(NumberText.count(scaling.peakDesiredTasks, "task")). " + cut
        let cost =
            "$\(NumberText.decimal(outcome.cost.totalDollars, places: 2)) for \(span), "
            + "$\(NumberText.decimal(outcome.cost.monthlyDollars, places: 2)) for a month like it."
        return RunPage.Verdict(
            holds: input.requirements.isEmpty ? clients.refusedClients == 0 : failing == 0,
            headline: headline,
            details: [moves, cost]
        )
    }

    private func addDecisions(to page: inout RunPage) {
        let sentences = DecisionSentences(configuration: scenario.scaling, demands: input.demands)
        let shown = input.showsAllDecisions ? input.decisions : Array(input.decisions.filter(\.scaled).prefix(12))
        page.decisions = shown.map { decision in
            var row = sentences.row(for: decision)
            if !input.showsAllDecisions { row.why = Array(row.why.prefix(1)) }
            return row
        }
        page.decisionsNote = DecisionSentences.key(scenario.controlAssumptions)
        guard !input.showsAllDecisions else { return }
        let more = input.decisions.count { $0.scaled } - shown.count
        var reasons: [(name: String, count: Int)] = []
        for decision in input.decisions {
            guard let rule = decision.blockedBy else { continue }
            let name = DecisionSentences.shortName(of: rule)
            if let index = reasons.firstIndex(where: { $0.name == name }) {
                reasons[index].count += decision.repeats
            } else {
                reasons.append((name, decision.repeats))
            }
        }
        var left: [String] = []
        if more > 0 { left.append("\(more) more changes.") }
        if !reasons.isEmpty {
            let all = reasons.map { "\($0.name) (\(NumberText.integer($0.count)))" }.joined(separator: ", ")
            left.append("Why nothing changed when an alarm asked, and how often: \(all).")
        }
        if !left.isEmpty { page.decisionsLeftOut = (left + ["--decisions lists everything."]).joined(separator: " ") }
    }

    private func addCost(to page: inout RunPage) {
        let cost = outcome.cost
        func dollars(_ value: Double) -> String { "$" + NumberText.decimal(value, places: 2) }
        let hour = scenario.prices.taskHourDollars(vCPU: scenario.cpu.vCPU, memoryGB: scenario.cpu.memoryGB)
        page.cost = [
            .init("needed", taskHours: "", dollars: dollars(cost.servingDollars), note: "tasks the target asks for"),
            .init("idle", taskHours: "", dollars: dollars(cost.idleDollars), note: "tasks beyond that"),
            .init(
                "starting",
                taskHours: "",
                dollars: dollars(cost.startingDollars),
                note: "from image pull to service"
            ),
            .init("draining", taskHours: "", dollars: dollars(cost.drainingDollars), note: "deregistration and stop"),
            .init("monitoring", taskHours: "", dollars: dollars(cost.monitoringDollars), note: "metric, alarms, logs"),
            .init(
                "total",
                taskHours: "",
                dollars: dollars(cost.totalDollars),
                note: "\(NumberText.decimal(cost.billedTaskHours, places: 1)) task-hours at "
                    + "$\(NumberText.short(hour, places: 5)); $\(NumberText.decimal(cost.monthlyDollars, places: 2)) a month"
            ),
        ]
        page.costNote = "Fargate, \(scenario.prices.source)."
    }

    private func addAssumptions(to page: inout RunPage) {
        page.assumptionTable = AssumptionRow.table(of: [scenario])
        // Figures made up for the scenario are summed up below; the page of presets lists them.
        let all = scenario.assumptions.filter { $0.provenance != .made }
        let changed = all.filter(\.isChanged)
        if !changed.isEmpty {
            let text = changed.map { "\($0.name) \($0.value) (instead of \($0.defaultValue))" }.joined(separator: ", ")
            page.assumptions.append(.init("changed", text))
        }
        for tag in [Provenance.documented, .observed, .inferred, .assumed] {
            let own = all.filter { $0.provenance == tag && !$0.isChanged }
            if own.isEmpty { continue }
            page.assumptions.append(.init(tag.rawValue, own.map { "\($0.name) \($0.value)" }.joined(separator: ", ")))
        }
        page.assumptions.append(
            .init("made", "the clients' habits and the CPU figures of the scenario; no public source supports them")
        )
        page.assumptionsNote =
            "Rules of AWS and of the fleet by how well they are known. Change one with --assume NAME=VALUE; \"scalesim presets "
            + "--assumptions\" explains them."
    }

    private var suggestions: [RunPage.Fact] {
        var all: [RunPage.Fact] = []
        let least = scenario.scaling.minimumCapacity
        if !scenario.metrics.connectionsIdentityMatches {
            all.append(.init("scalesim run", "the guide with the metric's dimensions named in the policy"))
        } else if outcome.clients.refusedClients > 0 {
            all.append(.init("scalesim run --min \(least + 2)", "the same clients with more tasks at all times"))
            all.append(.init("scalesim run --load-balancer lor", "the same clients spread to the emptiest task"))
        } else {
            all.append(.init("scalesim run --spike 09:00=600/60s", "600 clients more within a minute"))
        }
        all.append(.init("scalesim run --decisions", "every decision, also those not to scale"))
        all.append(.init("scalesim init > my.yaml", "a commented scenario to make your own"))
        return all
    }
}
