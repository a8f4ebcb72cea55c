import BridgeCore
import Testing

struct ScrapeHealthTests {
    @Test func healthIsPublishedByOptionAndOnFailureToo() throws {
        var fixture = try PipelineFixture { $0.publishesScrapeHealth = true }
        let success = try fixture.scrape("# TYPE app_a gauge\napp_a 1\n# TYPE b gauge\nb 1\n")
        #expect(
            success.metrics == [
                "app_a{ClusterName=demo}=1", "scrape_duration_seconds{ClusterName=demo}=0",
                "scrape_samples_scraped{ClusterName=demo}=2", "up{ClusterName=demo}=1",
            ]
        )
        let malformed = try fixture.scrape("{{{\n")
        #expect(malformed.member("up") as? Int == 0)
        let failure = try PipelineScrape(result: success.result, output: fixture.fail())
        #expect(
            failure.metrics == [
                "scrape_duration_seconds{ClusterName=demo}=1.5", "scrape_samples_scraped{ClusterName=demo}=0",
                "up{ClusterName=demo}=0",
            ]
        )
    }

    @Test func withoutTheOptionAFailureIsSilent() throws {
        var fixture = try PipelineFixture()
        #expect(fixture.fail().isEmpty)
    }
}
