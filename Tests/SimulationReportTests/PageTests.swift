import Foundation
import LosslessJSON
import Testing

@testable import SimulationReport

/// The pages in a real browser.
@Suite(.serialized, .enabled(if: Browser.path != nil), .timeLimit(.minutes(10)))
struct PageTests {
    @Test(arguments: SamplePage.allCases)
    func `A page fits its window, by day and by night, with nothing on the console or from the network`(
        sample: SamplePage
    ) async throws {
        let html = try await sample.html()
        try await Browser.with { browser in
            for view in BrowserPage.View.all {
                let page = try BrowserPage(html, in: browser, view)
                let collisions = try page.texts(PageProbes.collisions)
                #expect(collisions == [], "\(view)")
                try page.picture("\(sample.rawValue)-\(view.width)-\(view.scheme)")
                let overflow = try page.texts(PageProbes.overflow)
                #expect(overflow == [], "\(view)")
                let contrast = try page.texts(PageProbes.contrast)
                #expect(contrast == [], "\(view)")
                #expect(page.complaints == [], "\(view)")
                #expect(page.requests.count { !$0.hasPrefix("data:") } == 1, "\(view): \(page.requests)")
            }
        }
    }

    @Test func `Pointing at a decision tells its arithmetic, and at a moment its values`() async throws {
        let html = try await SamplePage.run.html()
        try await Browser.with { browser in
            for view in BrowserPage.View.all {
                let page = try BrowserPage(html, in: browser, view)
                let decision = try #require(try page.hover("svg .mark.out .target-area"), "\(view)")
                let first = try page.value("document.querySelector('svg .mark.out').getAttribute('aria-label')").string
                #expect(decision == first, "another mark lies on it, but this one is nearer: \(view)")
                #expect(decision.contains(/\d\d:\d\d:\d\d  scale-out \d → \d/), "\(view)")
                #expect(decision.contains(/connections [0-9.]+, target 20: ceil\(\d × [0-9.]+ \/ 20\) = \d/), "\(view)")
                let moment = try #require(try page.hover("svg.plot", within: 0.25), "\(view)")
                #expect(
                    moment.contains(/00:\d\d\n\d+ connected, \d+ waiting\nroom for \d+ at the target, \d+ at the limit/)
                )
                #expect(moment.contains(/\d in service, \d starting, \d draining; \d desired\nfullest task \d+ of 40/))
                #expect(page.complaints == [], "\(view)")
            }
        }
    }

    @Test func `What a finger touched stays to be read, until it touches something else`() async throws {
        let html = try await SamplePage.run.html()
        try await Browser.with { browser in
            let page = try BrowserPage(html, in: browser, .init(width: 400))
            #expect(try #require(try page.tap("svg .mark.in .target-area")).contains("scale-in"))
            #expect(try #require(try page.tap("svg.plot", within: 0.25)).contains("connected"))
            #expect(try page.tap("h1") == nil)
        }
    }

    @Test(arguments: [
        (
            SamplePage.tune, ".point.chosen path",
            ["min=", "cost/month $", "95 %: ", "P(refused) < 1%: found ", "16 runs"]
        ),
        (.tune, ".point.beaten .dot", ["min=", "given up as unlikely", "cost/month $"]),
        (.compare, ".mark.difference", ["cost per month", "A $", "B $", "difference +", "95 %: ", "12 paired runs"]),
        (.compareMany, ".mark.difference", ["cost per month", "A $", "min=2 $", "95 %: "]),
    ])
    func `Pointing at a point or a difference tells its settings, values and intervals`(
        sample: SamplePage,
        selector: String,
        parts: [String]
    ) async throws {
        let html = try await sample.html()
        try await Browser.with { browser in
            let page = try BrowserPage(html, in: browser, .init(width: 400, scheme: "dark"))
            #expect(try page.tip() == nil)
            let text = try #require(try page.hover(selector))
            for part in parts { #expect(text.contains(part), "\(text)") }
            // The keyboard reaches it too, and its text stays inside the window.
            _ = try page.value("document.querySelector('\(selector)').closest('.mark').focus()")
            #expect(try page.tip() == text)
            let box = "document.querySelector('.tip').getBoundingClientRect()"
            #expect(try page.value("\(box).left >= 0 && \(box).right <= innerWidth").bool == true)
            #expect(page.complaints == [])
        }
    }

    @Test(arguments: SamplePage.allCases)
    func `Without scripts the drawings, their titles and the tables are there`(sample: SamplePage) async throws {
        let html = try await sample.html()
        try await Browser.with { browser in
            for width in [400, 1600] {
                let page = try BrowserPage(html, in: browser, .init(width: width, runsScripts: false))
                let missing = try page.texts(PageProbes.missing)
                #expect(missing == [])
            }
        }
    }
}
