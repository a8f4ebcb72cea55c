import CapacityTuning
import FleetSimulation
import HistorySupport
import ScenarioFile
import TargetTracking
import Testing

struct ReplayDocumentsTests {
    private let synthetic: ObservedHistory
    private let documents: HistoryDocuments
    private let configuration: ScalingConfiguration

    init() throws {
        synthetic = try SyntheticHistory(startLatency: 75_000, hours: 4).history()
        documents = HistoryDocuments(synthetic)
        configuration = try Self.configuration(documents)
    }

    private static func configuration(_ documents: HistoryDocuments) throws -> ScalingConfiguration {
        var scaling = ScalingDocuments()
        try scaling.readPolicies(Array(documents.policies.utf8), file: "policies.json")
        try scaling.readTargets(Array(documents.targets.utf8), file: "targets.json")
        var configuration = ScalingConfiguration(minimumCapacity: 1, maximumCapacity: 100)
        try scaling.apply(to: &configuration)
        for index in configuration.metrics.indices { configuration.metrics[index].unitsPerOne = 1_000_000 }
        return configuration
    }

    private func read(
        metrics: String? = nil,
        activities: String? = nil,
        running: Int? = 2
    ) throws -> (history: ObservedHistory, warnings: [String]) {
        var replay = ReplayDocuments()
        try replay.readMetrics(Array((metrics ?? documents.metrics).utf8), file: "metrics.json")
        try replay.readActivities(Array((activities ?? documents.activities).utf8), file: "activities.json")
        let history = try replay.history(
            of: configuration,
            resource: "service/demo-cluster/powersync-api",
            initialDesired: running
        )
        return (history, replay.warnings)
    }

    @Test(
        "a history comes back from the CLI's documents, of either version",
        arguments: HistoryDocuments.Version.allCases
    )
    func comesBack(version: HistoryDocuments.Version) throws {
        let written = HistoryDocuments(synthetic, version: version)
        let (history, _) = try read(metrics: written.metrics, activities: written.activities)
        #expect((history.changes + history.manualChanges).count == synthetic.changes.count)
        #expect(history.changes.allSatisfy(synthetic.changes.contains) && history.configuration.epoch == written.epoch)
        #expect(!history.scaleOutDurations.isEmpty && history.scaleOutDurations.allSatisfy { $0 == 75_000 })
        #expect(history.alarmPhases == synthetic.alarmPhases)
        #expect(history.datapoints.map(\.count) == synthetic.datapoints.map(\.count))
    }

    @Test("the documents of known rules give them back", arguments: [(0, 30), (60, 90), (120, 180)])
    func recovers(delay: Int, start: Int) throws {
        var service = SyntheticHistory(startLatency: .seconds(start), seed: 3, hours: 4)
        service.truth.customMetricDelay = .seconds(delay)
        let written = HistoryDocuments(try service.history())
        let (history, _) = try read(metrics: written.metrics, activities: written.activities)
        let fit = try BacktestFit(history, startLatencies: StartLatency.candidates(for: history))
        #expect(fit.best.score.isComplete)
        #expect(fit.best.startLatency.median == .seconds(start))
        let fitted = try #require(fit.delays.first { $0.name == "custom_metric_visible_delay_s" })
        #expect(fitted.asGood.contains { $0.contains(.seconds(delay)) } && !fitted.isUnknown)
    }

    private func activity(_ minute: Int, _ tasks: Int, status: String = "Successful", rest: String = "") -> String {
        let time = Double(documents.epoch + minute * 60_000 + 23_000) / 1000
        return
            #"{"ActivityId": "a\#(minute)", "StartTime": \#(time), "EndTime": \#(time + 30), "StatusCode": "\#(status)","#
            + #" "Description": "Setting desired count to \#(tasks).", "Cause": "monitor alarm x-AlarmHigh-1 in state "#
            + #"ALARM triggered policy connections"\#(rest)}"#
    }

    @Test(
        "activities are sorted by what a replay can make of them",
        arguments: [
            (-90, "Successful", "", 0, "1 before the first datapoint"),
            (900, "Successful", "", 0, "1 after the last datapoint"),
            (60, "Failed", "", 0, "1 that failed"),
            (60, "Pending", "", 0, "1 not yet begun (Pending)"),
            (60, "Successful", #", "ResourceId": "service/demo-cluster/other""#, 0, "1 of other services"),
            (60, "Resting", "", 1, "unknown status (Resting)"),
            (60, "Overridden", "", 1, ""), (60, "InProgress", "", 1, ""), (60, "Unfulfilled", "", 1, ""),
            (2, "Successful", "", 0, "1 changes came so early"),
            (60, "Failed", #", "NotScaledReasons": [{"Code": "AlreadyAtMaxCapacity"}]"#, 0, ""),
        ]
    )
    func activityKinds(minute: Int, status: String, rest: String, changes: Int, note: String) throws {
        let text = #"{"ScalingActivities": [\#(activity(minute, 5, status: status, rest: rest))]}"#
        let (history, warnings) = try read(activities: text)
        #expect(history.changes.count == changes)
        #expect(note.isEmpty ? warnings.isEmpty : warnings.contains { $0.contains(note) }, "\(warnings)")
        // Only a count that was reached, and when, is an observation of running tasks.
        #expect(
            history.running.count
                == (status == "Successful" && (0...600).contains(minute) && !rest.contains("other") ? 1 : 0)
                || status == "Resting"
        )
    }

    @Test("what others than the policies did is taken over")
    func foreignCauses() throws {
        let text = activity(60, 5).replacing("triggered policy connections", with: "triggered policy night")
        let (history, warnings) = try read(activities: #"{"ScalingActivities": [\#(text)]}"#)
        #expect(history.changes.isEmpty && history.manualChanges.map(\.tasks) == [5])
        #expect(warnings.contains { $0.contains("not made by the policies given") })
    }

    @Test("the count at the start comes from the activity before, else from a first scale-in, else it is the least")
    func initialCount() throws {
        #expect(
            try read(activities: #"{"ScalingActivities": [\#(activity(-5, 7))]}"#, running: nil).history.initialDesired
                == 7
        )
        let scaleIn = activity(60, 3).replacing("AlarmHigh", with: "AlarmLow")
        #expect(
            try read(activities: #"{"ScalingActivities": [\#(scaleIn)]}"#, running: nil).history.initialDesired == 4
        )
        let (history, warnings) = try read(activities: #"{"ScalingActivities": []}"#, running: nil)
        #expect(history.initialDesired == 2 && warnings.contains { $0.contains("not known") })
    }

    private func metrics(_ minutes: [Int], rest: String = "", status: String = "Complete") -> String {
        let times = minutes.map { "\(documents.epoch / 1000 + $0 * 60)" }.joined(separator: ", ")
        let values = minutes.map { _ in "50" }.joined(separator: ", ")
        let results = ["connections"].map {
            #"{"Id": "\#($0)", "Timestamps": [\#(times)], "Values": [\#(values)], "StatusCode": "\#(status)"}"#
        }
        return #"{"MetricDataResults": [\#(results.joined(separator: ", "))]\#(rest)}"#
    }

    @Test("gaps, pages and partial results are told")
    func incomplete() throws {
        let none = #"{"ScalingActivities": []}"#
        let gaps = try read(metrics: metrics([0, 1, 2, 7, 8, 12]), activities: none).warnings
        #expect(
            gaps.contains(
                "connections has no datapoint in 7 of 13 periods, at the longest 4 min on end; "
                    + "alarms take them as missing, as CloudWatch does."
            )
        )
        let pages = try read(metrics: metrics([0, 1], rest: #", "NextToken": "x""#), activities: none).warnings
        #expect(pages.contains { $0.contains("metrics.json: there are more pages") })
        let partial = try read(metrics: metrics([0, 1], status: "PartialData"), activities: none).warnings
        #expect(partial.contains { $0.contains("PartialData") })
    }

    @Test("results of one name in several files are one series")
    func severalFiles() throws {
        var replay = ReplayDocuments()
        for minutes in [[2, 3], [0, 1, 2]] { try replay.readMetrics(Array(metrics(minutes).utf8), file: "m.json") }
        let history = try replay.history(of: configuration, initialDesired: 2)
        #expect(history.datapoints[0].map(\.time) == [0, 60_000, 120_000, 180_000])
    }

    @Test(
        "documents that cannot be replayed are refused with what to do",
        arguments: [
            ("", "metrics.json"), (#"{"MetricDataResults": []}"#, "no datapoint"),
            (#"{"Datapoints": []}"#, "MetricDataResults"),
            (
                #"{"MetricDataResults": [{"Id": "cpu", "Timestamps": [60, 120], "Values": [1, 2]}, {"Id": "memory"}]}"#,
                "\"connections\""
            ),
            (
                #"{"MetricDataResults": [{"Id": "cpu", "Timestamps": [0, 300], "Values": [1, 2]}, "#
                    + #"{"Id": "connections", "Timestamps": [0, 300], "Values": [1, 2]}]}"#,
                "300 s apart"
            ),
        ]
    )
    func refused(text: String, message: String) {
        let error = #expect(throws: ScenarioFileError.self) { try read(metrics: text) }
        #expect(error?.description.contains(message) ?? false, "\(error?.description ?? "")")
    }
}

struct MeasuredStartsTests {
    private let documents: HistoryDocuments

    init() throws {
        documents = HistoryDocuments(try SyntheticHistory(hours: 1).history())
    }

    private func bytes(_ text: String, _ name: String = "tasks.json") -> (name: String, bytes: [UInt8]) {
        (name, Array(text.utf8))
    }

    @Test("starts count from createdAt to startedAt, in either version", arguments: HistoryDocuments.Version.allCases)
    func measures(version: HistoryDocuments.Version) throws {
        var documents = documents
        documents.version = version
        let file = bytes(documents.tasks([80_000, nil, 60_000, 40_500]))
        let other = bytes(documents.tasks([900_000], service: "other"), "more.json")
        let starts = try MeasuredStarts([file, other, file], service: "powersync-api")
        #expect(starts.latency.values == [40_500, 60_000, 80_000] && starts.unstarted == 1 && starts.foreign == 1)
        #expect(starts.phases.map(\.name) == ["to the pull", "pull", "after the pull"])
        #expect(starts.phases.map(\.latency.median) == [15_000, 30_000, 15_000])
        #expect(starts.distributionText == "measured(40500ms, 60s, 80s)")
        let told = "3 tasks measured; left out are 1 without startedAt and 1 of other services or groups."
        #expect(starts.omission?.hasSuffix(told) ?? false)
        #expect(try DistributionText.read(starts.distributionText) == .empirical([40.5, 60, 80]))
    }

    @Test("files without a start are refused with what to do")
    func refused() throws {
        let list = #"{"taskArns": ["arn:aws:ecs:eu-west-1:1:task/c/1"]}"#
        for (text, message) in [
            ("", "tasks.json"), (list, "output of list-tasks"), (#"{"tasks": []}"#, "lists no task"),
            (documents.tasks([nil, nil]), "none of the 2 tasks has both createdAt and startedAt"),
            (documents.tasks([60_000], service: "other"), "none of the 1 tasks is of the service powersync-api"),
            (documents.tasks([60_000]).replacing("\"2026-11-20T00:00:00", with: "\"noon"), "expected a timestamp"),
        ] {
            let error = #expect(throws: ScenarioFileError.self) {
                try MeasuredStarts([bytes(text)], service: "powersync-api")
            }
            #expect(error?.description.contains(message) ?? false, "\(error?.description ?? "")")
        }
    }
}
