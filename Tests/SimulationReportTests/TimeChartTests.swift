import Testing

@testable import SimulationReport

private let style = TerminalStyle(usesUnicode: false, width: 60)

private func chart(_ values: [Int], rows: Int = 5, top: Int? = nil) -> [String] {
    let series = TimeChart.Series(name: "a", values: values, stroke: .solid, ink: .clients)
    return Array(TimeChart([series], rows: rows, top: top).lines(style).dropFirst())
}

@Test func `A constant at the top fills the first row and no other`() {
    let lines = chart(Array(repeating: 8, count: 10), top: 8)
    #expect(lines[0] == "      8 |" + String(repeating: "*", count: 50))
    #expect(lines.dropFirst().allSatisfy { !$0.contains("*") })
}

@Test func `The scale ends at a round number above the largest value`() {
    #expect(chart([0, 381])[0].hasPrefix("    400 |"))
    #expect(chart([0, 400])[0].hasPrefix("    400 |"))
    #expect(chart([0, 401])[0].hasPrefix("    800 |"))
    #expect(chart([0])[0].hasPrefix("      4 |"))
}

@Test func `A jump is drawn as a line without a gap`() {
    let lines = chart([0, 100], top: 100)
    let column = lines.map { line in
        line.enumerated().contains { $0.offset == 34 && $0.element == "*" }
    }
    #expect(column == [true, true, true, true, true])
}

@Test func `A spike shorter than a column is still drawn`() {
    var values = Array(repeating: 0, count: 10_000)
    values[5_003] = 100
    #expect(chart(values, top: 100)[0].contains("*"))
}

@Test func `A value outside the scale stays inside the drawing`() {
    #expect(chart([-5, 500], top: 100).count == 5)
}

@Test func `Strips keep the largest value of a column`() {
    var values = Array(repeating: 2, count: 1000)
    values[500] = 13
    let lines = TimeStrip.digits("tasks", values).lines(style)
    #expect(lines.count == 2)
    #expect(lines[0] == String(repeating: " ", count: 34) + "1")
    #expect(lines[1].filter { $0 == "3" }.count == 1)
}

@Test func `A full bar means the limit is reached, and one less does not`() {
    let lines = TimeStrip.levels("hot", [0, 199, 200], full: 200).lines(style)
    #expect(lines[0].contains("9#"))
    #expect(lines[0].filter { $0 == "#" }.count == 16)
}

@Test(
    "The time axis fits any length",
    arguments: [60_000, 600_000, 3_600_000, 86_400_000, 7 * 86_400_000, 365 * 86_400_000]
)
func axisFits(duration: Int) {
    let lines = TimeStrip.axis(durationMilliseconds: duration).lines(style)
    #expect(lines.allSatisfy { $0.count <= 60 })
    #expect(lines[1].split(separator: " ").count >= 2)
}
