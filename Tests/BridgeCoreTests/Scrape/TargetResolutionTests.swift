import BridgeCore
import Testing

struct TargetResolutionTests {
    private func job() -> ScrapeJob {
        ScrapeJob(
            name: "j",
            intervalMilliseconds: 30_000,
            timeoutMilliseconds: 10_000,
            parameters: [.init(name: "match", values: ["a b", "c&d"])]
        )
    }

    @Test(arguments: [
        ("localhost:9090", "localhost", 9090, "http://localhost:9090/metrics?match=a+b&match=c%26d"),
        ("10.0.0.1", "10.0.0.1", 80, "http://10.0.0.1/metrics?match=a+b&match=c%26d"),
        ("[::1]:9090", "::1", 9090, "http://[::1]:9090/metrics?match=a+b&match=c%26d"),
    ])
    func `an address becomes a target with its labels`(address: String, host: String, port: Int, url: String) throws {
        let target = try TargetResolution.target(
            of: self.job(),
            at: 3,
            address: address,
            labels: [Label("zone", "z"), Label("empty", ""), Label("__hidden", "x")]
        )
        #expect(target.host == host)
        #expect(target.port == port)
        #expect(target.url == url)
        #expect(target.jobIndex == 3)
        #expect(target.labels == [Label("instance", address), Label("job", "j"), Label("zone", "z")])
        #expect(target.intervalMilliseconds == 30_000)
        #expect(target.timeoutMilliseconds == 10_000)
    }

    @Test func `labels of a group may set what the job sets for all`() throws {
        let labels = [
            Label("__metrics_path__", "/other"), Label("__scheme__", "https"), Label("__scrape_interval__", "1m"),
            Label("job", "k"), Label("instance", "i"), Label("__param_match", "x"), Label("__param_more", "y"),
        ]
        let target = try TargetResolution.target(of: self.job(), at: 0, address: "h:1", labels: labels)
        #expect(target.url == "https://h:1/other?match=x&match=c%26d&more=y")
        #expect(target.intervalMilliseconds == 60_000)
        #expect(target.labels == [Label("instance", "i"), Label("job", "k")])
    }

    @Test(arguments: ["", "a b:1", "h:", "h:0", "h:99999", "http://h:1", "::1", "[::1", "h:1/x", "h:x"])
    func `an address that cannot be scraped is refused with a reason`(address: String) {
        #expect(throws: TargetResolution.Refusal.self) {
            try TargetResolution.target(of: self.job(), at: 0, address: address, labels: [])
        }
    }

    @Test func `a timeout above the interval is refused`() {
        #expect(throws: TargetResolution.Refusal.invalid("__scrape_timeout__ is above __scrape_interval__")) {
            try TargetResolution.target(
                of: self.job(),
                at: 0,
                address: "h:1",
                labels: [Label("__scrape_interval__", "5s")]
            )
        }
    }
}
