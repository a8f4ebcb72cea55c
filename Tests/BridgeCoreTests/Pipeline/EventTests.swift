import BridgeCore
import Testing

struct EventTests {
    @Test func moreThanAHundredMetricsAreSeveralLines() throws {
        var fixture = try PipelineFixture()
        let body = (0..<250).map { "# TYPE app_m\($0) gauge\napp_m\($0) \($0)\n" }.joined()
        let scrape = try fixture.scrape(body)
        #expect(scrape.lines.count == 3)
        #expect(Set(scrape.metrics) == Set((0..<250).map { "app_m\($0){ClusterName=demo}=\($0)" }))
        #expect(scrape.result.metricCount == 250)
    }

    @Test func labelsThatTheEventNeedsForItselfGiveWay() throws {
        var fixture = try PipelineFixture()
        let labels = #"Timestamp="t",Version="v",CloudWatchMetrics="c",prom_metric_type="p",_aws="z",app_x="l""#
        let scrape = try fixture.scrape("# TYPE app_x gauge\napp_x{\(labels)} 7\n")
        #expect(scrape.metrics == ["app_x{ClusterName=demo}=7"])
        #expect(scrape.member("exported__aws") as? String == "z")
        #expect(scrape.member("prom_metric_type") as? String == "gauge")
        #expect(scrape.member("Version") == nil && scrape.member("Timestamp") == nil)
    }

    @Test func timestampsOfTheirOwnMakeEventsOfTheirOwn() throws {
        var fixture = try PipelineFixture()
        let now = PipelineFixture.start
        let scrape = try fixture.scrape(
            """
            # TYPE app_a gauge
            app_a 1 \(now - 100_000)
            # TYPE app_b gauge
            app_b 2 \(now - 1)
            # TYPE app_c gauge
            app_c 3
            # TYPE app_old gauge
            app_old 4 \(now - 15 * 86_400_000)

            """
        )
        let times = scrape.lines.compactMap { $0.split(separator: ",").first }
        #expect(
            times == [
                #"{"_aws":{"Timestamp":1763999900000"#, #"{"_aws":{"Timestamp":1763999999999"#,
                #"{"_aws":{"Timestamp":1764000000000"#,
            ]
        )
        #expect(
            scrape.warnings == [
                "a sample of app_old is more than 14 days old or 2 hours ahead; CloudWatch refuses those"
            ]
        )
    }

    @Test func timestampsAreIgnoredIfTheJobSaysSo() throws {
        var fixture = try PipelineFixture(job: .fixture { $0.honorsTimestamps = false })
        let scrape = try fixture.scrape("# TYPE app_a gauge\napp_a 1 5\n")
        #expect(scrape.lines.first?.hasPrefix(#"{"_aws":{"Timestamp":1764000000000,"#) == true)
    }

    @Test func labelsOfSampleTargetAndTaskMeet() throws {
        let identity = TaskIdentity(clusterName: "demo", serviceName: "api", taskID: "0123")
        let body = "# TYPE app_a gauge\napp_a{job=\"own\",exported_job=\"twice\",ServiceName=\"exposed\"} 1\n"
        func members(_ honors: Bool) throws -> [String?] {
            var fixture = try PipelineFixture(
                labels: [Label("env", "prod")],
                job: .fixture { $0.honorsLabels = honors },
                identity: identity,
                plan: {
                    $0.declarations[0].sourceLabels = ["env"]
                    $0.declarations[0].labelMatcher = Pattern("prod", anchoring: .search)
                }
            )
            let scrape = try fixture.scrape(body)
            return ["job", "exported_job", "exported_exported_job", "ServiceName", "TaskId", "env"]
                .map { scrape.member($0) as? String }
        }
        #expect(
            try members(false)
                == ["powersync", "twice", "own", "exposed", "0123", "prod"].enumerated().map { index, value in
                    index == 1 ? "twice" : value
                }
        )
        #expect(try members(true) == ["own", "twice", nil, "exposed", "0123", "prod"])
    }

    @Test func metricRelabellingDropsRenamesAndMayNotUnname() throws {
        func rule(
            _ action: RelabelRule.Action,
            _ regex: String,
            _ target: String = "",
            _ text: String = "$1"
        ) -> RelabelRule {
            RelabelRule(
                sourceLabels: ["__name__"],
                targetLabel: target,
                regex: Pattern(regex, anchoring: .whole),
                replacement: text,
                action: action
            )
        }
        let body = "# TYPE app_a_total counter\napp_a_total 1\n# TYPE app_b gauge\napp_b 2\n"
        var fixture = try PipelineFixture(
            selectors: ["^renamed$", "app_b"],
            job: .fixture {
                $0.metricRelabelRules = [rule(.replace, "app_a_total", "__name__", "renamed"), rule(.drop, "app_b")]
            }
        )
        try fixture.scrape(body)
        // The type is looked up by the exposed name.
        #expect(try fixture.scrape(body).metrics == ["renamed{ClusterName=demo}=0"])
        var broken = try PipelineFixture(
            job: .fixture { $0.metricRelabelRules = [rule(.replace, "app_b", "__name__", "")] }
        )
        #expect(
            try broken.scrape(body).result.outcome
                == .failed(.limitExceeded("relabelling leaves series app_b without a name"))
        )
    }

    @Test func unitsAndResolutionsAreOfExactNames() throws {
        var fixture = try PipelineFixture {
            $0.units = ["app_a": "Count"]
            $0.highResolutionMetrics = ["app_b"]
        }
        let line = try fixture.scrape("# TYPE app_a gauge\napp_a 1\n# TYPE app_b gauge\napp_b 1\n").lines.joined()
        #expect(line.contains(#"[{"Name":"app_a","Unit":"Count"},{"Name":"app_b","StorageResolution":1}]"#))
    }

    @Test func whatCloudWatchWouldRefuseIsLeftOutAndSaidOnce() throws {
        var fixture = try PipelineFixture(dimensions: [["ClusterName", "zone"], ["ClusterName"], ["TaskId"]])
        let body = "# TYPE app_a gauge\napp_a{zone=\"Zürich\"} 1\n# TYPE app_b gauge\napp_b 1.7e308\n"
        let scrape = try fixture.scrape(body)
        #expect(scrape.metrics == ["app_a{ClusterName=demo}=1"])
        #expect(scrape.member("zone") as? String == "Zürich")
        #expect(
            scrape.warnings == [
                "a value of app_b is beyond 2^360; CloudWatch refuses those",
                "left out, because CloudWatch would refuse it: value of dimension \"zone\" has a character outside ASCII",
                "app_a has no label TaskId; dimension sets that name it are left out",
                "app_b has no label zone; dimension sets that name it are left out",
                "app_b has no label TaskId; dimension sets that name it are left out",
            ]
        )
        #expect(try fixture.scrape(body).warnings == [])
    }

    @Test func typesThatAreNotPublishedAreSaidIfSelected() throws {
        let body = """
            # TYPE app_h histogram
            app_h_bucket{le="+Inf"} 1
            app_h_sum 1
            app_h_count 1
            app_u 3
            # TYPE other histogram
            other_sum 1

            """
        var fixture = try PipelineFixture()
        let scrape = try fixture.scrape(body)
        #expect(scrape.lines == [])
        #expect(scrape.warnings.count == 4)
        let last = "app_u is selected, but series of type untyped are not published without --untyped"
        #expect(scrape.warnings.last == last)
        var untyped = try PipelineFixture { $0.publishesUntyped = true }
        #expect(try untyped.scrape(body).metrics == ["app_u{ClusterName=demo}=3"])
    }

    @Test func openMetricsExtrasAreNotEvenUntyped() throws {
        var fixture = try PipelineFixture { $0.publishesUntyped = true }
        let body = """
            # TYPE app_jobs counter
            app_jobs_total 5
            app_jobs_created 1.7e9
            # TYPE app_i info
            app_i_info{v="1"} 1
            # TYPE app_u unknown
            app_u 3
            # EOF

            """
        let scrape = try fixture.scrape(body, contentType: "application/openmetrics-text; version=1.0.0")
        #expect(scrape.metrics == ["app_u{ClusterName=demo}=3"])
        #expect(scrape.warnings == ["app_i_info is selected, but series of type info are not published"])
    }

    @Test func withoutAJobTheStreamIsDefault() throws {
        let rule = RelabelRule(regex: Pattern("job", anchoring: .whole), action: .labeldrop)
        var fixture = try PipelineFixture(dimensions: [["JobName"]], job: .fixture { $0.metricRelabelRules = [rule] }) {
            $0.declarations[0].sourceLabels = ["instance"]
            $0.declarations[0].labelMatcher = Pattern("localhost", anchoring: .search)
        }
        #expect(try fixture.scrape("# TYPE app_a gauge\napp_a 1\n").metrics == ["app_a{JobName=default}=1"])
    }

    @Test func theAgentsNameOfAMetricCalledValueIsKept() throws {
        var fixture = try PipelineFixture(selectors: ["^prometheus$"])
        #expect(try fixture.scrape("# TYPE value gauge\nvalue 1\n").metrics == ["prometheus{ClusterName=demo}=1"])
    }
}
