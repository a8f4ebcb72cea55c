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
    #expect(withoutScript.contains("<svg viewBox"))
    #expect(withoutScript.contains("<title>08:03:12  2 → 3  connections above 80"))
    #expect(withoutScript.contains("<td>serving</td>"))
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

private let chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
    FileManager.default.isExecutableFile(atPath: $0)
}

@Test(
    "In a browser the script runs without error, and moving over the chart reads its values",
    .enabled(if: chromium != nil)
)
func hoverReadsValues() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scalesim-html-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // The browser moves its pointer by itself: an event in the middle of the chart.
    let move = """
        <script>window.onload = function () {
          var svg = document.querySelector("figure svg"), box = svg.getBoundingClientRect();
          svg.dispatchEvent(new PointerEvent("pointermove", { clientX: box.left + box.width * 0.523, clientY: 50 }));
        };</script></body>
        """
    let file = folder.appendingPathComponent("page.html")
    try page.replacing("</body>", with: move).write(to: file, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(chromium))
    process.arguments = [
        "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom",
        "--user-data-dir=\(folder.path)/profile", file.absoluteString,
    ]
    let output = folder.appendingPathComponent("dom")
    let errors = folder.appendingPathComponent("log")
    for url in [output, errors] { _ = FileManager.default.createFile(atPath: url.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + .seconds(60)) == .timedOut { process.terminate() }
    let dom = try String(contentsOf: output, encoding: .utf8)
    let log = try String(contentsOf: errors, encoding: .utf8)
    #expect(!log.contains("CONSOLE"))
    #expect(dom.contains(/class="reading note">1[123]:\d\d  \d+ clients, \d+ tasks/))
}
