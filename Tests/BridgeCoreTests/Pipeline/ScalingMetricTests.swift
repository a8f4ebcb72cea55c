import BridgeCore
import Testing

struct ScalingMetricTests {
    static let body = """
        # TYPE powersync_concurrent_connections gauge
        powersync_concurrent_connections{transport="http"} 30
        powersync_concurrent_connections{transport="ws"} 12

        """

    func fixture(
        _ dimensions: [[String]] = [["ClusterName"]],
        _ configure: (inout PublicationPlan) -> Void = { _ in }
    ) throws -> PipelineFixture {
        try PipelineFixture(selectors: ["^powersync_"], dimensions: dimensions, plan: configure)
    }

    @Test func severalSeriesUnderOneIdentityAreWarnedOfOnce() throws {
        var fixture = try self.fixture()
        let first = try fixture.scrape(Self.body)
        #expect(first.lines.count == 2)
        #expect(
            first.warnings == [
                "powersync_concurrent_connections has 2 series under {ClusterName=demo}: CloudWatch averages them, so that "
                    + "an average is not per task; add them up with --sum-series, or drop the label that tells them apart"
            ]
        )
        #expect(try fixture.scrape(Self.body).warnings == [])
    }

    @Test func theyAreAddedUpByOption() throws {
        var fixture = try self.fixture { $0.sumsSeries = true }
        for _ in 1...2 {
            let scrape = try fixture.scrape(Self.body)
            #expect(scrape.lines.count == 1)
            #expect(
                scrape.metrics == [
                    "powersync_concurrent_connections{ClusterName=demo}=42", "powersync_concurrent_connections{}=42",
                ]
            )
            #expect(scrape.member("transport") == nil)
        }
        let single =
            "# TYPE powersync_concurrent_connections gauge\npowersync_concurrent_connections{transport=\"ws\"} 5\n"
        #expect(
            try fixture.scrape(single).metrics == [
                "powersync_concurrent_connections{ClusterName=demo}=5", "powersync_concurrent_connections{}=5",
            ]
        )
    }

    @Test func onlyIdentitiesThatSeriesShareAreAddedUp() throws {
        var fixture = try self.fixture([["ClusterName", "transport"]]) { $0.sumsSeries = true }
        let scrape = try fixture.scrape(Self.body)
        #expect(
            scrape.metrics == [
                "powersync_concurrent_connections{ClusterName=demo,transport=http}=30",
                "powersync_concurrent_connections{ClusterName=demo,transport=ws}=12",
                "powersync_concurrent_connections{}=42",
            ]
        )
    }

    @Test func seriesWithIdentitiesOfTheirOwnAreFine() throws {
        var fixture = try self.fixture([["transport"]]) { $0.addsZeroDimension = false }
        #expect(try fixture.scrape(Self.body).warnings == [])
    }

    @Test func otherMetricsKeepTheirDeclaredIdentities() throws {
        var fixture = try self.fixture()
        let body = "# TYPE powersync_other gauge\npowersync_other 1\n"
        #expect(try fixture.scrape(body).metrics == ["powersync_other{ClusterName=demo}=1"])
    }
}
