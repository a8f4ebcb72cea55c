import Foundation
import Testing

@testable import SimulationReport

private let page = MockPage.page.html()

@Test func `The page needs no network`() {
    #expect(!page.contains("http://"))
    #expect(!page.contains("https://"))
    #expect(!page.contains("@import"))
    #expect(!page.contains("src="))
}

@Test func `Without JavaScript the chart, the marks and the tables are there`() {
    let withoutScript = page.replacing(/<script>(.|\n)*<\/script>/, with: "")
    #expect(withoutScript.contains("<svg class=\"plot\""))
    #expect(withoutScript.contains("<title>08:03:12  scale-out 2 → 3\nconnections above 80"))
    #expect(withoutScript.contains(">serving</td>"))
    #expect(withoutScript.contains("custom_metric_visible_delay_s 15"))
}

@Test func `Text of a scenario cannot become markup`() {
    var hostile = MockPage.page
    hostile.title = "</title><script>alert(1)</script>"
    hostile.subtitle = "<img onerror=x>"
    hostile.verdict.headline = "a & b < c"
    let text = hostile.html()
    #expect(!text.contains("<script>alert"))
    #expect(!text.contains("<img"))
    #expect(text.contains("a &amp; b &lt; c"))
}

@Test func `Markdown escapes what would be markup`() {
    var hostile = MockPage.page
    hostile.verdict.headline = "*bold* | [link](x) <b>"
    #expect(hostile.markdown().hasPrefix("**❌ \\*bold\\* \\| \\[link\\](x) \\<b\\>**\n"))
}
