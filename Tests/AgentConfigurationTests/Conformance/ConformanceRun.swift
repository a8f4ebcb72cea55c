import BridgeCore

/// Runs a case's scrapes through the pipeline of the plan's first target.
enum ConformanceRun {
    /// The events of each scrape, in a form that compares.
    static func events(_ conformanceCase: ConformanceCase, _ plan: BridgePlan) throws -> [[CanonicalEvent]] {
        let job = plan.jobs[0]
        let group = job.staticTargets[0]
        let target = try TargetResolution.target(of: job, at: 0, address: group.addresses[0], labels: group.labels)
        var pipeline = ScrapePipeline(plan: plan, target: target)
        return zip(conformanceCase.scrapes, ConformanceTime.all(conformanceCase)).map { scrape, time in
            var output: [UInt8] = []
            if scrape.status == 200 {
                let body = Array(ConformanceTime.fill(scrape.text, conformanceCase).utf8)
                _ = pipeline.ingest(
                    body.span,
                    contentType: scrape.contentType,
                    timestampMilliseconds: time,
                    into: &output
                )
            } else {
                pipeline.fail(timestampMilliseconds: time, durationMilliseconds: 0, into: &output)
            }
            return output.split(separator: 10).map { CanonicalEvent(String(decoding: $0, as: UTF8.self)) }
        }
    }

    /// Whether events are as expected wherever something is said of a scrape, in any order; if not, how they differ.
    static func difference(_ events: [[CanonicalEvent]], _ expected: [[CanonicalEvent]?]) -> String? {
        for (index, pair) in zip(events, expected).enumerated() {
            guard let wanted = pair.1 else { continue }
            let (got, want) = (pair.0.map(\.description).sorted(), wanted.map(\.description).sorted())
            if got != want { return "scrape \(index + 1)\n  got  \(got)\n  want \(want)" }
        }
        return events.count == expected.count ? nil : "\(events.count) scrapes, not \(expected.count)"
    }
}
