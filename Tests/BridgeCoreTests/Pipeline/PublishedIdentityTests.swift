import BridgeCore
import Testing

struct PublishedIdentityTests {
    func plan(_ configure: (inout PublicationPlan) -> Void = { _ in }) -> BridgePlan {
        var publication = PublicationPlan(namespace: "PowerSync")
        publication.declarations = [
            MetricDeclaration(
                sourceLabels: ["job"],
                labelMatcher: Pattern("powersync", anchoring: .search),
                metricSelectors: [Pattern("^powersync_concurrent_connections$", anchoring: .search)],
                dimensionSets: [["ClusterName"], ["ServiceName", "ClusterName"]]
            )
        ]
        configure(&publication)
        return BridgePlan(
            jobs: [ScrapeJob(name: "powersync")],
            publication: publication,
            identity: TaskIdentity(clusterName: "c")
        )
    }

    func identities(_ plan: BridgePlan) -> [String] {
        PublishedIdentity.all(of: plan, targets: []).map { "\($0)" + ($0.isAddedForScaling ? " added" : "") }
    }

    @Test func theGuidesPlanHasItsIdentitiesAndTheAddedOne() {
        #expect(
            self.identities(self.plan()) == [
                "PowerSync / powersync_concurrent_connections {ClusterName=c}",
                "PowerSync / powersync_concurrent_connections {ClusterName=c, ServiceName=?}",
                "PowerSync / powersync_concurrent_connections no dimensions added",
            ]
        )
        #expect(self.identities(self.plan { $0.addsZeroDimension = false }).count == 2)
        #expect(self.identities(self.plan { $0.extractionDisabled = true }) == [])
    }

    @Test func aPatternIsListedAsOneAndItsScalingMetricsByName() {
        let plan = self.plan {
            $0.declarations[0].metricSelectors = [Pattern("^powersync_", anchoring: .search)]
            $0.declarations[0].dimensionSets = [["ClusterName"]]
        }
        #expect(
            self.identities(plan) == [
                "PowerSync / /^powersync_/ {ClusterName=c}",
                "PowerSync / powersync_concurrent_connections {ClusterName=c}",
                "PowerSync / powersync_concurrent_connections no dimensions added",
            ]
        )
    }

    @Test func aDeclarationThatCannotMatchListsNothing() {
        let plan = self.plan { $0.declarations[0].labelMatcher = Pattern("other", anchoring: .search) }
        #expect(self.identities(plan) == [])
        let unknown = self.plan {
            $0.declarations[0].labelMatcher = Pattern("other", anchoring: .search)
            $0.declarations[0].sourceLabels = ["tier"]
        }
        #expect(self.identities(unknown).count == 3)
    }

    @Test func healthMetricsAreListedIfPublished() {
        #expect(
            self.identities(self.plan { $0.publishesScrapeHealth = true }).contains("PowerSync / up {ClusterName=c}")
        )
    }

    @Test func whatAScrapePublishesIsAmongWhatThePlanLists() throws {
        let plan = self.plan()
        let target = try TargetResolution.target(of: plan.jobs[0], at: 0, address: "localhost:9090", labels: [])
        var pipeline = ScrapePipeline(plan: plan, target: target, identity: TaskIdentity(serviceName: "s"))
        var output: [UInt8] = []
        let body = Array("# TYPE powersync_concurrent_connections gauge\npowersync_concurrent_connections 1\n".utf8)
        _ = pipeline.ingest(body.span, contentType: nil, timestampMilliseconds: 0, into: &output)
        let listed = PublishedIdentity.all(of: plan, targets: [target], identity: TaskIdentity(serviceName: "s"))
        #expect(Set(pipeline.identities) == Set(listed))
        #expect(listed.count == 3)
    }
}
