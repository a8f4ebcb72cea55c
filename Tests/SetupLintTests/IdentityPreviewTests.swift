import AWSDocuments
import BridgeCore
import SetupLint
import Testing

struct IdentityPreviewTests {
    private static func plan(_ sets: [[String]], metrics: String = "^powersync_concurrent_connections$") -> BridgePlan {
        BridgePlan(
            jobs: [ScrapeJob(name: "powersync", staticTargets: [TargetGroup(addresses: ["localhost:9090"])])],
            publication: PublicationPlan(
                namespace: "PowerSync",
                declarations: [
                    MetricDeclaration(
                        sourceLabels: ["job"],
                        labelMatcher: Pattern("powersync", anchoring: .search),
                        metricSelectors: [Pattern(metrics, anchoring: .search)],
                        dimensionSets: sets
                    )
                ]
            )
        )
    }

    private static let page = IdentityPreview.page(names: ["powersync_concurrent_connections"])

    @Test func theGuidesConfigurationGivesTheClusterSeriesAndTheBareOne() {
        let plan = Self.plan([["ClusterName"]])
        #expect(Set(IdentityPreview.metrics(of: plan, page: Self.page)) == [Guide.clusterSeries, Guide.bareSeries])
        #expect(IdentityPreview.agentMetrics(of: plan, page: Self.page) == [Guide.clusterSeries])
    }

    @Test func withoutTheZeroDimensionOnlyTheDeclaredSeriesExists() {
        var plan = Self.plan([["ClusterName"]])
        plan.publication.addsZeroDimension = false
        plan.identity.clusterName = "harbour"
        let metrics = IdentityPreview.metrics(of: plan, page: Self.page).map(\.description)
        #expect(metrics == ["PowerSync/powersync_concurrent_connections{ClusterName=harbour}"])
    }

    /// The agent knows the task's cluster and nothing else of it.
    @Test func dimensionsThatTheAgentDoesNotKnowAreTheBridgesOnly() {
        let plan = Self.plan([["ClusterName", "ServiceName"], ["ClusterName"]])
        #expect(IdentityPreview.metrics(of: plan, page: Self.page).count == 3)
        #expect(IdentityPreview.agentMetrics(of: plan, page: Self.page) == [Guide.clusterSeries])
    }

    @Test func seriesOfOneTaskAreCountedAndCountersAreSeen() throws {
        let page = """
            # TYPE connections gauge
            connections{kind="http"} 1
            connections{kind="ws"} 2
            # TYPE bytes_total counter
            bytes_total 5

            """
        var plan = Self.plan([["ClusterName"]], metrics: "connections|bytes_total")
        plan.publication.scalingMetrics = ["connections"]
        let metrics = IdentityPreview.metrics(of: plan, page: Array(page.utf8)).map {
            "\($0.description) \($0.valuesPerScrape)"
        }
        #expect(
            metrics == [
                "PowerSync/bytes_total{ClusterName=?} 1", "PowerSync/connections{ClusterName=?} 2",
                "PowerSync/connections{} 2",
            ]
        )
    }

    @Test func whatNoDeclarationSelectsIsNotThere() {
        #expect(
            IdentityPreview.metrics(of: Self.plan([["ClusterName"]]), page: IdentityPreview.page(names: ["other"]))
                == []
        )
    }

    /// What the dashboards show of the bridge is among what it publishes from the guide's configuration.
    @Test func theDashboardsShowWhatIsPublished() {
        var plan = Self.plan([["ClusterName"]])
        plan.identity.clusterName = "harbour"
        let published = IdentityPreview.metrics(of: plan, page: Self.page)
        for dimensions in [["ClusterName"], []] {
            var parameters = DashboardParameters(region: "eu-west-1", cluster: "harbour", service: "ferry")
            parameters.dimensions = dimensions
            let shown = parameters.panels.flatMap(\.series).compactMap(\.identity).filter {
                $0.namespace == "PowerSync"
            }
            #expect(shown.count > 3 && shown.allSatisfy { identity in published.contains { $0.matches(identity) } })
        }
    }
}
