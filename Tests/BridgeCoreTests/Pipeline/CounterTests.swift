import BridgeCore
import Testing

struct CounterTests {
    /// A run of one counter's samples and what is published of each; nil is a failed scrape, "" one without the series.
    struct Run: CustomTestStringConvertible, Sendable {
        var title: String
        var samples: [String?]
        var expected: [String]
        var keepsFirst = false

        var testDescription: String { self.title }
    }

    static let runs: [Run] = [
        Run(title: "the first value is no difference", samples: ["10", "15"], expected: ["", "5"]),
        Run(title: "no increase is zero", samples: ["10", "10"], expected: ["", "0"]),
        Run(title: "a decrease is a restart", samples: ["10", "15", "3", "4"], expected: ["", "5", "3", "1"]),
        Run(title: "NaN forgets the base", samples: ["10", "NaN", "20", "25"], expected: ["", "", "", "5"]),
        Run(title: "infinity forgets the base", samples: ["10", "+Inf", "20", "25"], expected: ["", "", "", "5"]),
        Run(
            title: "a scrape without the series forgets it",
            samples: ["10", "", "12", "15"],
            expected: ["", "", "", "3"]
        ),
        Run(
            title: "a failed scrape does not",
            samples: ["10", nil, nil, "20", "26"],
            expected: ["", "", "", "10", "6"]
        ),
        Run(title: "a malformed scrape does not", samples: ["10", "x{", "20"], expected: ["", "", "10"]),
        Run(title: "differences are not rounded", samples: ["0.1", "0.3"], expected: ["", "0.19999999999999998"]),
        Run(
            title: "the first value can be kept, once",
            samples: ["10", "15", "NaN", "20", "21"],
            expected: ["10", "5", "", "", "1"],
            keepsFirst: true
        ),
        Run(
            title: "a timestamp that does not advance is no new sample",
            samples: ["10 1764000000000", "15 1764000000000", "20 1764000060000"],
            expected: ["", "", "10"]
        ),
    ]

    @Test("Counters are published as differences", arguments: runs)
    func differences(_ run: Run) throws {
        var fixture = try PipelineFixture { $0.keepsFirstCounterValue = run.keepsFirst }
        var published: [String] = []
        for sample in run.samples {
            guard let sample else {
                published.append(String(decoding: fixture.fail(), as: UTF8.self))
                continue
            }
            let series = sample.isEmpty ? "" : "app_jobs_total \(sample)\n"
            let scrape = try fixture.scrape("# TYPE app_jobs_total counter\n\(series)# TYPE app_g gauge\napp_g NaN\n")
            published.append(scrape.member("app_jobs_total").map { "\($0)" } ?? "")
        }
        #expect(published == run.expected)
    }

    @Test func ofADuplicateTheLastSampleCounts() throws {
        var fixture = try PipelineFixture()
        try fixture.scrape("# TYPE app_c counter\napp_c 1\napp_c 5\n")
        #expect(try fixture.scrape("# TYPE app_c counter\napp_c 6\napp_c 9\n").metrics == ["app_c{ClusterName=demo}=4"])
    }

    @Test func summariesGiveDifferencesOfSumAndCountAndRawQuantiles() throws {
        var fixture = try PipelineFixture()
        func body(_ quantile: Double, _ sum: Int, _ count: Int) -> String {
            "# TYPE app_s summary\napp_s{quantile=\"0.5\"} \(quantile)\napp_s_sum \(sum)\napp_s_count \(count)\n"
        }
        try fixture.scrape(body(1, 10, 5))
        #expect(
            try fixture.scrape(body(0.5, 25, 8)).metrics == [
                "app_s_count{ClusterName=demo}=3", "app_s_sum{ClusterName=demo}=15", "app_s{ClusterName=demo}=0.5",
            ]
        )
    }

    @Test func exemplarsDoNotTouchTheCounter() throws {
        var fixture = try PipelineFixture()
        func body(_ value: Int) -> String {
            "# TYPE app_c counter\napp_c_total \(value) # {trace_id=\"a\"} 0.67\n# EOF\n"
        }
        let type = "application/openmetrics-text; version=1.0.0"
        try fixture.scrape(body(3), contentType: type)
        #expect(try fixture.scrape(body(7), contentType: type).metrics == ["app_c_total{ClusterName=demo}=4"])
    }

    @Test func aChangeOfTypesElsewhereKeepsTheBase() throws {
        var fixture = try PipelineFixture()
        try fixture.scrape("# TYPE app_c counter\napp_c 1\n")
        let scrape = try fixture.scrape("# TYPE app_g gauge\napp_g 2\n# TYPE app_c counter\napp_c 4\n")
        #expect(scrape.metrics == ["app_c{ClusterName=demo}=3", "app_g{ClusterName=demo}=2"])
    }

    @Test func aSeriesThatChangesItsTypeStartsAnew() throws {
        var fixture = try PipelineFixture()
        try fixture.scrape("# TYPE app_x gauge\napp_x 1\n")
        let counter = "# TYPE app_x counter\napp_x 4\n"
        #expect(try fixture.scrape(counter).metrics == [])
        #expect(try fixture.scrape(counter).metrics == ["app_x{ClusterName=demo}=0"])
    }
}
