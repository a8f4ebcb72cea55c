import Testing

@testable import SimulationReport

private let styles: [(name: String, style: TerminalStyle)] = [
    ("page-unicode", TerminalStyle()),
    ("page-ascii", TerminalStyle(usesUnicode: false)),
    ("page-color", TerminalStyle(usesColor: true)),
    ("page-60-columns", TerminalStyle(width: 60)),
    ("page-100-columns", TerminalStyle(width: 100)),
]

private func withoutColor(_ text: String) -> String {
    text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
}

@Test("The page of invented values is laid out as recorded", arguments: styles)
func pageMatchesItsSnapshot(name: String, style: TerminalStyle) throws {
    try Snapshot.expect(MockPage.page.text(style), name)
}

@Test("No line is wider than the terminal or ends in blanks", arguments: styles)
func linesFit(name: String, style: TerminalStyle) {
    let lines = withoutColor(MockPage.page.text(style)).split(separator: "\n")
    let wrong = lines.filter { $0.count > style.width || $0.last == " " }
    #expect(wrong.isEmpty)
}

@Test func `Without Unicode every byte is ASCII`() {
    let text = MockPage.page.text(TerminalStyle(usesUnicode: false))
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
}

@Test func `Colour adds nothing but colour sequences`() {
    let colored = MockPage.page.text(TerminalStyle(usesColor: true))
    #expect(colored.contains("\u{1B}["))
    #expect(withoutColor(colored) == MockPage.page.text(TerminalStyle()))
}

@Test func `A page without chart, decisions and cost has no empty headings`() {
    let page = RunPage(title: "t", subtitle: "s", verdict: .init(holds: true, headline: "All clients were served."))
    #expect(page.text(TerminalStyle()) == "✓ All clients were served.\n")
}
