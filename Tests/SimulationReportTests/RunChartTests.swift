import Foundation
import Testing

@testable import SimulationReport

private func chart(_ count: Int) -> RunPage.Chart {
    var chart = RunPage.Chart(
        durationMilliseconds: (count - 1) * 60_000,
        clients: (0..<count).map { $0 == 5 ? 900 : $0 % 3 },
        roomAtTarget: Array(repeating: 80, count: count),
        roomAtLimit: Array(repeating: 200, count: count),
        tasks: Array(repeating: 1, count: count),
        hottestTask: Array(repeating: 2, count: count),
        limitPerTask: 200,
        targetPerTask: "80"
    )
    chart.refusedAttempts = Array(repeating: 1, count: count)
    return chart
}

@Test func `A long run is thinned, and neither its peak nor its refusals are lost`() {
    let thinned = chart(10_000).thinned(to: 1500)
    #expect(thinned.clients.count <= 1500)
    #expect(thinned.clients.max() == 900)
    #expect(thinned.refusedAttempts.reduce(0, +) == 10_000)
    #expect(chart(100).thinned(to: 1500).clients.count == 100)
}

@Test func `Tasks are drawn by state where it is known`() {
    var page = chart(10)
    let without = RunChart(page, marks: []).markup
    #expect(!without.contains("class=\"fill-starting\" d="))
    page.starting = [0, 0, 1, 1, 0, 0, 0, 0, 0, 0]
    page.draining = [0, 0, 0, 0, 0, 0, 2, 2, 0, 0]
    page.desired = [1, 1, 2, 2, 2, 2, 1, 1, 1, 1]
    let with = RunChart(page, marks: []).markup
    for kind in ["fill-starting", "fill-draining", "fill-serving", "desired"] {
        #expect(with.contains("class=\"\(kind)\" d="))
    }
}

@Test func `Marks lie at their moment, and those that changed nothing give way when there are too many`() {
    let out = RunChart.Mark(time: 270_000, kind: .scaleOut, text: "04:30  scale-out 1 → 2\nceil(1 × 96 / 80) = 2")
    let quiet = (0..<301).map { RunChart.Mark(time: $0, kind: .notScaled, text: "kept") }
    let markup = RunChart(chart(10), marks: [out] + quiet).markup
    #expect(markup.contains("<svg class=\"at\" x=\"50%\""))
    #expect(markup.contains("<title>04:30  scale-out 1 → 2\nceil(1 × 96 / 80) = 2</title>"))
    #expect(!markup.contains("kept</title>"))
}

@Test func `The data for the script is whole numbers, as differences between neighbours`() {
    #expect(RunChart(chart(4), marks: []).data.contains("clients:[0,1,1,-2]"))
}

@Test func `Every assumption stands in the page with its tag, the changed ones first`() {
    var page = MockPage.page
    page.assumptionTable = [
        AssumptionRow(name: "low_periods", value: "15", tag: "observed", meaning: "Minutes below.", source: "dumps"),
        AssumptionRow(name: "delay", value: "60", usual: "15", tag: "assumed", meaning: "Seconds.", source: "<none>"),
    ]
    let html = page.html()
    let changed = html.range(of: "<code>delay</code>")
    let other = html.range(of: "<code>low_periods</code>")
    #expect(changed.map { $0.lowerBound } ?? html.endIndex < other.map { $0.lowerBound } ?? html.startIndex)
    #expect(html.contains("<small>instead of 15</small>"))
    #expect(html.contains("<span class=\"tag observed\">observed</span>"))
    #expect(html.contains("&lt;none&gt;"))
}
