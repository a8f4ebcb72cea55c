import AgentConfiguration
import BridgeCore
import Testing

@Suite struct PrometheusDocumentTests {
    /// A line of a job, and what its error says.
    private static let refusals: [(line: String, error: String)] = [
        (
            "static_config: []",
            "4:5: scrape_configs[0].static_config: unknown key in a scrape configuration; did you mean static_configs?"
        ),
        (
            "scrape_interval: 30",
            "4:22: scrape_configs[0].scrape_interval: \"30\" is no duration; expected a number with a unit such as 30s or 1m30s; write 30s"
        ),
        ("scrape_interval: 0s", "scrape_interval: is 0s; expected a duration above 0"),
        ("scrape_timeout: 2m", "4:21: scrape_configs[0].scrape_timeout: is above the job's scrape_interval (60000 ms)"),
        ("scheme: ftp", "scheme: is \"ftp\"; expected http or https"),
        ("honor_labels: maybe", "honor_labels: found a text; expected true or false"),
        ("sample_limit: -1", "sample_limit: is -1; expected a whole number of at least 0"),
        ("sample_limit: '5'", "sample_limit: found a text; expected a whole number"),
        ("body_size_limit: 10", "body_size_limit: \"10\" is no size"),
        ("params: [a]", "params: found a list; expected a mapping"),
        ("params: {a: b}", "params.a: found a text; expected a list"),
        ("ec2_sd_configs: []", "ec2_sd_configs: is not supported; use static_configs"),
        ("file_sd_configs: [{files: [a.txt]}]", "file_sd_configs[0].files[0]: \"a.txt\" names no target file"),
        ("file_sd_configs: [{files: ['*/a.yml']}]", "names no target file"),
        ("file_sd_configs: [{files: []}]", "files: files is missing or empty"),
        ("dns_sd_configs: [{names: []}]", "names: names is missing or empty"),
        ("dns_sd_configs: [{names: [a], type: A}]", "dns_sd_configs[0]: port is missing"),
        ("dns_sd_configs: [{names: [a], type: MX, port: 1}]", "type: is \"MX\"; expected A, AAAA or SRV"),
        ("oauth2: {}", "oauth2: is not supported"),
        ("proxy_url: http://u:hunter2@p", "proxy_url: is not supported"),
        ("basic_auth: {password: hunter2}", "basic_auth: username is missing"),
        ("basic_auth: {username: u, password: hunter2, password_file: f}", "password_file: stands beside password"),
        ("basic_auth: {username: u, passwd: hunter2}", "passwd: unknown key in basic_auth; did you mean password?"),
        ("basic_auth: {username: u, password: [hunter2]}", "password: found a list; expected a text"),
        ("authorization: {type: Bearer}", "authorization: credentials is missing"),
        ("authorization: {type: basic, credentials: hunter2}", "type: is basic; use basic_auth"),
        (
            "bearer_token: hunter2\n    authorization: {credentials: hunter2}",
            "a job takes one of basic_auth, authorization and bearer_token"
        ),
        ("tls_config: {ca: hunter2}", "ca: is not supported; write it to a file"),
        ("tls_config: {cert_file: c}", "tls_config: cert_file and key_file go together"),
        ("enable_compression: false", "enable_compression: is false"),
        ("scrape_protocols: [PrometheusText0.0.4]", "scrape_protocols: is not supported"),
        ("fallback_scrape_protocol: OpenMetricsText1.0.0", "fallback_scrape_protocol: is \"OpenMetricsText1.0.0\""),
        ("track_timestamps_staleness: true", "track_timestamps_staleness: is not supported"),
        ("metric_name_validation_scheme: legacy", "metric_name_validation_scheme: is legacy"),
        ("always_scrape_classic_histograms: true", "always_scrape_classic_histograms: is not supported"),
        (
            "relabel_configs: [{action: kep, regex: a}]",
            "relabel_configs[0].action: \"kep\" is no action; did you mean keep?"
        ),
        (
            "relabel_configs: [{regex: '('}]",
            "relabel_configs[0].regex: \"(\" is no regular expression: missing closing )"
        ),
        (
            "relabel_configs: [{source_labels: [a]}]",
            "relabel_configs[0]: target_label is missing; action replace needs one"
        ),
        ("relabel_configs: [{action: hashmod, target_label: a}]", "modulus is missing or 0"),
        (
            "relabel_configs: [{action: labeldrop, regex: a, source_labels: [b]}]",
            "source_labels: has no meaning with action labeldrop"
        ),
        (
            "relabel_configs: [{action: keepequal, regex: a, target_label: b}]",
            "regex: has no meaning with action keepequal"
        ),
        (
            "relabel_configs: [{action: lowercase, target_label: b, replacement: c}]",
            "replacement: has no meaning with action lowercase"
        ),
        ("metric_relabel_configs: [null]", "metric_relabel_configs[0]: is empty"),
        ("metric_relabel_configs: {}", "metric_relabel_configs: found a mapping; expected a list"),
        (
            "relabel_configs: [{target_label: __scheme__, replacement: ftp}]",
            "targets[0]: gives no target: __scheme__ is \"ftp\""
        ),
        ("static_configs: [{targets: ['u:hunter2@h/p']}]", "the key static_configs stands twice"),
        ("\"a\\e[31mb\\n\": 1", "4:5: scrape_configs[0][\"a\\u{1b}[31mb\\u{a}\"]: unknown key"),
        ("job_name: other", "the key job_name stands twice in one mapping"),
        ("params: !custom {}", "4:13: scrape_configs[0].params: the tag !custom is not supported"),
    ]

    @Test(arguments: Self.refusals)
    func `refuses with place, key path and mend, and never shows a secret`(_ refusal: (line: String, error: String)) {
        let errors = Documents.rehearsal(prometheus: Documents.prometheus(job: refusal.line)).errors
        #expect(errors.contains { $0.contains(refusal.error) }, "\(errors)")
        #expect(errors.allSatisfy { $0.hasPrefix("PROMETHEUS_CONFIG_CONTENT") && !$0.contains("hunter2") })
    }

    /// A whole document, and what its error says.
    private static let documents: [(text: String, error: String)] = [
        ("# nothing", "1:1: is empty"),
        ("global: {}", "1:1: scrape_configs is missing"),
        ("scrape_configs: []", "1:17: scrape_configs: is empty"),
        ("scrape_configs: [{job_name: a}]", "scrape_configs[0]: the job has no targets"),
        (
            "scrape_configs: [{job_name: a, static_configs: []}]",
            "1:48: scrape_configs[0].static_configs: the job has no targets"
        ),
        (
            "scrape_configs: [{job_name: a, static_configs: [{targets: []}]}]",
            "static_configs[0]: targets is missing or empty"
        ),
        (
            "scrape_configs: [{job_name: a, static_configs: [{targets: ['a/b']}]}]",
            "targets[0]: gives no target: \"a/b\" is no address"
        ),
        ("scrape_configs: [{static_configs: [{targets: [a]}]}]", "scrape_configs[0]: job_name is missing"),
        ("scrape_configs: [&a {job_name: a, static_configs: [{targets: [a]}]}, *a]", "job_name \"a\" stands twice"),
        ("scrape_configs:\n\t- job_name: a", "2:1: is not YAML"),
        ("scrape_configs: [*missing]", "is not YAML"),
        ("a: 1\n---\nb: 2", "is not YAML"),
        ("rule_files: []", "rule_files: rules are not evaluated here"),
        ("scrape_configs: [{job_name: hunter2, basic_auth: {password: \"hunter2}]", "is not YAML"),
        (
            Documents.prometheus(global: "scrape_interval: 5s\n  scrape_timeout: 10s"),
            "3:19: global.scrape_timeout: is above scrape_interval (5000 ms)"
        ),
        (
            Documents.prometheus(global: "scrape_intervall: 5s"),
            "2:3: global.scrape_intervall: unknown key in the global section; did you mean scrape_interval?"
        ),
    ]

    @Test(arguments: Self.documents)
    func `refuses documents that would scrape nothing`(_ refusal: (text: String, error: String)) {
        let errors = Documents.rehearsal(prometheus: refusal.text).errors
        #expect(errors.contains { $0.contains(refusal.error) }, "\(errors)")
        #expect(errors.allSatisfy { !$0.contains("hunter2") })
    }

    @Test func `never shows the user of an address`() {
        let text = "scrape_configs: [{job_name: a, static_configs: [{targets: ['http://u:hunter2@h:1/p']}]}]"
        let errors = Documents.rehearsal(prometheus: text).errors
        #expect(errors.count == 1 && errors[0].contains("without a user") && !errors[0].contains("hunter2"))
    }

    @Test func `reads anchors, merge keys, a byte order mark and CRLF`() throws {
        let text = """
            \u{FEFF}x: 1
            """
        #expect(Documents.rehearsal(prometheus: text).errors.first?.contains("1:1: x: unknown key") == true)
        let merged = """
            scrape_configs:
              - &first {job_name: a, metrics_path: /a, honor_labels: true, static_configs: [{targets: ['a:1']}]}
              - {<<: *first, job_name: b, metrics_path: /b}
            """
        let lines = merged.replacing("\n", with: "\r\n")
        let jobs = try Documents.rehearsal(prometheus: lines).plan().plan.jobs
        #expect(jobs.map(\.name) == ["a", "b"])
        #expect(jobs.map(\.metricsPath) == ["/a", "/b"])
        #expect(jobs.allSatisfy { $0.honorsLabels && $0.staticTargets.count == 1 })
    }

    @Test func `refuses aliases that would make a huge document`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(Documents.rehearsal(prometheus: text).errors.first?.contains("too many values") == true)
    }

    @Test func `carries every key into the plan`() throws {
        let job = try #require(
            Documents.rehearsal(
                prometheus: """
                    global: {scrape_interval: 15s, scrape_timeout: 5s, sample_limit: 7, evaluation_interval: 1m}
                    scrape_configs:
                      - job_name: full
                        scrape_interval: 1m30s
                        scrape_timeout: 500ms
                        metrics_path: /m
                        scheme: https
                        params: {b: [x, 2], a: ['y']}
                        honor_labels: yes
                        honor_timestamps: false
                        sample_limit: 10
                        label_limit: 20
                        label_name_length_limit: 30
                        label_value_length_limit: 40
                        target_limit: 50
                        body_size_limit: 1.5MB
                        follow_redirects: false
                        basic_auth: {username: u, password_file: secrets/p}
                        tls_config:
                          ca_file: /ca
                          cert_file: c
                          key_file: k
                          server_name: s
                          insecure_skip_verify: true
                        static_configs:
                          - targets: [a:1, 'b:2']
                            labels: {l: 1, m: on}
                        file_sd_configs: [{files: [x/*.yml, /y.json], refresh_interval: 1m}]
                        dns_sd_configs:
                          - names: [n]
                          - {names: [o], type: a, port: 3, refresh_interval: 5s}
                        relabel_configs:
                          - {source_labels: [a, b], separator: '-', regex: 'x(.*)', target_label: t, replacement: $1y}
                        metric_relabel_configs:
                          - {action: HashMod, source_labels: [a], target_label: h, modulus: 8}
                          - {action: labeldrop, regex: d}
                    """
            ).job
        )
        let expected = ScrapeJob(
            name: "full",
            intervalMilliseconds: 90_000,
            timeoutMilliseconds: 500,
            metricsPath: "/m",
            scheme: .https,
            parameters: [.init(name: "b", values: ["x", "2"]), .init(name: "a", values: ["y"])],
            staticTargets: [TargetGroup(addresses: ["a:1", "b:2"], labels: [Label("l", "1"), Label("m", "on")])],
            fileDiscovery: [FileDiscovery(patterns: ["x/*.yml", "/y.json"], refreshMilliseconds: 60_000)],
            dnsDiscovery: [
                DNSDiscovery(names: ["n"]),
                DNSDiscovery(names: ["o"], type: .a, port: 3, refreshMilliseconds: 5000),
            ],
            relabelRules: [
                RelabelRule(
                    sourceLabels: ["a", "b"],
                    separator: "-",
                    targetLabel: "t",
                    regex: Pattern("x(.*)", anchoring: .whole),
                    replacement: "$1y"
                )
            ],
            metricRelabelRules: [
                RelabelRule(
                    sourceLabels: ["a"],
                    targetLabel: "h",
                    regex: Pattern("(.*)", anchoring: .whole),
                    modulus: 8,
                    action: .hashmod
                ),
                RelabelRule(regex: Pattern("d", anchoring: .whole), action: .labeldrop),
            ],
            honorsLabels: true,
            honorsTimestamps: false,
            limits: ScrapeLimits(
                bodyBytes: 3 << 19,
                samples: 10,
                labels: 20,
                labelNameBytes: 30,
                labelValueBytes: 40,
                targets: 50
            ),
            authorization: .basic(user: "u", password: .file("secrets/p")),
            tls: TLSPlan(
                authorityFile: "/ca",
                certificateFile: "c",
                keyFile: "k",
                serverName: "s",
                skipsVerification: true
            ),
            followsRedirects: false
        )
        #expect(job == expected)
    }

    /// A line of a job, and the interval and timeout in milliseconds; the global ones are 15 s and 12 s.
    private static let times: [(line: String, interval: Int64, timeout: Int64)] = [
        ("scheme: http", 15_000, 12_000),
        ("scrape_interval: 5s", 5000, 5000),
        ("scrape_interval: 1m", 60_000, 12_000),
        ("scrape_timeout: 1s", 15_000, 1000),
    ]

    @Test(arguments: Self.times)
    func `caps a timeout that is not the job's own at its interval`(
        _ times: (line: String, interval: Int64, timeout: Int64)
    ) {
        let global = "global: {scrape_interval: 15s, scrape_timeout: 12s}\n"
        let job = Documents.rehearsal(prometheus: global + Documents.prometheus(job: times.line)).job
        #expect(job?.intervalMilliseconds == times.interval)
        #expect(job?.timeoutMilliseconds == times.timeout)
    }
}
