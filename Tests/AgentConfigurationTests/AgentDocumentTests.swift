import AgentConfiguration
import BridgeCore
import Testing

@Suite struct AgentDocumentTests {
    /// What stands in the prometheus section, and the start of the one error it gives.
    private static let refusals: [(agent: String, error: String)] = [
        ("[]", "CW_CONFIG_CONTENT:1:1: found a list; expected a mapping"),
        ("{}", "CW_CONFIG_CONTENT:1:1: logs.metrics_collected.prometheus is missing"),
        ("{\n \"logs\": {}\n}", "CW_CONFIG_CONTENT:2:10: logs: metrics_collected.prometheus is missing"),
        ("{\"logs\": ", "CW_CONFIG_CONTENT:1:10: logs: expected a value"),
        (
            "{\"logz\": {}, \"logs\": {\"metrics_collected\": {\"prometheus\": 1}}}",
            "CW_CONFIG_CONTENT:1:2: logz: unknown key"
        ),
        (
            Documents.agent(prometheus: "\"log_stream_name\": \"x\""),
            "CW_CONFIG_CONTENT:3:1: logs.metrics_collected.prometheus.log_stream_name: is no key here"
        ),
        (
            Documents.agent(prometheus: "\"ecs_service_discovery\": {}"),
            "CW_CONFIG_CONTENT:3:1: logs.metrics_collected.prometheus.ecs_service_discovery: discovery of tasks"
        ),
        (
            Documents.agent(prometheus: "\"clustername\": \"x\""),
            "CW_CONFIG_CONTENT:3:1: logs.metrics_collected.prometheus.clustername: unknown key in the prometheus section; did you mean cluster_name?"
        ),
        (
            Documents.agent(prometheus: "\"cluster_name\": 5"),
            "CW_CONFIG_CONTENT:3:17: logs.metrics_collected.prometheus.cluster_name: found a number; expected a text"
        ),
        (
            Documents.agent(prometheus: "\"disable_metric_extraction\": \"yes\""),
            "CW_CONFIG_CONTENT:3:30: logs.metrics_collected.prometheus.disable_metric_extraction: found a text; expected true or false"
        ),
        (
            Documents.agent(prometheus: ""),
            "CW_CONFIG_CONTENT:1:47: logs.metrics_collected.prometheus: emf_processor is missing"
        ),
        (
            Documents.agent(processor: "\"metric_namespace\": \"AWS/ECS\""),
            "CW_CONFIG_CONTENT:3:39: logs.metrics_collected.prometheus.emf_processor.metric_namespace: \"AWS/ECS\""
        ),
        (
            Documents.agent(processor: "\"metric_unit\": {\"a\": \"Second\"}"),
            "CW_CONFIG_CONTENT:3:40: logs.metrics_collected.prometheus.emf_processor.metric_unit.a: \"Second\" is no CloudWatch unit; did you mean Seconds?"
        ),
        (
            Documents.agent(prometheus: "\"emf_processor\": {\"metric_declaration\": []}"),
            "CW_CONFIG_CONTENT:3:41: logs.metrics_collected.prometheus.emf_processor.metric_declaration: is empty"
        ),
        (
            Documents.agent(prometheus: "\"emf_processor\": {}"),
            "CW_CONFIG_CONTENT:3:18: logs.metrics_collected.prometheus.emf_processor: metric_declaration is missing"
        ),
    ]

    @Test(arguments: Self.refusals)
    func `refuses with place, key path and mend`(_ refusal: (agent: String, error: String)) {
        let errors = Documents.rehearsal(agent: refusal.agent).errors
        #expect(errors.first?.hasPrefix(refusal.error) == true, "\(errors)")
    }

    /// A declaration, and the end of the key path with the start of the message.
    private static let declarations: [(declaration: String, error: String)] = [
        ("{\"metric_selectors\": [\"a\"], \"dimensions\": [[]]}", "[0]: source_labels is missing"),
        ("{\"source_labels\": [], \"metric_selectors\": [\"a\"], \"dimensions\": [[]]}", "source_labels: is empty"),
        ("{\"source_labels\": [\"job\"], \"dimensions\": [[]]}", "[0]: metric_selectors is missing"),
        (
            "{\"source_labels\": [\"job\"], \"metric_selectors\": [], \"dimensions\": [[]]}",
            "metric_selectors: is empty"
        ),
        (
            "{\"source_labels\": [\"job\"], \"metric_selectors\": [\"\"], \"dimensions\": [[]]}",
            "metric_selectors[0]: is empty"
        ),
        (
            "{\"source_labels\": [\"job\"], \"metric_selectors\": [\"*\"], \"dimensions\": [[]]}",
            "metric_selectors[0]: \"*\" is no regular expression: missing argument to repetition operator"
        ),
        (
            "{\"source_labels\": [\"job\"], \"metric_selectors\": [\"a\"], \"label_matcher\": \"*\", \"dimensions\": [[]]}",
            "label_matcher: \"*\" is no regular expression"
        ),
        (
            "{\"source_labels\": [\"job\"], \"metric_selectors\": [\"a\"], \"label_matcher\": \"\", \"dimensions\": [[]]}",
            "label_matcher: is empty"
        ),
        (
            "{\"source_labels\": [\"job\"], \"metric_selectors\": [\"a(?=b)\"], \"dimensions\": [[]]}",
            "metric_selectors[0]: \"a(?=b)\" is no regular expression"
        ),
        ("{\"source_labels\": [\"job\"], \"metric_selectors\": [\"a\"], \"dimensions\": []}", "dimensions: is empty"),
        ("{\"source_labels\": [\"job\"], \"metric_selectors\": [\"a\"]}", "[0]: dimensions is missing"),
        (
            "{\"source_labels\": [\"job\"], \"metric_selectors\": [\"a\"], \"dimensions\": [\"job\"]}",
            "dimensions[0]: found a text; expected a list"
        ),
        (
            "{\"source_labels\": [\"job\"], \"metric_selectors\": [\"a\"], \"dimensions\": [[]], \"label_matchers\": \"x\"}",
            "label_matchers: unknown key in a metric declaration; did you mean label_matcher?"
        ),
    ]

    @Test(arguments: Self.declarations)
    func `refuses declarations that the agent skips or that publish everything`(
        _ refusal: (declaration: String, error: String)
    ) {
        let errors = Documents.rehearsal(agent: Documents.agent(declaration: refusal.declaration)).errors
        #expect(errors.count == 1 && errors[0].contains(refusal.error), "\(errors)")
        #expect(errors.first?.hasPrefix("CW_CONFIG_CONTENT:4:") == true, "\(errors)")
    }

    @Test func `tells every error of both documents at once`() {
        let declaration = "{\"source_labels\": [], \"metric_selectors\": [\"[\"], \"dimensions\": [[]], \"x\": 1}"
        let errors = Documents.rehearsal(
            agent: Documents.agent(declaration: declaration),
            prometheus: Documents.prometheus(job: "scrape_timeout: 2m\n    scheme: ftp")
        ).errors
        let sources = errors.map { $0.prefix { $0 != ":" } }
        #expect(
            sources == ["CW_CONFIG_CONTENT", "CW_CONFIG_CONTENT", "CW_CONFIG_CONTENT"]
                + Array(repeating: "PROMETHEUS_CONFIG_CONTENT", count: 2)
        )
    }

    @Test func `carries every key into the plan`() throws {
        let agent = Documents.agent(
            prometheus: """
                "log_group_name": "/g", "cluster_name": "green", "disable_metric_extraction": true,
                "emf_processor": {"metric_namespace": "N", "metric_unit": {"app_a": "Seconds"},
                "metric_declaration_dedup": true, "metric_declaration": [{"source_labels": ["b", "a"],
                "label_separator": "|", "label_matcher": "^x\\\\|y$", "metric_selectors": ["^a", "b$"],
                "dimensions": [["d", "c", "d"], ["c", "d"], []]}]}
                """
        )
        let (plan, notes) = try Documents.rehearsal(agent: agent).plan()
        var expected = PublicationPlan(
            namespace: "N",
            declarations: [
                MetricDeclaration(
                    sourceLabels: ["b", "a"],
                    separator: "|",
                    labelMatcher: Pattern("^x\\|y$", anchoring: .search),
                    metricSelectors: [Pattern("^a", anchoring: .search), Pattern("b$", anchoring: .search)],
                    dimensionSets: [["c", "d"], []]
                )
            ]
        )
        expected.units = ["app_a": "Seconds"]
        expected.extractionDisabled = true
        expected.logGroupName = "/g"
        #expect(plan.publication == expected)
        #expect(plan.identity == TaskIdentity(clusterName: "green"))
        let keys = ["log_group_name", "disable_metric_extraction", "cluster_name"]
        #expect(notes.map(\.place.keyPath) == keys.map { "logs.metrics_collected.prometheus.\($0)" })
        #expect(notes.last?.place.message == "wins over blue, the name that flags or environment give")
    }

    @Test func `has the agent's defaults`() throws {
        let publication = try Documents.rehearsal().plan().plan.publication
        #expect(publication.namespace == "ECS/ContainerInsights/Prometheus")
        #expect(publication.logGroupName == "/aws/ecs/containerinsights/blue/prometheus")
        #expect(publication.declarations.first?.labelMatcher == Pattern(".*", anchoring: .search))
        #expect(publication.declarations.first?.separator == ";")
    }

    @Test func `notes the keys of the agent that have no effect, and checks their types`() throws {
        let body = Documents.agent.dropFirst(10).dropLast(2)
        let agent = """
            {"agent": {"region": "eu-west-1", "debug": true, "metrics_collection_interval": 60},
            "logs": {"force_flush_interval": 5, "endpoint_override": "e", "credentials": {"role_arn": "r"},\(body)}}
            """
        let notes = try Documents.rehearsal(agent: agent).plan().notes
        let keys = [
            "agent.metrics_collection_interval", "agent.region", "agent.debug", "logs.force_flush_interval",
            "logs.endpoint_override", "logs.credentials",
        ]
        #expect(notes.map(\.place.keyPath) == keys)
        #expect(notes.allSatisfy { $0.kind == .noEffect && $0.place.message.contains("no effect") })
        let wrong = agent.replacing("\"debug\": true", with: "\"debug\": \"very\"")
        #expect(
            Documents.rehearsal(agent: wrong).errors == [
                "CW_CONFIG_CONTENT:1:44: agent.debug: found a text; expected true or false, without quotes"
            ]
        )
        for section in ["metrics", "traces"] {
            let refused = agent.replacing("{\"agent\"", with: "{\"\(section)\": {}, \"agent\"")
            #expect(
                Documents.rehearsal(agent: refused).errors.first?.contains("1:2: \(section): is not collected here")
                    == true
            )
        }
    }

    @Test func `a rehearsal lets pass what leaves less to publish, and says that a run refuses it`() throws {
        let agent = Documents.agent(processor: "\"metric_unit\": {\"app_a\": \"count\"}")
        let (plan, notes) = try Documents.rehearsal(agent: agent, purpose: .rehearsal).plan()
        #expect(plan.publication.units.isEmpty)
        #expect(notes.map(\.kind) == [.refusedInRun])
        #expect(notes.first?.description.hasSuffix("(scalebridge run refuses this)") == true)
    }

    @Test func `a declaration that needs the cluster's name must be able to get it`() throws {
        var rehearsal = Documents.rehearsal()
        rehearsal.identity = TaskIdentity()
        #expect(rehearsal.errors.count == 1)
        #expect(rehearsal.errors.first?.contains("needs ClusterName") == true)
        rehearsal.prometheus = Documents.prometheus.replacing("9090']", with: "9090'], labels: {ClusterName: own}")
        #expect(rehearsal.errors.isEmpty)
    }
}
